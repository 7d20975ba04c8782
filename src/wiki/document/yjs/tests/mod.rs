//! Between nodes and Yjs nothing is lost, whoever writes at the same time.

mod misfits;
mod overlaps;

use super::{
    ROOT, Threads, apply_difference, blank, fits, mark_thread, read, settle_thread, state, unmark_thread, write,
};
use crate::wiki::document::{
    Document, arbitrary,
    node::{Block, Inline, Mark},
    validate,
};
use proptest::prelude::*;
use yrs::{
    Assoc, Doc, GetString, IndexedSequence, ReadTxn, Text, Transact, Update, XmlElementRef, XmlFragment, XmlOut,
    XmlTextRef, updates::decoder::Decode,
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
    fn a_document_is_the_same_after_it_was_stored(document in arbitrary::kept()) {
        let doc = copy(&write(&document));
        prop_assert_eq!(read(&doc).unwrap(), document);
        prop_assert_eq!(fits(&doc.transact()), Ok(()));
    }

    #[test]
    fn after_a_difference_it_reads_as_the_other((from, to) in (arbitrary::kept(), arbitrary::kept())) {
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
