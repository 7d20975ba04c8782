//! Markdown, read as a document.

mod container;

use super::{
    line::{Line, allowed},
    tags,
};
use crate::wiki::document::{
    Document,
    node::{Block, Image, Inline, Mark, Reference},
};
use container::Containers;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
use std::collections::HashSet;

/// The document that a markdown text means. Every text has one, and none of its words is lost.
pub fn read(markdown: &str) -> Document {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH
        | Options::ENABLE_FOOTNOTES;
    let parser = Parser::new_ext(markdown, options);
    let mut definitions: Vec<_> = parser
        .reference_definitions()
        .iter()
        .map(|(label, to)| {
            (to.span.start, label.to_owned(), to.dest.to_string(), to.title.as_deref().map(str::to_owned))
        })
        .collect();
    definitions.sort();
    let mut reader = Reader::default();
    parser.for_each(|event| reader.event(event));
    reader.flush();
    for (_, label, address, title) in definitions {
        if !reader.addresses.contains(&address) {
            let title = title.map(|title| format!(" \"{title}\"")).unwrap_or_default();
            reader.line.text(&format!("[{label}]: {address}{title}"), Vec::new());
            reader.flush();
        }
    }
    Document { blocks: reader.containers.finish() }
}

/// Text that goes to where the events before have led.
#[derive(Default)]
struct Reader {
    containers: Containers,
    line: Line,
    marks: Vec<Mark>,
    heading: Option<u8>,
    /// What a code block or raw HTML holds so far, and its language.
    raw: Option<(Option<String>, String)>,
    /// Images that lie in each other, the outermost first, and where each began.
    image: Vec<(Image, usize)>,
    link: Option<OpenLink>,
    /// A footnote has begun, and its label waits for its text.
    labelled: bool,
    addresses: HashSet<String>,
}

struct OpenLink {
    href: String,
    start: usize,
    with_image: bool,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) if self.raw.is_some() => {
                if let Some((_, raw)) = &mut self.raw {
                    raw.push_str(&text);
                }
            }
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                let mut marks = self.marks.clone();
                marks.push(Mark::Code);
                self.line.text(&text, allowed(marks));
            }
            Event::InlineMath(latex) => {
                let latex = latex.strip_prefix('`').and_then(|latex| latex.strip_suffix('`')).unwrap_or(&latex).trim();
                self.line.push(Inline::Math { latex: latex.to_owned() });
            }
            Event::DisplayMath(latex) => self.line.display(&latex),
            Event::Html(html) | Event::InlineHtml(html) => self.inline_html(&html),
            Event::FootnoteReference(label) => self.text(&format!("[^{label}]")),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.line.push(Inline::HardBreak),
            Event::Rule => self.block(Block::Divider),
            Event::TaskListMarker(checked) => {
                if !self.containers.check(checked) {
                    self.text(if checked { "[x] " } else { "[ ] " });
                }
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                if !std::mem::take(&mut self.labelled) {
                    self.flush();
                }
            }
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(number(level));
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                let language = match kind {
                    CodeBlockKind::Fenced(info) => Some(info.trim().to_owned()).filter(|info| !info.is_empty()),
                    CodeBlockKind::Indented => None,
                };
                self.raw = Some((language, String::new()));
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.flush();
                self.raw = Some((Some("html".to_owned()), String::new()));
            }
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.text(&format!("[^{label}]: "));
                self.labelled = true;
            }
            Tag::Emphasis => self.marks.push(Mark::Italic),
            Tag::Strong => self.marks.push(Mark::Bold),
            Tag::Strikethrough => self.marks.push(Mark::Strike),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(link_type, &dest_url, &title),
            Tag::Image { dest_url, title, .. } => {
                self.addresses.insert(dest_url.to_string());
                let title = Some(title.to_string()).filter(|title| !title.trim().is_empty());
                let image = Image { src: dest_url.to_string(), alt: None, title, width: None };
                self.image.push((image, self.line.len()));
            }
            Tag::TableCell => self.flush(),
            tag => {
                self.flush();
                self.containers.open(&tag);
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::FootnoteDefinition => self.flush(),
            TagEnd::Heading(_) => {
                let level = self.heading.take().unwrap_or(1);
                let content = self.line.take();
                self.containers.push(Block::Heading { level, content });
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.end_raw(),
            TagEnd::Emphasis => self.unmark(&Mark::Italic),
            TagEnd::Strong => self.unmark(&Mark::Bold),
            TagEnd::Strikethrough => self.unmark(&Mark::Strike),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(),
            TagEnd::TableCell => {
                self.flush();
                self.containers.end_cell();
            }
            _ => {
                self.flush();
                self.containers.close();
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.line.text(text, self.marks.clone());
    }

    fn inline_html(&mut self, html: &str) {
        match tags::tag(html) {
            Some(tags::Tag::Open(name)) => self.line.open(html, name),
            Some(tags::Tag::Close(name)) => self.line.close(html, name),
            Some(tags::Tag::Break) => self.line.push(Inline::HardBreak),
            Some(tags::Tag::Image(image)) if self.image.is_empty() => self.show(image),
            _ => self.text(html),
        }
    }

    fn unmark(&mut self, mark: &Mark) {
        if let Some(at) = self.marks.iter().rposition(|open| open == mark) {
            self.marks.remove(at);
        }
    }

    fn start_link(&mut self, kind: LinkType, href: &str, title: &str) {
        self.addresses.insert(href.to_owned());
        let href = if kind == LinkType::Email { format!("mailto:{href}") } else { href.to_owned() };
        let title = Some(title.to_owned()).filter(|title| !title.trim().is_empty());
        self.link = Some(OpenLink { href: href.clone(), start: self.line.len(), with_image: false });
        self.marks.push(Mark::Link { href, title });
    }

    /// A link that names something of the workspace becomes that. One that shows nothing but a picture, or nothing at
    /// all, shows where it leads.
    fn end_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        let start = if link.with_image { 0 } else { link.start };
        let label = self.line.text_since(start);
        if let Some(inline) = self.named(&link, &label) {
            self.line.truncate(link.start);
            self.line.push(inline);
        } else if label.is_empty() {
            self.text(&link.href);
        }
        self.marks.retain(|mark| !matches!(mark, Mark::Link { .. }));
    }

    fn named(&mut self, link: &OpenLink, label: &str) -> Option<Inline> {
        let (scheme, id) = link.href.split_once(':')?;
        uuid::Uuid::try_parse(id).ok()?;
        let reference = Reference { id: id.to_owned(), label: label.trim().to_owned() };
        match scheme {
            _ if link.with_image => None,
            "person" => self.line.take_at_sign(link.start).then_some(Inline::Mention(reference)),
            "page" => Some(Inline::PageLink(reference)),
            "task" => Some(Inline::TaskLink(reference)),
            _ => None,
        }
    }

    fn end_image(&mut self) {
        let Some((mut image, start)) = self.image.pop() else { return };
        if !self.image.is_empty() {
            return;
        }
        let alt = self.line.text_since(start);
        self.line.truncate(start);
        image.alt = Some(alt.trim().to_owned()).filter(|alt| !alt.is_empty());
        self.show(image);
    }

    /// An image is a block: the text before it and after it are two. It stands before a heading that it is in.
    fn show(&mut self, image: Image) {
        if let Some(link) = &mut self.link {
            link.with_image = true;
        }
        if self.heading.is_none() {
            self.flush();
        }
        self.containers.push(Block::Image(image));
    }

    fn end_raw(&mut self) {
        let Some((language, text)) = self.raw.take() else { return };
        let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
        let block = match (language.as_deref(), tags::tag(&text)) {
            (Some("html"), Some(tags::Tag::Image(image))) => Block::Image(image),
            (Some("html"), Some(tags::Tag::Break)) => return,
            (Some("math"), _) => Block::Math(text.trim().to_owned()),
            _ => Block::Code { language, text },
        };
        self.containers.push(block);
    }

    fn block(&mut self, block: Block) {
        self.flush();
        self.containers.push(block);
    }

    /// The line so far is a paragraph.
    fn flush(&mut self) {
        self.labelled = false;
        if self.line.is_empty() || !self.image.is_empty() {
            return;
        }
        if let Some(maths) = self.line.take_display() {
            self.containers.push(maths);
            return;
        }
        let content = self.line.take();
        if !content.is_empty() {
            self.containers.push(Block::Paragraph(content));
        }
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
