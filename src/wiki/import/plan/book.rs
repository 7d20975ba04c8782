//! A book as mdBook has it: SUMMARY.md has the order of its pages, and which stand below which.

use super::{
    address::{Finder, Found},
    arrange::{Entries, Entry, is_page},
    folder_of, title,
};
use crate::wiki::import::{folder::Folder, html::Listed, problems::Problems};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::collections::{BTreeSet, HashSet};

/// The SUMMARY.md that lies at the top, or the one that is nearest to it. Where several are as near, there is no book.
pub fn summary(folder: &Folder) -> Option<&str> {
    let is_it = |path: &&String| path[folder_of(path).len()..].eq_ignore_ascii_case("SUMMARY.md");
    let depth = |path: &&String| path.matches('/').count();
    let mut found: Vec<&String> = folder.files.keys().filter(is_it).collect();
    found.sort_by_key(depth);
    match found.as_slice() {
        [first, second, ..] if depth(first) == depth(second) => None,
        [first, ..] => Some(first),
        [] => None,
    }
}

pub fn arrange(folder: &Folder, attached: &BTreeSet<String>) -> (Vec<Entry>, Problems) {
    let Some(summary) = summary(folder) else { return Default::default() };
    let root = folder_of(summary);
    let list = List { from: summary, name: "SUMMARY.md", listed: chapters(folder, summary) };
    by_list(folder, attached, &list, |path| is_page(path) && path != summary && path.starts_with(root))
}

/// Which of these files the summary names.
pub fn named(folder: &Folder, among: &[&str]) -> HashSet<String> {
    let Some(summary) = summary(folder) else { return HashSet::new() };
    let finder = Finder::new(folder, &BTreeSet::new(), among.iter().copied());
    let named = |one: Listed| match finder.find(summary, &one.address) {
        Found::Page(at, _) => among.get(at).map(|path| (*path).to_owned()),
        Found::Elsewhere | Found::File(_) | Found::Missing(_) => None,
    };
    chapters(folder, summary).into_iter().filter_map(named).collect()
}

/// What a summary lists. A chapter without an address is a draft.
fn chapters(folder: &Folder, summary: &str) -> Vec<Listed> {
    let source = folder.files.get(summary).map(|bytes| title::text(bytes).0).unwrap_or_default();
    links(&source)
}

/// The links of a text, each as deep as it lies in lists.
pub fn links(text: &str) -> Vec<Listed> {
    let (mut listed, mut lists) = (Vec::new(), 0_usize);
    let mut open: Option<Listed> = None;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::List(_)) => lists += 1,
            Event::End(TagEnd::List(_)) => lists -= 1,
            Event::Start(Tag::Link { dest_url, .. }) => {
                let depth = lists.saturating_sub(1);
                open = Some(Listed { depth, title: String::new(), address: dest_url.to_string() });
            }
            Event::End(TagEnd::Link) => listed.extend(open.take()),
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => {
                if let Some(open) = &mut open {
                    open.title.push_str(&text);
                }
            }
            _ => {}
        }
    }
    listed
}

/// What names pages in their order.
pub struct List<'a> {
    /// The file it lies in.
    pub from: &'a str,
    /// What a problem calls it.
    pub name: &'a str,
    pub listed: Vec<Listed>,
}

/// Pages in the order of a list, and after them those that it leaves out: `is_one` says which files could be pages, and
/// `attached` are none.
pub fn by_list(
    folder: &Folder,
    attached: &BTreeSet<String>,
    List { from, name: list, listed }: &List<'_>,
    is_one: impl Fn(&str) -> bool,
) -> (Vec<Entry>, Problems) {
    let others: Vec<&String> = folder.files.keys().filter(|path| is_one(path) && !attached.contains(*path)).collect();
    let (mut entries, mut problems) = (Entries::default(), Problems::default());
    let mut say = |path: &str, reason: String| problems.say(path, &reason);
    let finder = Finder::new(folder, attached, others.iter().map(|path| path.as_str()));
    let mut taken: HashSet<usize> = HashSet::new();
    // The entries that the next one may stand below, each with its depth in the list.
    let mut above: Vec<(usize, usize)> = Vec::new();
    for Listed { depth, title, address } in listed {
        let mut path = "";
        match finder.find(from, address) {
            Found::Page(at, _) if taken.contains(&at) => {
                say(others[at], format!("{list} names it twice; its page stands where it is named first."));
                continue;
            }
            Found::Page(at, _) => {
                taken.insert(at);
                path = others[at];
            }
            Found::Elsewhere if !address.is_empty() => continue,
            Found::Elsewhere => {}
            Found::File(file) | Found::Missing(file) => {
                say(from, format!("It names {file}, which is not there. Its page is empty."));
            }
        }
        above.retain(|(listed, _)| listed < depth);
        let at = entries.add(path, above.last().map(|(_, at)| *at), title);
        above.push((*depth, at));
    }
    for (_, path) in others.iter().enumerate().filter(|(at, _)| !taken.contains(at)) {
        let empty = folder.files.get(*path).is_none_or(|bytes| bytes.trim_ascii().is_empty());
        if empty {
            say(path, format!("It is empty, and {list} does not name it: it stays out."));
        } else {
            say(path, format!("{list} does not name it: its page stands at the end."));
            entries.add(path, None, super::stem_of(path));
        }
    }
    (entries.all, problems)
}
