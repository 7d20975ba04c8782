//! Files of text that hang on a page and are no pages themselves, as a page may have its `notes.md`: they come back as
//! the files they were.

use super::{
    MOST_TEXT,
    address::{Finder, Found, ending},
    arrange::is_page,
    book, confluence, folder_of, notion, title,
};
use crate::wiki::import::{PageFormat, folder::Folder, html::Listed};
use std::collections::{BTreeSet, HashSet};

/// In folders of these names this program, and others, put what a page beside them shows.
const FOLDERS: [&str; 2] = ["files", "attachments"];

pub fn of(folder: &Folder, format: PageFormat) -> BTreeSet<String> {
    match format {
        PageFormat::Notion => notion::attached(folder),
        PageFormat::Confluence => confluence::attached(folder),
        PageFormat::Book | PageFormat::Folder => beside_pages(folder),
    }
}

/// What lies in such a folder and a page beside the folder leads to. What a summary names is a page; where there is no
/// summary, a file is what is called by its own name, and a page what has a title.
fn beside_pages(folder: &Folder) -> BTreeSet<String> {
    let texts = folder.files.keys().map(String::as_str).filter(|path| is_page(path) && beside(path).is_some());
    let texts: Vec<&str> = texts.collect();
    if texts.is_empty() {
        return BTreeSet::new();
    }
    let (is_book, named) = (book::summary(folder).is_some(), book::named(folder, &texts));
    let likely: HashSet<&str> = texts.into_iter().filter(|path| !named.contains(*path)).collect();
    let places: HashSet<&str> = likely.iter().filter_map(|path| beside(path)).collect();
    let finder = Finder::new(folder, &BTreeSet::new(), std::iter::empty());
    let mut attached = BTreeSet::new();
    for (page, bytes) in &folder.files {
        let is_markdown = matches!(ending(page).as_str(), "md" | "markdown");
        if !is_markdown || !places.contains(folder_of(page)) || bytes.len() > MOST_TEXT {
            continue;
        }
        for Listed { title: words, address, .. } in book::links(&title::text(bytes).0) {
            let Found::File(file) = finder.find(page, &address) else { continue };
            let by_name = file.rsplit('/').next() == Some(words.trim());
            if likely.contains(file.as_str()) && (is_book || by_name) {
                attached.insert(file);
            }
        }
    }
    attached
}

/// The folder beside whose pages a file lies, in a folder of its own.
fn beside(path: &str) -> Option<&str> {
    let within = folder_of(path).strip_suffix('/')?;
    let around = folder_of(within);
    FOLDERS.contains(&&within[around.len()..]).then_some(around)
}

#[cfg(test)]
mod tests {
    use super::super::{Page, Plan};
    use crate::wiki::import::{Folder, problems::Problems};

    const ID: &str = "1f0c7e2a9b5d4c3e8f6a7b1c2d3e4f50";

    fn plan(files: &[(&str, &str)]) -> Plan {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        Plan::of(Folder { files, problems: Problems::default() }).unwrap()
    }

    /// The pages, each with the files it shows.
    fn shown(plan: &Plan) -> Vec<String> {
        let line =
            |page: &Page| format!("{}: {}", page.title, page.files.iter().cloned().collect::<Vec<_>>().join(", "));
        plan.pages.iter().map(line).collect()
    }

    #[test]
    fn in_a_book_it_is_what_the_summary_does_not_name_and_a_page_beside_leads_to() {
        let book = plan(&[
            (
                "SUMMARY.md",
                "- [Top](Top/README.md)\n  - [files](Top/files/README.md)\n    - [Page](Top/files/Page.md)\n",
            ),
            (
                "Top/README.md",
                "# Top\n\n[Our notes](files/notes.md), [kept](files/kept.html), [page](files/Page.md)\n\n[a b.md](files/a%20b.md)",
            ),
            ("Top/files/README.md", "# files"),
            ("Top/files/Page.md", "# Page"),
            ("Top/files/Page.html", "<p>not the page</p>"),
            ("Top/files/a b.md", "# Another title"),
            ("Top/files/kept.html", "<h1>Kept</h1>"),
            ("Top/files/left.md", "# Left"),
            ("Top/files/notes.md", "# Notes"),
        ]);
        let wanted =
            ["Top: Top/files/a b.md, Top/files/kept.html, Top/files/notes.md", "files: ", "Page: ", "Page: ", "Left: "];
        assert_eq!(shown(&book), wanted, "what nobody leads to is a page, as before");
    }

    #[test]
    fn in_a_folder_it_is_what_is_called_by_its_name() {
        let folder = plan(&[
            (
                "top.md",
                "# Top\n\n- [notes.md](files/notes.md)\n- [How to upload](files/upload.md)\n- [late.md](attachments/late.md)",
            ),
            ("files/notes.md", "# Notes"),
            ("files/upload.md", "# How to upload"),
            ("attachments/late.md", "# Late"),
            ("other/list.md", "[notes.md](../files/notes.md)"),
        ]);
        let wanted = [
            "files: ",
            "How to upload: ",
            "other: ",
            "list: files/notes.md",
            "Top: attachments/late.md, files/notes.md",
        ];
        assert_eq!(shown(&folder), wanted);
    }

    #[test]
    fn in_an_export_of_notion_it_is_what_has_no_id_and_lies_with_a_page() {
        let top = format!("Top {ID}.md");
        let (below, text) =
            (format!("Top/Below {ID}.md"), "# Top\n\n[notes.md](Top/notes.md) [prices.csv](Top/prices.csv)");
        let notion = plan(&[
            (&top, text),
            (&below, "# Below"),
            ("Top/notes.md", "# Notes"),
            ("Top/prices.csv", "a,b\n1,2\n"),
            ("Top/left.html", "<p>left</p>"),
        ]);
        assert_eq!(shown(&notion), ["Top: Top/notes.md, Top/prices.csv", "Below: "]);
        let said: Vec<_> = notion.problems.told.iter().map(|problem| problem.path.as_str()).collect();
        assert_eq!(said, ["Top/left.html"], "no text is left out silently");
    }

    #[test]
    fn in_an_export_of_confluence_it_is_what_lies_with_the_attachments() {
        let index = "<html><body><div class=\"pageSection\"><h2>Available Pages:</h2><ul><li><a href=\"Top_1234.html\">Top</a></li></ul></div></body></html>";
        let page = "<html><body><div id=\"main-content\"><p>See <a href=\"attachments/1234/5678.md\">notes.md</a></p></div></body></html>";
        let confluence = plan(&[
            ("index.html", index),
            ("Top_1234.html", page),
            ("attachments/1234/5678.md", "# Notes"),
            ("attachments/1234/5679.html", "<p>kept</p>"),
        ]);
        assert_eq!(shown(&confluence), ["Top: attachments/1234/5678.md"]);
        assert_eq!(confluence.problems.count, 1, "{:?}", confluence.problems);
    }
}
