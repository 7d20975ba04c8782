use super::{
    relations::{blocks, when_blocked},
    scene::Scene,
};
use atrium::{
    Error,
    boards::{self, ColumnEdit, MoveTo, board::Board, project::WhenBlocked},
    ids::{ColumnId, TaskId},
};

async fn finish(scene: &Scene, board: &Board, task: TaskId) -> Result<(), Error> {
    let column_id = board.columns.last().unwrap().id;
    let to = MoveTo { column_id, after: None, before: None };
    boards::move_task(&scene.stage.db, &scene.owner, task, to).await.map(drop)
}

#[tokio::test]
async fn a_card_is_marked_while_an_open_task_blocks_it() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let (here, there) = (scene.project("ATR").await, scene.project("FAR").await);
    let (near, far) = (scene.task(&here, "Sand").await.id, scene.task(&there, "Buy paint").await.id);
    let paint = scene.task(&here, "Paint").await.id;
    let changed = async |after| {
        let changes = boards::board_changes(db, owner.workspace_id, here.project.id, after).await.unwrap();
        let card = changes.cards.into_iter().find(|card| card.id == paint).expect("the board is told of it");
        (card.blocked, changes.seq)
    };
    let seq = scene.board("ATR").await.seq;
    for blocker in [near, far] {
        blocks(&scene, blocker, paint).await.unwrap();
    }
    let (blocked, seq) = changed(seq).await;
    assert!(blocked);
    finish(&scene, &here, near).await.unwrap();
    let (blocked, seq) = changed(seq).await;
    assert!(blocked, "one of two is still open");
    // What blocks it is done on another board.
    finish(&scene, &there, far).await.unwrap();
    let (blocked, seq) = changed(seq).await;
    assert!(!blocked);
    let column = there.columns.last().unwrap().id;
    let edit = ColumnEdit { done: Some(false), ..ColumnEdit::default() };
    boards::edit_column(db, owner, column, edit, None).await.unwrap();
    let (blocked, seq) = changed(seq).await;
    assert!(blocked, "what blocks it was opened again");
    boards::archive_task(db, owner, far).await.unwrap();
    let (blocked, seq) = changed(seq).await;
    assert!(!blocked, "what is put aside blocks nothing");
    boards::restore_task(db, owner, far).await.unwrap();
    assert!(changed(seq).await.0);
    finish(&scene, &here, paint).await.unwrap();
    assert!(!scene.card("ATR", paint).await.blocked, "what is done waits for nothing");
}

#[tokio::test]
async fn every_way_to_complete_a_blocked_task_obeys_the_project() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let board = scene.project("ATR").await;
    let (sand, paint) = (scene.task(&board, "Sand").await.id, scene.task(&board, "Paint").await.id);
    blocks(&scene, sand, paint).await.unwrap();
    let [todo, doing, _, done]: [ColumnId; 4] =
        board.columns.iter().map(|column| column.id).collect::<Vec<_>>().try_into().unwrap();
    let to = |column_id| MoveTo { column_id, after: None, before: None };
    boards::move_task(db, owner, paint, to(doing)).await.unwrap();

    when_blocked(&scene, &board, WhenBlocked::Forbid).await;
    let sentence = "ATR-2 cannot be completed yet: it is blocked by ATR-1 \u{201c}Sand\u{201d}.";
    let moved = boards::move_task(db, owner, paint, to(done)).await.unwrap_err();
    let removed = boards::remove_column(db, owner, doing, Some(done)).await.unwrap_err();
    let edit = ColumnEdit { done: Some(true), ..ColumnEdit::default() };
    let edited = boards::edit_column(db, owner, doing, edit.clone(), None).await.unwrap_err();
    for refusal in [moved, removed, edited] {
        assert_eq!(refusal.field("").as_deref(), Some(sentence));
    }
    assert_eq!(scene.board("ATR").await.columns.len(), 4);

    // Two that are completed together do not wait for each other, and one that is done may move.
    boards::move_task(db, owner, paint, to(todo)).await.unwrap();
    boards::remove_column(db, owner, todo, Some(done)).await.unwrap();
    boards::move_task(db, owner, paint, to(done)).await.unwrap();
    boards::move_task(db, owner, sand, to(doing)).await.unwrap();
    boards::archive_task(db, owner, paint).await.unwrap();
    boards::restore_task(db, owner, paint).await.expect("it was completed before");

    boards::move_task(db, owner, paint, to(doing)).await.unwrap();
    for rule in [WhenBlocked::Warn, WhenBlocked::Allow] {
        when_blocked(&scene, &board, rule).await;
        boards::move_task(db, owner, paint, to(done)).await.unwrap();
        boards::move_task(db, owner, paint, to(doing)).await.unwrap();
    }
}
