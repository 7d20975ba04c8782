use super::{
    Room,
    inbox::{FromClient, Inbox, Order, inbox},
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
        content::{Held, Opened, PageKey, SCHEMA_VERSION},
        document::yjs::Watch,
        level::Level,
    },
};
use axum::body::Bytes;
use sqlx::PgPool;
use std::{collections::HashMap, sync::Arc};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use yrs::Doc;

/// A room that nobody is in yet, without a database.
fn room() -> Room {
    let pool = PgPool::connect_lazy("postgres://127.0.0.1:1/none").unwrap();
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
    let opened = Opened {
        watch: Watch::over(&doc).unwrap(),
        doc,
        epoch: 1,
        schema_version: SCHEMA_VERSION,
        last_seq: 0,
        lines: 0,
        bytes: 0,
        weight: 0,
        changed_at: clock::now(),
    };
    Room::new(rooms, key, Held { holder: uuid::Uuid::nil(), fence: 1 }, opened)
}

fn enter(room: &mut Room, who: ClientKey) -> (PersonId, Queue) {
    let (out, queue) = client::queue();
    let person = Person { id: PersonId::new(), name: "Bo".to_owned(), hue: 1 };
    let id = person.id;
    let newcomer =
        Newcomer { key: who, person, session_id: None, level: Level::Edit, epoch: 1, wants_acks: false, out };
    room.join(newcomer).unwrap();
    (id, queue)
}

async fn closed_with(mut queue: Queue) -> u16 {
    loop {
        if let Outgoing::Close(code) = queue.next().await {
            return code;
        }
    }
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
