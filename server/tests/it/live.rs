//! The live hub through real sockets, with two servers on one database.

use crate::{
    stage::{
        Person,
        sockets::{Server, closed, connect, heard, open, serve},
    },
    support::{TestDatabase, fresh_database},
};
use atrium::{
    actor::{Actor, Role},
    boards::{self, GuestAccess, MoveTo, NewProject, NewTask, board::Board, project::GuestLevel},
    clock,
    database::Db,
    identity,
    ids::SessionId,
    realtime::{Tell, close_code},
    workspace::{self, CreateWorkspace, Invite},
};
use std::time::Duration;

/// A workspace of Fatima's with a board of one task, and Bo in it.
async fn scene(db: &Db) -> (Person, Actor, Person, Board) {
    let fatima = Person::new(db, "Fatima").await;
    let form = CreateWorkspace { name: "north", slug: Some("north") };
    workspace::create(db, &fatima.caller, form, None, clock::now()).await.unwrap();
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
    open(&mut socket, "north", board.project.id, board.seq).await;
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
    open(&mut socket, "north", board.project.id, board.seq).await;
    let caught_up = |tell| match tell {
        Tell::Changes { changes, .. } => changes.cards.into_iter().find(|card| card.id == missed.id),
        _ => None,
    };
    heard(&mut socket, caught_up).await;
    here.stop.cancel();
    there.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_claims_to_know_the_future_silences_nobody() {
    let TestDatabase { pools, .. } = fresh_database().await;
    let server = serve(&pools).await;
    let (fatima, owner, bo, board) = scene(&server.db).await;
    let mut first = connect(&server, &fatima, "same-origin").await.unwrap();
    open(&mut first, "north", board.project.id, i64::MAX - 1).await;
    let reload = |tell| match tell {
        Tell::Changes { changes, .. } => Some((changes.reload, changes.seq)),
        _ => None,
    };
    assert_eq!(heard(&mut first, reload).await, (true, board.seq), "it is told to load the board anew");
    let mut second = connect(&server, &bo, "same-origin").await.unwrap();
    open(&mut second, "north", board.project.id, board.seq).await;
    heard(&mut second, |tell| matches!(tell, Tell::People { .. }).then_some(())).await;

    let task = NewTask { title: "Two".to_owned(), ..Default::default() };
    let made = boards::create_task(&server.db, &owner, board.project.id, task, None).await.unwrap();
    for socket in [&mut first, &mut second] {
        let seen = |tell| match tell {
            Tell::Changes { changes, .. } => changes.cards.into_iter().find(|card| card.id == made.id),
            _ => None,
        };
        heard(socket, seen).await;
    }
    server.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_asks_without_end_is_sent_away() {
    let TestDatabase { pools, .. } = fresh_database().await;
    let server = serve(&pools).await;
    let (_, _, bo, board) = scene(&server.db).await;
    let mut socket = connect(&server, &bo, "same-origin").await.unwrap();
    for _ in 0..=200 {
        open(&mut socket, "north", board.project.id, board.seq).await;
    }
    assert_eq!(tokio::time::timeout(Duration::from_secs(20), closed(&mut socket)).await, Ok(close_code::TOO_SLOW));
    server.stop.cancel();
}

/// A way to lose what one hears.
#[derive(Clone, Copy, Debug)]
enum Loss {
    Suspended,
    MadeGuest,
    Left,
    Unshared,
    WorkspaceDeleted,
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
        open(&mut socket, "north", board.project.id, board.seq).await;
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
    for loss in [Loss::Suspended, Loss::MadeGuest, Loss::Left, Loss::Unshared, Loss::WorkspaceDeleted] {
        let TestDatabase { pools, .. } = fresh_database().await;
        let server = serve(&pools).await;
        let (_, owner, bo, board) = scene(&server.db).await;
        let share = |level| GuestAccess { person_id: bo.id(), level };
        if matches!(loss, Loss::Unshared) {
            workspace::change_role(&server.db, &owner, bo.id(), Role::Guest, None).await.unwrap();
            boards::set_guest(&server.db, &owner, board.project.id, share(Some(GuestLevel::View))).await.unwrap();
        }
        let mut socket = connect(&server, &bo, "same-origin").await.unwrap();
        open(&mut socket, "north", board.project.id, board.seq).await;
        heard(&mut socket, |tell| matches!(tell, Tell::People { .. }).then_some(())).await;
        match loss {
            Loss::Suspended => workspace::suspend(&server.db, &owner, bo.id(), clock::now()).await.unwrap(),
            Loss::MadeGuest => {
                workspace::change_role(&server.db, &owner, bo.id(), Role::Guest, None).await.unwrap();
            }
            Loss::Left => {
                let actor = workspace::enter(&server.db, &bo.caller, "north").await.unwrap();
                workspace::leave(&server.db, &actor, clock::now()).await.unwrap();
            }
            Loss::Unshared => {
                boards::set_guest(&server.db, &owner, board.project.id, share(None)).await.unwrap();
            }
            Loss::WorkspaceDeleted => workspace::delete(&server.db, &owner, clock::now()).await.unwrap(),
        }
        heard(&mut socket, |tell| matches!(tell, Tell::Gone { .. }).then_some(())).await;
        // What happens from now on is told to nobody, and the same socket cannot come back.
        open(&mut socket, "north", board.project.id, 0).await;
        heard(&mut socket, |tell| matches!(tell, Tell::Gone { .. }).then_some(())).await;
        server.stop.cancel();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_ends_closes_its_socket_within_five_seconds() {
    type End = for<'a> fn(&'a Server, &'a Person, SessionId) -> futures::future::BoxFuture<'a, ()>;
    let ends: [End; 3] = [
        |server, bo, session| {
            Box::pin(async move {
                identity::end_session(&server.db, &bo.caller, session, clock::now()).await.unwrap();
            })
        },
        |server, bo, _| {
            Box::pin(async move {
                let change =
                    identity::ChangePassword { old: &bo.password, new: "another quiet harbour", address: "test" };
                identity::change_password(&server.db, &bo.caller, change, clock::now()).await.unwrap();
            })
        },
        |server, _, session| {
            Box::pin(async move {
                // Nobody used it for too long.
                let unused = "update session set seen_at = seen_at - interval '15 days' where id = $1";
                let mut tx = server.db.identity().await.unwrap();
                sqlx::query(unused).bind(session.uuid()).execute(tx.conn()).await.unwrap();
                tx.commit().await.unwrap();
            })
        },
    ];
    for end in ends {
        let TestDatabase { pools, .. } = fresh_database().await;
        let server = serve(&pools).await;
        let (_, _, bo, board) = scene(&server.db).await;
        let (session, secret) = bo.sign_in(&server.db).await;
        let elsewhere = Person { secret, ..bo.clone() };
        let mut socket = connect(&server, &elsewhere, "same-origin").await.unwrap();
        open(&mut socket, "north", board.project.id, board.seq).await;
        heard(&mut socket, |tell| matches!(tell, Tell::People { .. }).then_some(())).await;
        // A socket that listens to nothing ends with its session too.
        let mut idle = connect(&server, &elsewhere, "same-origin").await.unwrap();
        end(&server, &bo, session).await;
        for socket in [&mut socket, &mut idle] {
            let code = tokio::time::timeout(Duration::from_secs(5), closed(socket)).await.expect("closes in time");
            assert_eq!(code, close_code::SIGNED_OUT);
        }
        server.stop.cancel();
    }
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
    open(&mut socket, "north", board.project.id, 0).await;
    heard(&mut socket, |tell| matches!(tell, Tell::Gone { .. }).then_some(())).await;
    server.stop.cancel();
}
