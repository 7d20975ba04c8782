//! Links between the files of an import, as links between its pages.

use super::{
    MOST_SHOWN, Plan,
    address::{Found, anchor_of},
};
use crate::{
    files::size_text,
    ids::PageId,
    wiki::{
        document::{
            Document,
            node::{Block, Inline, Mark, Reference},
            text,
        },
        import::{PageFormat, problems::Problems},
    },
};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Where the pages and files of a plan are, once they are somewhere.
pub struct Addresses<'a> {
    /// The id of a page, and its address.
    pub page: &'a (dyn Fn(usize) -> (PageId, String) + Sync),
    /// The address of a file; nothing for one that is not kept.
    pub file: &'a (dyn Fn(&str) -> Option<String> + Sync),
}

impl Plan {
    /// Counts the links, says which lead nowhere, and keeps of the files what pages refer to.
    pub(super) fn look_at_links(&mut self, mut files: BTreeMap<String, Vec<u8>>, attached: &BTreeSet<String>) {
        let mut shown = 0;
        for at in 0..self.pages.len() {
            let (path, mut found) = (self.pages[at].path.clone(), Vec::new());
            // Addresses can only be walked over to be changed.
            text::visit_addresses(&mut self.pages[at].document.blocks.clone(), &mut |address| {
                found.push(self.finder.find(&path, address));
            });
            for found in found {
                match found {
                    Found::Page(..) => self.links += 1,
                    Found::File(file) if self.pages[at].files.contains(&file) => {}
                    Found::File(file) => match files.remove(&file) {
                        Some(bytes) if bytes.is_empty() => {
                            self.problems.say(&path, &format!("{file} is empty, and stays out."));
                        }
                        Some(_) | None if shown == MOST_SHOWN => {
                            self.problems
                                .say(&path, &format!("{file} stays out: pages show more than {MOST_SHOWN} files."));
                        }
                        bytes => {
                            if let Some(bytes) = bytes {
                                self.files.insert(file.clone(), bytes);
                            }
                            // One that is not among them is empty, which was said.
                            if self.files.contains_key(&file) {
                                shown += 1;
                                self.pages[at].files.insert(file);
                            }
                        }
                    },
                    Found::Missing(file) => {
                        self.problems.say(&path, &format!("It refers to {file}, which is not there."));
                    }
                    Found::Elsewhere => {}
                }
            }
        }
        let pages: HashSet<&str> = self.pages.iter().map(|page| page.path.as_str()).collect();
        // Other formats bring files of their own, such as their styles.
        let is_own = |path: &str| self.format != PageFormat::Folder || pages.contains(path) || is_hidden(path);
        for path in files.keys().filter(|path| attached.contains(*path) || !is_own(path)) {
            self.problems.say(path, "No page shows this file, so it stays out.");
        }
    }

    /// Takes out the files that have more bytes than the server takes; their pages name them.
    pub fn leave_out(&mut self, most: i64) -> Problems {
        let mut problems = Problems::default();
        let large = |bytes: &Vec<u8>| i64::try_from(bytes.len()).is_ok_and(|size| size > most);
        for page in &mut self.pages {
            let (files, said) = (&self.files, &mut problems);
            page.files.retain(|path| {
                let stays = !files.get(path).is_some_and(large);
                if !stays {
                    let reason =
                        format!("{path} is not kept: This file is too large. At most {}, please.", size_text(most));
                    said.say(&page.path, &reason);
                }
                stays
            });
        }
        self.files.retain(|_, bytes| !large(bytes));
        problems
    }

    /// What stands on a page, with its links leading to the pages that were made.
    pub fn settled(&self, at: usize, to: &Addresses<'_>) -> Document {
        let Some(page) = self.pages.get(at) else { return Document::empty() };
        let mut document = page.document.clone();
        let settle = Settle { plan: self, path: &page.path, to };
        settle.files(&mut document.blocks);
        text::visit_mut(&mut document.blocks, &mut |block| settle.block(block));
        text::visit_addresses(&mut document.blocks, &mut |address| settle.address(address));
        document
    }
}

/// What a system keeps in a folder for itself.
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with('.') || ["__MACOSX", "Thumbs.db", "desktop.ini"].contains(&part))
}

fn after_first(blocks: &mut [Block]) -> &mut [Block] {
    blocks.get_mut(1..).unwrap_or_default()
}

struct Settle<'a> {
    plan: &'a Plan,
    path: &'a str,
    to: &'a Addresses<'a>,
}

impl Settle<'_> {
    fn address(&self, address: &mut String) {
        match self.plan.finder.find(self.path, address) {
            Found::Page(at, anchor) => {
                let (_, page) = (self.to.page)(at);
                *address = anchor.map_or(page.clone(), |anchor| format!("{page}#{anchor}"));
            }
            Found::File(file) => {
                if let Some(kept) = (self.to.file)(&file) {
                    *address = kept;
                }
            }
            Found::Elsewhere if address.starts_with('#') => *address = format!("#{}", anchor_of(&address[1..])),
            Found::Elsewhere | Found::Missing(_) => {}
        }
    }

    fn block(&self, block: &mut Block) {
        if let Some(instead) = self.instead(block) {
            *block = instead;
        }
        if let Block::Paragraph(line) | Block::Heading { content: line, .. } = block {
            self.line(line);
        }
    }

    /// Wherever one may lie: an item begins with a line of text.
    fn files(&self, blocks: &mut [Block]) {
        for block in blocks {
            if let Some(file) = self.file(block) {
                *block = file;
            }
            match block {
                Block::BulletList(items) | Block::OrderedList { items, .. } => {
                    items.iter_mut().for_each(|item| self.files(after_first(&mut item.0)));
                }
                Block::TaskList(items) => {
                    items.iter_mut().for_each(|item| self.files(after_first(&mut item.content)));
                }
                Block::Quote(content) | Block::Callout { content, .. } => self.files(content),
                Block::Table(rows) => {
                    rows.iter_mut().flat_map(|row| &mut row.0).for_each(|cell| self.files(&mut cell.content));
                }
                _ => {}
            }
        }
    }

    /// A line that says nothing but the name of a file, and leads to it, is the file.
    fn file(&self, block: &Block) -> Option<Block> {
        let Block::Paragraph(line) = block else { return None };
        let [Inline::Text { text, marks }] = line.as_slice() else { return None };
        let [Mark::Link { href, .. }] = marks.as_slice() else { return None };
        let Found::File(file) = self.plan.finder.find(self.path, href) else { return None };
        if file.rsplit('/').next() != Some(text.as_str()) || (self.to.file)(&file).is_none() {
            return None;
        }
        let size = self.plan.files.get(&file).map_or(0, Vec::len);
        let size = u64::try_from(size).unwrap_or_default();
        Some(Block::File { src: href.clone(), name: text.clone(), size })
    }

    /// A picture that is not kept is a link that names it.
    fn instead(&self, block: &Block) -> Option<Block> {
        let Block::Image(image) = block else { return None };
        let name = match self.plan.finder.find(self.path, &image.src) {
            Found::File(file) if (self.to.file)(&file).is_none() => file,
            Found::Missing(file) => file,
            _ => return None,
        };
        let said = image.alt.clone().filter(|alt| !alt.trim().is_empty()).unwrap_or(name);
        let link = Mark::Link { href: image.src.clone(), title: None };
        Some(Block::Paragraph(vec![Inline::Text { text: said, marks: vec![link] }]))
    }

    /// A link that says nothing but the title of its page is a link to the page, and changes with its title.
    fn line(&self, line: &mut [Inline]) {
        let is_alone = |at: usize, line: &[Inline]| {
            let same = |other: Option<&Inline>, href: &str| {
                matches!(other, Some(Inline::Text { marks, .. })
                if marks.iter().any(|mark| matches!(mark, Mark::Link { href: other, .. } if other == href)))
            };
            match &line[at] {
                Inline::Text { marks, .. } => match marks.as_slice() {
                    [Mark::Link { href, .. }] => {
                        !same(line.get(at + 1), href) && !at.checked_sub(1).is_some_and(|at| same(line.get(at), href))
                    }
                    _ => false,
                },
                _ => false,
            }
        };
        for at in 0..line.len() {
            if !is_alone(at, line) {
                continue;
            }
            let Inline::Text { text, marks } = &line[at] else { continue };
            let [Mark::Link { href, .. }] = marks.as_slice() else { continue };
            if let Found::Page(page, None) = self.plan.finder.find(self.path, href)
                && text.trim() == self.plan.pages[page].title
                && text.trim() == text
            {
                let (id, _) = (self.to.page)(page);
                line[at] = Inline::PageLink(Reference { id: id.to_string(), label: text.clone() });
            }
        }
    }
}
