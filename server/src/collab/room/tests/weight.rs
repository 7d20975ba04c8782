//! How much a page may weigh.

use super::{closed_with, enter, paragraphs, room};
use crate::collab::protocol::close;
use atrium::wiki::content::LARGEST;
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
    room.weight = LARGEST;
    room.hear(2, &Message::Sync(SyncMessage::SyncStep2(vec![0, 0])).encode_v1());
    room.hear(1, &paragraphs(7, 1));
    room.hear(1, &paragraphs(7, 2));
    assert_eq!(closed_with(of_bo).await, close::TOO_LARGE);
    room.let_go(close::BUSY);
    assert_eq!(closed_with(of_fatima).await, close::BUSY);
}
