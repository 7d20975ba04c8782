//! The pages of a real book, read and written.

use super::{read, write};
use crate::wiki::document::{
    node::{Block, Inline},
    validate, words,
};
use std::{collections::BTreeMap, path::PathBuf};

/// The pages, or none where the book is not beside the program.
pub(crate) fn pages() -> Vec<(PathBuf, String)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/leptos-book/src");
    let mut folders = vec![root.clone()];
    let mut pages = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                pages.push((path.clone(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    if pages.is_empty() {
        eprintln!("skipped: there is no {}", root.display());
    }
    pages.sort();
    pages
}

#[test]
fn the_pages_of_a_book_are_the_same_after_one_pass() {
    for (path, source) in pages() {
        let document = read(&source);
        assert_eq!(validate(&document), Ok(()), "{}", path.display());
        let once = write(&document);
        let again = read(&once);
        assert_eq!(write(&again), once, "{}", path.display());
        assert_eq!(read(&write(&again)), again, "{}", path.display());
    }
}

/// Which words stand in a text how often. The numbers of lists are not among them: what a list counts from its first
/// number on is written as counted.
fn counted(text: &str) -> BTreeMap<String, i64> {
    let unnumbered = |line: &str| {
        let bare = line.trim_start_matches([' ', '>']);
        let text = bare.trim_start_matches(|c: char| c.is_ascii_digit());
        if text.len() < bare.len() && text.starts_with(['.', ')', '\\']) { text.to_owned() } else { bare.to_owned() }
    };
    let text: Vec<_> = text.lines().map(unnumbered).collect();
    words::words(&text.join("\n")).fold(BTreeMap::new(), |mut counted, word| {
        *counted.entry(word.trim_matches(['_', '\'']).to_owned()).or_default() += 1;
        counted
    })
}

/// Nothing but these is different in words. Everything else that is normalised is signs: `*` of lists and emphasis,
/// setext headings, the indentation of lists, soft line breaks, empty lines.
#[test]
fn no_word_of_a_book_is_lost() {
    let mut more: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, source) in pages() {
        // Tags that mean a mark become one, and the tag of an image an image.
        let marks = ["i", "b", "u", "s", "em", "strong", "del", "mark", "code"];
        let source = marks
            .iter()
            .fold(source, |source, name| source.replace(&format!("<{name}>"), " ").replace(&format!("</{name}>"), " "));
        let source = source.replace("<img src=", " ").replace(" alt=", " ").replace(" width=", " ");
        let (before, after) = (counted(&source), counted(&write(&read(&source))));
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for (word, count) in &before {
            let now = after.get(word).copied().unwrap_or_default();
            assert!(now >= *count, "{name}: {word:?} stood {count} times and stands {now} times");
        }
        for (word, count) in &after {
            let was = before.get(word).copied().unwrap_or_default();
            if *count > was {
                more.entry(format!("{word} +{}", count - was)).or_default().push(name.clone());
            }
        }
    }
    for (word, pages) in &more {
        println!("{word}: {}", pages.join(", "));
    }
    // A fence without a language gets one when it was raw HTML, emphasis that signs cannot say is a tag, and the address
    // around an image stands again with its words.
    let around_an_image =
        ["SY1", "app", "fZ", "https", "pduaM5", "railway", "referralCode", "template"].map(|word| format!("{word} +1"));
    for (more, pages) in &more {
        let (word, _) = more.rsplit_once(' ').unwrap();
        let is_address = around_an_image.contains(more) && pages == &["ssr.md"];
        assert!(["html", "em"].contains(&word) || is_address, "{more} is new in {pages:?}");
    }
}

/// What a link loses: the mark of code, since code takes no other mark.
#[test]
fn links_of_a_book_keep_their_addresses() {
    for (path, source) in pages() {
        let links = pulldown_cmark::Parser::new(&source)
            .filter(|event| matches!(event, pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { .. })))
            .count();
        let found = addresses(&read(&source).blocks);
        assert!(found >= links, "{}: {found} of {links}", path.display());
    }
}

fn addresses(blocks: &[Block]) -> usize {
    use crate::wiki::document::node::Mark;
    let inline = |inlines: &[Inline]| {
        let mut last = None;
        inlines
            .iter()
            .filter_map(|inline| match inline {
                Inline::Text { marks, .. } => Some(marks.iter().find(|mark| matches!(mark, Mark::Link { .. }))),
                _ => None,
            })
            .filter(|link| {
                let begins = link.is_some() && *link != last;
                last = *link;
                begins
            })
            .count()
    };
    blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => inline(content),
            Block::BulletList(items) | Block::OrderedList { items, .. } => {
                items.iter().map(|item| addresses(&item.0)).sum()
            }
            Block::TaskList(items) => items.iter().map(|item| addresses(&item.content)).sum(),
            Block::Quote(content) | Block::Callout { content, .. } => addresses(content),
            Block::Table(rows) => rows.iter().flat_map(|row| &row.0).map(|cell| addresses(&cell.content)).sum(),
            _ => 0,
        })
        .sum()
}
