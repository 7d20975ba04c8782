//! Between nodes and Yjs nothing is lost, whoever writes at the same time.

use super::{
    ROOT, Threads, Watch, apply_difference, blank, fits, mark_thread, read, settle_thread, state, unmark_thread, write,
};
use crate::wiki::document::{
    Document, Misfit, arbitrary,
    node::{Block, Inline, Mark},
    validate,
};
use proptest::prelude::*;
use std::sync::Arc;
use yrs::{
    Any, Assoc, Doc, GetString, IndexedSequence, ReadTxn, Text, Transact, Update, Xml, XmlElementPrelim, XmlElementRef,
    XmlFragment, XmlOut, XmlTextPrelim, XmlTextRef, types::Attrs, updates::decoder::Decode,
};

fn copy(of: &Doc) -> Doc {
    let doc = blank();
    doc.transact_mut().apply_update(Update::decode_v2(&state(of)).unwrap()).unwrap();
    doc
}

fn change(doc: &Doc, to: &Document, threads: Threads) {
    apply_difference(&mut doc.transact_mut(), to, threads).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_document_is_the_same_after_it_was_stored(document in arbitrary::document()) {
        let doc = copy(&write(&document));
        prop_assert_eq!(read(&doc).unwrap(), document);
        prop_assert_eq!(fits(&doc.transact()), Ok(()));
    }

    #[test]
    fn after_a_difference_it_reads_as_the_other((from, to) in (arbitrary::document(), arbitrary::document())) {
        let doc = write(&from);
        change(&doc, &to, Threads::Replace);
        prop_assert_eq!(read(&doc).unwrap(), to.clone());
        let before = state(&doc);
        change(&doc, &to, Threads::Replace);
        prop_assert_eq!(state(&doc), before, "a second time changes nothing");
    }

    #[test]
    fn what_others_write_meanwhile_stays(
        (from, at, text) in (arbitrary::document(), 0..6usize, arbitrary::text()),
        keep in proptest::sample::select(&[Threads::Keep, Threads::Replace][..]),
    ) {
        let mine = write(&from);
        let theirs = copy(&mine);
        // I change one block; they write into all the others.
        let mut to = from.clone();
        let at = at % to.blocks.len();
        to.blocks[at] = Block::Paragraph(vec![Inline::text(text)]);
        change(&mine, &to, keep);
        let mut places = Vec::new();
        {
            let mut txn = theirs.transact_mut();
            let root = txn.get_xml_fragment(ROOT).unwrap();
            for (i, child) in root.children(&txn).collect::<Vec<_>>().into_iter().enumerate() {
                let XmlOut::Element(child) = child else { continue };
                let same = to.blocks[i] == from.blocks[i];
                if let Some(XmlOut::Text(text)) = child.first_child().filter(|_| same) {
                    text.insert(&mut txn, 0, "THEIRS");
                    places.push(i);
                }
            }
        }
        mine.transact_mut().apply_update(Update::decode_v2(&state(&theirs)).unwrap()).unwrap();
        theirs.transact_mut().apply_update(Update::decode_v2(&state(&mine)).unwrap()).unwrap();
        prop_assert_eq!(read(&mine).unwrap(), read(&theirs).unwrap());
        prop_assert_eq!(shown(&mine).matches("THEIRS").count(), places.len());
    }
}

fn shown(doc: &Doc) -> String {
    let txn = doc.transact();
    txn.get_xml_fragment(ROOT).unwrap().get_string(&txn)
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Inline::text(text)])
}

fn paragraphs(texts: &[&str]) -> Document {
    Document { blocks: texts.iter().map(|text| paragraph(text)).collect() }
}

fn first_element(doc: &Doc) -> XmlElementRef {
    let txn = doc.transact();
    txn.get_xml_fragment(ROOT).unwrap().first_child().unwrap().into_xml_element().unwrap()
}

fn first_text(doc: &Doc) -> XmlTextRef {
    first_element(doc).first_child().unwrap().into_xml_text().unwrap()
}

#[test]
fn two_who_change_different_words_of_a_paragraph_both_have_their_way() {
    let mine = write(&paragraphs(&["The quick brown fox \u{1f98a} jumps over the dog", "Second"]));
    let theirs = copy(&mine);
    change(&mine, &paragraphs(&["The slow brown fox \u{1f98a} jumps over the lazy dog", "Second"]), Threads::Replace);
    first_text(&theirs).insert(&mut theirs.transact_mut(), 16, "red ");
    mine.transact_mut().apply_update(Update::decode_v2(&state(&theirs)).unwrap()).unwrap();
    assert_eq!(
        read(&mine).unwrap(),
        paragraphs(&["The slow brown red fox \u{1f98a} jumps over the lazy dog", "Second"])
    );
}

#[test]
fn a_small_change_to_a_long_page_is_a_small_update() {
    let texts: Vec<String> = (0..400).map(|n| format!("Paragraph {n} of a page that is rather long.")).collect();
    let mut document = paragraphs(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    let doc = write(&document);
    let before = doc.transact().state_vector();
    document.blocks[200] = paragraph("Paragraph 200 of a page that is really long.");
    document.blocks.remove(300);
    document.blocks.insert(10, paragraph("New"));
    change(&doc, &document, Threads::Replace);
    assert_eq!(read(&doc).unwrap(), document);
    let update = doc.transact().encode_diff_v1(&before);
    assert!(update.len() < 200, "{} bytes", update.len());
}

#[test]
fn threads_stay_on_the_text_that_stays_when_asked() {
    let marked = |text: &str, marks| Inline::Text { text: text.into(), marks };
    let thread = || Mark::Comment { thread: "t".into() };
    let from =
        Document { blocks: vec![Block::Paragraph(vec![Inline::text("See "), marked("this thing", vec![thread()])])] };
    let doc = write(&from);
    change(&doc, &paragraphs(&["See this new thing."]), Threads::Keep);
    let kept = [marked("this ", vec![thread()]), marked("thing", vec![thread()])];
    let Block::Paragraph(content) = &read(&doc).unwrap().blocks[0] else { panic!() };
    assert!(kept.iter().all(|kept| content.contains(kept)), "{content:?}");
    change(&doc, &from, Threads::Replace);
    assert_eq!(read(&doc).unwrap(), from);
    change(&doc, &paragraphs(&["See this thing"]), Threads::Replace);
    assert_eq!(read(&doc).unwrap(), paragraphs(&["See this thing"]));
}

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

#[test]
fn a_thread_is_marked_between_two_places_and_taken_away_again() {
    let code = Inline::Text { text: "code".into(), marks: vec![Mark::Code] };
    let document = Document {
        blocks: vec![
            Block::Paragraph(vec![Inline::text("\u{1f98a} The first line "), code.clone()]),
            Block::Code { language: None, text: "let x;".into() },
            paragraph("The last line"),
        ],
    };
    let doc = write(&document);
    let root = doc.get_or_insert_xml_fragment(ROOT);
    let texts: Vec<_> = {
        let txn = doc.transact();
        let first = |at| match root.get(&txn, at) {
            Some(XmlOut::Element(element)) => element.first_child().and_then(XmlOut::into_xml_text).unwrap(),
            _ => panic!(),
        };
        vec![first(0), first(2)]
    };
    let mut txn = doc.transact_mut();
    let from = texts[0].sticky_index(&txn, 7, Assoc::After).unwrap();
    let to = texts[1].sticky_index(&txn, 8, Assoc::Before).unwrap();
    assert_eq!(mark_thread(&mut txn, &from, &to, "t").unwrap(), "first line The last");
    drop(txn);
    let marked = read(&doc).unwrap();
    assert_eq!(validate(&marked), Ok(()));
    let thread = |text: &str| Inline::Text { text: text.into(), marks: vec![Mark::Comment { thread: "t".into() }] };
    assert_eq!(marked.blocks[0], Block::Paragraph(vec![Inline::text("\u{1f98a} The "), thread("first line "), code]));
    assert_eq!(marked.blocks[2], Block::Paragraph(vec![thread("The last"), Inline::text(" line")]));
    let mut txn = doc.transact_mut();
    assert_eq!(mark_thread(&mut txn, &to, &from, "u").unwrap(), "", "from the end to the beginning there is nothing");
    settle_thread(&mut txn, "t", true).unwrap();
    drop(txn);
    let settled = read(&doc).unwrap();
    let first = Inline::Text { text: "first line ".into(), marks: vec![Mark::thread("t", true)] };
    let code = || Inline::Text { text: "code".into(), marks: vec![Mark::Code] };
    assert_eq!(settled.blocks[0], Block::Paragraph(vec![Inline::text("\u{1f98a} The "), first, code()]));
    let mut txn = doc.transact_mut();
    settle_thread(&mut txn, "t", true).unwrap();
    settle_thread(&mut txn, "t", false).unwrap();
    drop(txn);
    assert_eq!(read(&doc).unwrap(), marked, "taken up again it is where it was");
    for settled in [false, true] {
        let other = copy(&doc);
        let mut txn = other.transact_mut();
        settle_thread(&mut txn, "t", settled).unwrap();
        unmark_thread(&mut txn, "t").unwrap();
        drop(txn);
        assert_eq!(read(&other).unwrap(), document);
    }
}
