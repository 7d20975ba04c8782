//! Whom an event is told to, once, whatever happens to the one who tells.

use super::scene::{Scene, call};
use atrium::{
    boards::{self, MoveTo, NewTask, TaskEdit, task::Priority},
    clock,
    inbox::{self, Reason, Shelf},
};

#[tokio::test]
async fn everybody_is_told_what_concerns_them_and_nobody_what_they_did() {
    let scene = Scene::new().await;
    let (db, fatima) = (&scene.stage.db, &scene.fatima);
    scene.assigns(&[&scene.ada]).await;
    assert_eq!(scene.told(&scene.ada).await, [(Reason::Assigned, "gave this to you".to_owned())]);

    scene.says(&scene.bo, &format!("What about {}?", call(scene.ada.id(), "Ada"))).await;
    let told = scene.told(&scene.ada).await;
    assert_eq!(told[0], (Reason::Mentioned, "mentioned you in a comment".to_owned()));
    assert_eq!(scene.told(&scene.stage.founder).await, [(Reason::Commented, "commented".to_owned())]);
    let item = &scene.shelf(&scene.stage.founder, Shelf::Open).await.items[0];
    assert_eq!(item.lines[0].words, "What about @Ada?");

    let board = boards::board(db, fatima, &scene.project.key, clock::now()).await.unwrap();
    let done = board.columns.iter().find(|column| column.done).unwrap();
    let to = MoveTo { column_id: done.id, after: None, before: None };
    boards::move_task(db, fatima, scene.task.id, to).await.unwrap();
    scene.edits(TaskEdit { priority: Some(Priority::High), ..TaskEdit::default() }).await;
    let told = scene.told(&scene.bo).await;
    assert_eq!(told[0], (Reason::Changed, "set the priority to high".to_owned()));
    assert!(told[1].1.ends_with("to Done"), "{told:?}");
    assert_eq!(scene.told(&scene.stage.founder).await.len(), 1, "what she did herself is no news to her");

    scene.assigns(&[]).await;
    assert_eq!(scene.told(&scene.ada).await[0], (Reason::Assigned, "took you off this".to_owned()));
}

#[tokio::test]
async fn a_task_made_for_somebody_is_given_to_them() {
    let scene = Scene::new().await;
    let new = NewTask { title: "Paint".to_owned(), assignees: vec![scene.bo.id()], ..NewTask::default() };
    boards::create_task(&scene.stage.db, &scene.fatima, scene.project.id, new, None).await.unwrap();
    assert_eq!(scene.told(&scene.bo).await, [(Reason::Assigned, "gave this to you".to_owned())]);
    assert_eq!(scene.told(&scene.ada).await, []);
}

#[tokio::test]
async fn many_readers_at_once_and_again_tell_everything_once() {
    let scene = Scene::new().await;
    scene.assigns(&[&scene.ada]).await;
    let writer = async {
        for number in 0..30 {
            scene.says(&scene.bo, &format!("Number {number}")).await;
        }
    };
    let reader = || async {
        for _ in 0..15 {
            scene.catch_up().await;
        }
    };
    tokio::join!(writer, reader(), reader(), reader());
    scene.catch_up().await;
    scene.catch_up().await;
    let item = &scene.shelf(&scene.ada, Shelf::Open).await.items[0];
    assert_eq!(item.earlier + i64::try_from(item.lines.len()).unwrap(), 31);
    assert!(!inbox::behind(&scene.stage.db).await.unwrap().contains(&scene.fatima.workspace_id));
}

#[tokio::test]
async fn a_reader_that_is_killed_halfway_left_nothing_behind() {
    let scene = Scene::new().await;
    scene.assigns(&[&scene.ada]).await;
    for patience in 0..40 {
        let killed = std::time::Duration::from_micros(patience * 150);
        let _ = tokio::time::timeout(killed, inbox::catch_up(&scene.stage.db, scene.fatima.workspace_id)).await;
    }
    assert_eq!(scene.told(&scene.ada).await.len(), 1);
}
