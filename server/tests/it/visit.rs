//! Looking around in a workspace: one transaction that asks for the right and then reads.

use crate::{
    stage::{Person, Stage},
    support::context,
};
use atrium::{
    Error,
    actor::Role,
    boards::{self, GuestAccess, NewProject, NewTask, board::Board, project::GuestLevel},
    clock,
    workspace::{self, Visit},
};

/// What both ways to begin a visit say, which is always the same.
async fn begin(stage: &Stage, person: &Person, slug: &str) -> Result<Visit, Error> {
    let plain = Visit::begin(&stage.db, &person.caller, slug).await;
    let among = Visit::begin_among_mine(&stage.db, &person.caller, slug, clock::now()).await;
    let entered = workspace::enter(&stage.db, &person.caller, slug).await;
    assert_eq!(plain.as_ref().map(|visit| visit.actor), among.as_ref().map(|(_, visit)| visit.actor));
    assert_eq!(plain.as_ref().map(|visit| visit.actor), entered.as_ref().copied());
    plain
}

async fn project(stage: &Stage, key: &str) -> Board {
    let founder = stage.actor(&stage.founder).await;
    let new = NewProject { key: key.to_owned(), name: key.to_owned(), description: String::new(), hue: 0 };
    let project = boards::create_project(&stage.db, &founder, new, None).await.unwrap();
    let new = NewTask { title: "Mend the roof".to_owned(), ..Default::default() };
    boards::create_task(&stage.db, &founder, project.id, new, None).await.unwrap();
    boards::board(&stage.db, &founder, key, clock::now()).await.unwrap()
}

#[tokio::test]
async fn a_visit_is_for_whom_the_workspace_lets_in() {
    let stage = Stage::new().await;
    let stranger = Person::new(&stage.db, "Mallory").await;
    let bo = stage.member("Bo", Role::Member).await;
    let founder = stage.actor(&stage.founder).await;
    for slug in ["north", "nowhere", ""] {
        assert_eq!(begin(&stage, &stranger, slug).await.unwrap_err(), Error::NotFound);
    }
    assert_eq!(begin(&stage, &bo, "north").await.unwrap().actor.role, Role::Member);
    workspace::suspend(&stage.db, &founder, bo.id(), clock::now()).await.unwrap();
    assert_eq!(begin(&stage, &bo, "north").await.unwrap_err(), Error::Forbidden);
    workspace::delete(&stage.db, &founder, clock::now()).await.unwrap();
    assert_eq!(begin(&stage, &stage.founder, "north").await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn a_visit_reads_what_each_look_reads_for_itself() {
    let stage = Stage::new().await;
    let guest = stage.member("Gil", Role::Guest).await;
    let (open, hidden) = (project(&stage, "OPEN").await, project(&stage, "HIDE").await);
    let founder = stage.actor(&stage.founder).await;
    let access = GuestAccess { person_id: guest.id(), level: Some(GuestLevel::View) };
    boards::set_guest(&stage.db, &founder, open.project.id, access).await.unwrap();
    let now = clock::now();
    for person in [&stage.founder, &guest] {
        let actor = stage.actor(person).await;
        let (mine, mut visit) = Visit::begin_among_mine(&stage.db, &person.caller, "north", now).await.unwrap();
        assert_eq!(mine, workspace::list_mine(&stage.db, &person.caller, now).await.unwrap());
        assert_eq!(visit.workspace().await, workspace::view(&stage.db, &actor).await);
        let listed = boards::projects(&stage.db, &actor, false).await.unwrap();
        let listed: Vec<_> = listed.into_iter().map(|summary| summary.project).collect();
        assert_eq!(boards::projects_on(&mut visit).await.unwrap(), listed);
        for key in ["OPEN", "HIDE", "NONE"] {
            let board = boards::board(&stage.db, &actor, key, now).await;
            assert_eq!(boards::board_on(&mut visit, key, now).await, board);
            let task = boards::task_by_number(&stage.db, &actor, key, 1, now).await;
            assert_eq!(boards::task_on(&mut visit, key, 1, now).await, task);
        }
    }
    let mut visit = begin(&stage, &guest, "north").await.unwrap();
    assert_eq!(boards::board_on(&mut visit, &hidden.project.key, now).await, Err(Error::NotFound));
}

#[tokio::test]
async fn a_visit_changes_nothing_and_sees_nothing_beyond_its_workspace() {
    let stage = Stage::new().await;
    let mallory = Person::new(&stage.db, "Mallory").await;
    stage.found("south", &mallory).await;
    project(&stage, "OPEN").await;
    for person in [&stage.founder, &mallory] {
        let slug = if person.id() == mallory.id() { "south" } else { "north" };
        let mut visit = begin(&stage, person, slug).await.unwrap();
        let seen: (i64, i64, i64) = sqlx::query_as(
            "select (select count(*) from workspace), (select count(*) from session), (select count(*) from person)",
        )
        .fetch_one(visit.tx.conn())
        .await
        .unwrap();
        assert_eq!(seen, (1, 0, 1), "{slug}");
        let tasks: i64 = sqlx::query_scalar("select count(*) from task").fetch_one(visit.tx.conn()).await.unwrap();
        assert_eq!(tasks, i64::from(slug == "north"));
        let written = sqlx::query("update workspace set name = 'Mine'").execute(visit.tx.conn()).await;
        let error = written.unwrap_err();
        assert_eq!(
            error.as_database_error().and_then(sqlx::error::DatabaseError::code).as_deref(),
            Some("25006"),
            "{error}"
        );
    }
}

/// Else a task archived between two looks of one page would be nowhere: not on the board any more, and not yet aside.
#[tokio::test]
async fn a_visit_sees_one_moment() {
    let stage = Stage::new().await;
    let board = project(&stage, "OPEN").await;
    let founder = stage.actor(&stage.founder).await;
    let now = clock::now();
    let mut visit = begin(&stage, &stage.founder, "north").await.unwrap();
    let before = boards::task_on(&mut visit, "OPEN", 1, now).await.unwrap();
    boards::archive_task(&stage.db, &founder, board.cards[0].id).await.unwrap();
    assert_eq!(boards::task_on(&mut visit, "OPEN", 1, now).await, Ok(before));
    let mut later = begin(&stage, &stage.founder, "north").await.unwrap();
    assert!(boards::task_on(&mut later, "OPEN", 1, now).await.unwrap().archived);
}

#[tokio::test]
async fn an_ended_visit_leaves_no_tenant_behind() {
    let stage = Stage::new().await;
    for _ in 0..20 {
        drop(begin(&stage, &stage.founder, "north").await.unwrap());
        assert_eq!(context(stage.db.pool()).await, "");
    }
}
