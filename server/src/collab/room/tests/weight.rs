//! How much a page may weigh.

use super::{closed_with, enter, paragraphs, room};
use crate::collab::protocol::close;
use yrs::{
    ReadTxn, Transact,
    block::ClientID,
    encoding::write::Write,
    sync::{Message, SyncMessage},
    updates::encoder::Encode,
};

/// Empty texts of this client in a row, in a paragraph: a few bytes each, and next to none as they are stored.
fn texts(client: u8, count: u32) -> Vec<u8> {
    let mut update = vec![1];
    update.write_var(count + 2);
    update.extend([client, 0, 7, 1]);
    update.write_string("default");
    update.push(3);
    update.write_string("paragraph");
    update.extend([7, 0, client, 0, 6]);
    for clock in 1..=count {
        update.extend([0x87, client]);
        update.write_var(clock);
        update.push(6);
    }
    update.push(0);
    Message::Sync(SyncMessage::Update(update)).encode_v1()
}

/// These parts of client 7 are taken out: from where on, and how many.
fn cuts(ranges: impl ExactSizeIterator<Item = (u32, u32)>) -> Vec<u8> {
    let mut update = vec![0, 1, 7];
    update.write_var(u32::try_from(ranges.len()).unwrap());
    for (clock, length) in ranges {
        update.write_var(clock);
        update.write_var(length);
    }
    Message::Sync(SyncMessage::Update(update)).encode_v1()
}

#[tokio::test]
async fn a_page_weighs_what_it_takes_in_memory_and_not_how_long_it_is() {
    let mut room = room();
    let (_, of_bo) = enter(&mut room, 1);
    let frame = texts(7, 320_000);
    assert!(frame.len() < 4 * 1024 * 1024, "one frame: {}", frame.len());
    room.hear(1, &frame);
    assert_eq!(closed_with(of_bo).await, close::TOO_LARGE);
    assert_eq!(room.doc.transact().state_vector().get(&ClientID::new(7)), 0, "nothing of it is held");
}

#[tokio::test]
async fn a_page_gains_weight_by_news_alone() {
    let mut room = room();
    let (_, _of_bo) = enter(&mut room, 1);
    let empty = room.weight;
    room.hear(1, &texts(7, 1_000));
    let weight = room.weight;
    assert!(weight > empty + 100_000, "{weight}");
    room.hear(1, &texts(7, 1_000));
    assert_eq!(room.weight, weight);
}

#[tokio::test]
async fn who_has_no_news_stays_on_a_page_that_is_too_heavy_and_who_adds_to_it_does_not() {
    let mut room = room();
    let ((_, of_bo), (_, of_fatima)) = (enter(&mut room, 1), enter(&mut room, 2));
    room.hear(1, &paragraphs(7, 1));
    room.largest = room.weight;
    room.hear(2, &Message::Sync(SyncMessage::SyncStep2(vec![0, 0])).encode_v1());
    room.hear(1, &paragraphs(7, 1));
    room.hear(1, &paragraphs(7, 2));
    assert_eq!(closed_with(of_bo).await, close::TOO_LARGE);
    room.let_go(close::BUSY);
    assert_eq!(closed_with(of_fatima).await, close::BUSY);
}

#[tokio::test]
async fn a_page_that_is_too_heavy_becomes_lighter_by_what_is_taken_out_and_is_written_on_again() {
    let mut room = room();
    let (_, of_bo) = enter(&mut room, 1);
    room.hear(1, &texts(7, 1_000));
    room.largest = room.weight / 2;
    room.hear(1, &cuts([(0, 1_002)].into_iter()));
    room.hear(1, &paragraphs(8, 1));
    assert_eq!(room.doc.transact().state_vector().get(&ClientID::new(8)), 1);
    room.let_go(close::BUSY);
    assert_eq!(closed_with(of_bo).await, close::BUSY);
}

#[tokio::test]
async fn there_is_some_room_for_what_is_cut_out_of_the_middle_and_no_more() {
    let mut room = room();
    let (_, of_bo) = enter(&mut room, 1);
    room.hear(1, &texts(7, 1_000));
    room.largest = room.weight;
    room.hear(1, &cuts((0..30).map(|at| (10 + 3 * at, 1))));
    assert_eq!(room.batch.lines.len(), 2, "it was taken in");
    room.hear(1, &cuts((0..200).map(|at| (200 + 3 * at, 1))));
    room.let_go(close::BUSY);
    assert_eq!(closed_with(of_bo).await, close::TOO_LARGE);
}

#[tokio::test]
async fn what_was_taken_out_long_ago_and_is_named_again_weighs_nothing() {
    let mut room = room();
    let (_, of_bo) = enter(&mut room, 1);
    room.hear(1, &texts(7, 1_000));
    let gone = || (0..300).map(|at| (10 + 3 * at, 1));
    room.hear(1, &cuts(gone()));
    room.largest = room.weight + 1_000;
    // Something new, and all that is gone.
    let mut rest = vec![1, 1, 8, 0, 7, 1];
    rest.write_string("default");
    rest.push(3);
    rest.write_string("paragraph");
    rest.extend([1, 7]);
    rest.write_var(300_u32);
    gone().for_each(|(clock, length)| rest.extend([clock, length].into_iter().flat_map(number)));
    room.hear(1, &Message::Sync(SyncMessage::SyncStep2(rest)).encode_v1());
    assert_eq!(room.doc.transact().state_vector().get(&ClientID::new(8)), 1);
    room.let_go(close::BUSY);
    assert_eq!(closed_with(of_bo).await, close::BUSY);
}

fn number(number: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    bytes.write_var(number);
    bytes
}

#[tokio::test]
async fn what_comes_after_a_gap_has_weight_too() {
    let mut room = room();
    let (_, of_bo) = enter(&mut room, 1);
    room.hear(1, &texts(7, 10));
    room.largest = room.weight;
    // The first of the twelve parts that are there, a gap for the others, and a text beside the last one.
    let rest = vec![1, 3, 7, 0, 0, 1, 10, 11, 0x87, 7, 11, 6, 0];
    room.hear(1, &Message::Sync(SyncMessage::SyncStep2(rest)).encode_v1());
    room.let_go(close::BUSY);
    assert_eq!(closed_with(of_bo).await, close::TOO_LARGE);
}
