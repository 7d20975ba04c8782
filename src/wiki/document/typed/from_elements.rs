//! Elements as typed nodes. Names and attributes are already known to be of the schema; what can be wrong is the place.

use crate::wiki::document::{
    Misfit,
    element::{Child, Element},
    node::{Align, Block, CalloutKind, Cell, Document, Image, Inline, ListItem, Reference, Row, TaskItem},
    schema::{Value, schema},
};

impl Document {
    pub(in crate::wiki::document) fn from_elements(elements: Vec<Element>) -> Result<Self, Misfit> {
        let blocks = elements.into_iter().map(|element| block(element, "doc")).collect::<Result<_, _>>()?;
        Ok(Self { blocks })
    }
}

fn block(mut element: Element, inside: &'static str) -> Result<Block, Misfit> {
    let at = &mut element;
    Ok(match at.name {
        "paragraph" => Block::Paragraph(inlines(element)?),
        "heading" => Block::Heading { level: at.integer("level"), content: inlines(element)? },
        "bulletList" => Block::BulletList(each(element, list_item)?),
        "orderedList" => Block::OrderedList {
            start: at.integer("start"),
            numbering: at.text("type"),
            items: each(element, list_item)?,
        },
        "taskList" => Block::TaskList(each(element, task_item)?),
        "blockquote" => Block::Quote(blocks(element)?),
        "callout" => {
            Block::Callout { kind: at.word("kind", CalloutKind::of).unwrap_or_default(), content: blocks(element)? }
        }
        "codeBlock" => Block::Code { language: at.text("language"), text: characters(element)? },
        "mathBlock" => Block::Math(characters(element)?),
        "horizontalRule" => alone(&element, Block::Divider)?,
        "image" => {
            let image = Image {
                src: at.text("src").unwrap_or_default(),
                alt: at.text("alt"),
                title: at.text("title"),
                width: at.maybe_integer("width"),
            };
            alone(&element, Block::Image(image))?
        }
        "file" => {
            let [src, name] = ["src", "name"].map(|name| at.text(name).unwrap_or_default());
            let size = at.integer("size");
            alone(&element, Block::File { src, name, size })?
        }
        "embed" => {
            let src = at.text("src").unwrap_or_default();
            alone(&element, Block::Embed { src })?
        }
        "table" => Block::Table(each(element, row)?),
        node => return Err(Misfit::Misplaced { node, inside }),
    })
}

fn list_item(element: Element, inside: &'static str) -> Result<ListItem, Misfit> {
    named(&element, "listItem", inside)?;
    Ok(ListItem(blocks(element)?))
}

fn task_item(mut element: Element, inside: &'static str) -> Result<TaskItem, Misfit> {
    named(&element, "taskItem", inside)?;
    let checked = matches!(element.take("checked"), Some(Value::Boolean(true)));
    Ok(TaskItem { checked, content: blocks(element)? })
}

fn row(element: Element, inside: &'static str) -> Result<Row, Misfit> {
    named(&element, "tableRow", inside)?;
    Ok(Row(each(element, cell)?))
}

fn cell(mut element: Element, inside: &'static str) -> Result<Cell, Misfit> {
    if !matches!(element.name, "tableHeader" | "tableCell") {
        return Err(Misfit::Misplaced { node: element.name, inside });
    }
    let widths = match element.take("colwidth") {
        Some(Value::Widths(widths)) => Some(widths),
        _ => None,
    };
    Ok(Cell {
        header: element.name == "tableHeader",
        colspan: element.integer("colspan"),
        rowspan: element.integer("rowspan"),
        widths,
        align: element.word("align", Align::of),
        content: blocks(element)?,
    })
}

fn inline(mut element: Element, inside: &'static str) -> Result<Inline, Misfit> {
    let inline = match element.name {
        "hardBreak" => Inline::HardBreak,
        "mathInline" => Inline::Math { latex: element.text("latex").unwrap_or_default() },
        "mention" => Inline::Mention(element.reference()),
        "pageLink" => Inline::PageLink(element.reference()),
        "taskLink" => Inline::TaskLink(element.reference()),
        node => return Err(Misfit::Misplaced { node, inside }),
    };
    alone(&element, inline)
}

fn inlines(element: Element) -> Result<Vec<Inline>, Misfit> {
    let mut content = Vec::with_capacity(element.children.len());
    for child in element.children {
        match child {
            Child::Element(child) => content.push(inline(child, element.name)?),
            Child::Text(runs) => {
                content.extend(runs.into_iter().map(|run| Inline::Text { text: run.text, marks: run.marks }));
            }
        }
    }
    Ok(content)
}

fn characters(element: Element) -> Result<String, Misfit> {
    let mut text = String::new();
    for child in element.children {
        match child {
            Child::Element(child) => return Err(Misfit::Misplaced { node: child.name, inside: element.name }),
            Child::Text(runs) => {
                for run in runs {
                    if !run.marks.is_empty() {
                        return Err(Misfit::Marks(element.name));
                    }
                    text.push_str(&run.text);
                }
            }
        }
    }
    Ok(text)
}

fn blocks(element: Element) -> Result<Vec<Block>, Misfit> {
    each(element, block)
}

fn each<T>(element: Element, read: fn(Element, &'static str) -> Result<T, Misfit>) -> Result<Vec<T>, Misfit> {
    let inside = element.name;
    element
        .children
        .into_iter()
        .map(|child| match child {
            Child::Element(child) => read(child, inside),
            Child::Text(_) => Err(Misfit::Misplaced { node: "text", inside }),
        })
        .collect()
}

fn alone<T>(element: &Element, node: T) -> Result<T, Misfit> {
    match element.children.first() {
        None => Ok(node),
        Some(child) => Err(Misfit::Misplaced { node: child.name(), inside: element.name }),
    }
}

fn named(element: &Element, name: &'static str, inside: &'static str) -> Result<(), Misfit> {
    if element.name == name { Ok(()) } else { Err(Misfit::Misplaced { node: element.name, inside }) }
}

impl Element {
    /// The value of an attribute, or else its default.
    fn take(&mut self, name: &'static str) -> Option<Value> {
        self.attributes.remove(name).or_else(|| schema().node(self.name)?.attribute(name)?.1.default.clone())
    }

    fn integer<T: TryFrom<i64> + Default>(&mut self, name: &'static str) -> T {
        self.maybe_integer(name).unwrap_or_default()
    }

    fn maybe_integer<T: TryFrom<i64>>(&mut self, name: &'static str) -> Option<T> {
        match self.take(name) {
            Some(Value::Integer(n)) => T::try_from(n).ok(),
            _ => None,
        }
    }

    fn text(&mut self, name: &'static str) -> Option<String> {
        match self.take(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn word<T>(&mut self, name: &'static str, of: fn(&str) -> Option<T>) -> Option<T> {
        self.text(name).and_then(|name| of(&name))
    }

    fn reference(&mut self) -> Reference {
        Reference { id: self.text("id").unwrap_or_default(), label: self.text("label").unwrap_or_default() }
    }
}
