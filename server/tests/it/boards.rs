//! Boards on a real database: orders under concurrent moves, versions, and once-only creation.

use crate::stage::Stage;
use atrium::{
    Error,
    actor::{Actor, Role},
    boards::{
        self, MoveTo, NewProject, NewTask, TaskEdit,
        board::Board,
        task::{Card, Priority},
    },
    clock,
    database::Db,
    idempotency::Once,
    ids::{ColumnId, TaskId},
};
use std::collections::HashSet;

async fn project(db: &Db, actor: &Actor, key: &str, tasks: usize) -> Board {
    let new = NewProject { key: key.to_owned(), name: key.to_owned(), description: String::new(), hue: 0 };
    let project = boards::create_project(db, actor, new, None).await.unwrap();
    for n in 0..tasks {
        let new = NewTask { title: format!("Task {n}"), ..Default::default() };
        boards::create_task(db, actor, project.id, new, None).await.unwrap();
    }
    board(db, actor, key).await
}

async fn board(db: &Db, actor: &Actor, key: &str) -> Board {
    boards::board(db, actor, key, clock::now()).await.unwrap()
}

fn column(board: &Board, name: &str) -> ColumnId {
    board.columns.iter().find(|column| column.name == name).unwrap().id
}

fn in_column(board: &Board, column_id: ColumnId) -> Vec<TaskId> {
    board.cards.iter().filter(|card| card.column_id == column_id).map(|card| card.id).collect()
}

fn to(column_id: ColumnId, after: Option<&Card>, before: Option<&Card>) -> MoveTo {
    MoveTo { column_id, after: after.map(|card| card.id), before: before.map(|card| card.id) }
}

#[tokio::test]
async fn a_card_lands_between_the_neighbours_that_were_meant() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let start = project(&stage.db, &actor, "ATR", 4).await;
    let (todo, [a, b, c, d]) = (column(&start, "To do"), start.cards.clone().try_into().unwrap());
    boards::move_task(&stage.db, &actor, d.id, to(todo, Some(&a), Some(&b))).await.unwrap();
    assert_eq!(in_column(&board(&stage.db, &actor, "ATR").await, todo), [a.id, d.id, b.id, c.id]);
    // Twice is once: the second changes nothing and says nothing.
    let seq = board(&stage.db, &actor, "ATR").await.seq;
    boards::move_task(&stage.db, &actor, d.id, to(todo, Some(&a), Some(&b))).await.unwrap();
    assert_eq!(board(&stage.db, &actor, "ATR").await.seq, seq);
    // A neighbour that went elsewhere is passed over.
    let done = column(&start, "Done");
    boards::move_task(&stage.db, &actor, a.id, to(done, None, None)).await.unwrap();
    boards::move_task(&stage.db, &actor, c.id, to(todo, Some(&a), Some(&b))).await.unwrap();
    assert_eq!(in_column(&board(&stage.db, &actor, "ATR").await, todo), [d.id, c.id, b.id]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_moves_at_once_end_in_one_order_and_lose_nothing() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let start = project(&stage.db, &actor, "ATR", 20).await;
    let columns: Vec<_> = start.columns.iter().map(|column| column.id).collect();
    let cards = start.cards.clone();
    let movers = (0..20usize).map(|mover| {
        let (db, columns, cards) = (stage.db.clone(), columns.clone(), cards.clone());
        tokio::spawn(async move {
            for round in 0..5usize {
                let card = &cards[(mover * 7 + round * 3) % cards.len()];
                let anchor = &cards[(mover * 5 + round * 11 + 1) % cards.len()];
                let wanted = to(columns[(mover + round) % columns.len()], Some(anchor), None);
                boards::move_task(&db, &actor, card.id, wanted).await.unwrap();
            }
        })
    });
    for mover in movers {
        mover.await.unwrap();
    }
    let end = board(&stage.db, &actor, "ATR").await;
    let ids: HashSet<_> = end.cards.iter().map(|card| card.id).collect();
    assert_eq!((end.cards.len(), ids.len()), (20, 20));
    let places: HashSet<_> = end.cards.iter().map(|card| (card.column_id, card.rank.clone())).collect();
    assert_eq!(places.len(), 20, "no two cards share a rank");
    // Who followed the changes has the order of who loads the board anew.
    let changes = boards::board_changes(&stage.db, actor.workspace_id, end.project.id, start.seq).await.unwrap();
    let mut followed: Vec<Card> = cards;
    for card in changes.cards {
        let at = followed.iter().position(|known| known.id == card.id).unwrap();
        followed[at] = card;
    }
    let rank_of_column = |id: ColumnId| columns.iter().position(|column| *column == id);
    followed.sort_by(|x, y| {
        (rank_of_column(x.column_id), x.rank.as_str()).cmp(&(rank_of_column(y.column_id), y.rank.as_str()))
    });
    assert_eq!(followed, end.cards);
    assert_eq!(changes.seq, end.seq);
}

#[tokio::test]
async fn a_column_that_grew_long_ranks_is_spread_anew_in_the_same_order() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let start = project(&stage.db, &actor, "ATR", 3).await;
    let (todo, [a, mut b, mut c]) = (column(&start, "To do"), start.cards.clone().try_into().unwrap());
    // Always into the same gap, right after the first: each time the key grows.
    for _ in 0..220 {
        boards::move_task(&stage.db, &actor, c.id, to(todo, Some(&a), None)).await.unwrap();
        std::mem::swap(&mut b, &mut c);
    }
    let end = board(&stage.db, &actor, "ATR").await;
    assert!(end.cards.iter().all(|card| card.rank.len() <= boards::rank::LONG), "{:?}", end.cards);
    assert_eq!(in_column(&end, todo), [a.id, b.id, c.id]);
}

#[tokio::test]
async fn an_edit_of_a_version_that_is_gone_is_refused_and_loses_nothing() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let start = project(&stage.db, &actor, "ATR", 1).await;
    let card = &start.cards[0];
    let title = |title: &str| TaskEdit { title: Some(title.to_owned()), ..Default::default() };
    let edited = boards::edit_task(&stage.db, &actor, card.id, title("Mine"), Some(card.version)).await.unwrap();
    let refused = boards::edit_task(&stage.db, &actor, card.id, title("Theirs"), Some(card.version)).await;
    assert_eq!(refused, Err(Error::Conflict { current: Some(edited.version) }));
    assert_eq!(board(&stage.db, &actor, "ATR").await.cards[0].title, "Mine");
}

#[tokio::test]
async fn a_task_asked_for_twice_under_one_key_is_made_once() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let start = project(&stage.db, &actor, "ATR", 0).await;
    let once = Once::new("key-1", "the request").unwrap();
    let new = NewTask { title: "Only one".to_owned(), priority: Priority::High, ..Default::default() };
    let make = || boards::create_task(&stage.db, &actor, start.project.id, new.clone(), Some(&once));
    let (first, second) = tokio::join!(make(), make());
    assert_eq!(first.unwrap().id, second.unwrap().id);
    assert_eq!(board(&stage.db, &actor, "ATR").await.cards.len(), 1);
    let other = Once::new("key-1", "another request").unwrap();
    let refused = boards::create_task(&stage.db, &actor, start.project.id, new, Some(&other)).await.unwrap_err();
    assert!(refused.field("Idempotency-Key").is_some());
}

#[tokio::test]
async fn a_viewer_looks_and_does_not_touch() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let start = project(&stage.db, &actor, "ATR", 1).await;
    let viewer = stage.member("Vi", Role::Viewer).await;
    let viewer = stage.actor(&viewer).await;
    let seen = board(&stage.db, &viewer, "ATR").await;
    assert!(!seen.can.edit_tasks && !seen.can.comment && !seen.can.import);
    let wanted = to(column(&start, "Done"), None, None);
    let card = &start.cards[0];
    assert_eq!(boards::move_task(&stage.db, &viewer, card.id, wanted).await, Err(Error::Forbidden));
    assert_eq!(boards::add_comment(&stage.db, &viewer, card.id, "Hello", None).await, Err(Error::Forbidden));
    assert_eq!(boards::archive_task(&stage.db, &viewer, card.id).await, Err(Error::Forbidden));
}
