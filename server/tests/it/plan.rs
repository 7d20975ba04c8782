//! Days of tasks and what waits for what, as calendars, timelines and lanes have them, on a real database.

use crate::stage::Stage;
use atrium::{
    Error,
    actor::{Actor, Role},
    boards::{
        self, NewRelation, NewTask,
        bulk::{Bulk, BulkEdit, Change, Fields},
        relation::{Blocking, RelationKind},
        saved_view::NewView,
        task::{Card, Priority},
        view::{calendar::moved, group::Of},
    },
    clock,
    day::Day,
    ids::{ColumnId, ProjectId, TaskId},
};

struct Planned {
    stage: Stage,
    actor: Actor,
    project: ProjectId,
    key: String,
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

impl Planned {
    /// A project with one task, from 9 to 11 June.
    async fn new() -> (Self, Card) {
        let stage = Stage::new().await;
        let actor = stage.actor(&stage.founder).await;
        let (project, ..) = stage.project(&[]).await;
        let planned = Self { stage, actor, project: project.id, key: project.key };
        let card = planned.task("First").await;
        let dates = Fields {
            start_on: Some("2027-06-09".to_owned()),
            due_on: Some("2027-06-11".to_owned()),
            ..Fields::default()
        };
        let card = planned.edit(card.id, dates).await.unwrap().cards.remove(0);
        (planned, card)
    }

    async fn task(&self, title: &str) -> Card {
        let new = NewTask { title: title.to_owned(), ..NewTask::default() };
        boards::create_task(&self.stage.db, &self.actor, self.project, new, None).await.unwrap()
    }

    async fn edit(&self, task: TaskId, set: Fields) -> Result<Bulk, Error> {
        let edit = BulkEdit { changes: vec![Change { tasks: vec![task], set }] };
        boards::edit_tasks(&self.stage.db, &self.actor, self.project, edit).await
    }

    async fn card(&self, task: TaskId) -> Card {
        let board = boards::board(&self.stage.db, &self.actor, &self.key, clock::now()).await.unwrap();
        board.cards.into_iter().find(|card| card.id == task).unwrap()
    }

    async fn column(&self, name: &str) -> ColumnId {
        let board = boards::board(&self.stage.db, &self.actor, &self.key, clock::now()).await.unwrap();
        board.columns.into_iter().find(|column| column.name == name).unwrap().id
    }

    async fn blocks(&self, blocker: TaskId, blocked: TaskId) {
        let new = NewRelation { kind: RelationKind::Blocks, other_id: blocked };
        boards::relate_tasks(&self.stage.db, &self.actor, blocker, new, None).await.unwrap();
    }
}

#[tokio::test]
async fn a_task_that_is_moved_takes_its_start_along_and_goes_back_with_it() {
    let (planned, card) = Planned::new().await;
    let answer = planned.edit(card.id, moved(&card, 5)).await.unwrap();
    let after = planned.card(card.id).await;
    assert_eq!((after.start_on, after.due_on), (Some(day("2027-06-14")), Some(day("2027-06-16"))));
    // The same once more changes nothing, and leaves nothing to take back.
    assert_eq!(planned.edit(card.id, moved(&card, 5)).await.unwrap(), Bulk::default());
    boards::edit_tasks(&planned.stage.db, &planned.actor, planned.project, answer.undo).await.unwrap();
    let back = planned.card(card.id).await;
    assert_eq!((back.start_on, back.due_on), (card.start_on, card.due_on));
}

#[tokio::test]
async fn a_start_after_the_due_date_is_refused_at_the_field_that_was_changed() {
    let (planned, card) = Planned::new().await;
    let late = Fields { start_on: Some("2027-07-01".to_owned()), ..Fields::default() };
    assert!(planned.edit(card.id, late).await.unwrap_err().field("start_on").is_some());
    let early = Fields { due_on: Some("2027-06-01".to_owned()), ..Fields::default() };
    assert!(planned.edit(card.id, early).await.unwrap_err().field("due_on").is_some());
    let nonsense = Fields { start_on: Some("soon".to_owned()), ..Fields::default() };
    assert!(planned.edit(card.id, nonsense).await.unwrap_err().field("start_on").is_some());
    assert_eq!(planned.card(card.id).await.version, card.version);
}

#[tokio::test]
async fn a_card_taken_to_another_lane_and_column_changes_once_and_goes_back_once() {
    let (planned, card) = Planned::new().await;
    let done = planned.column("Done").await;
    let set = Of::Priority(Priority::Urgent).entering(Of::Priority(Priority::None));
    let answer = planned.edit(card.id, Fields { column_id: Some(done), ..set }).await.unwrap();
    let after = planned.card(card.id).await;
    assert_eq!((after.column_id, after.priority), (done, Priority::Urgent));
    boards::edit_tasks(&planned.stage.db, &planned.actor, planned.project, answer.undo).await.unwrap();
    let back = planned.card(card.id).await;
    assert_eq!((back.column_id, back.priority), (card.column_id, Priority::None));
}

#[tokio::test]
async fn what_waits_for_what_is_told_of_tasks_on_the_board_alone() {
    let (planned, first) = Planned::new().await;
    let (second, third) = (planned.task("Second").await, planned.task("Third").await);
    let (elsewhere, ..) = planned.stage.project(&[]).await;
    let foreign = NewTask { title: "Elsewhere".to_owned(), ..NewTask::default() };
    let foreign = boards::create_task(&planned.stage.db, &planned.actor, elsewhere.id, foreign, None).await.unwrap();
    planned.blocks(first.id, second.id).await;
    planned.blocks(first.id, third.id).await;
    planned.blocks(foreign.id, second.id).await;
    boards::archive_task(&planned.stage.db, &planned.actor, third.id).await.unwrap();
    let (db, project) = (&planned.stage.db, planned.project);
    let found = boards::blocks(db, &planned.actor, project).await.unwrap();
    assert_eq!(found, [Blocking { blocker: first.id, blocked: second.id }]);
    let viewer = planned.stage.actor(&planned.stage.member("Vi", Role::Viewer).await).await;
    assert_eq!(boards::blocks(db, &viewer, project).await.unwrap(), found);
    let guest = planned.stage.actor(&planned.stage.member("Gwen", Role::Guest).await).await;
    assert_eq!(boards::blocks(db, &guest, project).await, Err(Error::NotFound));
}

#[tokio::test]
async fn a_saved_calendar_is_not_tied_to_the_day_it_was_saved_on() {
    let (planned, _) = Planned::new().await;
    let query = "view=calendar&scale=week&on=2027-06-09".to_owned();
    let new = NewView { name: "Weeks".to_owned(), query, shared: false };
    let view = boards::save_view(&planned.stage.db, &planned.actor, planned.project, new, None).await.unwrap();
    assert_eq!(view.query, "view=calendar&scale=week");
}
