//! What a page says, without its form: for the search, the table of contents, and who and what it refers to.

use super::{
    Document,
    html::Slugs,
    node::{Block, Inline, Mark, Reference},
    words,
};
use uuid::Uuid;

/// A heading, and where to find it on the page.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Heading {
    pub level: u8,
    pub text: String,
    /// As in the HTML.
    pub id: String,
}

/// Something of the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    Person(Uuid),
    Page(Uuid),
    Task(Uuid),
}

/// One block a line; cells of a table are blocks.
pub fn plain(document: &Document) -> String {
    let mut lines = Vec::new();
    visit(&document.blocks, &mut |block| {
        let text = own_text(block);
        let text = text.trim();
        if !text.is_empty() {
            lines.push(text.to_owned());
        }
    });
    lines.join("\n")
}

/// How many words it has. Chinese and Japanese are counted by character.
pub fn count(document: &Document) -> usize {
    words::words(&plain(document)).count()
}

/// The headings that say something, in their order.
pub fn outline(document: &Document) -> Vec<Heading> {
    let mut slugs = Slugs::default();
    let mut headings = Vec::new();
    visit(&document.blocks, &mut |block| {
        if let Block::Heading { level, content } = block {
            let text = line(content);
            let id = slugs.of(&text);
            if !text.trim().is_empty() {
                headings.push(Heading { level: *level, text: text.trim().to_owned(), id });
            }
        }
    });
    headings
}

/// Who and what it refers to, each once, in their order. `own` says of an address of a link whether it is one of ours.
pub fn references(document: &Document, own: &dyn Fn(&str) -> Option<Target>) -> Vec<Target> {
    let mut targets = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let id = |reference: &Reference| Uuid::try_parse(&reference.id).ok();
    visit(&document.blocks, &mut |block| {
        for inline in content(block) {
            let target = match inline {
                Inline::Mention(person) => id(person).map(Target::Person),
                Inline::PageLink(page) => id(page).map(Target::Page),
                Inline::TaskLink(task) => id(task).map(Target::Task),
                Inline::Text { marks, .. } => marks.iter().find_map(|mark| match mark {
                    Mark::Link { href, .. } => own(href),
                    _ => None,
                }),
                Inline::HardBreak | Inline::Math { .. } => None,
            };
            targets.extend(target.filter(|target| seen.insert(*target)));
        }
    });
    targets
}

/// Calls for every block, those around before those within.
pub fn visit<'a>(blocks: &'a [Block], f: &mut impl FnMut(&'a Block)) {
    for block in blocks {
        f(block);
        match block {
            Block::BulletList(items) | Block::OrderedList { items, .. } => {
                items.iter().for_each(|item| visit(&item.0, f));
            }
            Block::TaskList(items) => items.iter().for_each(|item| visit(&item.content, f)),
            Block::Quote(content) | Block::Callout { content, .. } => visit(content, f),
            Block::Table(rows) => rows.iter().flat_map(|row| &row.0).for_each(|cell| visit(&cell.content, f)),
            _ => {}
        }
    }
}

/// Calls for every block, each before those that lie in it, and it may be changed.
pub fn visit_mut(blocks: &mut [Block], f: &mut dyn FnMut(&mut Block)) {
    for block in blocks {
        f(block);
        match block {
            Block::BulletList(items) | Block::OrderedList { items, .. } => {
                items.iter_mut().for_each(|item| visit_mut(&mut item.0, f));
            }
            Block::TaskList(items) => items.iter_mut().for_each(|item| visit_mut(&mut item.content, f)),
            Block::Quote(content) | Block::Callout { content, .. } => visit_mut(content, f),
            Block::Table(rows) => {
                rows.iter_mut().flat_map(|row| &mut row.0).for_each(|cell| visit_mut(&mut cell.content, f));
            }
            _ => {}
        }
    }
}

/// Calls for the address of every link, image, file and embed, which may be changed: what is imported and exported
/// lies elsewhere afterwards.
pub fn visit_addresses(blocks: &mut [Block], f: &mut dyn FnMut(&mut String)) {
    visit_mut(blocks, &mut |block| match block {
        Block::Image(image) => f(&mut image.src),
        Block::File { src, .. } | Block::Embed { src } => f(src),
        other => content_mut(other).iter_mut().for_each(|inline| {
            if let Inline::Text { marks, .. } = inline {
                marks.iter_mut().for_each(|mark| {
                    if let Mark::Link { href, .. } = mark {
                        f(href);
                    }
                });
            }
        }),
    });
}

/// Calls for everything that stands in a line, which may be changed.
pub fn visit_inlines(blocks: &mut [Block], f: &mut dyn FnMut(&mut Inline)) {
    visit_mut(blocks, &mut |block| content_mut(block).iter_mut().for_each(&mut *f));
}

fn content_mut(block: &mut Block) -> &mut [Inline] {
    match block {
        Block::Paragraph(content) | Block::Heading { content, .. } => content,
        _ => &mut [],
    }
}

/// The words of a line, without the names of pages and tasks that it refers to.
pub fn line(content: &[Inline]) -> String {
    let mut line = String::new();
    for inline in content {
        match inline {
            Inline::Text { text, .. } => line.extend(text.chars().map(|c| if c == '\0' { '\u{fffd}' } else { c })),
            Inline::HardBreak => line.push(' '),
            Inline::Math { latex } => line.push_str(&latex.replace('\0', "\u{fffd}")),
            Inline::Mention(person) => line.extend(["@", &person.label.replace('\0', "")]),
            // Its name is for who may see it, and the line for everybody.
            Inline::PageLink(_) | Inline::TaskLink(_) => {}
        }
    }
    line
}

fn content(block: &Block) -> &[Inline] {
    match block {
        Block::Paragraph(content) | Block::Heading { content, .. } => content,
        _ => &[],
    }
}

fn own_text(block: &Block) -> String {
    match block {
        Block::Paragraph(content) | Block::Heading { content, .. } => line(content).replace('\n', " "),
        Block::Code { text, .. } | Block::Math(text) => text.replace('\0', "\u{fffd}"),
        Block::Image(image) => [image.alt.as_deref(), image.title.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
            .replace('\0', ""),
        Block::File { name, .. } => name.replace('\0', ""),
        Block::Embed { src } => src.replace('\0', ""),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Target, count, outline, plain, references, visit_addresses};
    use crate::wiki::document::{
        Document, html, markdown,
        node::{Block, Inline, Reference},
    };
    use uuid::Uuid;

    const PAGE: &str = "# A & b\n\n- one\n- two **three**\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n> ## A b\n\n```\nlet x;\n```\n\n![Alt](i.png)\n";

    #[test]
    fn every_block_is_a_line_of_plain_text() {
        let document = markdown::read(PAGE);
        assert_eq!(plain(&document), "A & b\none\ntwo three\nx\ny\n1\n2\nA b\nlet x;\nAlt");
        assert_eq!(count(&document), 14);
        assert_eq!(plain(&markdown::read("a\0b")), "a\u{fffd}b");
    }

    #[test]
    fn what_a_page_refers_to_is_not_named_in_its_lines() {
        let id = Uuid::nil().to_string();
        let of = |label: &str| Reference { id: id.clone(), label: label.to_owned() };
        let content = vec![Inline::text("See "), Inline::PageLink(of("Secret")), Inline::Mention(of("Ann"))];
        let document = Document { blocks: vec![Block::Heading { level: 1, content }] };
        assert_eq!(plain(&document), "See @Ann");
        assert_eq!(outline(&document)[0].id, "see-ann");
        let html = html::write(&document, html::Readers::Public, &html::AsWritten);
        assert!(html.starts_with("<h1 id=\"see-ann\">"), "{html}");
    }

    #[test]
    fn the_outline_has_the_headings_with_the_names_that_the_html_has() {
        let found: Vec<_> = outline(&markdown::read(PAGE)).into_iter().map(|h| (h.level, h.text, h.id)).collect();
        assert_eq!(found, [(1, "A & b".into(), "a-b".into()), (2, "A b".into(), "a-b-2".into())]);
    }

    #[test]
    fn who_and_what_is_referred_to_is_found_once() {
        let id = |n| Uuid::from_u128(n);
        let document = markdown::read(&format!(
            "@[A](person:{}) [P](page:{}) [T](task:{}) @[A](person:{}) [own](/w/x/wiki/7) [other](https://x.org)",
            id(1),
            id(2),
            id(3),
            id(1)
        ));
        let own = |address: &str| (address == "/w/x/wiki/7").then(|| Target::Page(id(7)));
        let found = references(&document, &own);
        assert_eq!(found, [Target::Person(id(1)), Target::Page(id(2)), Target::Task(id(3)), Target::Page(id(7))]);
    }

    #[test]
    fn every_address_can_be_changed() {
        let mut document = markdown::read("[a](x) ![i](y)\n\n- [b](z)\n\n| [c](w) |\n|---|\n");
        visit_addresses(&mut document.blocks, &mut |address| address.insert(0, '/'));
        let markdown = markdown::write(&document);
        assert!(["(/x)", "(/y)", "(/z)", "(/w)"].iter().all(|address| markdown.contains(address)), "{markdown}");
    }
}
