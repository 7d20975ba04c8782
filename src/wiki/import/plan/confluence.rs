//! What Confluence exports of a space as HTML: a file a page, and an index with the tree of them.

use super::{
    address::ending,
    arrange::{Entry, is_page},
    book::{List, by_list},
    title,
};
use crate::wiki::{
    document::Document,
    import::{folder::Folder, html, problems::Problems},
};
use std::collections::BTreeSet;

const INDEX: &str = "index.html";

/// What was put on pages lies here.
const ATTACHMENTS: &str = "attachments/";

/// Its index has the tree in a part of this class, and names the tool.
pub fn is_it(folder: &Folder) -> bool {
    let index = folder.files.get(INDEX).map(|bytes| title::text(bytes).0);
    index.is_some_and(|index| index.contains("pageSection") && index.contains("Available Pages"))
}

/// Files of text that were put on pages.
pub fn attached(folder: &Folder) -> BTreeSet<String> {
    folder.files.keys().filter(|path| is_page(path) && path.starts_with(ATTACHMENTS)).cloned().collect()
}

pub fn arrange(folder: &Folder, attached: &BTreeSet<String>) -> (Vec<Entry>, Problems) {
    let index = folder.files.get(INDEX).map(|bytes| title::text(bytes).0).unwrap_or_default();
    let listed = html::listed(&index, ".pageSection")
        .into_iter()
        .filter(|one| {
            matches!(ending(one.address.split(['#', '?']).next().unwrap_or_default()).as_str(), "html" | "htm")
        })
        .collect();
    by_list(folder, attached, &List { from: INDEX, name: "The index", listed }, |path| is_page(path) && path != INDEX)
}

/// A page: its own part, without what Confluence puts around it.
pub fn read(source: &str, name: &str) -> (String, Document) {
    let read = html::read(source, &["#main-content"], &["#title-text", "title"]);
    // `Space : Title`, in the page and not in the index.
    let own = read.title.as_deref().map(|title| title.split_once(" : ").map_or(title, |(_, title)| title));
    let title = if name.is_empty() { own.unwrap_or_default() } else { name };
    (title.to_owned(), read.document)
}
