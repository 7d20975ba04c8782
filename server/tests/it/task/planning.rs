use super::scene::Scene;
use atrium::{
    Error,
    actor::Role,
    boards::{self, NewTask, TaskEdit, estimate::Estimate},
    day::Day,
};
use serde_json::json;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn dates(start: &str, due: &str) -> TaskEdit {
    TaskEdit { start_on: Some(start.to_owned()), due_on: Some(due.to_owned()), ..TaskEdit::default() }
}

#[tokio::test]
async fn a_task_starts_is_due_and_takes_its_time() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let board = scene.project("ATR").await;
    let new = NewTask {
        title: "Mend the roof".to_owned(),
        start_on: Some(day("2026-11-23")),
        due_on: Some(day("2026-11-27")),
        estimate: Some(150),
        ..NewTask::default()
    };
    let card = boards::create_task(db, owner, board.project.id, new, None).await.unwrap();
    assert_eq!((card.start_on, card.estimate.map(Estimate::minutes)), (Some(day("2026-11-23")), Some(150)));

    let edit = TaskEdit { start_on: Some(String::new()), estimate: Some(480), ..TaskEdit::default() };
    let card = boards::edit_task(db, owner, card.id, edit.clone(), None).await.unwrap();
    assert_eq!((card.start_on, card.due_on), (None, Some(day("2026-11-27"))));
    let detail = scene.detail(card.id).await;
    assert_eq!(detail.history[0].what, "set the estimate to 1d, took the start away");
    // Twice is once.
    let again = boards::edit_task(db, owner, card.id, edit, None).await.unwrap();
    assert_eq!(again.version, card.version);

    let edit = TaskEdit { estimate: Some(0), ..TaskEdit::default() };
    assert_eq!(boards::edit_task(db, owner, card.id, edit, None).await.unwrap().estimate, None);
}

#[tokio::test]
async fn what_starts_after_it_is_due_is_refused_at_the_field_that_was_changed() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let board = scene.project("ATR").await;
    let task = scene.task(&board, "Mend the roof").await.id;
    let edit = async |edit| boards::edit_task(db, owner, task, edit, None).await;
    let both = edit(dates("2026-11-28", "2026-11-27")).await.unwrap_err();
    assert_eq!(both.field("start_on").as_deref(), Some("This is after the due date, which is 2026-11-27."));
    edit(dates("2026-11-27", "2026-11-27")).await.expect("a task of one day");
    let due = edit(TaskEdit { due_on: Some("2026-11-26".to_owned()), ..TaskEdit::default() }).await.unwrap_err();
    assert_eq!(due.field("due_on").as_deref(), Some("This is before the start, which is 2026-11-27."));
    let start = edit(TaskEdit { start_on: Some("tomorrow".to_owned()), ..TaskEdit::default() }).await.unwrap_err();
    assert!(start.field("start_on").is_some());
    let long = edit(TaskEdit { estimate: Some(480_001), ..TaskEdit::default() }).await.unwrap_err();
    assert!(long.field("estimate").is_some());
    let new = NewTask {
        title: "Paint".to_owned(),
        start_on: Some(day("2026-11-28")),
        due_on: Some(day("2026-11-27")),
        ..NewTask::default()
    };
    let made = boards::create_task(db, owner, board.project.id, new, None).await.unwrap_err();
    assert!(made.field("start_on").is_some());
    assert_eq!(scene.board("ATR").await.cards.len(), 1);
}

#[tokio::test]
async fn programs_give_minutes_and_a_viewer_gives_none() {
    let scene = Scene::new().await;
    let board = scene.project("ATR").await;
    let task = scene.task(&board, "Mend the roof").await.id;
    let path = format!("/workspaces/north/tasks/{task}");
    let edit = json!({ "start_on": "2026-11-23", "estimate": 90 });
    let answer = scene.stage.ask("patch", &path).by(&scene.stage.founder).json(&edit).send().await;
    assert_eq!((answer.status.as_u16(), &answer.body["estimate"]), (200, &json!(90)), "{}", answer.text);
    let late = json!({ "due_on": "2026-11-22" });
    let answer = scene.stage.ask("patch", &path).by(&scene.stage.founder).json(&late).send().await;
    assert_eq!(answer.status.as_u16(), 422);
    assert!(answer.body["errors"]["due_on"].is_string(), "{}", answer.text);
    let (_, viewer) = scene.member("Vi", Role::Viewer).await;
    let edit = TaskEdit { estimate: Some(5), ..TaskEdit::default() };
    assert_eq!(boards::edit_task(&scene.stage.db, &viewer, task, edit, None).await, Err(Error::Forbidden));
}
