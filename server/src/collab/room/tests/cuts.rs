//! What is remembered before much is taken out.

use super::{enter, room};
use yrs::{
    Doc, ReadTxn, StateVector, Transact, XmlElementPrelim, XmlFragment,
    block::ClientID,
    sync::{Message, SyncMessage},
    updates::encoder::Encode,
};

/// So many paragraphs of client 7.
fn written(count: usize) -> Doc {
    let doc = Doc::with_client_id(7);
    let page = doc.get_or_insert_xml_fragment("default");
    for _ in 0..count {
        page.push_back(&mut doc.transact_mut(), XmlElementPrelim::empty("paragraph"));
    }
    doc
}

fn cut(doc: &Doc) {
    let page = doc.get_or_insert_xml_fragment("default");
    let mut tx = doc.transact_mut();
    let length = page.len(&tx);
    page.remove_range(&mut tx, 0, length);
}

/// The answer to what is missing: all that there is.
fn rest(doc: &Doc) -> Vec<u8> {
    let all = doc.transact().encode_state_as_update_v1(&StateVector::default());
    Message::Sync(SyncMessage::SyncStep2(all)).encode_v1()
}

#[tokio::test]
async fn a_cut_in_an_answer_is_one_and_what_was_taken_out_before_is_none() {
    let doc = written(300);
    let mut first = room();
    let (bo, _of_bo) = enter(&mut first, 1);
    first.hear(1, &rest(&doc));
    assert!(first.memory.before.is_empty());
    cut(&doc);
    first.hear(1, &rest(&doc));
    assert_eq!(first.memory.before.len(), 1);
    assert_eq!(first.memory.before[0].people, [bo]);
    // In another room it comes as something that is gone already, and is said again.
    let mut second = room();
    let (_, _of_bo) = enter(&mut second, 1);
    for _ in 0..2 {
        second.hear(1, &rest(&doc));
        assert_eq!(second.doc.transact().state_vector().get(&ClientID::new(7)), 300);
        assert!(second.memory.before.is_empty());
    }
}

#[tokio::test]
async fn a_session_that_is_not_kept_whole_is_remembered_as_far_as_it_is() {
    let mut room = room();
    let (bo, _of_bo) = enter(&mut room, 1);
    let doc = written(300);
    room.hear(1, &rest(&doc));
    cut(&doc);
    room.hear(1, &rest(&doc));
    assert_eq!(room.memory.before[0].known.get(&ClientID::new(7)), 300);
    // A hundred of them are in the log.
    room.doc = written(100);
    let kept = room.doc.transact().state_vector();
    room.fall_back(&kept);
    assert_eq!(room.memory.before.len(), 1);
    assert_eq!((&room.memory.before[0].known, &room.memory.before[0].people), (&kept, &vec![bo]));
}
