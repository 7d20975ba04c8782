//! Projects beside their boards: who sees them, who works in them, and what was put aside.

use crate::stage::{Person, Stage};
use atrium::{
    Error,
    actor::{Actor, Role},
    boards::{self, GuestAccess, MoveTo, NewProject, NewTask, board::Board, project::GuestLevel},
    clock,
    ids::{PersonId, TaskId},
    workspace,
};

/// A workspace with its owner acting in it.
struct Scene {
    stage: Stage,
    owner: Actor,
}

impl Scene {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let owner = stage.actor(&stage.founder).await;
        Self { stage, owner }
    }

    async fn project(&self, key: &str) -> Board {
        let new = NewProject { key: key.to_owned(), name: key.to_owned(), description: String::new(), hue: 0 };
        boards::create_project(&self.stage.db, &self.owner, new, None).await.unwrap();
        self.board(key).await
    }

    async fn board(&self, key: &str) -> Board {
        boards::board(&self.stage.db, &self.owner, key, clock::now()).await.unwrap()
    }

    /// A task that these people work on.
    async fn task(&self, board: &Board, people: &[PersonId]) -> TaskId {
        let new = NewTask { title: "Mend the roof".to_owned(), assignees: people.to_vec(), ..Default::default() };
        boards::create_task(&self.stage.db, &self.owner, board.project.id, new, None).await.unwrap().id
    }

    async fn working_on(&self, task_id: TaskId) -> Vec<PersonId> {
        boards::task(&self.stage.db, &self.owner, task_id, clock::now()).await.unwrap().card.assignees
    }

    async fn set_guest(&self, board: &Board, person: &Person, level: Option<GuestLevel>) {
        let access = GuestAccess { person_id: person.id(), level };
        boards::set_guest(&self.stage.db, &self.owner, board.project.id, access).await.unwrap();
    }
}

#[tokio::test]
async fn who_leaves_is_taken_off_open_tasks_and_finished_ones_keep_who_did_them() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let mara = scene.stage.member("Mara", Role::Member).await;
    let start = scene.project("ATR").await;
    let open = scene.task(&start, &[mara.id(), scene.stage.founder.id()]).await;
    let done = scene.task(&start, &[mara.id()]).await;
    let last = start.columns.iter().find(|column| column.done).unwrap().id;
    boards::move_task(db, owner, done, MoveTo { column_id: last, after: None, before: None }).await.unwrap();
    let seq = scene.board("ATR").await.seq;

    // Shut out for a while is not gone: what was theirs waits for them.
    workspace::suspend(db, owner, mara.id(), clock::now()).await.unwrap();
    workspace::reinstate(db, owner, mara.id()).await.unwrap();
    assert_eq!(scene.working_on(open).await.len(), 2);

    workspace::leave(db, &scene.stage.actor(&mara).await, clock::now()).await.unwrap();
    assert_eq!(scene.working_on(open).await, [scene.stage.founder.id()]);
    assert_eq!(scene.working_on(done).await, [mara.id()]);
    let detail = boards::task(db, owner, open, clock::now()).await.unwrap();
    assert_eq!(detail.history[0].what, "changed who works on this");
    let changes = boards::board_changes(db, owner.workspace_id, start.project.id, seq).await.unwrap();
    assert_eq!(changes.cards.iter().map(|card| card.id).collect::<Vec<_>>(), [open]);
}

#[tokio::test]
async fn who_does_not_see_a_project_any_more_works_on_nothing_in_it() {
    let scene = Scene::new().await;
    let (mara, gus) = (scene.stage.member("Mara", Role::Member).await, scene.stage.member("Gus", Role::Guest).await);
    let (kept, lost) = (scene.project("KEPT").await, scene.project("LOST").await);
    scene.set_guest(&kept, &mara, Some(GuestLevel::Edit)).await;
    scene.set_guest(&kept, &gus, Some(GuestLevel::Edit)).await;
    let (here, there) = (scene.task(&kept, &[mara.id(), gus.id()]).await, scene.task(&lost, &[mara.id()]).await);

    workspace::change_role(&scene.stage.db, &scene.owner, mara.id(), Role::Guest, None).await.unwrap();
    assert_eq!(scene.working_on(here).await.len(), 2);
    assert_eq!(scene.working_on(there).await, []);

    scene.set_guest(&kept, &gus, None).await;
    assert_eq!(scene.working_on(here).await, [mara.id()]);
    // Twice is once.
    let seq = scene.board("KEPT").await.seq;
    scene.set_guest(&kept, &gus, None).await;
    assert_eq!(scene.board("KEPT").await.seq, seq);
}

#[tokio::test]
async fn who_left_as_a_guest_comes_back_to_nothing_shared() {
    let scene = Scene::new().await;
    let gus = scene.stage.member("Gus", Role::Guest).await;
    let shared = scene.project("ATR").await;
    scene.set_guest(&shared, &gus, Some(GuestLevel::View)).await;
    let acting = scene.stage.actor(&gus).await;
    workspace::leave(&scene.stage.db, &acting, clock::now()).await.unwrap();
    let settings = boards::project_settings(&scene.stage.db, &scene.owner, "ATR", clock::now()).await.unwrap();
    assert!(settings.guests.is_empty());
    scene.stage.join(&gus, Role::Guest).await;
    let seen = boards::projects(&scene.stage.db, &scene.stage.actor(&gus).await, false).await.unwrap();
    assert!(seen.is_empty());
}

#[tokio::test]
async fn a_project_is_shared_with_the_guest_of_an_address() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let (mara, gus) = (scene.stage.member("Mara", Role::Member).await, scene.stage.member("Gus", Role::Guest).await);
    let id = scene.project("ATR").await.project.id;
    let address = gus.email.to_uppercase();
    assert_eq!(boards::share_with(db, owner, id, &address, GuestLevel::View).await, Ok(gus.id()));
    // Twice is once.
    let seq = scene.board("ATR").await.seq;
    assert_eq!(boards::share_with(db, owner, id, &address, GuestLevel::View).await, Ok(gus.id()));
    assert_eq!(scene.board("ATR").await.seq, seq);
    let settings = boards::project_settings(db, owner, "ATR", clock::now()).await.unwrap();
    assert_eq!(settings.guests.iter().map(|guest| guest.person_id).collect::<Vec<_>>(), [gus.id()]);

    // A guest looks at the settings, without seeing who else does.
    let seen = boards::project_settings(db, &scene.stage.actor(&gus).await, "ATR", clock::now()).await.unwrap();
    assert!(seen.guests.is_empty() && !seen.can.edit && !seen.can.archive && !seen.can.share);

    let stranger = Person::new(db, "Stranger").await;
    for other in [&mara.email, &stranger.email] {
        let refused = boards::share_with(db, owner, id, other, GuestLevel::View).await;
        assert!(refused.unwrap_err().field("email").is_some());
    }
    let member = scene.stage.actor(&mara).await;
    assert_eq!(boards::share_with(db, &member, id, &address, GuestLevel::View).await, Err(Error::Forbidden));
    scene.stage.found("south", &stranger).await;
    let outside = workspace::enter(db, &stranger.caller, "south").await.unwrap();
    assert_eq!(boards::share_with(db, &outside, id, &address, GuestLevel::View).await, Err(Error::NotFound));
    assert_eq!(boards::project_settings(db, &outside, "ATR", clock::now()).await, Err(Error::NotFound));
}

#[tokio::test]
async fn a_column_that_becomes_the_end_of_work_is_told_with_its_tasks() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let start = scene.project("ATR").await;
    scene.task(&start, &[]).await;
    let seq = scene.board("ATR").await.seq;
    let edit = |done| boards::ColumnEdit { done: Some(done), ..Default::default() };
    boards::edit_column(db, owner, start.columns[0].id, edit(false), None).await.unwrap();
    assert_eq!(scene.board("ATR").await.seq, seq);
    boards::edit_column(db, owner, start.columns[0].id, edit(true), None).await.unwrap();
    let changes = boards::board_changes(db, owner.workspace_id, start.project.id, seq).await.unwrap();
    assert!(changes.reload);
}

#[tokio::test]
async fn archived_tasks_are_listed_newest_first_with_their_way_back() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let start = scene.project("ATR").await;
    for _ in 0..3 {
        let task = scene.task(&start, &[]).await;
        boards::archive_task(db, owner, task).await.unwrap();
    }
    let settings = boards::project_settings(db, owner, "ATR", clock::now()).await.unwrap();
    assert_eq!(settings.archived_count, 3);
    assert_eq!(settings.archived_tasks.iter().map(|task| task.number).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!(settings.archived_tasks[0].column, "To do");
    assert!(settings.can.restore_tasks);
    boards::archive_project(db, owner, start.project.id).await.unwrap();
    let settings = boards::project_settings(db, owner, "ATR", clock::now()).await.unwrap();
    assert!(settings.can.archive && !settings.can.edit && !settings.can.restore_tasks);
}
