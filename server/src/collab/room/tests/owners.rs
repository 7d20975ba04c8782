//! Whose a Yjs client is.

use super::{closed_with, enter, enter_as, paragraphs, room};
use crate::collab::protocol::close;
use atrium::{ids::PersonId, wiki::level::Level};
use std::collections::HashMap;
use yrs::{
    Doc, ReadTxn, StateVector, Transact, XmlElementPrelim, XmlFragment,
    block::ClientID,
    sync::{AwarenessUpdate, Message, SyncMessage, awareness::AwarenessUpdateEntry},
    updates::encoder::Encode,
};

/// Somebody is seen under this client.
fn caret(client: u64, clock: u32) -> Vec<u8> {
    state(client, clock, "{}")
}

fn state(client: u64, clock: u32, json: &str) -> Vec<u8> {
    let entry = AwarenessUpdateEntry { clock, json: json.into() };
    Message::Awareness(AwarenessUpdate { clients: HashMap::from([(ClientID::new(client), entry)]) }).encode_v1()
}

#[tokio::test]
async fn another_client_is_not_gone_on_with_and_may_be_repeated() {
    let mut room = room();
    let ((_, _of_bo), (_, of_fatima)) = (enter(&mut room, 1), enter(&mut room, 2));
    for (who, frame) in [(1, paragraphs(7, 1)), (2, paragraphs(7, 1)), (2, paragraphs(7, 2))] {
        room.hear(who, &frame);
    }
    assert_eq!(closed_with(of_fatima).await, close::FOREIGN);
    assert_eq!(room.doc.transact().state_vector().get(&ClientID::new(7)), 1);
    let claimed: Vec<_> = room.batch.lines.iter().map(|line| line.writers.clone()).collect();
    assert_eq!(claimed, [[ClientID::new(7)]]);
    // Whose it is goes on.
    room.hear(1, &paragraphs(7, 3));
    assert_eq!(room.doc.transact().state_vector().get(&ClientID::new(7)), 3);
    assert!(room.batch.lines[1].writers.is_empty(), "it is written down once");
}

#[tokio::test]
async fn a_part_of_somebody_else_that_cannot_be_taken_is_no_offence() {
    let mut room = room();
    let ((_, _of_bo), (_, of_fatima)) = (enter(&mut room, 1), enter(&mut room, 2));
    room.hear(1, &paragraphs(7, 1));
    // What she has begins beyond what is here, beside something of her own.
    let doc = Doc::with_client_id(7);
    let page = doc.get_or_insert_xml_fragment("default");
    for _ in 0..3 {
        page.push_back(&mut doc.transact_mut(), XmlElementPrelim::empty("paragraph"));
    }
    let beyond = StateVector::from_iter([(ClientID::new(7), 2)]);
    let theirs = doc.transact().encode_state_as_update_v1(&beyond);
    let own = Doc::with_client_id(8);
    let page = own.get_or_insert_xml_fragment("default");
    page.push_back(&mut own.transact_mut(), XmlElementPrelim::empty("paragraph"));
    let own = own.transact().encode_state_as_update_v1(&StateVector::default());
    let rest = yrs::merge_updates_v1([own, theirs]).unwrap();
    room.hear(2, &Message::Sync(SyncMessage::SyncStep2(rest)).encode_v1());
    let known = room.doc.transact().state_vector();
    assert_eq!([7, 8].map(|client| known.get(&ClientID::new(client))), [1, 1]);
    room.let_go(close::BUSY);
    assert_eq!(closed_with(of_fatima).await, close::BUSY);
}

#[tokio::test]
async fn who_may_not_write_keeps_nobody_from_writing_by_a_caret() {
    for level in [Level::View, Level::Comment] {
        let mut room = room();
        let _of_vera = enter_as(&mut room, 1, PersonId::new(), level);
        let (_, _of_bo) = enter(&mut room, 2);
        room.hear(1, &caret(7, 1));
        assert!(room.presence.everybody().is_some(), "she is seen");
        // Twice: while she is here, and when she has gone.
        room.hear(2, &paragraphs(7, 1));
        room.hear(1, &caret(8, 1));
        room.leave(1);
        room.hear(2, &paragraphs(8, 1));
        let known = room.doc.transact().state_vector();
        assert_eq!([7, 8].map(|client| known.get(&ClientID::new(client))), [1, 1]);
    }
}

#[tokio::test]
async fn the_client_of_a_writer_who_has_gone_is_taken_back_by_them_alone() {
    let mut room = room();
    let (bo, _of_bo) = enter(&mut room, 1);
    room.hear(1, &caret(7, 1));
    room.leave(1);
    let _of_vera = enter_as(&mut room, 2, PersonId::new(), Level::View);
    let (_, of_fatima) = enter(&mut room, 3);
    for who in [2, 3] {
        room.hear(who, &caret(7, 9));
        assert!(room.presence.everybody().is_none(), "nobody is seen under it");
    }
    room.hear(3, &paragraphs(7, 1));
    assert_eq!(closed_with(of_fatima).await, close::FOREIGN);
    let _of_bo_again = enter_as(&mut room, 4, bo, Level::Edit);
    room.hear(4, &caret(7, 2));
    assert!(room.presence.everybody().is_some());
    room.hear(4, &paragraphs(7, 1));
    assert_eq!(room.doc.transact().state_vector().get(&ClientID::new(7)), 1);
}

#[tokio::test]
async fn who_comes_and_goes_under_many_names_makes_nobody_elses_forgotten() {
    let mut room = room();
    let (_, _of_bo) = enter(&mut room, 1);
    room.hear(1, &caret(7, 1));
    room.leave(1);
    let _of_vera = enter_as(&mut room, 2, PersonId::new(), Level::View);
    for client in 1_000..2_500 {
        room.hear(2, &caret(client, 1));
        room.hear(2, &state(client, 2, "null"));
    }
    let (_, of_fatima) = enter(&mut room, 3);
    room.hear(3, &paragraphs(7, 1));
    assert_eq!(closed_with(of_fatima).await, close::FOREIGN);
}

#[tokio::test]
async fn nobody_owns_ever_more_clients_of_a_page() {
    let mut room = room();
    let ((bo, of_bo), (_, _of_fatima)) = (enter(&mut room, 1), enter(&mut room, 2));
    room.owners.give((1..10_000).map(ClientID::new), bo);
    // The last one, and what goes on with it.
    room.hear(1, &paragraphs(10_000, 1));
    room.hear(1, &paragraphs(10_000, 2));
    // Others have as many of their own.
    room.hear(2, &paragraphs(20_000, 1));
    room.hear(1, &paragraphs(10_001, 1));
    assert_eq!(closed_with(of_bo).await, close::TOO_LARGE);
    let known = room.doc.transact().state_vector();
    assert_eq!([10_000, 10_001, 20_000].map(|client| known.get(&ClientID::new(client))), [2, 0, 1]);
    assert_eq!(room.batch.lines.len(), 3);
}
