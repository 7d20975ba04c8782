//! Where each page lies in a zip: in a folder of its own where pages lie below it, and there as README.md.

use crate::{
    ids::PageId,
    wiki::{
        document::{
            Document, markdown,
            node::{Block, Inline, ListItem, Mark},
        },
        page::{PageSummary, shown_title},
    },
};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::collections::{HashMap, HashSet};

/// What would end an address in markdown, or mean something else in one.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'(')
    .add(b')')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'`')
    .add(b'*')
    .add(b'_')
    .add(b'&')
    .add(b'~');

/// The longest name of a file, without its ending.
const MOST: usize = 80;

/// A page, and the path of its file.
#[derive(Clone, Debug)]
pub struct Placed {
    pub id: PageId,
    pub title: String,
    pub path: String,
    /// In the SUMMARY.md.
    depth: usize,
}

/// The pages of a zip in their order.
#[derive(Debug, Default)]
pub struct Layout {
    pub pages: Vec<Placed>,
    /// What stands above pages and is none itself: spaces, each with the page it comes before.
    headings: Vec<(usize, String)>,
    by_id: HashMap<PageId, usize>,
    by_number: HashMap<i32, usize>,
    taken: HashSet<String>,
}

impl Layout {
    /// Adds trees of pages, each page before those below it; `under` a name, where there are several.
    pub fn add(&mut self, pages: &[PageSummary], under: Option<&str>) {
        let below = usize::from(under.is_some());
        let root = under.map(|name| {
            self.headings.push((self.pages.len(), name.to_owned()));
            format!("{}/", self.free("", name, ""))
        });
        let root = root.unwrap_or_default();
        let known: HashSet<PageId> = pages.iter().map(|page| page.id).collect();
        let parents: HashSet<PageId> = pages.iter().filter_map(|page| page.parent_id).collect();
        let mut folders: HashMap<PageId, (String, usize)> = HashMap::new();
        for page in pages {
            let parent =
                page.parent_id.filter(|parent| known.contains(parent)).and_then(|id| folders.get(&id)).cloned();
            let (folder, depth) = parent.unwrap_or_else(|| (root.clone(), below));
            let stem = self.free(&folder, shown_title(&page.title), "");
            let path = if parents.contains(&page.id) {
                folders.insert(page.id, (format!("{stem}/"), depth + 1));
                format!("{stem}/README.md")
            } else {
                format!("{stem}.md")
            };
            // What a page shows lies in `files` beside it, and a page may be called so.
            self.taken.insert(path.to_lowercase());
            self.by_id.insert(page.id, self.pages.len());
            self.by_number.insert(page.number, self.pages.len());
            self.pages.push(Placed { id: page.id, title: page.title.clone(), path, depth });
        }
    }

    /// A path that nothing else has, also where great and small letters are not told apart. `ending` has its dot.
    fn free(&mut self, folder: &str, name: &str, ending: &str) -> String {
        let name = file_name(name);
        let mut path = format!("{folder}{name}{ending}");
        let mut count = 1;
        while !self.taken.insert(path.to_lowercase()) {
            count += 1;
            path = format!("{folder}{name} {count}{ending}");
        }
        path
    }

    /// A place for a file that a page shows: in `files` beside it.
    pub fn file(&mut self, page: &Placed, name: &str) -> String {
        let folder = page.path.rfind('/').map_or("", |at| &page.path[..=at]);
        let (stem, ending) = name.split_at(name.rfind('.').filter(|dot| dot + 1 < name.len()).unwrap_or(name.len()));
        self.free(&format!("{folder}files/"), stem, &harmless(ending))
    }

    pub fn page(&self, id: PageId) -> Option<&Placed> {
        self.by_id.get(&id).map(|at| &self.pages[*at])
    }

    pub fn numbered(&self, number: i32) -> Option<&Placed> {
        self.by_number.get(&number).map(|at| &self.pages[*at])
    }

    /// The order of the pages, as mdBook and an import read it.
    pub fn summary(&self) -> String {
        let mut lines: Vec<(usize, Inline)> = Vec::new();
        let mut headings = self.headings.iter().peekable();
        for (at, page) in self.pages.iter().enumerate() {
            while let Some((_, name)) = headings.next_if(|(before, _)| *before == at) {
                lines.push((0, link(name, String::new())));
            }
            lines.push((page.depth, link(shown_title(&page.title), relative("", &page.path))));
        }
        lines.extend(headings.map(|(_, name)| (0, link(name, String::new()))));
        let mut at = 0;
        let list = if lines.is_empty() { Vec::new() } else { vec![Block::BulletList(items(&lines, &mut at, 0))] };
        let title = Block::Heading { level: 1, content: vec![Inline::text("Summary")] };
        markdown::write(&Document { blocks: std::iter::once(title).chain(list).collect() })
    }
}

fn link(text: &str, href: String) -> Inline {
    Inline::Text { text: text.to_owned(), marks: vec![Mark::Link { href, title: None }] }
}

/// The items from `at` on that lie as deep as this or deeper.
fn items(lines: &[(usize, Inline)], at: &mut usize, depth: usize) -> Vec<ListItem> {
    let mut items: Vec<ListItem> = Vec::new();
    while let Some((own, inline)) = lines.get(*at).filter(|(own, _)| *own >= depth) {
        if *own > depth && !items.is_empty() {
            let below = self::items(lines, at, *own);
            if let Some(last) = items.last_mut() {
                last.0.push(Block::BulletList(below));
            }
        } else {
            items.push(ListItem(vec![Block::Paragraph(vec![inline.clone()])]));
            *at += 1;
        }
    }
    items
}

/// Without what some system does not take in a name, and not too long.
fn harmless(name: &str) -> String {
    let allowed = |c: char| if c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c };
    name.chars().map(allowed).take(MOST).collect()
}

/// A title as the name of a file that every system takes.
pub fn file_name(title: &str) -> String {
    let name = harmless(title);
    let name = name.trim_matches(['.', ' ', '~']);
    // These name a folder or the order, and not a page; and these no system called Windows can write.
    let reserved = ["readme", "index", "_index", "summary", "con", "prn", "aux", "nul"];
    match name {
        "" => "Untitled".to_owned(),
        name if reserved.contains(&name.to_lowercase().as_str()) => format!("{name} page"),
        name => name.to_owned(),
    }
}

/// The address of a file in another one.
pub fn relative(from: &str, to: &str) -> String {
    let (mut from, mut to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    from.pop();
    while to.len() > 1 && from.first().is_some_and(|first| *first == to[0]) {
        from.remove(0);
        to.remove(0);
    }
    let up = from.iter().map(|_| "..".to_owned());
    let down = to.iter().map(|part| utf8_percent_encode(part, UNSAFE).to_string());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::{Layout, file_name, relative};
    use crate::{
        ids::{PageId, SpaceId},
        wiki::{level::Level, page::PageSummary},
    };

    fn page(id: u128, parent: Option<u128>, title: &str) -> PageSummary {
        PageSummary {
            id: id.into(),
            number: i32::try_from(id).unwrap(),
            space_id: SpaceId::from(1),
            parent_id: parent.map(PageId::from),
            rank: String::new(),
            title: title.to_owned(),
            version: 1,
            level: Level::View,
            own_access: false,
            children: 0,
        }
    }

    #[test]
    fn pages_with_pages_below_them_are_folders_and_no_two_have_one_name() {
        let mut layout = Layout::default();
        layout.add(
            &[
                page(1, None, "Guide"),
                page(2, Some(1), "a/b?"),
                page(3, None, "guide"),
                page(4, None, ""),
                page(5, None, "README"),
            ],
            None,
        );
        let paths: Vec<_> = layout.pages.iter().map(|page| page.path.as_str()).collect();
        assert_eq!(paths, ["Guide/README.md", "Guide/a-b-.md", "guide 2.md", "Untitled.md", "README page.md"]);
        assert_eq!(
            layout.summary(),
            "# Summary\n\n- [Guide](Guide/README.md)\n  - [a/b?](Guide/a-b-.md)\n- [guide](guide%202.md)\n- [Untitled](Untitled.md)\n- [README](README%20page.md)\n"
        );
    }

    #[test]
    fn several_spaces_lie_in_folders_of_their_names() {
        let mut layout = Layout::default();
        layout.add(&[page(1, None, "A"), page(2, Some(1), "B")], Some("House"));
        layout.add(&[], Some("Empty"));
        layout.add(&[page(3, None, "C")], Some("house"));
        let paths: Vec<_> = layout.pages.iter().map(|page| page.path.as_str()).collect();
        assert_eq!(paths, ["House/A/README.md", "House/A/B.md", "house 2/C.md"]);
        assert_eq!(
            layout.summary(),
            "# Summary\n\n- [House]()\n  - [A](House/A/README.md)\n    - [B](House/A/B.md)\n- [Empty]()\n- [house]()\n  - [C](house%202/C.md)\n"
        );
    }

    #[test]
    fn addresses_lead_from_file_to_file() {
        for (from, to, wanted) in [
            ("a.md", "b c.md", "b%20c.md"),
            ("x/README.md", "x/y.md", "y.md"),
            ("x/y/z.md", "x/README.md", "../README.md"),
            ("x/a.md", "\u{fc}/a(1).md", "../%C3%BC/a%281%29.md"),
            ("x/x.md", "x/x.md", "x.md"),
        ] {
            assert_eq!(relative(from, to), wanted);
        }
    }

    #[test]
    fn names_of_files_fit_every_system() {
        for (title, name) in [("..", "Untitled"), ("a: b\n", "a- b-"), ("Con", "Con page"), (" .x. ", "x")] {
            assert_eq!(file_name(title), name);
        }
        assert_eq!(file_name(&"\u{e4}".repeat(300)).chars().count(), 80);
    }
}
