//! What people choose to be told of, and that it is held to.

use super::scene::{Scene, call};
use crate::stage::{Person, Stage};
use atrium::{
    Error,
    actor::{Actor, Caller, Proof, Role},
    boards::{
        self, MoveTo, NewTask, RepeatBy, TaskEdit,
        bulk::{BulkEdit, Change, Fields},
        recurrence::Cadence,
    },
    clock,
    identity::TokenScope,
    ids::TaskId,
    inbox::{
        self, Reason, Shelf,
        channels::{self, QuietHours, Reasons, Reminders, Settings},
    },
};
use time::{Duration, macros::datetime};

async fn choose(scene: &Scene, who: &Person, settings: Settings) {
    channels::set_settings(&scene.stage.db, &who.caller, &settings).await.unwrap();
}

#[tokio::test]
async fn what_somebody_chose_is_theirs_alone_and_twice_is_once() {
    let stage = Stage::new().await;
    let ada = stage.member("Ada", Role::Member).await;
    assert_eq!(channels::settings(&stage.db, &ada.caller).await, Ok(Settings::default()));
    let chosen = Settings {
        in_app: Reasons::ALL,
        mail: Reasons::from(vec![Reason::Mentioned]),
        push: Reasons::default(),
        reminders: Reminders::of(4, 7),
        quiet: Some(QuietHours { from: "22:00".parse().unwrap(), until: "06:30".parse().unwrap() }),
        quiet_days: vec![5, 6],
        digest_hour: Some(8),
    };
    for _ in 0..2 {
        channels::set_settings(&stage.db, &ada.caller, &chosen).await.unwrap();
        assert_eq!(channels::settings(&stage.db, &ada.caller).await.as_ref(), Ok(&chosen));
    }
    assert_eq!(channels::settings(&stage.db, &stage.founder.caller).await, Ok(Settings::default()));
    let wrong = Settings { digest_hour: Some(24), ..chosen.clone() };
    assert!(matches!(channels::set_settings(&stage.db, &ada.caller, &wrong).await, Err(Error::Invalid { .. })));
    assert_eq!(channels::settings(&stage.db, &ada.caller).await, Ok(chosen));
}

#[tokio::test]
async fn a_token_that_only_reads_changes_nothing_and_the_address_of_a_calendar_opens_nothing() {
    let stage = Stage::new().await;
    let (id, _) = stage.founder.token(&stage.db, TokenScope::Read).await;
    let person_id = stage.founder.id();
    let reader = Caller { person_id, proof: Proof::Token { id, may_write: false } };
    assert_eq!(channels::settings(&stage.db, &reader).await, Ok(Settings::default()));
    assert!(channels::set_settings(&stage.db, &reader, &Settings::default()).await.is_err());
}

#[tokio::test]
async fn what_is_switched_off_in_the_inbox_is_not_shown_and_what_goes_nowhere_is_not_kept() {
    let scene = Scene::new().await;
    let off = |reason: Reason| Reasons(Reasons::ALL.0 & !reason.bit());
    choose(&scene, &scene.ada, Settings { in_app: off(Reason::Mentioned), ..Settings::default() }).await;
    let nothing = Settings { in_app: Reasons::default(), mail: Reasons::default(), ..Settings::default() };
    choose(&scene, &scene.bo, Settings { push: Reasons::default(), ..nothing }).await;
    scene.assigns(&[&scene.ada, &scene.bo]).await;
    let fatima = scene.stage.founder.clone();
    scene.says(&fatima, &format!("{} {}", call(scene.ada.id(), "Ada"), call(scene.bo.id(), "Bo"))).await;
    assert_eq!(scene.told(&scene.ada).await, [(Reason::Assigned, "gave this to you".to_owned())]);
    let mut tx = scene.stage.db.system().await.unwrap();
    let kept: Vec<uuid::Uuid> =
        sqlx::query_scalar("select distinct person_id from notification").fetch_all(tx.conn()).await.unwrap();
    assert_eq!(kept, [scene.ada.id().uuid()]);
    assert_eq!(scene.shelf(&scene.ada, Shelf::Open).await.unread, 1);
}

#[tokio::test]
async fn reminders_come_when_somebody_wants_them() {
    let scene = Scene::new().await;
    scene.assigns(&[&scene.ada, &scene.bo]).await;
    scene.edits(TaskEdit { due_on: Some("2026-11-20".to_owned()), ..TaskEdit::default() }).await;
    choose(&scene, &scene.ada, Settings { reminders: Reminders::of(4, 17), ..Settings::default() }).await;
    choose(&scene, &scene.bo, Settings { reminders: Reminders::of(0, 9), ..Settings::default() }).await;
    let week_before = datetime!(2026-11-13 16:00 UTC);
    let mut now = datetime!(2026-11-12 00:00 UTC);
    while now < datetime!(2026-11-22 00:00 UTC) {
        let given = inbox::remind(&scene.stage.db, now).await.unwrap();
        assert_eq!(given, usize::from(now == week_before), "at {now}");
        now += Duration::minutes(30);
    }
}

async fn edit_many(scene: &Scene, tasks: &[TaskId], set: Fields) {
    let edit = BulkEdit { changes: vec![Change { tasks: tasks.to_vec(), set }] };
    boards::edit_tasks(&scene.stage.db, &scene.fatima, scene.project.id, edit).await.unwrap();
}

#[tokio::test]
async fn whoever_is_given_many_tasks_at_once_hears_of_each_and_who_watches_one_of_that_one() {
    let scene = Scene::new().await;
    let new = NewTask { title: "Paint the door".to_owned(), ..NewTask::default() };
    let other = boards::create_task(&scene.stage.db, &scene.fatima, scene.project.id, new, None).await.unwrap();
    scene.says(&scene.bo, "I would like to know.").await;
    scene.catch_up().await;
    let both = [scene.task.id, other.id];
    edit_many(&scene, &both, Fields { add_assignees: vec![scene.ada.id()], ..Fields::default() }).await;
    let given = "gave this to you".to_owned();
    assert_eq!(scene.told(&scene.ada).await, vec![(Reason::Assigned, given); 2]);
    assert_eq!(scene.told(&scene.bo).await.len(), 1);
    edit_many(&scene, &both[..1], Fields { remove_assignees: vec![scene.ada.id()], ..Fields::default() }).await;
    assert!(scene.told(&scene.ada).await.contains(&(Reason::Assigned, "took you off this".to_owned())));
    // The log read twice tells once.
    let mut tx = scene.stage.db.tenant(&scene.fatima).await.unwrap();
    sqlx::query("update notification_cursor set seq = 0").execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(scene.told(&scene.ada).await.len(), 3);
}

async fn complete(scene: &Scene, actor: &Actor) {
    let board = boards::board(&scene.stage.db, actor, &scene.project.key, clock::now()).await.unwrap();
    let column_id = board.columns.iter().find(|column| column.done).unwrap().id;
    let to = MoveTo { column_id, after: None, before: None };
    boards::move_task(&scene.stage.db, actor, scene.task.id, to).await.unwrap();
}

#[tokio::test]
async fn a_task_that_comes_again_is_told_to_its_people_and_to_who_asked_to_watch_it() {
    let scene = Scene::new().await;
    let now = datetime!(2026-11-19 10:00 UTC);
    scene.assigns(&[&scene.ada, &scene.stage.founder]).await;
    scene.edits(TaskEdit { due_on: Some("2026-11-20".to_owned()), ..TaskEdit::default() }).await;
    let bo = scene.stage.actor(&scene.bo).await;
    boards::watch_task(&scene.stage.db, &bo, scene.task.id, true).await.unwrap();
    let by = RepeatBy { rule: "FREQ=WEEKLY;BYDAY=FR".to_owned(), cadence: Cadence::Dates };
    boards::repeat_task(&scene.stage.db, &scene.fatima, scene.task.id, by, None, now).await.unwrap();
    complete(&scene, &scene.fatima).await;
    assert_eq!(boards::bring_due(&scene.stage.db, now).await, Ok(1));
    for (who, reason) in
        [(&scene.ada, Reason::Assigned), (&scene.stage.founder, Reason::Assigned), (&scene.bo, Reason::Changed)]
    {
        let told = scene.told(who).await;
        let again = told.iter().filter(|(_, what)| what.starts_with("brought this again")).collect::<Vec<_>>();
        assert_eq!(again.iter().map(|(reason, _)| *reason).collect::<Vec<_>>(), [reason], "{told:?}");
    }
}
