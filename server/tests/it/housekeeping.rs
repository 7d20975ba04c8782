//! What is over is taken away, and nothing else, by the clock that it is told.

use crate::stage::{Person, Stage, sockets};
use atrium::{
    Error,
    activity::{self, AuditSearch},
    actor::Role,
    boards::project::GuestLevel,
    clock,
    housekeeping::{self, Swept},
    idempotency::Once,
    identity::{self, SignIn},
    workspace,
};
use time::Duration;

#[tokio::test]
async fn what_belongs_to_accounts_goes_when_its_time_is_over() {
    let stage = Stage::new().await;
    let (db, now) = (&stage.db, clock::now());
    let ada = Person::new(db, "Ada").await;
    ada.reset_token(db).await;
    let form = SignIn { email: &ada.email, password: "wrong", device: "", address: "192.0.2.7", previous: None };
    identity::sign_in(db, form, now).await.unwrap_err();
    let once = Once::new("k", "a token").unwrap();
    let token = identity::CreateToken { name: "robot", scope: identity::TokenScope::Read, days: 1 };
    identity::create_token(db, &ada.caller, token, Some(&once), now).await.unwrap();

    assert_eq!(housekeeping::sweep(db, now).await.unwrap(), Swept::default(), "nothing is over yet");
    assert!(identity::authenticate_session(db, &ada.secret, now).await.unwrap().is_some());

    let two_days = housekeeping::sweep(db, now + Duration::days(2)).await.unwrap();
    assert_eq!((two_days.mail_tokens, two_days.sessions, two_days.mails, two_days.keys), (1, 0, 0, 0));
    assert!(two_days.delays >= 2, "the account's and the address's");
    let eight = housekeeping::sweep(db, now + Duration::days(8)).await.unwrap();
    assert_eq!((eight.keys, eight.mails, eight.sessions), (1, 0, 0), "a mail that did not go out is kept longer");
    // Fatima's session and Ada's: nobody has used them for two weeks.
    let sixteen = housekeeping::sweep(db, now + Duration::days(16)).await.unwrap();
    assert_eq!(sixteen, Swept { sessions: 2, ..Swept::default() });
    let later = housekeeping::sweep(db, now + Duration::days(100)).await.unwrap();
    assert_eq!(later, Swept { api_tokens: 1, mails: 1, ..Swept::default() });
    assert_eq!(housekeeping::sweep(db, now + Duration::days(100)).await.unwrap(), Swept::default());
}

#[tokio::test]
async fn sent_mail_goes_after_a_week() {
    let stage = Stage::new().await;
    let (db, now) = (&stage.db, clock::now());
    stage.founder.reset_token(db).await;
    let mail = identity::mailbox(db, true).await.unwrap()[0].0.id;
    identity::mark_sent(db, mail, now).await.unwrap();
    assert_eq!(housekeeping::sweep(db, now + Duration::days(6)).await.unwrap().mails, 0);
    assert_eq!(housekeeping::sweep(db, now + Duration::days(8)).await.unwrap().mails, 1);
}

#[tokio::test]
async fn a_workspace_is_purged_when_it_can_no_longer_be_restored_and_its_neighbour_stays() {
    let stage = Stage::new().await;
    let (db, now) = (&stage.db, clock::now());
    let guest = stage.member("Gus", Role::Guest).await;
    let manager = stage.member("Mina", Role::Member).await;
    let things = stage.things(&[(&guest, GuestLevel::View)]).await;
    let founder = stage.actor(&stage.founder).await;
    workspace::set_manager(db, &founder, things.colleague.id(), Some(manager.id())).await.unwrap();
    stage.found("south", &stage.founder).await;
    workspace::delete(db, &founder, now).await.unwrap();

    let early = housekeeping::sweep(db, now + Duration::days(29)).await.unwrap();
    assert_eq!(early.workspaces, 0);
    workspace::restore(db, &stage.founder.caller, "north", now + Duration::days(29)).await.unwrap();
    let restored = housekeeping::sweep(db, now + Duration::days(31)).await.unwrap();
    assert_eq!(restored.workspaces, 0, "what was restored stays");

    workspace::delete(db, &founder, now).await.unwrap();
    let purged = housekeeping::sweep(db, now + Duration::days(31)).await.unwrap();
    assert_eq!(purged.workspaces, 1);
    let clear: bool = sqlx::query_scalar("select exists (select from graphile_worker.jobs where key = $1)")
        .bind(format!("clear:{}", founder.workspace_id))
        .fetch_one(&stage.owner)
        .await
        .unwrap();
    assert!(clear, "its files go too");
    let gone = workspace::restore(db, &stage.founder.caller, "north", now).await;
    assert_eq!(gone, Err(Error::NotFound));
    let south = workspace::enter(db, &stage.founder.caller, "south").await.unwrap();
    assert!(!activity::audit(db, &south, &AuditSearch::default(), None, 50, now).await.unwrap().items.is_empty());
    assert!(activity::verify_all(db).await.unwrap().iter().all(|one| one.slug != "north"));
    // The address is free again.
    stage.found("north", &stage.founder).await;
    assert_eq!(housekeeping::sweep(db, now + Duration::days(31)).await.unwrap().workspaces, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_sweeps_by_its_own_clock() {
    let stage = Stage::new().await;
    let server = sockets::serve_on(stage.db.pool().clone(), stage.owner.clone()).await;
    let mut tx = stage.db.identity().await.unwrap();
    let long_ago = "update session set seen_at = seen_at - interval '20 days'";
    sqlx::query(long_ago).execute(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();
    // What the schedule does once an hour.
    let job = r#"select graphile_worker.add_job('sweep', '{"job": "sweep"}', job_key => 'sweep')"#;
    sqlx::query(job).execute(&stage.owner).await.unwrap();
    let known = "select exists (select from graphile_worker._private_known_crontabs where identifier = 'sweep')";
    for _ in 0..100 {
        let mut tx = stage.db.identity().await.unwrap();
        let left: i64 = sqlx::query_scalar("select count(*) from session").fetch_one(tx.conn()).await.unwrap();
        let scheduled: bool = sqlx::query_scalar(known).fetch_one(&stage.owner).await.unwrap();
        if left == 0 && scheduled {
            server.stop.cancel();
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let jobs: Vec<String> = sqlx::query_scalar("select row_to_json(j)::text from graphile_worker.jobs j")
        .fetch_all(&stage.owner)
        .await
        .unwrap();
    panic!("nothing was swept, or nothing is scheduled: {jobs:?}");
}
