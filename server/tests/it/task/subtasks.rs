use super::scene::Scene;
use atrium::{
    Error,
    actor::{Actor, Role},
    boards::{self, MoveTo, NewTask, checklist::Progress, project::GuestLevel},
    database::Db,
    ids::TaskId,
};
use std::collections::{HashMap, HashSet};

async fn nest(scene: &Scene, task: TaskId, parent: Option<TaskId>) -> Result<(), Error> {
    boards::nest_task(&scene.stage.db, &scene.owner, task, parent).await.map(drop)
}

#[tokio::test]
async fn a_parent_shows_how_far_its_parts_are_and_a_part_shows_its_parent() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let board = scene.project("ATR").await;
    let house = scene.task(&board, "Paint the house").await;
    let door = scene.task(&board, "Paint the door").await;
    nest(&scene, door.id, Some(house.id)).await.unwrap();
    let new = NewTask { title: "Paint the fence".to_owned(), parent_id: Some(house.id), ..NewTask::default() };
    let fence = boards::create_task(db, owner, board.project.id, new, None).await.unwrap();
    assert_eq!((fence.parent, fence.subtasks), (Some(house.number), None));
    assert_eq!(scene.card("ATR", house.id).await.subtasks, Some(Progress { done: 0, total: 2 }));

    // Whoever looks at the board sees both cards change when one task does.
    let seq = scene.board("ATR").await.seq;
    let done = board.columns.last().unwrap().id;
    boards::move_task(db, owner, fence.id, MoveTo { column_id: done, after: None, before: None }).await.unwrap();
    let changes = boards::board_changes(db, owner.workspace_id, board.project.id, seq).await.unwrap();
    let told = |id| changes.cards.iter().find(|card| card.id == id).unwrap();
    assert_eq!(told(house.id).subtasks, Some(Progress { done: 1, total: 2 }));
    assert_eq!(told(fence.id).column_id, done);

    let detail = scene.detail(house.id).await;
    assert_eq!(detail.subtask_list.iter().map(|task| task.id).collect::<Vec<_>>(), [door.id, fence.id]);
    assert_eq!(scene.detail(door.id).await.parent_task.unwrap().title, "Paint the house");

    // The parent hears of a part that goes.
    let seq = changes.seq;
    nest(&scene, door.id, None).await.unwrap();
    let changes = boards::board_changes(db, owner.workspace_id, board.project.id, seq).await.unwrap();
    let told = changes.cards.iter().find(|card| card.id == house.id).unwrap();
    assert_eq!(told.subtasks, Some(Progress { done: 1, total: 1 }));
    // Twice is once.
    nest(&scene, door.id, None).await.unwrap();
    assert_eq!(scene.board("ATR").await.seq, changes.seq);
    let history = scene.detail(door.id).await.history;
    assert_eq!(history[0].what, "made this a task of its own");
    assert_eq!(history[1].what, "made this a part of ATR-1");
}

#[tokio::test]
async fn an_archived_parent_leaves_its_parts_where_they_are() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let board = scene.project("ATR").await;
    let (house, door) = (scene.task(&board, "Paint the house").await, scene.task(&board, "Paint the door").await);
    nest(&scene, door.id, Some(house.id)).await.unwrap();
    boards::archive_task(db, owner, house.id).await.unwrap();
    assert_eq!(scene.card("ATR", door.id).await.parent, Some(house.number));
    assert!(scene.detail(door.id).await.parent_task.unwrap().archived);
    let late = nest(&scene, scene.task(&board, "Paint the fence").await.id, Some(house.id)).await.unwrap_err();
    assert!(late.field("parent_id").is_some(), "nothing becomes a part of what is put aside");
    boards::restore_task(db, owner, house.id).await.unwrap();
    boards::archive_task(db, owner, door.id).await.unwrap();
    assert_eq!(scene.card("ATR", house.id).await.subtasks, None);
}

#[tokio::test]
async fn a_tree_has_no_circle_is_on_one_board_and_five_levels_deep() {
    let scene = Scene::new().await;
    let board = scene.project("ATR").await;
    let far = scene.task(&scene.project("FAR").await, "Elsewhere").await.id;
    let mut tasks = Vec::new();
    for n in 0..7 {
        tasks.push(scene.task(&board, &format!("Task {n}")).await.id);
    }
    for level in 1..5 {
        nest(&scene, tasks[level], Some(tasks[level - 1])).await.unwrap();
    }
    let refused = async |task, parent| {
        let refusal = nest(&scene, task, Some(parent)).await.unwrap_err();
        refusal.field("parent_id").expect("it is said beside the field")
    };
    assert_eq!(refused(tasks[0], tasks[4]).await, "A task cannot become a part of itself.");
    assert_eq!(refused(tasks[0], tasks[0]).await, "A task cannot become a part of itself.");
    assert_eq!(refused(tasks[5], tasks[4]).await, "Subtasks go five levels deep at most.");
    assert_eq!(refused(tasks[0], tasks[6]).await, "Subtasks go five levels deep at most.");
    let other_board = refused(tasks[5], far).await;
    // What is not there, or in a project that is not shared, is no different.
    assert_eq!(refused(tasks[5], TaskId::new()).await, other_board);
    let new = NewTask { title: "Too deep".to_owned(), parent_id: Some(tasks[4]), ..NewTask::default() };
    let made = boards::create_task(&scene.stage.db, &scene.owner, board.project.id, new, None).await.unwrap_err();
    assert!(made.field("parent_id").is_some());
}

#[tokio::test]
async fn who_may_not_edit_does_not_nest() {
    let scene = Scene::new().await;
    let db = &scene.stage.db;
    let (board, other) = (scene.project("ATR").await, scene.project("FAR").await);
    let (house, door) = (scene.task(&board, "Paint the house").await.id, scene.task(&board, "Paint the door").await.id);
    let (_, viewer) = scene.member("Vi", Role::Viewer).await;
    let near = scene.guest("Gus", &board, GuestLevel::View).await;
    let far = scene.guest("Gwen", &other, GuestLevel::Edit).await;
    for (actor, refusal) in [(viewer, Error::Forbidden), (near, Error::Forbidden), (far, Error::NotFound)] {
        assert_eq!(boards::nest_task(db, &actor, door, Some(house)).await, Err(refusal));
    }
    let own = boards::NewTask { title: "Loot".to_owned(), parent_id: Some(house), ..NewTask::default() };
    let made = boards::create_task(db, &far, other.project.id, own, None).await.unwrap_err();
    assert!(made.field("parent_id").is_some());
    // Who looks for tasks finds those they may see.
    let found = boards::task_choices(db, &near, door, "paint", false).await.unwrap();
    assert_eq!(found.iter().map(|task| task.id).collect::<Vec<_>>(), [house]);
    assert_eq!(boards::task_choices(db, &far, door, "", false).await, Err(Error::NotFound));
}

/// Walks up from every task, and comes to an end within the levels that are allowed.
fn expect_trees(parents: &HashMap<TaskId, TaskId>) {
    for start in parents.keys() {
        let mut seen = HashSet::from([*start]);
        let mut at = *start;
        while let Some(parent) = parents.get(&at) {
            assert!(seen.insert(*parent), "a circle");
            at = *parent;
        }
        assert!(seen.len() <= boards::relation::MOST_LEVELS, "{} levels", seen.len());
    }
}

async fn parents(db: &Db, actor: &Actor) -> HashMap<TaskId, TaskId> {
    let mut tx = db.tenant(actor).await.unwrap();
    let rows: Vec<(TaskId, TaskId)> =
        sqlx::query_as("select task_id, parent_id from subtask").fetch_all(tx.conn()).await.unwrap();
    rows.into_iter().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_who_nest_at_random_at_once_never_make_a_circle() {
    let scene = Scene::new().await;
    let (db, owner) = (scene.stage.db.clone(), scene.owner);
    let board = scene.project("ATR").await;
    let mut tasks = Vec::new();
    for n in 0..8 {
        tasks.push(scene.task(&board, &format!("Task {n}")).await.id);
    }
    let people = (0..20usize).map(|who| {
        let (db, tasks) = (db.clone(), tasks.clone());
        tokio::spawn(async move {
            let (mut nested, mut dice) = (0, who * 7919 + 17);
            for _ in 0..15 {
                dice = dice.wrapping_mul(1_103_515_245).wrapping_add(12_345) % 2_147_483_648;
                let (task, parent) = (tasks[dice / 65_536 % 8], tasks[dice / 1024 % 8]);
                let parent = (dice / 4096 % 5 != 0).then_some(parent);
                match boards::nest_task(&db, &owner, task, parent).await {
                    Ok(_) => nested += 1,
                    Err(Error::Invalid { .. }) => {}
                    Err(other) => panic!("{other:?}"),
                }
                expect_trees(&parents(&db, &owner).await);
            }
            nested
        })
    });
    let mut nested = 0;
    for person in people.collect::<Vec<_>>() {
        nested += person.await.unwrap();
    }
    assert!(nested > 50, "{nested} of 300 were possible");
}
