//! What the schema does not name is found, and what editors write is let through.

use super::{copy, first_element, first_text, paragraphs};
use crate::wiki::document::{
    Misfit,
    node::{Block, Inline, Mark},
    text, validate,
    yjs::{ROOT, Watch, blank, fits, mark_thread, read, state, write},
};
use std::sync::Arc;
use yrs::{
    Any, Assoc, Doc, IndexedSequence, Text, Transact, Update, Xml, XmlElementPrelim, XmlFragment, XmlTextPrelim,
    types::Attrs, updates::decoder::Decode,
};

type Act = Box<dyn Fn(&Doc)>;

/// Does something to a page with one paragraph, and says what the checks think of it.
fn misfit(act: impl Fn(&Doc)) -> [Option<Misfit>; 3] {
    let doc = write(&paragraphs(&["text"]));
    let remote = copy(&doc);
    let watch = Watch::over(&remote).unwrap();
    act(&doc);
    remote.transact_mut().apply_update(Update::decode_v2(&state(&doc)).unwrap()).unwrap();
    let whole = fits(&remote.transact()).err();
    [watch.take().err(), whole, read(&remote).err()]
}

#[test]
fn what_the_schema_does_not_name_is_found_by_every_check() {
    let acts: Vec<(&str, Act)> = vec![
        (
            "an unknown node",
            Box::new(|doc| {
                let root = doc.get_or_insert_xml_fragment(ROOT);
                root.push_back(&mut doc.transact_mut(), XmlElementPrelim::empty("marquee"));
            }),
        ),
        (
            "an unknown node in a new one",
            Box::new(|doc| {
                let root = doc.get_or_insert_xml_fragment(ROOT);
                let quote = XmlElementPrelim::new("blockquote", [XmlElementPrelim::empty("marquee").into()]);
                root.push_back(&mut doc.transact_mut(), quote);
            }),
        ),
        (
            "an unknown attribute",
            Box::new(|doc| {
                first_element(doc).insert_attribute(&mut doc.transact_mut(), "onclick", "x");
            }),
        ),
        (
            "an attribute of another type",
            Box::new(|doc| {
                let root = doc.get_or_insert_xml_fragment(ROOT);
                let heading = root.push_back(&mut doc.transact_mut(), XmlElementPrelim::empty("heading"));
                heading.insert_attribute(&mut doc.transact_mut(), "level", "2");
            }),
        ),
        (
            "an unknown mark",
            Box::new(|doc| {
                let blink = Attrs::from([("blink".into(), Any::Map(Arc::default()))]);
                first_text(doc).format(&mut doc.transact_mut(), 0, 2, blink);
            }),
        ),
        (
            "a mark that is no object",
            Box::new(|doc| {
                first_text(doc).format(&mut doc.transact_mut(), 0, 2, Attrs::from([("bold".into(), true.into())]));
            }),
        ),
        (
            "an attribute of a text",
            Box::new(|doc| {
                first_text(doc).insert_attribute(&mut doc.transact_mut(), "a", "x");
            }),
        ),
        (
            "something else in a text",
            Box::new(|doc| {
                first_text(doc).insert_embed(&mut doc.transact_mut(), 0, Any::from(4));
            }),
        ),
        (
            "another root",
            Box::new(|doc| {
                doc.get_or_insert_text("other").insert(&mut doc.transact_mut(), 0, "x");
            }),
        ),
        (
            "a node below too many others",
            Box::new(|doc| {
                let deep = (0..150).fold(XmlElementPrelim::empty("paragraph"), |inside, _| {
                    XmlElementPrelim::new("blockquote", [inside.into()])
                });
                doc.get_or_insert_xml_fragment(ROOT).push_back(&mut doc.transact_mut(), deep);
            }),
        ),
    ];
    for (what, act) in acts {
        for (check, found) in ["change", "whole", "read"].iter().zip(misfit(act)) {
            assert!(found.is_some(), "{what} was not found by {check}");
        }
    }
}

/// Comments over all of a text, with a link on every second letter of it.
fn overlap(doc: &Doc, comments: std::ops::Range<usize>) {
    let text = first_text(doc);
    let mut txn = doc.transact_mut();
    text.insert(&mut txn, 0, &"x".repeat(600));
    for at in (0..600).step_by(2) {
        let link = Any::from_json(r#"{"href":"/a","title":null}"#).unwrap();
        text.format(&mut txn, at, 1, Attrs::from([("link".into(), link)]));
    }
    let comment = |n| (format!("comment--{n:08}").into(), Any::from_json(r#"{"thread":"t"}"#).unwrap());
    text.format(&mut txn, 0, 600, comments.map(comment).collect::<Attrs>());
}

#[test]
fn many_comments_over_many_pieces_of_a_text_are_refused_and_read_without_them() {
    assert_eq!(misfit(|doc| overlap(doc, 0..100)), [None, None, None]);
    assert_eq!(misfit(|doc| overlap(doc, 0..300)), [Some(Misfit::Overlaps), Some(Misfit::Overlaps), None]);
    let doc = write(&paragraphs(&["text"]));
    let watch = Watch::over(&doc).unwrap();
    overlap(&doc, 0..100);
    assert_eq!(watch.take(), Ok(()));
    let place = first_text(&doc).sticky_index(&doc.transact(), 0, Assoc::After).unwrap();
    let more = mark_thread(&mut doc.transact_mut(), &place, &place, "t");
    assert_eq!(more, Err(Misfit::Overlaps), "who comments leaves room to those who write");
    overlap(&doc, 100..200);
    assert_eq!(watch.take(), Err(Misfit::Overlaps), "what was there before counts");
    let Block::Paragraph(line) = &read(&doc).unwrap().blocks[0] else { panic!("a paragraph") };
    let marks = |inline: &Inline| match inline {
        Inline::Text { marks, .. } => marks.clone(),
        other => panic!("{other:?}"),
    };
    let marks: Vec<Mark> = line.iter().flat_map(marks).collect();
    assert!(!marks.is_empty() && marks.iter().all(|mark| matches!(mark, Mark::Link { .. })), "{marks:?}");
    assert_eq!(text::line(line).len(), 1204);
}

#[test]
fn what_editors_write_is_never_refused() {
    let acts: Vec<Act> = vec![
        Box::new(|doc| first_text(doc).insert(&mut doc.transact_mut(), 2, "typed")),
        Box::new(|doc| {
            let bold = Attrs::from([("bold".into(), Any::Map(Arc::default()))]);
            first_text(doc).format(&mut doc.transact_mut(), 0, 2, bold);
            first_text(doc).format(&mut doc.transact_mut(), 0, 1, Attrs::from([("bold".into(), Any::Null)]));
        }),
        Box::new(|doc| {
            let root = doc.get_or_insert_xml_fragment(ROOT);
            let mut txn = doc.transact_mut();
            let heading = root.push_back(&mut txn, XmlElementPrelim::empty("heading"));
            heading.insert_attribute(&mut txn, "level", 2.0);
            root.push_back(&mut txn, XmlElementPrelim::empty("bulletList"));
            let empty = root.insert(&mut txn, 0, XmlElementPrelim::empty("paragraph"));
            empty.push_back(&mut txn, XmlTextPrelim::default());
            root.remove_range(&mut txn, 0, 1);
        }),
    ];
    for act in acts {
        assert_eq!(misfit(act), [None, None, None]);
    }
}

#[test]
fn what_merged_badly_can_be_read_and_is_not_valid() {
    let doc = write(&paragraphs(&["text"]));
    let root = doc.get_or_insert_xml_fragment(ROOT);
    root.push_back(&mut doc.transact_mut(), XmlElementPrelim::empty("bulletList"));
    let read = read(&doc).unwrap();
    assert_eq!(read.blocks[1], Block::BulletList(vec![]));
    assert_eq!(validate(&read), Err(Misfit::Children("bulletList")));
}

#[test]
fn a_node_in_a_wrong_place_is_an_error_and_not_dropped() {
    for (inside, node) in [
        ("blockquote", "tableRow"),
        ("bulletList", "paragraph"),
        ("paragraph", "heading"),
        ("horizontalRule", "paragraph"),
    ] {
        let doc = blank();
        let parent = XmlElementPrelim::new(inside, [XmlElementPrelim::empty(node).into()]);
        doc.get_or_insert_xml_fragment(ROOT).push_back(&mut doc.transact_mut(), parent);
        assert!(matches!(read(&doc), Err(Misfit::Misplaced { .. })), "{node} in {inside}");
        assert_eq!(fits(&doc.transact()), Ok(()), "names alone are right");
    }
}
