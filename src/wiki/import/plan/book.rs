//! A book as mdBook has it: SUMMARY.md has the order of its pages, and which stand below which.

use super::{
    address::{Finder, Found},
    arrange::{Entries, Entry, is_page},
    folder_of, title,
};
use crate::wiki::import::{folder::Folder, html::Listed, problems::Problems};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::collections::HashSet;

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

pub fn arrange(folder: &Folder) -> (Vec<Entry>, Problems) {
    let Some(summary) = summary(folder) else { return Default::default() };
    let source = folder.files.get(summary).map(|bytes| title::text(bytes).0).unwrap_or_default();
    let listed = read(&source);
    let root = folder_of(summary);
    let others = folder.files.keys().filter(|path| is_page(path) && *path != summary && path.starts_with(root));
    let others: Vec<&String> = others.collect();
    by_list(folder, summary, &listed, &others, "SUMMARY.md")
}

/// The chapters of a summary. A chapter without an address is a draft.
fn read(summary: &str) -> Vec<Listed> {
    let (mut listed, mut lists) = (Vec::new(), 0_usize);
    let mut open: Option<Listed> = None;
    for event in Parser::new(summary) {
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

/// Pages in the order of a list, and after them those that it leaves out.
pub fn by_list(
    folder: &Folder,
    from: &str,
    listed: &[Listed],
    others: &[&String],
    list: &str,
) -> (Vec<Entry>, Problems) {
    let (mut entries, mut problems) = (Entries::default(), Problems::default());
    let mut say = |path: &str, reason: String| problems.say(path, &reason);
    let finder = Finder::new(folder, others.iter().map(|path| path.as_str()));
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
