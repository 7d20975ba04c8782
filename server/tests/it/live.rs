//! The live hub through real sockets, with two servers on one database.

use crate::{
    stage::Person,
    support::{TestDatabase, fresh_database},
};
use atrium::{
    actor::{Actor, Role},
    boards::{self, MoveTo, NewProject, NewTask, board::Board},
    clock,
    database::Db,
    realtime::{Ask, Tell, Topic},
    workspace::{self, CreateWorkspace, Invite},
};
use futures::{SinkExt, StreamExt};
use leptos::config::LeptosOptions;
use server::{
    database::Pools,
    post::Post,
    router::Doorway,
    services::{Services, Settings},
};
use std::{net::SocketAddr, time::Duration};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error as SocketError, Message, client::IntoClientRequest},
};
use tokio_util::sync::CancellationToken;

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

struct Server {
    address: SocketAddr,
    db: Db,
    stop: CancellationToken,
}

async fn serve(pools: &Pools) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let settings = Settings {
        base_url: format!("http://{address}"),
        secure_cookies: false,
        development: false,
        leptos_options: LeptosOptions::builder().output_name("atrium").build(),
        doorway: Doorway { trusted_proxies: Vec::new(), requests_per_second: 1_000 },
    };
    let stop = CancellationToken::new();
    let services = Services::start(pools, settings, Post::new("atrium@example.test", None).unwrap(), stop.clone());
    let db = services.state.db.clone();
    tokio::spawn(services.serve(listener));
    Server { address, db, stop }
}

async fn connect(server: &Server, person: &Person, site: &str) -> Result<Socket, SocketError> {
    let mut request = format!("ws://{}/live", server.address).into_client_request().unwrap();
    request.headers_mut().insert("cookie", format!("atrium={}", person.secret).parse().unwrap());
    request.headers_mut().insert("sec-fetch-site", site.parse().unwrap());
    connect_async(request).await.map(|(socket, _)| socket)
}

async fn open(socket: &mut Socket, board: &Board, after: i64) {
    let topic = Topic::Board { workspace: "north".to_owned(), project_id: board.project.id };
    let ask = serde_json::to_string(&Ask::Open { topic, after }).unwrap();
    socket.send(Message::text(ask)).await.unwrap();
}

/// The next thing told that `wanted` accepts, within five seconds.
async fn heard<T>(socket: &mut Socket, wanted: impl Fn(Tell) -> Option<T>) -> T {
    let listen = async {
        loop {
            let message = socket.next().await.expect("the socket stays open").unwrap();
            if let Message::Text(text) = message
                && let Some(found) = wanted(serde_json::from_str(&text).unwrap())
            {
                return found;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(5), listen).await.expect("it is told in time")
}

/// A workspace of Fatima's with a board of one task, and Bo in it.
async fn scene(db: &Db) -> (Person, Actor, Person, Board) {
    let fatima = Person::new(db, "Fatima").await;
    let form = CreateWorkspace { name: "north", slug: Some("north") };
    workspace::create(db, &fatima.caller, form, clock::now()).await.unwrap();
    let owner = workspace::enter(db, &fatima.caller, "north").await.unwrap();
    let bo = Person::new(db, "Bo").await;
    let invite = Invite { email: None, role: Role::Member, days: 7, base_url: "http://atrium.test" };
    let invited = workspace::invite(db, &owner, invite, None, clock::now()).await.unwrap();
    let link = invited.link.unwrap();
    let secret = link.rsplit('/').next().unwrap();
    workspace::accept_invitation(db, &bo.caller, secret, clock::now()).await.unwrap();
    let new = NewProject { key: "ATR".to_owned(), name: "Atrium".to_owned(), description: String::new(), hue: 0 };
    let project = boards::create_project(db, &owner, new, None).await.unwrap();
    let task = NewTask { title: "One".to_owned(), ..Default::default() };
    boards::create_task(db, &owner, project.id, task, None).await.unwrap();
    let board = boards::board(db, &owner, "ATR", clock::now()).await.unwrap();
    (fatima, owner, bo, board)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happens_at_one_server_is_told_at_the_other_and_nothing_is_missed() {
    let TestDatabase { pools, .. } = fresh_database().await;
    let (here, there) = (serve(&pools).await, serve(&pools).await);
    let (_, owner, bo, board) = scene(&here.db).await;
    let mut socket = connect(&there, &bo, "same-origin").await.unwrap();
    open(&mut socket, &board, board.seq).await;
    heard(&mut socket, |tell| matches!(tell, Tell::People { .. }).then_some(())).await;

    let done = board.columns.last().unwrap().id;
    let to = MoveTo { column_id: done, after: None, before: None };
    boards::move_task(&here.db, &owner, board.cards[0].id, to).await.unwrap();
    let moved = |tell| match tell {
        Tell::Changes { changes, .. } => changes.cards.into_iter().find(|card| card.column_id == done),
        _ => None,
    };
    assert_eq!(heard(&mut socket, moved).await.id, board.cards[0].id);

    // Away for a while, and back with the number known before: it is told what was missed.
    drop(socket);
    let task = NewTask { title: "Two".to_owned(), ..Default::default() };
    let missed = boards::create_task(&here.db, &owner, board.project.id, task, None).await.unwrap();
    let mut socket = connect(&there, &bo, "same-origin").await.unwrap();
    open(&mut socket, &board, board.seq).await;
    let caught_up = |tell| match tell {
        Tell::Changes { changes, .. } => changes.cards.into_iter().find(|card| card.id == missed.id),
        _ => None,
    };
    heard(&mut socket, caught_up).await;
    here.stop.cancel();
    there.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_comes_learns_who_is_here_and_what_they_missed_however_many_come_at_once() {
    let TestDatabase { pools, .. } = fresh_database().await;
    let server = serve(&pools).await;
    let (_, owner, bo, board) = scene(&server.db).await;
    let done = board.columns.last().unwrap().id;
    let to = MoveTo { column_id: done, after: None, before: None };
    boards::move_task(&server.db, &owner, board.cards[0].id, to).await.unwrap();
    let come = async || {
        let mut socket = connect(&server, &bo, "same-origin").await.unwrap();
        open(&mut socket, &board, board.seq).await;
        let moved = |tell| match tell {
            Tell::Changes { changes, .. } => changes.cards.into_iter().find(|card| card.column_id == done),
            _ => None,
        };
        assert_eq!(heard(&mut socket, moved).await.id, board.cards[0].id);
        let people = |tell| if let Tell::People { people, .. } = tell { Some(people) } else { None };
        assert_eq!(heard(&mut socket, people).await, [bo.id()]);
        socket
    };
    let first = come().await;
    // The same person in other tabs: for those who were here nothing changes.
    let tabs = futures::future::join_all((0..20).map(|_| come())).await;
    drop((first, tabs));
    server.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_loses_the_right_stops_hearing_within_five_seconds() {
    let TestDatabase { pools, .. } = fresh_database().await;
    let server = serve(&pools).await;
    let (_, owner, bo, board) = scene(&server.db).await;
    let mut socket = connect(&server, &bo, "same-origin").await.unwrap();
    open(&mut socket, &board, board.seq).await;
    heard(&mut socket, |tell| matches!(tell, Tell::People { .. }).then_some(())).await;
    workspace::suspend(&server.db, &owner, bo.id(), clock::now()).await.unwrap();
    heard(&mut socket, |tell| matches!(tell, Tell::Gone { .. }).then_some(())).await;
    server.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_other_sites_and_foreign_boards_hear_nothing() {
    let TestDatabase { pools, .. } = fresh_database().await;
    let server = serve(&pools).await;
    let (_, _, bo, board) = scene(&server.db).await;
    let mut nobody = bo.clone();
    nobody.secret = "nothing".to_owned();
    assert!(connect(&server, &nobody, "same-origin").await.is_err(), "without a session there is no socket");
    assert!(connect(&server, &bo, "cross-site").await.is_err(), "another site gets no socket");
    let mallory = Person::new(&server.db, "Mallory").await;
    let mut socket = connect(&server, &mallory, "same-origin").await.unwrap();
    open(&mut socket, &board, 0).await;
    heard(&mut socket, |tell| matches!(tell, Tell::Gone { .. }).then_some(())).await;
    server.stop.cancel();
}
