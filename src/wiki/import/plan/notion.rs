//! What Notion exports: names end in an id of 32 digits, what lies below a page lies in a folder of its name, and a
//! database is a table as CSV beside the folder of its pages.

use super::{
    Page, Plan,
    address::{Found, ending},
    arrange::is_page,
    folder_of, stem_of, title,
};
use crate::wiki::{
    document::{Document, text},
    import::{folder::Folder, html},
};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// All names but that of an index, and of what is attached, end in an id.
pub fn is_it(folder: &Folder) -> bool {
    let attached = attached(folder);
    let mut named = false;
    let mut pages = folder.files.keys().filter(|path| is_text(path) && !attached.contains(*path));
    let all = pages.all(|path| {
        let has_id = has_id(path);
        named |= has_id;
        has_id || path.as_str() == "index.html"
    });
    named && all
}

/// Files of text that were put on a page: they have no id, and lie in the folder of one that has.
pub fn attached(folder: &Folder) -> BTreeSet<String> {
    let pages = folder.files.keys().filter(|path| is_page(path) && has_id(path));
    let wholes = pages.filter_map(|path| path.rsplit_once('.')).map(|(whole, _)| whole);
    let folders: HashSet<&str> = wholes.flat_map(|whole| [whole, stem(whole)]).collect();
    let lies_there = |path: &str| folders.contains(folder_of(path).trim_end_matches('/'));
    folder.files.keys().filter(|path| is_text(path) && !has_id(path) && lies_there(path)).cloned().collect()
}

/// Whether it could be a page, or the table of a database.
fn is_text(path: &str) -> bool {
    is_page(path) || ending(path) == "csv"
}

fn has_id(path: &str) -> bool {
    let name = all_less(stem_of(path));
    stem(name) != name
}

/// A name without the id at its end.
pub fn stem(name: &str) -> &str {
    let Some((before, id)) = name.rsplit_once([' ', '-']) else { return name };
    if id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()) { before.trim_end() } else { name }
}

fn all_less(name: &str) -> &str {
    name.strip_suffix("_all").unwrap_or(name)
}

/// Of the two tables that a database has, the one with all columns.
pub fn is_database(folder: &Folder, path: &str) -> bool {
    let Some(base) = path.strip_suffix(".csv") else { return false };
    base.strip_suffix("_all").is_some_and(|base| !folder.files.contains_key(&format!("{base}.csv")))
        || !base.ends_with("_all")
}

/// The file of the same database that has all columns, where there is one.
pub fn complete<'a>(folder: &'a Folder, path: &str) -> Option<&'a Vec<u8>> {
    folder.files.get(&format!("{}_all.csv", path.strip_suffix(".csv")?))
}

/// A page as HTML, also of other tools.
pub fn read_html(source: &str, name: &str) -> (String, Document) {
    let bodies = ["article.page > .page-body", "main", "article"];
    let read = html::read(source, &bodies, &["h1.page-title", "title"]);
    let titled = read.title.filter(|title| !title.is_empty());
    match title::take(read.document, titled.as_deref()) {
        (Some(title), document) => (title, document),
        (None, document) => (titled.unwrap_or_else(|| name.to_owned()), document),
    }
}

/// Notion's files have no order; pages stand as the page above them names them.
pub fn put_in_order(plan: &mut Plan) {
    let mut below: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (at, page) in plan.pages.iter().enumerate() {
        below.entry(page.parent).or_default().push(at);
    }
    for (parent, children) in &mut below {
        let named = parent.map(|at| named_by(plan, at)).unwrap_or_default();
        children.sort_by_key(|child| named.iter().position(|at| at == child).unwrap_or(usize::MAX));
    }
    let mut order = Vec::with_capacity(plan.pages.len());
    let mut waiting: Vec<usize> = below.get(&None).into_iter().flatten().rev().copied().collect();
    while let Some(at) = waiting.pop() {
        order.push(at);
        waiting.extend(below.get(&Some(at)).into_iter().flatten().rev());
    }
    let mut place = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, old)| place[*old] = new);
    let mut pages: Vec<Option<Page>> = std::mem::take(&mut plan.pages).into_iter().map(Some).collect();
    let moved = order.into_iter().filter_map(|old| pages[old].take());
    plan.pages = moved.map(|page| Page { parent: page.parent.map(|old| place[old]), ..page }).collect();
}

fn named_by(plan: &Plan, at: usize) -> Vec<usize> {
    let page = &plan.pages[at];
    let mut named = Vec::new();
    text::visit_addresses(&mut page.document.blocks.clone(), &mut |address| {
        if let Found::Page(found, _) = plan.finder.find(&page.path, address) {
            named.push(found);
        }
    });
    named
}
