//! A page is looked at whole when too many comments could lie over one another by then, and not for each bold word.

use super::{first_text, paragraphs};
use crate::wiki::document::{
    Misfit,
    yjs::{ROOT, Watch, overlap, write},
};
use std::sync::Arc;
use yrs::{Any, Doc, Text, Transact, XmlFragment, XmlOut, XmlTextRef, types::Attrs};

fn texts(doc: &Doc) -> Vec<XmlTextRef> {
    let root = doc.get_or_insert_xml_fragment(ROOT);
    let txn = doc.transact();
    let text = |child| match child {
        XmlOut::Element(element) => element.first_child().and_then(XmlOut::into_xml_text),
        _ => None,
    };
    root.children(&txn).filter_map(text).collect()
}

/// Makes the letters at these places bold, in one edit.
fn embolden(doc: &Doc, text: &XmlTextRef, places: impl IntoIterator<Item = u32>) {
    let mut txn = doc.transact_mut();
    for at in places {
        let bold = Attrs::from([("bold".into(), Any::Map(Arc::default()))]);
        text.format(&mut txn, at, 1, bold);
    }
}

/// Comments on all of a text.
fn comment(doc: &Doc, text: &XmlTextRef, comments: impl IntoIterator<Item = u32>) {
    let mut txn = doc.transact_mut();
    let length = text.len(&txn);
    let comment = |n: u32| (format!("comment--{n:08}").into(), Any::from_json(r#"{"thread":"t"}"#).unwrap());
    text.format(&mut txn, 0, length, comments.into_iter().map(comment).collect::<Attrs>());
}

/// Makes ten thousand words bold, one by one, and says how often the page was looked at for it.
fn looks_for_bold_words(comments: u32) -> usize {
    let line = "x".repeat(100);
    let doc = write(&paragraphs(&[line.as_str(); 200]));
    let texts = texts(&doc);
    for text in texts.iter().take(5) {
        comment(&doc, text, 0..comments);
    }
    let watch = Watch::over(&doc).unwrap();
    for text in &texts {
        for at in (0..100).step_by(2) {
            embolden(&doc, text, [at]);
        }
    }
    assert_eq!(watch.take(), Ok(()));
    watch.looks()
}

#[test]
fn bold_words_have_a_page_looked_at_hardly_ever() {
    assert_eq!(looks_for_bold_words(0), 0, "no comments that could overlap");
    let looks = looks_for_bold_words(2);
    assert!(looks <= 3, "{looks} looks");
}

#[test]
fn a_first_comment_is_looked_at_and_those_after_it_are_not() {
    let doc = write(&paragraphs(&["text", "text"]));
    let watch = Watch::over(&doc).unwrap();
    let texts = texts(&doc);
    embolden(&doc, &texts[0], [0]);
    assert_eq!(watch.looks(), 0);
    for (n, text) in (0..50).zip(texts.iter().cycle()) {
        comment(&doc, text, [n]);
    }
    assert_eq!((watch.take(), watch.looks()), (Ok(()), 1));
}

/// Goes on until the page is refused. It is with the very edit that makes it too much, and a look was worth several edits.
fn refused_in_time(doc: &Doc, mut edit: impl FnMut(u32)) {
    let watch = Watch::over(doc).unwrap();
    for (n, edits) in (0..100).zip(1..) {
        edit(n);
        let whole = overlap::check(&doc.transact());
        assert_eq!(watch.take(), whole, "after {edits} edits");
        if whole.is_err() {
            assert!(watch.looks() * 2 < edits, "{} looks for {edits} edits", watch.looks());
            return;
        }
    }
    panic!("nothing was refused");
}

#[test]
fn more_pieces_under_many_comments_are_refused_where_it_is_too_much() {
    let doc = write(&paragraphs(&[&"x".repeat(600)]));
    let text = first_text(&doc);
    comment(&doc, &text, 0..900);
    refused_in_time(&doc, |n| embolden(&doc, &text, [n * 4, n * 4 + 2]));
}

#[test]
fn more_comments_over_many_pieces_are_refused_where_it_is_too_much() {
    let doc = write(&paragraphs(&[&"x".repeat(5000)]));
    let text = first_text(&doc);
    embolden(&doc, &text, (0..5000).step_by(2));
    refused_in_time(&doc, |n| comment(&doc, &text, [n]));
}

#[test]
fn text_that_was_cut_by_deleting_counts() {
    let doc = write(&paragraphs(&[&"x".repeat(600), "text"]));
    let texts = texts(&doc);
    comment(&doc, &texts[0], 0..900);
    let watch = Watch::over(&doc).unwrap();
    let typed = |text: &XmlTextRef| text.insert(&mut doc.transact_mut(), 0, "x");
    typed(&texts[1]);
    for at in 0..150 {
        texts[0].remove_range(&mut doc.transact_mut(), at + 1, 1);
    }
    assert_eq!(watch.take(), Ok(()), "who only deletes is never refused");
    typed(&texts[1]);
    assert_eq!(watch.take(), Err(Misfit::Overlaps));
}
