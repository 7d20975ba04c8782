//! Twenty editors at once: what a task says in its fields, what blocks what, and a task that comes again. No edit is
//! lost, nothing goes in a circle, and nothing comes twice.

use super::{fields::says, scene::Scene};
use atrium::{
    Error,
    actor::Actor,
    boards::{
        self, MoveTo, NewRelation, RepeatBy, board::Board, field::FieldKind, recurrence::Cadence,
        relation::RelationKind,
    },
    clock,
    database::Db,
    ids::{FieldId, TaskId},
};
use axum::http::StatusCode;
use serde_json::json;
use std::collections::HashSet;

const EDITORS: usize = 20;
const ROUNDS: usize = 3;

/// What one editor works on.
#[derive(Clone)]
struct Desk {
    db: Db,
    actor: Actor,
    task: TaskId,
    tally: FieldId,
    board: Board,
    weekly: TaskId,
}

impl Desk {
    /// Adds one to what the task says, from the version that was read; another editor's word in between is a conflict,
    /// which names the version that there is now. Answers with how many there were.
    async fn count_one_more(&self) -> usize {
        let mut conflicts = 0;
        loop {
            let seen = boards::task(&self.db, &self.actor, self.task, clock::now()).await.unwrap().card;
            let count: usize = seen.fields.get(&self.tally).map_or(0, |written| written.parse().unwrap());
            let edit = says(self.tally, &(count + 1).to_string());
            match boards::edit_task(&self.db, &self.actor, self.task, edit, Some(seen.version)).await {
                Ok(card) => {
                    assert_eq!(card.fields[&self.tally], (count + 1).to_string());
                    return conflicts;
                }
                Err(Error::Conflict { current: Some(current) }) => {
                    assert!(current > seen.version);
                    conflicts += 1;
                }
                Err(refusal) => panic!("{refusal}"),
            }
        }
    }

    /// Has one task block another; both ways round are tried by somebody.
    async fn relate(&self, from: usize, to: usize) {
        let new = NewRelation { kind: RelationKind::Blocks, other_id: self.board.cards[to].id };
        match boards::relate_tasks(&self.db, &self.actor, self.board.cards[from].id, new, None).await {
            Ok(_) | Err(Error::Busy { .. }) => {}
            Err(refusal) => assert!(refusal.field("other_id").is_some(), "{refusal}"),
        }
    }

    async fn complete_weekly(&self) {
        let place = |column: usize| MoveTo { column_id: self.board.columns[column].id, after: None, before: None };
        let done = self.board.columns.iter().position(|column| column.done).unwrap();
        for column in [done, 0, done] {
            boards::move_task(&self.db, &self.actor, self.weekly, place(column)).await.unwrap();
            boards::bring_due(&self.db, clock::now()).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_editors_lose_nothing_and_bring_nothing_twice() {
    let scene = Scene::new().await;
    let (db, owner, board) = (scene.stage.db.clone(), scene.owner, scene.project("ATR").await);
    for number in 0..6 {
        scene.task(&board, &format!("Part {number}")).await;
    }
    let (task, weekly) = (scene.task(&board, "Count").await.id, scene.task(&board, "Report").await.id);
    let fridays = RepeatBy { rule: "FREQ=WEEKLY;BYDAY=FR".to_owned(), cadence: Cadence::Dates };
    boards::repeat_task(&db, &owner, weekly, fridays, None, clock::now()).await.unwrap();
    let tally = scene.field(&board, "Tally", FieldKind::Number, &[]).await.id;
    boards::edit_task(&db, &owner, weekly, says(tally, "41"), None).await.unwrap();
    let before = scene.detail(task).await.card.version;

    let desk = Desk { db: db.clone(), actor: owner, task, tally, board: scene.board("ATR").await, weekly };
    let editors = (0..EDITORS).map(|editor| {
        let desk = desk.clone();
        tokio::spawn(async move {
            let mut conflicts = 0;
            for round in 0..ROUNDS {
                conflicts += desk.count_one_more().await;
                desk.relate((editor + round) % 6, (editor * 5 + round * 2 + 1) % 6).await;
            }
            desk.complete_weekly().await;
            conflicts
        })
    });
    let mut conflicts = 0;
    for editor in editors.collect::<Vec<_>>() {
        conflicts += editor.await.unwrap();
    }
    boards::bring_due(&db, clock::now()).await.unwrap();

    let after = scene.detail(task).await;
    assert_eq!(after.card.fields[&tally], (EDITORS * ROUNDS).to_string(), "an edit was lost");
    assert_eq!(after.card.version - before, i32::try_from(EDITORS * ROUNDS).unwrap());
    assert!(conflicts > 0, "nobody met anybody");
    let reports: Vec<_> = scene.board("ATR").await.cards.into_iter().filter(|card| card.title == "Report").collect();
    assert_eq!(reports.len(), 2, "the report and the one after it");
    assert!(reports.iter().all(|report| report.fields[&tally] == "41"), "it comes again with what it says");
    expect_no_circle(&scene, &desk.board).await;
}

/// Takes away whatever nothing blocks until nothing is left.
async fn expect_no_circle(scene: &Scene, board: &Board) {
    let mut blocked: Vec<(TaskId, HashSet<TaskId>)> = Vec::new();
    for card in &board.cards {
        let relations = scene.detail(card.id).await.relations;
        let by = relations.into_iter().filter(|one| one.kind == RelationKind::BlockedBy).map(|one| one.task.id);
        blocked.push((card.id, by.collect()));
    }
    while !blocked.is_empty() {
        let (free, rest): (Vec<_>, Vec<_>) = blocked.into_iter().partition(|(_, by)| by.is_empty());
        assert!(!free.is_empty(), "a circle among {} tasks", rest.len());
        let free: HashSet<TaskId> = free.into_iter().map(|(id, _)| id).collect();
        blocked = rest.into_iter().map(|(id, by)| (id, by.difference(&free).copied().collect())).collect();
    }
}

#[tokio::test]
async fn whoever_comes_second_is_told_412_and_reads_what_the_first_one_said() {
    let scene = Scene::new().await;
    let board = scene.project("ATR").await;
    let task = scene.task(&board, "Sand").await;
    let cost = scene.field(&board, "Cost", FieldKind::Number, &[]).await.id;
    let path = format!("/workspaces/north/tasks/{}", task.id);
    let say = |written: &str| {
        let ask = scene.stage.ask("patch", &path).by(&scene.stage.founder).with("if-match", "\"1\"");
        ask.json(&json!({ "fields": { (cost.to_string()): written } })).send()
    };
    let (first, second) = (say("3").await, say("4").await);
    assert_eq!((first.status, second.status), (StatusCode::OK, StatusCode::PRECONDITION_FAILED));
    assert_eq!(second.body["current"], json!(2));
    let now = scene.stage.ask("get", &path).by(&scene.stage.founder).send().await;
    assert_eq!((now.body["fields"][cost.to_string()].as_str(), now.header("etag")), (Some("3"), "\"2\""));
}
