//! My work: what is assigned to one person, in every workspace that they stand in now.

use crate::stage::{Person, Stage};
use atrium::{
    Error,
    actor::Role,
    boards::{self, MoveTo, NewTask, TaskEdit, project::GuestLevel, task::Card},
    clock,
    workspace::{self, CreateWorkspace},
};

async fn assign(
    stage: &Stage,
    project: &boards::project::Project,
    title: &str,
    due: Option<&str>,
    to: &Person,
) -> Card {
    let actor = stage.actor(&stage.founder).await;
    let due_on = due.map(|due| due.parse().unwrap());
    let new = NewTask { title: title.to_owned(), due_on, assignees: vec![to.id()], ..NewTask::default() };
    boards::create_task(&stage.db, &actor, project.id, new, None).await.unwrap()
}

async fn titles(stage: &Stage, person: &Person) -> Vec<String> {
    let work = boards::my_work(&stage.db, &person.caller, clock::now()).await.unwrap();
    work.tasks.into_iter().map(|one| one.task.title).collect()
}

#[tokio::test]
async fn my_work_is_by_date_and_from_every_workspace() {
    let stage = Stage::new().await;
    let bo = stage.member("Bo", Role::Member).await;
    let (project, ..) = stage.project(&[]).await;
    assign(&stage, &project, "Some day", None, &bo).await;
    assign(&stage, &project, "Later", Some("2998-01-02"), &bo).await;
    assign(&stage, &project, "Sooner", Some("2998-01-01"), &bo).await;
    assign(&stage, &project, "Of somebody else", None, &stage.founder).await;
    let elsewhere = workspace::create(
        &stage.db,
        &bo.caller,
        CreateWorkspace { name: "South", slug: Some("south") },
        None,
        clock::now(),
    )
    .await
    .unwrap();
    let actor = workspace::enter_by_id(&stage.db, &bo.caller, elsewhere.id).await.unwrap();
    let new = boards::NewProject { key: "SO".to_owned(), name: "South".to_owned(), description: String::new(), hue: 0 };
    let south = boards::create_project(&stage.db, &actor, new, None).await.unwrap();
    let new = NewTask {
        title: "In the south".to_owned(),
        due_on: "2998-01-01".parse().ok(),
        assignees: vec![bo.id()],
        ..NewTask::default()
    };
    boards::create_task(&stage.db, &actor, south.id, new, None).await.unwrap();
    let mut first: Vec<_> = titles(&stage, &bo).await;
    assert_eq!(first.split_off(2), ["Later", "Some day"]);
    first.sort();
    assert_eq!(first, ["In the south", "Sooner"]);
}

#[tokio::test]
async fn who_was_shown_out_sees_nothing_and_a_guest_what_is_shared() {
    let stage = Stage::new().await;
    let founder = stage.actor(&stage.founder).await;
    let bo = stage.member("Bo", Role::Member).await;
    let guest = stage.member("Gwen", Role::Guest).await;
    let (project, ..) = stage.project(&[(&guest, GuestLevel::View)]).await;
    assign(&stage, &project, "Of Bo", None, &bo).await;
    let card = assign(&stage, &project, "Of Gwen", None, &guest).await;
    let work = boards::my_work(&stage.db, &guest.caller, clock::now()).await.unwrap();
    assert_eq!((work.tasks.len(), work.tasks[0].can_edit), (1, false), "who only looks may not plan");
    let refused = boards::complete_task(&stage.db, &stage.actor(&guest).await, card.id).await;
    assert_eq!(refused.err(), Some(Error::Forbidden));
    let stranger = Person::new(&stage.db, "Sam").await;
    assert_eq!(titles(&stage, &stranger).await, [""; 0]);
    workspace::suspend(&stage.db, &founder, bo.id(), clock::now()).await.unwrap();
    assert_eq!(titles(&stage, &bo).await, [""; 0]);
    // Assigned still, in a row that was written past the command: the right is asked for, not the assignment.
    let access = boards::GuestAccess { person_id: guest.id(), level: None };
    boards::set_guest(&stage.db, &founder, project.id, access).await.unwrap();
    let mut tx = stage.db.tenant(&founder).await.unwrap();
    sqlx::query(
        "insert into task_assignee (workspace_id, task_id, person_id) values ($1, $2, $3) on conflict do nothing",
    )
    .bind(founder.workspace_id.uuid())
    .bind(card.id.uuid())
    .bind(guest.id().uuid())
    .execute(tx.conn())
    .await
    .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(titles(&stage, &guest).await, [""; 0]);
}

#[tokio::test]
async fn a_completed_task_goes_to_the_done_column_and_back_to_its_place() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let (project, ..) = stage.project(&[]).await;
    let first = assign(&stage, &project, "First", None, &stage.founder).await;
    let card = assign(&stage, &project, "Second", None, &stage.founder).await;
    let third = assign(&stage, &project, "Third", None, &stage.founder).await;
    let done = boards::complete_task(&stage.db, &actor, card.id).await.unwrap();
    assert_eq!(done.was, MoveTo { column_id: card.column_id, after: Some(first.id), before: Some(third.id) });
    assert_eq!(titles(&stage, &stage.founder).await, ["First", "Third"]);
    // Twice is once.
    let again = boards::complete_task(&stage.db, &actor, card.id).await.unwrap();
    assert_eq!(again.card.version, done.card.version);
    let back = boards::move_task(&stage.db, &actor, card.id, done.was).await.unwrap();
    assert!(first.rank < back.rank && back.rank < third.rank);
    boards::archive_task(&stage.db, &actor, card.id).await.unwrap();
    assert!(matches!(boards::complete_task(&stage.db, &actor, card.id).await, Err(Error::Invalid { .. })));
}

#[tokio::test]
async fn a_date_that_somebody_else_has_changed_meanwhile_is_not_taken_back() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let (project, ..) = stage.project(&[]).await;
    let card = assign(&stage, &project, "Sweep", None, &stage.founder).await;
    let due = |day: &str| TaskEdit { due_on: Some(day.to_owned()), ..TaskEdit::default() };
    let mine = boards::edit_task(&stage.db, &actor, card.id, due("2998-01-01"), Some(card.version)).await.unwrap();
    let theirs = boards::edit_task(&stage.db, &actor, card.id, due("2998-01-02"), None).await.unwrap();
    let undone = boards::edit_task(&stage.db, &actor, card.id, due(""), Some(mine.version)).await;
    assert_eq!(undone, Err(Error::Conflict { current: Some(theirs.version) }));
}
