//! Pages from folders: a README, an index or a file of the folder's name is the page of the folder.

use super::{address::ending, folder_of, notion, stem_of};
use crate::wiki::{
    import::{PageFormat, folder::Folder, problems::Problems},
    tree::DEEPEST,
};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

/// A page before its file is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Empty for a folder without a text of its own.
    pub path: String,
    pub parent: Option<usize>,
    /// What it is called when its file does not say.
    pub name: String,
}

/// Entries, each after the one above it, that lie no deeper than pages may.
#[derive(Debug, Default)]
pub struct Entries {
    pub all: Vec<Entry>,
    depths: Vec<usize>,
}

impl Entries {
    pub fn add(&mut self, path: &str, parent: Option<usize>, name: &str) -> usize {
        let deepest = usize::try_from(DEEPEST).unwrap_or(usize::MAX);
        let mut parent = parent;
        while let Some(at) = parent.filter(|at| self.depths[*at] + 1 >= deepest) {
            parent = self.all[at].parent;
        }
        self.depths.push(parent.map_or(0, |at| self.depths[at] + 1));
        self.all.push(Entry { path: path.to_owned(), parent, name: name.to_owned() });
        self.all.len() - 1
    }
}

/// Whether a file is one that becomes a page by itself: by the ending of its name, in small letters or great ones.
pub fn is_page(path: &str) -> bool {
    matches!(ending(path).as_str(), "md" | "markdown" | "html" | "htm")
}

/// The pages of plain folders, or of Notion's, in which a table is one too. `attached` are no pages.
pub fn arrange(folder: &Folder, attached: &BTreeSet<String>, format: PageFormat) -> (Vec<Entry>, Problems) {
    let is_notion = format == PageFormat::Notion;
    let is_one = |path: &str| is_page(path) || is_notion && notion::is_database(folder, path);
    let name_of: fn(&str) -> &str = if is_notion { notion::stem } else { |stem| stem };
    let wanted = |path: &&String| is_one(path) && !attached.contains(*path);
    let mut tree = Tree { files: BTreeMap::new(), folders: BTreeMap::new(), name_of };
    for path in folder.files.keys().filter(wanted) {
        tree.files.entry(folder_of(path).to_owned()).or_default().push(path.clone());
        let mut within = folder_of(path);
        while let Some(above) = within.strip_suffix('/').map(folder_of) {
            tree.folders.entry(above.to_owned()).or_default().insert(within.to_owned());
            within = above;
        }
    }
    let mut entries = Entries::default();
    tree.walk("", None, None, &mut entries);
    (entries.all, Problems::default())
}

struct Tree {
    /// The pages right in a folder.
    files: BTreeMap<String, Vec<String>>,
    /// The folders right in a folder that have pages somewhere in them.
    folders: BTreeMap<String, BTreeSet<String>>,
    /// Takes off what a tool has put in a name that is not for people.
    name_of: fn(&str) -> &str,
}

/// A file, a folder, or both of one name.
#[derive(Default)]
struct Item {
    file: Option<String>,
    folder: Option<String>,
}

impl Tree {
    /// Adds what lies in a folder below `parent`. `own` is the page of the folder, which is there already.
    fn walk(&self, folder: &str, own: Option<&str>, parent: Option<usize>, entries: &mut Entries) {
        let mut items: BTreeMap<String, Item> = BTreeMap::new();
        for file in self.files.get(folder).into_iter().flatten().filter(|file| Some(file.as_str()) != own) {
            items.entry(stem_of(file).to_owned()).or_default().file = Some(file.clone());
        }
        for inner in self.folders.get(folder).into_iter().flatten() {
            let name = last_part(inner);
            // The folder of a page may be called like it, with or without what a tool has put at the end of its name.
            let same = items.keys().find(|stem| stem.as_str() == name);
            let like = || items.keys().find(|stem| (self.name_of)(stem) == (self.name_of)(name));
            let key = same.or_else(like).cloned().unwrap_or_else(|| name.to_owned());
            items.entry(key).or_default().folder = Some(inner.clone());
        }
        let mut items: Vec<(String, Item)> = items.into_iter().collect();
        items.sort_by(|(a, one), (b, other)| {
            let first = |stem: &str, item: &Item| folder.is_empty() && item.file.is_some() && is_index(stem);
            first(b, other).cmp(&first(a, one)).then_with(|| natural(a, b))
        });
        for (stem, Item { file, folder }) in items {
            let inner_own = folder.as_deref().filter(|_| file.is_none()).and_then(|folder| self.own_page(folder));
            let path = file.or(inner_own.clone());
            let at = entries.add(path.as_deref().unwrap_or_default(), parent, (self.name_of)(&stem));
            if let Some(folder) = folder {
                self.walk(&folder, inner_own.as_deref(), Some(at), entries);
            }
        }
    }

    /// The page of a folder that lies in it.
    fn own_page(&self, folder: &str) -> Option<String> {
        let files = self.files.get(folder)?;
        let called = |wanted: &dyn Fn(&str) -> bool| files.iter().find(|file| wanted(stem_of(file))).cloned();
        called(&|stem| is_index(stem)).or_else(|| called(&|stem| stem == last_part(folder)))
    }
}

fn is_index(stem: &str) -> bool {
    stem.eq_ignore_ascii_case("readme") || stem.eq_ignore_ascii_case("index") || stem == "_index"
}

fn last_part(folder: &str) -> &str {
    folder.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

/// As people sort: 2 before 10, and small letters beside great ones.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    while let (Some(x), Some(y)) = (left.chars().next(), right.chars().next()) {
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (before, after) = (digits(left), digits(right));
            let (lesser, greater) = (before.trim_start_matches('0'), after.trim_start_matches('0'));
            let order = lesser.len().cmp(&greater.len()).then_with(|| lesser.cmp(greater));
            if order != Ordering::Equal {
                return order;
            }
            (left, right) = (&left[before.len()..], &right[after.len()..]);
        } else {
            let order = x.to_lowercase().cmp(y.to_lowercase());
            if order != Ordering::Equal {
                return order;
            }
            (left, right) = (&left[x.len_utf8()..], &right[y.len_utf8()..]);
        }
    }
    left.len().cmp(&right.len()).then_with(|| a.cmp(b))
}

fn digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    &text[..end]
}
