//! Nothing is lost between typed nodes and elements, and both know what the schema names.

use crate::wiki::document::{
    Document, arbitrary,
    element::Element,
    node::{Align, Block, CalloutKind, Cell, Image, Inline, ListItem, Mark, Reference, Row, TaskItem},
    schema::{Kind, Value, schema},
    validate,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

proptest! {
    #[test]
    fn a_document_is_the_same_after_it_was_elements(document in arbitrary::kept()) {
        prop_assert_eq!(Document::from_elements(document.elements()).unwrap(), document);
    }

    #[test]
    fn documents_made_within_the_schema_are_valid(document in arbitrary::document()) {
        prop_assert_eq!(validate(&document), Ok(()));
    }
}

/// One of every node, with every attribute set.
fn everything() -> Document {
    let unnamed = || Reference { id: "id".into(), label: String::new() };
    let paragraph = || Block::Paragraph(vec![Inline::text("text")]);
    let cell =
        |header| Cell { widths: Some(vec![100]), align: Some(Align::Center), ..Cell::new(header, vec![paragraph()]) };
    let inlines = vec![
        Inline::HardBreak,
        Inline::Math { latex: "x".into() },
        Inline::Mention(Reference { id: "id".into(), label: "label".into() }),
        Inline::PageLink(unnamed()),
        Inline::TaskLink(unnamed()),
    ];
    Document {
        blocks: vec![
            Block::Paragraph(inlines),
            Block::Heading { level: 1, content: vec![] },
            Block::BulletList(vec![ListItem(vec![paragraph()])]),
            Block::OrderedList { start: 3, numbering: Some("a".into()), items: vec![ListItem(vec![paragraph()])] },
            Block::TaskList(vec![TaskItem { checked: true, content: vec![paragraph()] }]),
            Block::Quote(vec![paragraph()]),
            Block::Callout { kind: CalloutKind::Tip, content: vec![paragraph()] },
            Block::Code { language: Some("rust".into()), text: "x".into() },
            Block::Math("x".into()),
            Block::Divider,
            Block::Image(Image { src: "a".into(), alt: Some("b".into()), title: Some("c".into()), width: Some(3) }),
            Block::File { src: "a".into(), name: "b".into(), size: 3 },
            Block::Embed { src: "a".into() },
            Block::Table(vec![Row(vec![cell(true), cell(false)])]),
        ],
    }
}

fn collect<'a>(
    elements: impl IntoIterator<Item = &'a Element>,
    found: &mut BTreeMap<&'static str, BTreeSet<&'static str>>,
) {
    for element in elements {
        found.entry(element.name).or_default().extend(element.attributes.keys());
        for child in &element.children {
            match child {
                super::super::element::Child::Element(child) => collect([child], found),
                super::super::element::Child::Text(_) => _ = found.entry("text").or_default(),
            }
        }
    }
}

#[test]
fn the_enums_and_the_schema_name_the_same_nodes_and_attributes() {
    let mut found = BTreeMap::from([("doc", BTreeSet::new())]);
    collect(&everything().elements(), &mut found);
    let named: BTreeMap<_, _> =
        schema().nodes().map(|node| (node.name, node.attributes().map(|(name, _)| name).collect())).collect();
    assert_eq!(found, named);
    assert_eq!(Document::from_elements(everything().elements()).unwrap(), everything());
    assert_eq!(validate(&everything()), Ok(()));
}

#[test]
fn the_enums_and_the_schema_name_the_same_marks_and_words() {
    let link = Mark::Link { href: String::new(), title: None };
    let comment = Mark::Comment { thread: String::new() };
    let marks =
        [Mark::Code, Mark::Highlight, Mark::Strike, Mark::Underline, Mark::Italic, Mark::Bold, comment.clone(), link];
    let named: BTreeSet<_> = schema().marks().map(|mark| mark.name).collect();
    assert_eq!(marks.iter().map(Mark::name).collect::<BTreeSet<_>>(), named);
    for mark in schema().marks() {
        assert_eq!(mark.alone, mark.name == Mark::Code.name());
        assert_eq!(mark.overlaps, mark.name == comment.name());
    }
    let words = |node: &str, name| match &schema().node(node).unwrap().attribute(name).unwrap().1.kind {
        Kind::Text { one_of } => one_of.clone(),
        other => panic!("{name} of {node} is {other:?}"),
    };
    assert_eq!(words("callout", "kind"), CalloutKind::ALL.map(CalloutKind::name));
    assert_eq!(words("tableCell", "align"), Align::ALL.map(Align::name));
    let kind = schema().node("callout").unwrap().attribute("kind").unwrap().1;
    assert_eq!(kind.default, Some(Value::Text(CalloutKind::default().name().into())));
}

#[test]
fn what_the_schema_does_not_ask_for_is_not_valid() {
    let marked = |marks| Block::Paragraph(vec![Inline::Text { text: "x".into(), marks }]);
    let wrong = [
        vec![],
        vec![Block::Quote(vec![])],
        vec![Block::BulletList(vec![ListItem(vec![Block::Divider])])],
        vec![Block::Heading { level: 7, content: vec![] }],
        vec![Block::Table(vec![])],
        vec![marked(vec![Mark::Code, Mark::Bold])],
        vec![marked(vec![Mark::Bold, Mark::Italic])],
        vec![marked(vec![Mark::Bold, Mark::Bold])],
        vec![marked(["a", "b"].map(|href| Mark::Link { href: href.into(), title: None }).into())],
        vec![(0..200).fold(marked(vec![]), |inside, _| Block::Quote(vec![inside]))],
    ];
    for blocks in wrong {
        let document = Document { blocks };
        assert!(validate(&document).is_err(), "{document:?}");
    }
    let threads = ["a", "b"].map(|thread| Mark::Comment { thread: thread.into() });
    assert_eq!(validate(&Document { blocks: vec![marked(threads.into())] }), Ok(()));
}

#[test]
fn a_document_keeps_what_people_are_called_and_no_name_of_a_page_or_a_task() {
    let named = || Reference { id: "id".into(), label: "Secret".into() };
    let with = |of: fn(Reference) -> Inline| Document { blocks: vec![Block::Paragraph(vec![of(named())])] };
    let kept = |of: fn(Reference) -> Inline| Document::from_elements(with(of).elements()).unwrap();
    assert_eq!(kept(Inline::Mention), with(Inline::Mention));
    for of in [Inline::PageLink as fn(Reference) -> Inline, Inline::TaskLink] {
        let unnamed = of(Reference { id: "id".into(), label: String::new() });
        assert_eq!(kept(of), Document { blocks: vec![Block::Paragraph(vec![unnamed])] });
    }
}
