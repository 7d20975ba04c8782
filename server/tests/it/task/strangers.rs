//! Ids of one workspace in commands of another.

use super::scene::Scene;
use crate::stage::Person;
use atrium::{
    Error,
    boards::{self, ChecklistItemEdit, NewProject, NewRelation, NewTask, relation::RelationKind},
    workspace,
};

#[tokio::test]
async fn what_hangs_on_a_task_is_not_there_for_another_workspace() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let board = scene.project("ATR").await;
    let (sand, paint) = (scene.task(&board, "Sand").await.id, scene.task(&board, "Paint").await.id);
    let item = boards::add_checklist_items(db, owner, sand, "Mask", None).await.unwrap()[0].id;
    let new = NewRelation { kind: RelationKind::Blocks, other_id: paint };
    let relation = boards::relate_tasks(db, owner, sand, new, None).await.unwrap().id;
    boards::nest_task(db, owner, paint, Some(sand)).await.unwrap();

    let mallory = Person::new(db, "Mallory").await;
    scene.stage.found("south", &mallory).await;
    let mallory = workspace::enter(db, &mallory.caller, "south").await.unwrap();
    let evil = NewProject { key: "EVIL".to_owned(), name: "Evil".to_owned(), description: String::new(), hue: 0 };
    let evil = boards::create_project(db, &mallory, evil, None).await.unwrap().id;
    let own = NewTask { title: "Loot".to_owned(), ..NewTask::default() };
    let own = boards::create_task(db, &mallory, evil, own, None).await.unwrap().id;

    let edit = ChecklistItemEdit { done: Some(true), text: None };
    assert_eq!(boards::edit_checklist_item(db, &mallory, item, edit, None).await, Err(Error::NotFound));
    assert_eq!(boards::remove_checklist_item(db, &mallory, item).await, Err(Error::NotFound));
    assert_eq!(boards::unrelate_tasks(db, &mallory, relation).await, Err(Error::NotFound));
    assert_eq!(boards::nest_task(db, &mallory, paint, None).await, Err(Error::NotFound));
    assert_eq!(boards::task_choices(db, &mallory, sand, "", false).await, Err(Error::NotFound));
    assert_eq!(boards::task_choices(db, &mallory, own, "Paint", false).await, Ok(Vec::new()));
    let nested = boards::nest_task(db, &mallory, own, Some(sand)).await.unwrap_err();
    assert!(nested.field("parent_id").is_some());
    for kind in RelationKind::ALL {
        let related = boards::relate_tasks(db, &mallory, own, NewRelation { kind, other_id: sand }, None).await;
        assert!(related.unwrap_err().field("other_id").is_some());
    }
    let kept = scene.detail(sand).await;
    assert_eq!((kept.relations.len(), kept.subtask_list.len(), kept.checklist_items[0].done), (1, 1, false));
}
