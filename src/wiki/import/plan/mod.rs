//! Which pages the files of an import become, in which order and below which, and what is on them. Pure: pages have no
//! ids yet, only places in the plan.

mod address;
mod arrange;
mod attached;
mod book;
mod confluence;
mod front_matter;
mod links;
mod notion;
mod sheet;
mod title;
mod wikilinks;

#[cfg(test)]
mod tests;

pub use arrange::is_page;
pub use links::Addresses;

use super::{
    folder::Folder,
    problems::Problems,
    view::{PageFormat, PagePreview, PlannedPage},
};
use crate::{
    Error, Result,
    ids::PageId,
    wiki::{
        content,
        document::{Document, text},
    },
};
use address::Finder;
use arrange::Entry;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, LazyLock},
};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// An import makes at most so many pages.
pub const MOST_PAGES: usize = 5_000;
/// A longer file is no page that anybody reads.
const MOST_TEXT: usize = 2 * 1024 * 1024;
/// Of all pages together: a document takes fifty times as much memory as its text.
const MOST_TEXT_IN_ALL: usize = 25 * 1024 * 1024;
/// So many times a page shows a file; one that two pages show counts twice.
const MOST_SHOWN: usize = 10_000;

/// Plans are made one at a time, and wait for each other: each may take a gigabyte.
static TURN: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(1)));

/// A page to be made.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file it is made of; empty for a folder without a text of its own.
    pub path: String,
    /// The page above it, which comes before it in the plan.
    pub parent: Option<usize>,
    pub depth: usize,
    pub title: String,
    pub tags: Vec<String>,
    /// With addresses as the files have them.
    pub document: Document,
    /// The files that it shows, of those that are kept.
    pub files: BTreeSet<String>,
}

/// What is to be made of a folder.
#[derive(Clone, Debug)]
pub struct Plan {
    pub format: PageFormat,
    /// Each before those below it.
    pub pages: Vec<Page>,
    pub problems: Problems,
    /// How many links lead from page to page.
    pub links: i32,
    /// What the pages show besides text, by its path.
    pub files: BTreeMap<String, Vec<u8>>,
    finder: Finder,
}

impl Plan {
    pub fn of(folder: Folder) -> Result<Self> {
        let folder = folder.without_wrapping();
        let format = format_of(&folder);
        let attached = attached::of(&folder, format);
        let (entries, found) = match format {
            PageFormat::Book => book::arrange(&folder, &attached),
            PageFormat::Confluence => confluence::arrange(&folder, &attached),
            PageFormat::Notion | PageFormat::Folder => arrange::arrange(&folder, &attached, format),
        };
        let mut problems = folder.problems.clone();
        problems.add(found);
        let text: usize = entries.iter().filter_map(|entry| folder.files.get(&entry.path)).map(Vec::len).sum();
        if text > MOST_TEXT_IN_ALL {
            return Err(Error::invalid(
                "file",
                "The text of these pages is more than 25 MB. Please bring it in by parts.",
            ));
        }
        if entries.is_empty() {
            let message = "There are no pages in it: no files of markdown (.md, .markdown) or HTML (.html, .htm).";
            return Err(Error::invalid("file", message));
        }
        if entries.len() > MOST_PAGES {
            let message = format!("This would make {} pages; an import makes at most {MOST_PAGES}.", entries.len());
            return Err(Error::invalid("file", message));
        }
        let mut pages = Vec::with_capacity(entries.len());
        for entry in entries {
            let depth =
                entry.parent.and_then(|parent: usize| pages.get(parent)).map_or(0, |above: &Page| above.depth + 1);
            pages.push(page_of(&folder, format, entry, depth, &mut problems));
        }
        let finder = Finder::new(&folder, &attached, pages.iter().map(|page| page.path.as_str()));
        let mut plan = Self { format, pages, problems, links: 0, files: BTreeMap::new(), finder };
        if format == PageFormat::Notion {
            notion::put_in_order(&mut plan);
            plan.finder = Finder::new(&folder, &attached, plan.pages.iter().map(|page| page.path.as_str()));
        }
        wikilinks::link(&mut plan.pages);
        plan.leave_out_heavy();
        plan.look_at_links(folder.files, &attached);
        Ok(plan)
    }

    /// Empties the pages that would weigh more than a page may.
    fn leave_out_heavy(&mut self) {
        /// A link that becomes one to a page is of so many times as many parts at most.
        const GROWS: usize = 3;
        let to = Addresses { page: &|_| (PageId(Uuid::nil()), String::new()), file: &|_| None };
        for at in 0..self.pages.len() {
            let may_be_heavy = content::weight_to_be(&self.pages[at].document) * GROWS > content::LARGEST;
            if may_be_heavy && content::weight_to_be(&self.settled(at, &to)) > content::LARGEST {
                let reason =
                    "It has more cells, lines, links or formats than a page holds, and stays out. Its page is empty.";
                self.problems.say(&self.pages[at].path, reason);
                self.pages[at].document = Document::empty();
            }
        }
    }

    /// The plan of a zip, made where it keeps nobody waiting; with the zip, which is needed again.
    pub async fn of_zip(zip: Vec<u8>) -> Result<(Self, Vec<u8>)> {
        let turn = Arc::clone(&TURN).acquire_owned().await.map_err(Error::internal)?;
        // It goes on when nobody waits for it any more, and keeps its turn until then.
        let read = move || {
            let _turn = turn;
            Folder::read(&zip).and_then(Self::of).map(|plan| (plan, zip))
        };
        tokio::task::spawn_blocking(read).await.map_err(Error::internal)?
    }

    /// How many levels its pages have.
    pub fn height(&self) -> usize {
        self.pages.iter().map(|page| page.depth + 1).max().unwrap_or_default()
    }

    pub fn preview(&self) -> PagePreview {
        let page = |page: &Page| PlannedPage {
            depth: count(page.depth),
            title: page.title.clone(),
            path: page.path.clone(),
            words: count(text::count(&page.document)),
        };
        PagePreview {
            format: self.format,
            pages: self.pages.iter().map(page).collect(),
            links: self.links,
            files: count(self.files.len()),
            problems: self.problems.told.clone(),
            problem_count: self.problems.count,
        }
    }
}

pub(super) fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Told from the names of the files.
fn format_of(folder: &Folder) -> PageFormat {
    if book::summary(folder).is_some() {
        PageFormat::Book
    } else if confluence::is_it(folder) {
        PageFormat::Confluence
    } else if notion::is_it(folder) {
        PageFormat::Notion
    } else {
        PageFormat::Folder
    }
}

fn page_of(folder: &Folder, format: PageFormat, entry: Entry, depth: usize, problems: &mut Problems) -> Page {
    let Entry { path, parent, name } = entry;
    let empty = |path: String, title: &str| Page {
        path,
        parent,
        depth,
        title: title::clean(title),
        tags: Vec::new(),
        document: Document::empty(),
        files: BTreeSet::new(),
    };
    let Some(bytes) = folder.files.get(&path) else { return empty(path, &name) };
    let mut say = |reason: &str| problems.say(&path, reason);
    if bytes.len() > MOST_TEXT {
        say("This file is longer than 2 MB, and stays out. Its page is empty.");
        return empty(path, &name);
    }
    let (source, sure) = title::text(bytes);
    if !sure {
        say("It is not UTF-8 and was read as western European text.");
    }
    let mut tags = Vec::new();
    let (title, document) = match address::ending(&path).as_str() {
        "html" | "htm" if format == PageFormat::Confluence => confluence::read(&source, &name),
        "html" | "htm" => notion::read_html(&source, &name),
        "csv" => {
            let (document, complete) = sheet::read(&source, folder, &path);
            if !complete {
                say("It has more rows than a page takes; the first 1000 are there.");
            }
            (name, document)
        }
        _ => {
            let (said, text) = front_matter::read(&source);
            tags = said.tags;
            title::of_markdown(said.title, text, &name)
        }
    };
    if let Err(misfit) = crate::wiki::document::validate(&document) {
        tracing::warn!(%misfit, "an imported page does not fit the schema");
        say("It could not be read as text with headings and lists, and is there as it was written.");
        return Page { tags, document: title::verbatim(&source), ..empty(path, &title) };
    }
    Page { tags, document, ..empty(path, &title) }
}

/// The folder of a path, with `/` at its end; empty at the top.
fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// The name of a file without its folder and ending.
fn stem_of(path: &str) -> &str {
    let name = &path[folder_of(path).len()..];
    name.rfind('.').map_or(name, |at| &name[..at])
}

/// Which page of the plan a file became.
fn by_path<'a>(paths: impl Iterator<Item = &'a str>) -> HashMap<String, usize> {
    paths.enumerate().filter(|(_, path)| !path.is_empty()).map(|(at, path)| (path.to_owned(), at)).collect()
}
