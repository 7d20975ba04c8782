mod cuts;
mod owners;
mod weight;

use super::{
    Refused, Room,
    batch::MOST_GATHERED,
    inbox::{FromClient, Inbox, News, Order, inbox},
};
use crate::collab::{
    client::{self, ClientKey, Newcomer, Outgoing, Person, Queue},
    protocol::close,
    rooms::{IDLE, Rooms, Start},
};
use atrium::{
    clock,
    database::Db,
    ids::{PageId, PersonId, WorkspaceId},
    wiki::{
        content::{Held, Line, Opened, Owners, PageKey, SCHEMA_VERSION},
        document::yjs::Watch,
        level::Level,
    },
};
use axum::body::Bytes;
use sqlx::postgres::PgPoolOptions;
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use yrs::{
    Any, Doc, ReadTxn, StateVector, Text, Transact, XmlElementPrelim, XmlFragment, XmlTextPrelim,
    block::ClientID,
    sync::{Message, SyncMessage},
    types::Attrs,
    updates::encoder::Encode,
};

/// A room that nobody is in yet, without a database.
fn room() -> Room {
    let pool = PgPoolOptions::new().acquire_timeout(Duration::from_millis(100));
    let pool = pool.connect_lazy("postgres://127.0.0.1:1/none").unwrap();
    let rooms = Rooms::start(Start {
        db: Db::new(pool.clone(), None),
        owner: pool,
        address: String::new(),
        frames_per_second: 30,
        idle: IDLE,
        stop: CancellationToken::new(),
        tasks: TaskTracker::new(),
    });
    let key = PageKey { workspace_id: WorkspaceId::new(), page_id: PageId::new() };
    let doc = Doc::new();
    doc.get_or_insert_xml_fragment("default");
    let opened = Opened {
        watch: Watch::over(&doc).unwrap(),
        doc,
        epoch: 1,
        schema_version: SCHEMA_VERSION,
        last_seq: 0,
        lines: 0,
        bytes: 0,
        changed_at: clock::now(),
    };
    Room::new(rooms, key, Held { holder: uuid::Uuid::nil(), fence: 1 }, opened, Owners::default())
}

fn enter(room: &mut Room, who: ClientKey) -> (PersonId, Queue) {
    let id = PersonId::new();
    (id, enter_as(room, who, id, Level::Edit))
}

fn enter_as(room: &mut Room, who: ClientKey, id: PersonId, level: Level) -> Queue {
    let (out, queue) = client::queue();
    let person = Person { id, name: "Bo".to_owned(), hue: 1 };
    room.join(Newcomer { key: who, person, session_id: None, level, epoch: 1, wants_acks: false, out }).unwrap();
    queue
}

/// All that somebody was sent, and why it ended.
async fn heard(mut queue: Queue) -> (Vec<Bytes>, u16) {
    let mut frames = Vec::new();
    loop {
        match queue.next().await {
            Outgoing::Frame(frame) => frames.push(frame),
            Outgoing::Close(code) => return (frames, code),
        }
    }
}

async fn closed_with(queue: Queue) -> u16 {
    heard(queue).await.1
}

/// So many paragraphs by this client, one after the other.
fn paragraphs(client: u64, count: usize) -> Bytes {
    let doc = Doc::with_client_id(client);
    let page = doc.get_or_insert_xml_fragment("default");
    for _ in 0..count {
        page.push_back(&mut doc.transact_mut(), XmlElementPrelim::empty("paragraph"));
    }
    let update = doc.transact().encode_state_as_update_v1(&StateVector::default());
    Message::Sync(SyncMessage::Update(update)).encode_v1().into()
}

/// Somebody has nothing, and asks for all.
fn ask() -> Bytes {
    Message::Sync(SyncMessage::SyncStep1(StateVector::default())).encode_v1().into()
}

/// An inbox that nothing more fits into. Whoever is heard is sent away for it: what they say makes no sense.
fn full(who: ClientKey) -> (super::inbox::Door, Inbox) {
    let (door, inbox) = inbox();
    let mut count = 0;
    while door.of_clients().try_send(FromClient::Hear(who, Bytes::from_static(b"\xff"))).is_ok() {
        count += 1;
    }
    assert!(count > 100, "{count} frames wait");
    (door, inbox)
}

#[tokio::test]
async fn an_order_is_heard_before_everything_that_clients_said() {
    let mut room = room();
    let (_, queue) = enter(&mut room, 1);
    let (door, mut inbox) = full(1);
    door.order(Order::Gone);
    room.serve(&mut inbox).await;
    assert_eq!(closed_with(queue).await, close::NOT_THERE);
}

#[tokio::test]
async fn no_order_is_lost_however_much_is_being_said() {
    let mut room = room();
    let ((bo, of_bo), (_, of_fatima)) = (enter(&mut room, 1), enter(&mut room, 2));
    let (_, of_noah) = enter(&mut room, 3);
    let (door, mut inbox) = full(1);
    for _ in 0..5_000 {
        door.order(Order::LookAgain);
    }
    door.order(Order::Levels(Arc::new(HashMap::from([(bo, Level::None)]))));
    door.order(Order::SignedOut(vec![2]));
    door.order(Order::Gone);
    while let Some(news) = inbox.waiting().filter(|_| !room.over) {
        room.take(news);
    }
    assert_eq!(closed_with(of_bo).await, close::MAY_NOT);
    assert_eq!(closed_with(of_fatima).await, close::SIGNED_OUT);
    assert_eq!(closed_with(of_noah).await, close::NOT_THERE);
}

/// As many edits of this client as a batch holds before it is full.
fn fill(room: &mut Room, who: ClientKey) {
    assert!(!room.batch.is_full());
    for _ in 0..MOST_GATHERED {
        let line = Line { person_id: PersonId::new(), at: clock::now(), data: vec![0, 0], writers: Vec::new() };
        room.batch.add(line, who, 1);
    }
    assert!(room.batch.is_full());
}

#[tokio::test]
async fn while_a_commit_takes_long_clients_wait_and_orders_do_not() {
    let mut room = room();
    let (_, of_bo) = enter(&mut room, 1);
    room.hear(1, &paragraphs(7, 1));
    room.take_off();
    assert!(!room.must_write_first(), "there is room for more");
    fill(&mut room, 1);
    assert!(room.must_write_first());
    let (door, mut inbox) = full(1);
    door.order(Order::LookAgain);
    assert!(matches!(inbox.next(false).await, Some(News::Order(Order::LookAgain))));
    let next = tokio::time::timeout(Duration::from_millis(20), inbox.next(false)).await;
    assert!(next.is_err(), "{next:?}");
    // The commit fails. What makes no sense was not heard by then.
    room.serve(&mut inbox).await;
    assert_eq!(closed_with(of_bo).await, close::BUSY);
}

#[tokio::test]
async fn what_gathers_during_a_long_commit_is_told_at_once_and_nobody_is_sent_away_for_it() {
    let mut room = room();
    let ((_, _of_bo), (_, of_fatima)) = (enter(&mut room, 1), enter(&mut room, 2));
    fill(&mut room, 1);
    room.take_off();
    assert!(!room.must_write_first(), "it is on its way");
    let flight = room.flight.take().unwrap();
    room.tell_of(&flight);
    room.let_go(close::BUSY);
    let (frames, code) = heard(of_fatima).await;
    assert!(frames.len() > MOST_GATHERED, "{}", frames.len());
    assert_eq!(code, close::BUSY);
}

#[tokio::test]
async fn what_could_not_be_written_was_shown_to_nobody() {
    let mut room = room();
    let ((_, of_bo), (_, of_fatima)) = (enter(&mut room, 1), enter(&mut room, 2));
    let (door, mut inbox) = inbox();
    for (who, frame) in [(1, paragraphs(7, 1)), (2, ask())] {
        door.of_clients().try_send(FromClient::Hear(who, frame)).unwrap();
    }
    room.serve(&mut inbox).await;
    assert_eq!(closed_with(of_bo).await, close::BUSY);
    let (frames, code) = heard(of_fatima).await;
    assert_eq!(code, close::BUSY);
    assert!(frames.iter().all(|frame| frame[..2] == [0, 0]), "asked what she has, and told nothing: {frames:?}");
}

#[tokio::test]
async fn who_asks_is_answered_at_once_unless_something_waits_to_be_kept() {
    let mut room = room();
    let ((_, of_bo), (_, _of_fatima)) = (enter(&mut room, 1), enter(&mut room, 2));
    let (_, of_noah) = enter(&mut room, 3);
    for (who, frame) in [(1, ask()), (2, paragraphs(7, 1)), (3, ask())] {
        room.hear(who, &frame);
    }
    room.let_go(close::BUSY);
    for (queue, expected) in [(of_bo, &[[0, 0], [0, 1]][..]), (of_noah, &[[0, 0]][..])] {
        let (frames, _) = heard(queue).await;
        let kinds: Vec<_> = frames.iter().map(|frame| [frame[0], frame[1]]).collect();
        assert_eq!(kinds, expected);
    }
}

#[tokio::test]
async fn who_asks_again_before_the_answer_has_gone_out_is_answered_once() {
    let mut room = room();
    let (_, mut of_bo) = enter(&mut room, 1);
    for _ in 0..5 {
        room.hear(1, &ask());
    }
    // What he is asked himself, and the answer.
    for _ in 0..2 {
        assert!(matches!(of_bo.next().await, Outgoing::Frame(_)));
        of_bo.sent();
    }
    room.hear(1, &ask());
    room.let_go(close::BUSY);
    let (frames, _) = heard(of_bo).await;
    let kinds: Vec<_> = frames.iter().map(|frame| [frame[0], frame[1]]).collect();
    assert_eq!(kinds, [[0, 1]]);
}

#[tokio::test]
async fn a_person_has_so_many_windows_of_a_page_and_others_come_in() {
    let mut room = room();
    let bo = PersonId::new();
    let _of_bo: Vec<_> = (1..=10).map(|who| enter_as(&mut room, who, bo, Level::View)).collect();
    let (out, _queue) = client::queue();
    let person = Person { id: bo, name: "Bo".to_owned(), hue: 1 };
    let one_more = Newcomer { key: 11, person, session_id: None, level: Level::View, epoch: 1, wants_acks: false, out };
    assert_eq!(room.join(one_more.clone()), Err(Refused::Closed(close::TOO_MANY)));
    let (_, _of_fatima) = enter(&mut room, 12);
    room.leave(1);
    assert_eq!(room.join(one_more), Ok(()));
}

#[tokio::test]
async fn of_a_question_that_waits_only_what_the_page_knows_is_held() {
    let mut room = room();
    let ((_, _of_bo), (_, _of_fatima)) = (enter(&mut room, 1), enter(&mut room, 2));
    room.hear(2, &paragraphs(7, 2));
    let all: StateVector = (1..=5_000).map(|client| (ClientID::new(client), 1)).collect();
    room.hear(1, &Message::Sync(SyncMessage::SyncStep1(all)).encode_v1());
    assert_eq!(room.asks[&1], StateVector::from_iter([(ClientID::new(7), 1)]));
}

#[tokio::test]
async fn what_had_the_whole_page_looked_at_is_told_to_the_socket_it_came_from() {
    let mut room = room();
    let ((_, of_bo), (_, of_fatima)) = (enter(&mut room, 1), enter(&mut room, 2));
    let doc = Doc::with_client_id(7);
    let page = doc.get_or_insert_xml_fragment("default");
    let line = page.push_back(&mut doc.transact_mut(), XmlElementPrelim::empty("paragraph"));
    let text = line.push_back(&mut doc.transact_mut(), XmlTextPrelim::new("larkspur"));
    let mut looks_for = |format: &str, at| {
        let attributes = Any::from_json(if format == "bold" { "{}" } else { r#"{"thread":"t"}"# }).unwrap();
        text.format(&mut doc.transact_mut(), at, 1, Attrs::from([(format.into(), attributes)]));
        let update = doc.transact().encode_state_as_update_v1(&StateVector::default());
        room.hear(1, &Message::Sync(SyncMessage::Update(update)).encode_v1());
        of_bo.looks()
    };
    assert_eq!(looks_for("bold", 0), 0, "the first look is part of opening the page");
    assert_eq!(looks_for("bold", 2), 0);
    assert_eq!(looks_for("comment--abcdefgh", 4), 1, "the first comment");
    assert_eq!(looks_for("bold", 6), 0);
    assert_eq!(of_fatima.looks(), 0);
}
