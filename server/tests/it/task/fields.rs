//! Custom fields: who makes them, what a task says in them, and what becomes of both.

use super::scene::Scene;
use crate::stage::Person;
use atrium::{
    Error,
    actor::Role,
    boards::{
        self, NewTask, TaskEdit,
        board::Board,
        bulk::{BulkEdit, Change, Fields},
        field::{Field, FieldEdit, FieldKind, NewField, OptionEdit, Values},
        project::GuestLevel,
    },
    idempotency::Once,
    ids::{FieldId, TaskId},
    workspace,
};

impl Scene {
    pub async fn field(&self, board: &Board, name: &str, kind: FieldKind, options: &[&str]) -> Field {
        boards::add_field(&self.stage.db, &self.owner, board.project.id, new(name, kind, options), None).await.unwrap()
    }

    async fn say(&self, task_id: TaskId, field: &Field, written: &str) -> Result<String, Error> {
        let card = boards::edit_task(&self.stage.db, &self.owner, task_id, says(field.id, written), None).await?;
        Ok(card.fields.get(&field.id).cloned().unwrap_or_default())
    }

    async fn names(&self, key: &str) -> Vec<String> {
        self.board(key).await.fields.into_iter().map(|field| field.name).collect()
    }
}

fn new(name: &str, kind: FieldKind, options: &[&str]) -> NewField {
    let option = |name: &&str| OptionEdit { name: (*name).to_owned(), ..OptionEdit::default() };
    NewField { name: name.to_owned(), kind, options: options.iter().map(option).collect() }
}

pub fn says(field: FieldId, written: &str) -> TaskEdit {
    TaskEdit { fields: Some([(field, written.to_owned())].into()), ..TaskEdit::default() }
}

fn choices(field: &Field) -> FieldEdit {
    let edit = |option: &boards::field::FieldOption| OptionEdit {
        id: Some(option.id),
        name: option.name.clone(),
        hue: option.hue,
    };
    FieldEdit { options: Some(field.offered().map(edit).collect()), ..FieldEdit::default() }
}

#[tokio::test]
async fn a_task_says_something_in_a_field_of_every_kind() {
    let scene = Scene::new().await;
    let board = scene.project("ATR").await;
    let task = scene.task(&board, "Sand").await.id;
    let stage = scene.field(&board, "Stage", FieldKind::Select, &["Early", "Late"]).await;
    let (late, me) = (stage.options[1].id.to_string(), scene.owner.person_id().to_string());
    for (name, kind, written, kept) in [
        ("Customer", FieldKind::Text, "  North  Star ", "North Star"),
        ("Cost", FieldKind::Number, "-012.500", "-12.5"),
        ("Much", FieldKind::Number, "999999999999.999999", "999999999999.999999"),
        ("Round", FieldKind::Number, "1200", "1200"),
        ("Start", FieldKind::Date, "2026-01-05", "2026-01-05"),
        ("Reviewer", FieldKind::Person, me.as_str(), me.as_str()),
        ("Paid", FieldKind::Checkbox, "true", "true"),
        ("Paper", FieldKind::Link, "https://example.org/a", "https://example.org/a"),
    ] {
        let field = scene.field(&board, name, kind, &[]).await;
        assert_eq!(scene.say(task, &field, written).await.as_deref(), Ok(kept));
        assert_eq!(scene.card("ATR", task).await.fields[&field.id], kept);
    }
    assert_eq!(scene.say(task, &stage, &late).await, Ok(late));
    let told = scene.detail(task).await;
    assert_eq!((told.card.fields.len(), told.history.first().unwrap().what.as_str()), (9, "set Stage to Late"));
    // Twice is once, and an empty text takes it away.
    let paid = board_field(&scene, "Paid").await;
    scene.say(task, &paid, "true").await.unwrap();
    assert_eq!(scene.detail(task).await.card.version, told.card.version);
    assert_eq!(scene.say(task, &paid, "").await.as_deref(), Ok(""));
    assert_eq!(scene.detail(task).await.history.first().unwrap().what, "unticked Paid");
}

async fn board_field(scene: &Scene, name: &str) -> Field {
    scene.board("ATR").await.fields.into_iter().find(|field| field.name == name).unwrap()
}

#[tokio::test]
async fn what_is_not_of_the_kind_or_of_the_project_is_refused() {
    let scene = Scene::new().await;
    let (board, other) = (scene.project("ATR").await, scene.project("OTHER").await);
    let task = scene.task(&board, "Sand").await.id;
    let (gone, _) = scene.member("Gone", Role::Guest).await;
    let stranger = Person::new(&scene.stage.db, "Mallory").await;
    let stage = scene.field(&board, "Stage", FieldKind::Select, &["Early"]).await;
    let elsewhere = scene.field(&other, "Stage", FieldKind::Select, &["Early"]).await;
    let reviewer = scene.field(&board, "Reviewer", FieldKind::Person, &[]).await;
    let cost = scene.field(&board, "Cost", FieldKind::Number, &[]).await;
    for (field, written) in [
        (&cost, "a lot".to_owned()),
        (&stage, elsewhere.options[0].id.to_string()),
        (&elsewhere, elsewhere.options[0].id.to_string()),
        (&reviewer, gone.id().to_string()),
        (&reviewer, stranger.id().to_string()),
    ] {
        let refusal = scene.say(task, field, &written).await.unwrap_err();
        assert!(refusal.field("fields").is_some(), "{}: {written}", field.name);
    }
    let new = NewTask { title: "Paint".to_owned(), fields: [(cost.id, "x".to_owned())].into(), ..NewTask::default() };
    assert!(boards::create_task(&scene.stage.db, &scene.owner, board.project.id, new, None).await.is_err());
    assert_eq!(scene.board("ATR").await.cards.len(), 1);
}

#[tokio::test]
async fn fields_are_made_by_who_edits_the_project_and_read_by_all_who_see_it() {
    let scene = Scene::new().await;
    let (db, board) = (&scene.stage.db, scene.project("ATR").await);
    let task = scene.task(&board, "Sand").await.id;
    let (_, member) = scene.member("Mo", Role::Member).await;
    let (_, viewer) = scene.member("Vi", Role::Viewer).await;
    let guest = scene.guest("Gus", &board, GuestLevel::Edit).await;
    let made = boards::add_field(db, &member, board.project.id, new("Cost", FieldKind::Number, &[]), None).await;
    let cost = made.unwrap();
    for actor in [&viewer, &guest] {
        let add = boards::add_field(db, actor, board.project.id, new("More", FieldKind::Text, &[]), None).await;
        assert_eq!(add.unwrap_err(), Error::Forbidden);
        let edit = FieldEdit { name: Some("Price".to_owned()), ..FieldEdit::default() };
        assert_eq!(boards::edit_field(db, actor, cost.id, edit, None).await.unwrap_err(), Error::Forbidden);
        assert_eq!(boards::move_field(db, actor, cost.id, None).await.unwrap_err(), Error::Forbidden);
        assert_eq!(boards::remove_field(db, actor, cost.id).await.unwrap_err(), Error::Forbidden);
        assert_eq!(boards::restore_field(db, actor, cost.id).await.unwrap_err(), Error::Forbidden);
        assert_eq!(boards::fields(db, actor, board.project.id).await.unwrap(), std::slice::from_ref(&cost));
    }
    assert!(boards::edit_task(db, &guest, task, says(cost.id, "3"), None).await.is_ok());
    assert_eq!(boards::edit_task(db, &viewer, task, says(cost.id, "4"), None).await.unwrap_err(), Error::Forbidden);

    let mallory = Person::new(db, "Mallory").await;
    scene.stage.found("south", &mallory).await;
    let mallory = workspace::enter(db, &mallory.caller, "south").await.unwrap();
    assert_eq!(boards::fields(db, &mallory, board.project.id).await.unwrap_err(), Error::NotFound);
    assert_eq!(boards::remove_field(db, &mallory, cost.id).await.unwrap_err(), Error::NotFound);
    assert_eq!(boards::move_field(db, &mallory, cost.id, None).await.unwrap_err(), Error::NotFound);
    let stolen = boards::edit_field(db, &mallory, cost.id, FieldEdit::default(), None).await;
    assert_eq!(stolen.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn a_name_is_taken_once_whatever_its_case_and_fields_keep_an_order() {
    let scene = Scene::new().await;
    let (db, owner, board) = (&scene.stage.db, &scene.owner, scene.project("ATR").await);
    let once = Once::new("k1", "Cost").unwrap();
    let add = || boards::add_field(db, owner, board.project.id, new("Cost", FieldKind::Number, &[]), Some(&once));
    let (first, again) = (add().await.unwrap(), add().await.unwrap());
    assert_eq!(first, again);
    let same = boards::add_field(db, owner, board.project.id, new(" COST", FieldKind::Text, &[]), None).await;
    assert!(same.unwrap_err().field("name").is_some());
    let plain = boards::add_field(db, owner, board.project.id, new("Plain", FieldKind::Text, &["x"]), None).await;
    assert!(plain.unwrap_err().field("options").is_some());
    let weight = scene.field(&board, "Weight", FieldKind::Number, &[]).await;
    let owner_field = scene.field(&board, "Owner", FieldKind::Person, &[]).await;
    boards::move_field(db, owner, owner_field.id, None).await.unwrap();
    boards::move_field(db, owner, first.id, Some(weight.id)).await.unwrap();
    assert_eq!(scene.names("ATR").await, ["Owner", "Weight", "Cost"]);
    let seq = scene.board("ATR").await.seq;
    boards::move_field(db, owner, first.id, Some(weight.id)).await.unwrap();
    assert_eq!(scene.board("ATR").await.seq, seq);
    for (field, on_card) in [(weight.id, true), (owner_field.id, true), (first.id, true)] {
        let edit = FieldEdit { on_card: Some(on_card), ..FieldEdit::default() };
        boards::edit_field(db, owner, field, edit, None).await.unwrap();
    }
    let fourth = scene.field(&board, "Fourth", FieldKind::Text, &[]).await;
    let edit = FieldEdit { on_card: Some(true), ..FieldEdit::default() };
    let refused = boards::edit_field(db, owner, fourth.id, edit, None).await.unwrap_err();
    assert!(refused.field("on_card").is_some());
    let stale = FieldEdit { name: Some("Mass".to_owned()), ..FieldEdit::default() };
    let stale = boards::edit_field(db, owner, weight.id, stale, Some(weight.version)).await.unwrap_err();
    assert!(matches!(stale, Error::Conflict { current: Some(_) }));
}

#[tokio::test]
async fn what_is_used_is_put_aside_and_comes_back_with_what_was_said() {
    let scene = Scene::new().await;
    let (db, owner, board) = (&scene.stage.db, &scene.owner, scene.project("ATR").await);
    let task = scene.task(&board, "Sand").await.id;
    let stage = scene.field(&board, "Stage", FieldKind::Select, &["Early", "Mid", "Late"]).await;
    let late = stage.options[2].id;
    scene.say(task, &stage, &late.to_string()).await.unwrap();
    // A choice that a task has is no longer offered, one that no task has is gone.
    let mut edit = choices(&stage);
    edit.options.as_mut().unwrap().truncate(1);
    let fewer = boards::edit_field(db, owner, stage.id, edit, Some(stage.version)).await.unwrap();
    assert_eq!((fewer.offered().count(), fewer.options.len()), (1, 2));
    assert_eq!(scene.card("ATR", task).await.fields[&stage.id], late.to_string());
    // Under its old name it is the one it was.
    let mut edit = choices(&fewer);
    edit.options.as_mut().unwrap().push(OptionEdit { name: "late".to_owned(), hue: 4, ..OptionEdit::default() });
    let back = boards::edit_field(db, owner, stage.id, edit, None).await.unwrap();
    assert_eq!((back.options[1].id, back.options[1].archived), (late, false));

    boards::remove_field(db, owner, stage.id).await.unwrap();
    boards::remove_field(db, owner, stage.id).await.unwrap();
    assert!(scene.board("ATR").await.fields.is_empty());
    assert!(scene.card("ATR", task).await.fields.is_empty());
    assert!(scene.say(task, &stage, &late.to_string()).await.is_err());
    let other = scene.field(&board, "Stage", FieldKind::Text, &[]).await;
    assert!(boards::restore_field(db, owner, stage.id).await.unwrap_err().field("name").is_some());
    // Nobody says anything in this one: it goes for good.
    boards::remove_field(db, owner, other.id).await.unwrap();
    assert_eq!(boards::remove_field(db, owner, other.id).await, Err(Error::NotFound));
    boards::restore_field(db, owner, stage.id).await.unwrap();
    boards::restore_field(db, owner, stage.id).await.unwrap();
    assert_eq!(scene.card("ATR", task).await.fields[&stage.id], late.to_string());
}

#[tokio::test]
async fn several_tasks_say_it_at_once_and_take_it_back() {
    let scene = Scene::new().await;
    let (db, owner, board) = (&scene.stage.db, &scene.owner, scene.project("ATR").await);
    let cost = scene.field(&board, "Cost", FieldKind::Number, &[]).await;
    let tasks = [scene.task(&board, "Sand").await.id, scene.task(&board, "Paint").await.id];
    scene.say(tasks[0], &cost, "7").await.unwrap();
    let set = |written: &str| {
        let fields: Values = [(cost.id, written.to_owned())].into();
        BulkEdit { changes: vec![Change { tasks: tasks.to_vec(), set: Fields { fields, ..Fields::default() } }] }
    };
    assert!(boards::edit_tasks(db, owner, board.project.id, set("much")).await.is_err());
    let done = boards::edit_tasks(db, owner, board.project.id, set("08.0")).await.unwrap();
    assert!(done.cards.iter().all(|card| card.fields[&cost.id] == "8"));
    assert_eq!(boards::edit_tasks(db, owner, board.project.id, set("8")).await.unwrap().cards, []);
    boards::edit_tasks(db, owner, board.project.id, done.undo).await.unwrap();
    let now = scene.board("ATR").await.cards;
    assert_eq!(now[0].fields.get(&cost.id).map(String::as_str), Some("7"));
    assert!(now[1].fields.is_empty());
}

#[tokio::test]
async fn who_looks_at_the_board_is_told_of_fields_and_values() {
    let scene = Scene::new().await;
    let (db, owner, board) = (&scene.stage.db, &scene.owner, scene.project("ATR").await);
    let task = scene.task(&board, "Sand").await.id;
    let seq = scene.board("ATR").await.seq;
    let cost = scene.field(&board, "Cost", FieldKind::Number, &[]).await;
    scene.say(task, &cost, "3").await.unwrap();
    let changes = boards::board_changes(db, scene.owner.workspace_id, board.project.id, seq).await.unwrap();
    assert_eq!(changes.fields.unwrap()[0].id, cost.id);
    assert_eq!(changes.cards[0].fields[&cost.id], "3");
    boards::remove_field(db, owner, cost.id).await.unwrap();
    let seq = scene.board("ATR").await.seq;
    boards::restore_field(db, owner, cost.id).await.unwrap();
    let changes = boards::board_changes(db, scene.owner.workspace_id, board.project.id, seq).await.unwrap();
    assert!(changes.reload);
}
