//! Where the links of a file lead.

use super::{book, by_path, folder_of, stem_of};
use crate::wiki::import::folder::Folder;
use percent_encoding::percent_decode_str;
use std::collections::{BTreeSet, HashMap};

/// What an address in a file means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Another site, a mail, a place on the same page.
    Elsewhere,
    /// A page of the plan, and a heading on it.
    Page(usize, Option<String>),
    /// A file that is no page.
    File(String),
    /// A file that is not there.
    Missing(String),
}

/// Knows all files.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    pages: HashMap<String, usize>,
    /// Small letters, for what was written on a system that does not tell them apart.
    folded: HashMap<String, usize>,
    /// By what Notion and Confluence call a page within.
    keys: HashMap<String, usize>,
    files: BTreeSet<String>,
    /// Those of them that could be pages by their names.
    attached: BTreeSet<String>,
    /// The folder of a book, with `/` at its end.
    root: String,
}

impl Finder {
    pub fn new<'a>(folder: &Folder, attached: &BTreeSet<String>, paths: impl Iterator<Item = &'a str>) -> Self {
        let pages = by_path(paths);
        let folded = pages.iter().map(|(path, at)| (path.to_lowercase(), *at)).collect();
        let keys = pages.iter().filter_map(|(path, at)| Some((key(stem_of(path))?.to_lowercase(), *at))).collect();
        let files = folder.files.keys().filter(|path| !pages.contains_key(*path)).cloned().collect();
        let root = book::summary(folder).map(folder_of).unwrap_or_default().to_owned();
        Self { pages, folded, keys, files, attached: attached.clone(), root }
    }

    /// What an address means in the file at this path.
    pub fn find(&self, from: &str, address: &str) -> Found {
        let address = address.trim();
        let (rest, anchor) = match address.split_once('#') {
            Some((rest, anchor)) => (rest, Some(anchor).filter(|anchor| !anchor.is_empty())),
            None => (address, None),
        };
        let anchor = anchor.map(anchor_of);
        if let Some(at) = self.by_key(rest) {
            return Found::Page(at, anchor);
        }
        let scheme = rest.split(['/', '?']).next().unwrap_or_default().contains(':');
        let (rest, _) = rest.split_once('?').unwrap_or((rest, ""));
        if rest.is_empty() || scheme || rest.starts_with("//") {
            return Found::Elsewhere;
        }
        let decoded = percent_decode_str(rest).decode_utf8_lossy().replace('\\', "/");
        let Some(path) = joined(folder_of(from), &decoded) else { return Found::Missing(decoded) };
        // In a book, `/` and whatever leads out of it is meant from its top.
        let tries = [path.clone(), format!("{}{path}", self.root)];
        // What is attached is meant by its own name, whatever page is called nearly so.
        if let Some(file) = tries.iter().find(|path| self.attached.contains(*path)) {
            return Found::File(file.clone());
        }
        let page = tries.iter().find_map(|path| self.page_at(path));
        match (page, tries.into_iter().find(|path| self.files.contains(path))) {
            (Some(at), _) => Found::Page(at, anchor),
            (None, Some(file)) => Found::File(file),
            (None, None) => Found::Missing(path),
        }
    }

    fn page_at(&self, path: &str) -> Option<usize> {
        let exact = tries(path).iter().find_map(|path| self.pages.get(path));
        exact
            .or_else(|| tries(&path.to_lowercase()).iter().find_map(|path| self.folded.get(&path.to_lowercase())))
            .copied()
    }

    /// By the id in an address of Notion or Confluence.
    fn by_key(&self, address: &str) -> Option<usize> {
        let host = address.strip_prefix("https://").map(|rest| rest.split(['/', '?']).next().unwrap_or_default());
        if let Some((_, id)) = address.split_once("pageId=") {
            return self.keys.get(id.split('&').next()?).copied();
        }
        let host = host.filter(|host| host.ends_with("notion.so") || host.ends_with("notion.site"))?;
        let path = address.strip_prefix("https://")?.strip_prefix(host)?;
        let last = path.split('?').next()?.rsplit('/').next()?;
        self.keys.get(&key(last)?.to_lowercase()).copied()
    }
}

/// The files that an address may mean: HTML stands for what it would be made of, and a folder for its page.
fn tries(path: &str) -> Vec<String> {
    let path = path.trim_end_matches('/');
    let stem = path.strip_suffix(".html").or(path.strip_suffix(".htm")).unwrap_or(path);
    let folder = stem.strip_suffix("index").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    let within = folder.map_or_else(|| if path.is_empty() { String::new() } else { format!("{path}/") }, str::to_owned);
    let mut tries = vec![path.to_owned(), format!("{stem}.md"), format!("{path}.md"), format!("{path}.html")];
    tries.extend(["README.md", "index.md", "index.html"].map(|name| format!("{within}{name}")));
    tries
}

/// The id that a tool has put at the end of a name: 32 hexadecimal digits, or a number.
fn key(stem: &str) -> Option<&str> {
    let last = stem.rsplit([' ', '-', '_']).next()?;
    let hexadecimal = last.len() == 32 && last.bytes().all(|b| b.is_ascii_hexdigit());
    let number = last.len() >= 4 && last.bytes().all(|b| b.is_ascii_digit());
    (hexadecimal || number).then_some(last)
}

/// The path that a relative one means in a folder; nothing where it leads out of all folders.
fn joined(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = if relative.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    parts.retain(|part| !part.is_empty());
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A place on a page, by the name that its heading has here.
pub fn anchor_of(anchor: &str) -> String {
    let mut name = String::new();
    for c in percent_decode_str(anchor).decode_utf8_lossy().chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '_' {
            name.push(c);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_end_matches('-').to_owned()
}

/// The ending of a file's name, in small letters.
pub fn ending(path: &str) -> String {
    let name = &path[folder_of(path).len()..];
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}
