//! Projects and tasks made from templates, on a real database.

use crate::stage::{Person, Stage};
use atrium::{
    Error,
    actor::{Actor, Role},
    boards::{
        self, GuestAccess, NewProject, NewRelation, NewTask, RepeatBy, TaskEdit,
        board::Board,
        checklist::Progress,
        project::GuestLevel,
        recurrence::Cadence,
        relation::RelationKind,
        task::{Card, TaskDetail},
        template::{self, FromTemplate, NewTemplate, UseTemplate},
    },
    clock,
    day::Day,
    idempotency::Once,
    ids::{TaskId, TemplateId},
    workspace,
};

struct Scene {
    stage: Stage,
    owner: Actor,
    board: Board,
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn named(name: &str) -> NewTemplate {
    NewTemplate { name: name.to_owned(), keep_people: false }
}

fn from(template: &impl ToString, key: &str) -> FromTemplate {
    FromTemplate {
        template: template.to_string(),
        key: key.to_owned(),
        name: format!("Project {key}"),
        description: String::new(),
        hue: 3,
        starts_on: Some(day("2027-03-01")),
    }
}

impl Scene {
    /// A house to be painted: the door is a part of it, which waits for the paint, and has a checklist.
    async fn new() -> (Self, [TaskId; 3]) {
        let stage = Stage::new().await;
        let owner = stage.actor(&stage.founder).await;
        let db = &stage.db;
        let new = NewProject { key: "ATR".to_owned(), name: "ATR".to_owned(), description: String::new(), hue: 0 };
        boards::create_project(db, &owner, new, None).await.unwrap();
        let board = boards::board(db, &owner, "ATR", clock::now()).await.unwrap();
        let scene = Self { stage, owner, board };
        let (house, door, paint) = (
            scene.task("Paint the house", None).await,
            scene.task("Paint the door", None).await,
            scene.task("Buy paint", None).await,
        );
        let db = &scene.stage.db;
        boards::nest_task(db, &owner, door, Some(house)).await.unwrap();
        boards::nest_task(db, &owner, paint, Some(house)).await.unwrap();
        let new = NewRelation { kind: RelationKind::Blocks, other_id: door };
        boards::relate_tasks(db, &owner, paint, new, None).await.unwrap();
        boards::add_checklist_items(db, &owner, door, "Sand\n- [x] Prime", None).await.unwrap();
        boards::add_comment(db, &owner, door, "Green, please.", None).await.unwrap();
        let label = boards::add_label(db, &owner, scene.board.project.id, "outside", 4, None).await.unwrap();
        let edit = TaskEdit {
            due_on: Some("2026-05-10".to_owned()),
            assignees: Some(vec![owner.person_id()]),
            labels: Some(vec![label.id]),
            ..TaskEdit::default()
        };
        boards::edit_task(db, &owner, door, edit, None).await.unwrap();
        let edit = TaskEdit { due_on: Some("2026-05-03".to_owned()), ..TaskEdit::default() };
        boards::edit_task(db, &owner, paint, edit, None).await.unwrap();
        let by = RepeatBy { rule: "FREQ=YEARLY".to_owned(), cadence: Cadence::default() };
        boards::repeat_task(db, &owner, paint, by, None, clock::now()).await.unwrap();
        boards::complete_task(db, &owner, paint).await.unwrap();
        (scene, [house, door, paint])
    }

    async fn task(&self, title: &str, parent_id: Option<TaskId>) -> TaskId {
        let new = NewTask { title: title.to_owned(), parent_id, ..Default::default() };
        boards::create_task(&self.stage.db, &self.owner, self.board.project.id, new, None).await.unwrap().id
    }

    async fn cards(&self, key: &str) -> Vec<Card> {
        boards::board(&self.stage.db, &self.owner, key, clock::now()).await.unwrap().cards
    }

    async fn detail(&self, id: TaskId) -> TaskDetail {
        boards::task(&self.stage.db, &self.owner, id, clock::now()).await.unwrap()
    }

    async fn guest(&self, name: &str, level: GuestLevel) -> Actor {
        let actor = self.stage.actor(&self.stage.member(name, Role::Guest).await).await;
        let access = GuestAccess { person_id: actor.person_id(), level: Some(level) };
        boards::set_guest(&self.stage.db, &self.owner, self.board.project.id, access).await.unwrap();
        actor
    }
}

fn titled<'a>(cards: &'a [Card], title: &str) -> &'a Card {
    cards.iter().find(|card| card.title == title).unwrap()
}

#[tokio::test]
async fn a_project_is_made_from_another_as_if_nothing_was_done_in_it() {
    let (scene, _) = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let project_id = scene.board.project.id;
    let kept = template::save_project_template(db, owner, project_id, named("Painting"), None).await.unwrap();
    assert_eq!(kept.tasks, 3, "what was done is to be done again");
    let made = template::create_project_from(db, owner, from(&kept.id, "NEW"), None, clock::now()).await.unwrap();
    let board = boards::board(db, owner, "NEW", clock::now()).await.unwrap();
    let columns: Vec<_> = board.columns.iter().map(|column| (column.name.as_str(), column.done)).collect();
    let before: Vec<_> = scene.board.columns.iter().map(|column| (column.name.as_str(), column.done)).collect();
    assert_eq!((columns, board.labels.len()), (before, 1));
    let first = board.columns[0].id;
    assert!(board.cards.iter().all(|card| card.column_id == first), "nothing is done yet");

    let door = titled(&board.cards, "Paint the door");
    assert_eq!(door.checklist, Some(Progress { done: 0, total: 2 }));
    assert!(door.assignees.is_empty() && door.comments == 0 && door.labels.len() == 1);
    assert!(door.blocked, "the paint is to be bought anew");
    // A week lay between the two.
    let days: Vec<_> = board.cards.iter().filter_map(|card| card.due_on).collect();
    assert_eq!((days.iter().min(), door.due_on), (Some(&day("2027-03-01")), Some(day("2027-03-08"))));
    let house = titled(&board.cards, "Paint the house");
    assert_eq!(door.parent, Some(house.number));
    let again = board.cards.iter().find(|card| card.repeats).unwrap();
    assert_eq!(scene.detail(again.id).await.repeat.unwrap().rule, "FREQ=YEARLY");
    let what = boards::archived_tasks(db, owner, made.id).await.unwrap();
    assert!(what.is_empty());
}

#[tokio::test]
async fn people_come_along_only_where_that_was_asked_for() {
    let (scene, _) = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let new = NewTemplate { keep_people: true, ..named("With people") };
    let kept = template::save_project_template(db, owner, scene.board.project.id, new, None).await.unwrap();
    template::create_project_from(db, owner, from(&kept.id, "NEW"), None, clock::now()).await.unwrap();
    assert_eq!(titled(&scene.cards("NEW").await, "Paint the door").assignees, [owner.person_id()]);
}

#[tokio::test]
async fn every_shipped_template_makes_a_project() {
    let (scene, _) = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let shelf = template::project_templates(db, owner).await.unwrap();
    assert_eq!(shelf.shipped.len(), 4);
    for (key, one) in ["SA", "SB", "SC", "SD"].into_iter().zip(shelf.shipped) {
        template::create_project_from(db, owner, from(&one.id, key), None, clock::now()).await.unwrap();
        let cards = scene.cards(key).await;
        assert!(cards.len() >= 8 && cards.iter().any(|card| card.blocked), "{}", one.name);
        assert_eq!(cards.iter().filter_map(|card| card.start_on.or(card.due_on)).min(), Some(day("2027-03-01")));
    }
}

#[tokio::test]
async fn a_task_is_made_from_a_template_with_all_that_hangs_on_it() {
    let (scene, [house, door, _]) = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    scene.task("Another thing", None).await;
    let kept = template::save_task_template(db, owner, house, named("Painting"), None).await.unwrap();
    let by = UseTemplate { starts_on: Some(day("2027-03-01")) };
    let added = template::add_from_template(db, owner, kept.id, by.clone(), None, clock::now()).await.unwrap();
    let detail = scene.detail(added.task_id).await;
    assert_eq!((detail.card.title.as_str(), detail.card.parent), ("Paint the house", None));
    let parts: Vec<_> = detail.subtask_list.iter().map(|part| part.title.as_str()).collect();
    assert!(parts.contains(&"Paint the door") && !parts.contains(&"Another thing"), "{parts:?}");
    let copy = detail.subtask_list.iter().find(|part| part.title == "Paint the door").unwrap();
    assert_ne!(copy.id, door);
    let copy = scene.detail(copy.id).await;
    assert_eq!((copy.checklist_items.len(), copy.relations.len(), copy.comments_list.len()), (2, 1, 0));
    assert_ne!(copy.relations[0].task.id, scene.detail(door).await.relations[0].task.id, "copies hang on copies");
    assert_eq!(detail.history[0].what, format!("added {} tasks from the template Painting", kept.tasks));
    // It can be used again, and what was made can be taken back as an import is.
    template::add_from_template(db, owner, kept.id, by, None, clock::now()).await.unwrap();
    let imports = boards::import::imports(db, owner, scene.board.project.id, clock::now()).await.unwrap();
    assert_eq!(imports.len(), 2);
    boards::import::undo_import(db, owner, imports[0].id).await.unwrap();
    assert_eq!(scene.cards("ATR").await.iter().filter(|card| card.title == "Paint the house").count(), 2);
}

#[tokio::test]
async fn what_is_asked_for_twice_under_one_key_is_made_once() {
    let (scene, [house, ..]) = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let once = Once::new("key-1", "keep").unwrap();
    let keep = || template::save_task_template(db, owner, house, named("Painting"), Some(&once));
    let (first, second) = tokio::join!(keep(), keep());
    let kept = first.unwrap();
    assert_eq!(kept, second.unwrap());
    let again = template::save_task_template(db, owner, house, named("Painting"), None).await.unwrap_err();
    assert!(again.field("name").is_some(), "a second click without a key finds the name taken");

    let before = scene.cards("ATR").await.len();
    let once = Once::new("key-2", "use").unwrap();
    let by = UseTemplate::default();
    let add = || template::add_from_template(db, owner, kept.id, by.clone(), Some(&once), clock::now());
    let (first, second) = tokio::join!(add(), add());
    assert_eq!(first.unwrap(), second.unwrap());
    let made = usize::try_from(kept.tasks).unwrap();
    assert_eq!(scene.cards("ATR").await.len(), before + made);

    let once = Once::new("key-3", "project").unwrap();
    let make = || template::create_project_from(db, owner, from(&"event", "EVT"), Some(&once), clock::now());
    let (first, second) = tokio::join!(make(), make());
    assert_eq!(first.unwrap().id, second.unwrap().id);
    assert_eq!(scene.cards("EVT").await.len(), 14);
}

#[tokio::test]
async fn templates_are_renamed_and_removed_and_what_was_made_stays() {
    let (scene, [house, ..]) = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let kept = template::save_task_template(db, owner, house, named("Painting"), None).await.unwrap();
    template::save_task_template(db, owner, house, named("Other"), None).await.unwrap();
    let taken = template::rename_template(db, owner, kept.id, "Other", None).await.unwrap_err();
    assert!(taken.field("name").is_some());
    let renamed = template::rename_template(db, owner, kept.id, "House", Some(1)).await.unwrap();
    assert_eq!((renamed.name.as_str(), renamed.version), ("House", 2));
    let late = template::rename_template(db, owner, kept.id, "Late", Some(1)).await;
    assert_eq!(late, Err(Error::Conflict { current: Some(2) }));
    let names: Vec<_> = template::task_templates(db, owner, scene.board.project.id).await.unwrap();
    assert_eq!(names.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["House", "Other"]);
    let by = UseTemplate::default();
    let added = template::add_from_template(db, owner, kept.id, by.clone(), None, clock::now()).await.unwrap();
    template::remove_template(db, owner, kept.id).await.unwrap();
    assert_eq!(template::remove_template(db, owner, kept.id).await, Err(Error::NotFound));
    let gone = template::add_from_template(db, owner, kept.id, by, None, clock::now()).await;
    assert_eq!(gone, Err(Error::NotFound));
    assert_eq!(scene.detail(added.task_id).await.card.title, "Paint the house");
    let gone = template::create_project_from(db, owner, from(&kept.id, "NEW"), None, clock::now()).await.unwrap_err();
    assert!(gone.field("template").is_some());
    assert!(boards::board(db, owner, "NEW", clock::now()).await.is_err(), "nothing half made is left");
}

#[tokio::test]
async fn rights_are_asked_on_both_sides() {
    let (scene, [house, ..]) = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let project_id = scene.board.project.id;
    let task = template::save_task_template(db, owner, house, named("Painting"), None).await.unwrap();
    let whole = template::save_project_template(db, owner, project_id, named("Whole"), None).await.unwrap();
    let viewer = scene.stage.actor(&scene.stage.member("Vi", Role::Viewer).await).await;
    let (edits, looks) = (scene.guest("Gus", GuestLevel::Edit).await, scene.guest("Gil", GuestLevel::View).await);
    let by = UseTemplate::default;
    for actor in [&viewer, &edits, &looks] {
        let saved = template::save_task_template(db, actor, house, named("X"), None).await;
        assert_eq!(saved, Err(Error::Forbidden));
        let saved = template::save_project_template(db, actor, project_id, named("X"), None).await;
        assert_eq!(saved, Err(Error::Forbidden));
        assert_eq!(template::remove_template(db, actor, task.id).await, Err(Error::Forbidden));
        let made = template::create_project_from(db, actor, from(&whole.id, "NEW"), None, clock::now()).await;
        assert_eq!(made, Err(Error::Forbidden));
        assert_eq!(template::project_templates(db, actor).await, Err(Error::Forbidden));
        assert_eq!(template::task_templates(db, actor, project_id).await.map(|all| all.len()), Ok(1));
    }
    for actor in [&viewer, &looks] {
        let added = template::add_from_template(db, actor, task.id, by(), None, clock::now()).await;
        assert_eq!(added, Err(Error::Forbidden));
    }
    assert!(template::add_from_template(db, &edits, task.id, by(), None, clock::now()).await.is_ok());
    assert_eq!(template::remove_template(db, &edits, whole.id).await, Err(Error::NotFound), "not shared with guests");

    let mallory = Person::new(db, "Mallory").await;
    scene.stage.found("south", &mallory).await;
    let mallory = workspace::enter(db, &mallory.caller, "south").await.unwrap();
    for id in [task.id, whole.id, TemplateId::new()] {
        assert_eq!(template::rename_template(db, &mallory, id, "Loot", None).await, Err(Error::NotFound));
        assert_eq!(template::remove_template(db, &mallory, id).await, Err(Error::NotFound));
        let added = template::add_from_template(db, &mallory, id, by(), None, clock::now()).await;
        assert_eq!(added, Err(Error::NotFound));
        let made =
            template::create_project_from(db, &mallory, from(&id, "LOOT"), None, clock::now()).await.unwrap_err();
        assert!(made.field("template").is_some());
    }
    assert_eq!(template::save_task_template(db, &mallory, house, named("X"), None).await, Err(Error::NotFound));
    assert!(template::project_templates(db, &mallory).await.unwrap().own.is_empty());
}
