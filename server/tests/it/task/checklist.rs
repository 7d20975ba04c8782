use super::scene::Scene;
use atrium::{
    Error,
    actor::Role,
    boards::{self, ChecklistItemEdit, checklist::ChecklistItem, checklist::Progress, project::GuestLevel},
    database::Db,
    idempotency::Once,
    ids::TaskId,
};
use serde_json::json;

fn texts(items: &[ChecklistItem]) -> Vec<&str> {
    items.iter().map(|item| item.text.as_str()).collect()
}

fn text(text: &str) -> ChecklistItemEdit {
    ChecklistItemEdit { text: Some(text.to_owned()), done: None }
}

fn tick(done: bool) -> ChecklistItemEdit {
    ChecklistItemEdit { text: None, done: Some(done) }
}

async fn add(db: &Db, scene: &Scene, task: TaskId, lines: &str) -> Vec<ChecklistItem> {
    boards::add_checklist_items(db, &scene.owner, task, lines, None).await.unwrap()
}

#[tokio::test]
async fn items_are_added_ticked_moved_written_and_removed() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let board = scene.project("ATR").await;
    let task = scene.task(&board, "Paint the door").await.id;
    let items = add(db, &scene, task, "- Sand\n- [x] Prime\n- Paint").await;
    assert_eq!(texts(&items), ["Sand", "Prime", "Paint"]);
    let [sand, prime, paint] = [items[0].id, items[1].id, items[2].id];
    assert_eq!(scene.card("ATR", task).await.checklist, Some(Progress { done: 1, total: 3 }));

    let seq = scene.board("ATR").await.seq;
    let items = boards::edit_checklist_item(db, owner, sand, tick(true), None).await.unwrap();
    assert!(items[0].done && items[0].version == 1, "a tick does not collide with somebody who writes");
    // Twice is once.
    boards::edit_checklist_item(db, owner, sand, tick(true), None).await.unwrap();
    let changes = boards::board_changes(db, owner.workspace_id, board.project.id, seq).await.unwrap();
    assert_eq!(changes.seq, seq + 1);
    assert_eq!(changes.cards[0].checklist, Some(Progress { done: 2, total: 3 }));

    let items = boards::move_checklist_item(db, owner, paint, None).await.unwrap();
    assert_eq!(texts(&items), ["Paint", "Sand", "Prime"]);
    let items = boards::move_checklist_item(db, owner, paint, Some(sand)).await.unwrap();
    assert_eq!(texts(&items), ["Sand", "Paint", "Prime"]);
    let items = boards::edit_checklist_item(db, owner, paint, text("Paint twice"), Some(1)).await.unwrap();
    assert_eq!((texts(&items), items[1].version), (vec!["Sand", "Paint twice", "Prime"], 2));
    let items = boards::remove_checklist_item(db, owner, prime).await.unwrap();
    assert_eq!(texts(&items), ["Sand", "Paint twice"]);
    assert_eq!(boards::remove_checklist_item(db, owner, prime).await, Err(Error::NotFound));

    let history = scene.detail(task).await.history;
    let said: Vec<_> = history.iter().rev().map(|entry| entry.what.as_str()).collect();
    assert_eq!(
        said[1..],
        [
            "added 3 items to the checklist",
            "ticked \u{201c}Sand\u{201d}",
            "moved \u{201c}Paint\u{201d} in the checklist",
            "moved \u{201c}Paint\u{201d} in the checklist",
            "changed a checklist item to \u{201c}Paint twice\u{201d}",
            "removed \u{201c}Prime\u{201d} from the checklist",
        ]
    );
}

#[tokio::test]
async fn a_text_of_a_version_that_is_gone_is_refused_with_the_current_one() {
    let scene = Scene::new().await;
    let board = scene.project("ATR").await;
    let task = scene.task(&board, "Paint the door").await.id;
    let item = add(&scene.stage.db, &scene, task, "Sand").await[0].id;
    let path = format!("/workspaces/north/checklist-items/{item}");
    let write = async |text: &str, version: &str| {
        let ask = scene.stage.ask("patch", &path).by(&scene.stage.founder).with("if-match", version);
        ask.json(&json!({ "text": text })).send().await
    };
    let first = write("Sand well", "\"1\"").await;
    assert_eq!((first.status.as_u16(), first.header("etag")), (200, "\"2\""), "{}", first.text);
    let second = write("Sand badly", "\"1\"").await;
    assert_eq!((second.status.as_u16(), second.header("etag")), (412, "\"2\""));
    assert_eq!(second.body["current"], 2);
    assert_eq!(texts(&scene.detail(task).await.checklist_items), ["Sand well"]);
}

#[tokio::test]
async fn items_asked_for_twice_under_one_key_are_added_once() {
    let scene = Scene::new().await;
    let board = scene.project("ATR").await;
    let task = scene.task(&board, "Paint the door").await.id;
    let once = Once::new("key-1", "Sand, prime").unwrap();
    let add = || boards::add_checklist_items(&scene.stage.db, &scene.owner, task, "Sand\nPrime", Some(&once));
    let (first, second) = tokio::join!(add(), add());
    assert_eq!((texts(&first.unwrap()).len(), texts(&second.unwrap()).len()), (2, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_who_add_and_move_at_once_end_in_one_order_and_lose_nothing() {
    let scene = Scene::new().await;
    let (db, owner) = (scene.stage.db.clone(), scene.owner);
    let board = scene.project("ATR").await;
    let task = scene.task(&board, "Paint the door").await.id;
    let start = add(&db, &scene, task, "a\nb\nc\nd\ne").await;
    let people = (0..10usize).map(|who| {
        let (db, items) = (db.clone(), start.clone());
        tokio::spawn(async move {
            for round in 0..6usize {
                let (item, after) = (items[(who + round) % 5].id, items[(who * 3 + round + 1) % 5].id);
                let after = (item != after).then_some(after);
                boards::move_checklist_item(&db, &owner, item, after).await.unwrap();
                let done = (who + round) % 2 == 0;
                boards::edit_checklist_item(&db, &owner, item, tick(done), None).await.unwrap();
            }
            boards::add_checklist_items(&db, &owner, task, &format!("new {who}"), None).await.unwrap();
        })
    });
    for person in people.collect::<Vec<_>>() {
        person.await.unwrap();
    }
    let end = scene.detail(task).await.checklist_items;
    let mut ids: Vec<_> = end.iter().map(|item| item.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((end.len(), ids.len()), (15, 15));
}

#[tokio::test]
async fn an_item_that_is_moved_to_and_fro_keeps_its_rank_short() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let board = scene.project("ATR").await;
    let task = scene.task(&board, "Paint the door").await.id;
    let start = add(db, &scene, task, "a\nb\nc").await;
    for round in 0..220 {
        let item = start[1 + round % 2].id;
        boards::move_checklist_item(db, owner, item, Some(start[0].id)).await.unwrap();
    }
    let mut tx = db.tenant(owner).await.unwrap();
    let longest: i32 =
        sqlx::query_scalar("select max(length(rank)) from checklist_item").fetch_one(tx.conn()).await.unwrap();
    assert!(longest <= 32, "{longest}");
}

#[tokio::test]
async fn a_list_has_an_end_and_an_archived_task_rests() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let board = scene.project("ATR").await;
    let task = scene.task(&board, "Paint the door").await.id;
    let items = add(db, &scene, task, &"Sand\n".repeat(200)).await;
    let more = boards::add_checklist_items(db, owner, task, "One more", None).await.unwrap_err();
    assert!(more.field("text").is_some());
    boards::archive_task(db, owner, task).await.unwrap();
    let late = boards::edit_checklist_item(db, owner, items[0].id, tick(true), None).await.unwrap_err();
    assert!(late.field("").is_some());
}

#[tokio::test]
async fn who_may_not_edit_does_not_tick_and_who_may_not_look_finds_nothing() {
    let scene = Scene::new().await;
    let db = &scene.stage.db;
    let board = scene.project("ATR").await;
    let other = scene.project("FAR").await;
    let task = scene.task(&board, "Paint the door").await.id;
    let item = add(db, &scene, task, "Sand").await[0].id;
    let (_, viewer) = scene.member("Vi", Role::Viewer).await;
    let near = scene.guest("Gus", &board, GuestLevel::View).await;
    let far = scene.guest("Gwen", &other, GuestLevel::Edit).await;
    for (actor, refusal) in [(viewer, Error::Forbidden), (near, Error::Forbidden), (far, Error::NotFound)] {
        assert_eq!(boards::edit_checklist_item(db, &actor, item, tick(true), None).await, Err(refusal.clone()));
        assert_eq!(boards::move_checklist_item(db, &actor, item, None).await, Err(refusal.clone()));
        assert_eq!(boards::remove_checklist_item(db, &actor, item).await, Err(refusal.clone()));
        assert_eq!(boards::add_checklist_items(db, &actor, task, "Loot", None).await, Err(refusal));
    }
    assert_eq!(boards::checklist(db, &viewer, task).await.map(|items| items.len()), Ok(1));
    assert_eq!(boards::checklist(db, &far, task).await, Err(Error::NotFound));
}
