//! Typed nodes as elements.

use crate::wiki::document::{
    element::{Child, Element, Run},
    node::{Align, Block, Cell, Document, Inline, ListItem, Reference, Row, TaskItem},
    schema::Value,
};

impl Document {
    pub(in crate::wiki::document) fn elements(&self) -> Vec<Element> {
        self.blocks.iter().map(Block::element).collect()
    }
}

impl Block {
    pub(in crate::wiki::document) fn element(&self) -> Element {
        match self {
            Self::Paragraph(content) => textual(Element::new("paragraph"), content),
            Self::Heading { level, content } => {
                textual(Element::new("heading").with("level", integer(*level)), content)
            }
            Self::BulletList(items) => Element::new("bulletList").holding(items.iter().map(ListItem::element)),
            Self::OrderedList { start, numbering, items } => Element::new("orderedList")
                .with("start", integer(*start))
                .with("type", text(numbering.as_deref()))
                .holding(items.iter().map(ListItem::element)),
            Self::TaskList(items) => Element::new("taskList").holding(items.iter().map(TaskItem::element)),
            Self::Quote(content) => Element::new("blockquote").holding(blocks(content)),
            Self::Callout { kind, content } => {
                Element::new("callout").with("kind", text(Some(kind.name()))).holding(blocks(content))
            }
            Self::Code { language, text: code } => {
                plain(Element::new("codeBlock").with("language", text(language.as_deref())), code)
            }
            Self::Math(latex) => plain(Element::new("mathBlock"), latex),
            Self::Divider => Element::new("horizontalRule"),
            Self::Image(image) => Element::new("image")
                .with("src", text(Some(&image.src)))
                .with("alt", text(image.alt.as_deref()))
                .with("title", text(image.title.as_deref()))
                .with("width", image.width.and_then(integer)),
            Self::File { src, name, size } => Element::new("file")
                .with("src", text(Some(src)))
                .with("name", text(Some(name)))
                .with("size", Some(Value::Integer(i64::try_from(*size).unwrap_or(i64::MAX)))),
            Self::Embed { src } => Element::new("embed").with("src", text(Some(src))),
            Self::Table(rows) => Element::new("table").holding(rows.iter().map(Row::element)),
        }
    }
}

impl ListItem {
    fn element(&self) -> Element {
        Element::new("listItem").holding(blocks(&self.0))
    }
}

impl TaskItem {
    fn element(&self) -> Element {
        Element::new("taskItem").with("checked", Some(Value::Boolean(self.checked))).holding(blocks(&self.content))
    }
}

impl Row {
    fn element(&self) -> Element {
        Element::new("tableRow").holding(self.0.iter().map(Cell::element))
    }
}

impl Cell {
    fn element(&self) -> Element {
        Element::new(if self.header { "tableHeader" } else { "tableCell" })
            .with("colspan", integer(self.colspan))
            .with("rowspan", integer(self.rowspan))
            .with("colwidth", self.widths.clone().map(Value::Widths))
            .with("align", text(self.align.map(Align::name)))
            .holding(blocks(&self.content))
    }
}

impl Inline {
    fn child(&self) -> Child {
        Child::Element(match self {
            Self::Text { text, marks } => {
                return Child::Text(vec![Run { text: text.clone(), marks: marks.clone() }]);
            }
            Self::HardBreak => Element::new("hardBreak"),
            Self::Math { latex } => Element::new("mathInline").with("latex", text(Some(latex))),
            Self::Mention(person) => person.element("mention", &person.label),
            // A document is given to everybody who reads the page, and what these are called is not for all of them.
            Self::PageLink(page) => page.element("pageLink", ""),
            Self::TaskLink(task) => task.element("taskLink", ""),
        })
    }
}

impl Reference {
    fn element(&self, name: &'static str, label: &str) -> Element {
        Element::new(name).with("id", text(Some(&self.id))).with("label", text(Some(label)))
    }
}

fn blocks(blocks: &[Block]) -> impl Iterator<Item = Element> {
    blocks.iter().map(Block::element)
}

fn textual(mut element: Element, content: &[Inline]) -> Element {
    content.iter().for_each(|inline| element.push(inline.child()));
    element
}

fn plain(mut element: Element, text: &str) -> Element {
    element.push(Child::Text(vec![Run { text: text.to_owned(), marks: Vec::new() }]));
    element
}

#[expect(clippy::unnecessary_wraps, reason = "it is handed on as an attribute that may be absent")]
fn integer(n: impl Into<i64>) -> Option<Value> {
    Some(Value::Integer(n.into()))
}

fn text(text: Option<&str>) -> Option<Value> {
    text.map(|text| Value::Text(text.to_owned()))
}
