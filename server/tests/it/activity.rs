//! What happened, and the proof that nobody rewrote it, on a real database.

use crate::stage::Stage;
use atrium::{
    Error,
    activity::{self, AuditSearch, Feed, Flaw, Verdict},
    actor::Role,
    boards::project::GuestLevel,
    clock,
};

#[tokio::test]
async fn the_audit_log_reads_as_sentences_for_owners_and_admins() {
    let stage = Stage::new().await;
    let bo = stage.member("Bo", Role::Viewer).await;
    let (db, now) = (&stage.db, clock::now());
    let founder = stage.actor(&stage.founder).await;
    let search = AuditSearch { kind: "member.".to_owned(), person_id: Some(bo.id()) };
    let page = activity::audit(db, &founder, &search, None, 50, now).await.unwrap();
    assert_eq!(
        page.items.last().map(|event| (event.who.as_str(), event.what.as_str())),
        Some(("Bo", "joined as viewer"))
    );
    let refused = activity::audit(db, &stage.actor(&bo).await, &AuditSearch::default(), None, 50, now).await;
    assert_eq!(refused, Err(Error::Forbidden));

    let first = activity::audit(db, &founder, &AuditSearch::default(), None, 1, now).await.unwrap();
    let second = activity::audit(db, &founder, &AuditSearch::default(), first.next, 1, now).await.unwrap();
    assert_eq!(second.items[0].seq, first.items[0].seq - 1);
}

#[tokio::test]
async fn a_guest_reads_what_happened_where_they_are_and_nothing_else() {
    let stage = Stage::new().await;
    let guest = stage.member("Gus", Role::Guest).await;
    let shared = stage.things(&[(&guest, GuestLevel::View)]).await;
    let hidden = stage.things(&[]).await;
    let (db, now) = (&stage.db, clock::now());
    let acting = stage.actor(&guest).await;
    let page = activity::feed(db, &acting, Feed::Workspace, None, 200, now).await.unwrap();
    assert!(!page.items.is_empty());
    assert!(page.items.iter().all(|event| event.project_id == Some(shared.project.id)));
    for feed in [Feed::Project(hidden.project.id), Feed::Task(hidden.task.id)] {
        assert_eq!(activity::feed(db, &acting, feed, None, 50, now).await, Err(Error::NotFound));
    }
    let task = activity::feed(db, &acting, Feed::Task(shared.task.id), None, 50, now).await.unwrap();
    assert!(task.items.iter().any(|event| event.what.contains("Paint the fence")));
}

#[tokio::test]
async fn a_rewritten_log_is_found_out() {
    let stage = Stage::new().await;
    stage.things(&[]).await;
    let id = stage.actor(&stage.founder).await.workspace_id;
    let Verdict::Sound { events } = activity::verify(&stage.db, id).await.unwrap() else { panic!("sound") };
    assert!(events > 5);
    assert!(
        activity::verify_all(&stage.db).await.unwrap().iter().all(|one| matches!(one.verdict, Verdict::Sound { .. }))
    );

    let tamper = async |statement: &'static str| {
        let mut conn = stage.owner.acquire().await.unwrap();
        sqlx::raw_sql("alter table event disable trigger event_append_only").execute(&mut *conn).await.unwrap();
        sqlx::raw_sql("alter table event no force row level security").execute(&mut *conn).await.unwrap();
        sqlx::raw_sql(statement).execute(&mut *conn).await.unwrap();
    };
    tamper("delete from event where seq = (select max(seq) from event e where e.workspace_id = event.workspace_id)")
        .await;
    let cut = activity::verify(&stage.db, id).await.unwrap();
    assert_eq!(cut, Verdict::Broken { seq: events, flaw: Flaw::Truncated });
    tamper("update event set data = '{}' where seq = 4").await;
    assert_eq!(activity::verify(&stage.db, id).await.unwrap(), Verdict::Broken { seq: 4, flaw: Flaw::DataChanged });
    tamper("update event set kind = 'task.moved' where seq = 3").await;
    assert_eq!(activity::verify(&stage.db, id).await.unwrap(), Verdict::Broken { seq: 3, flaw: Flaw::Changed });
    tamper("delete from event where seq = 2").await;
    assert_eq!(activity::verify(&stage.db, id).await.unwrap(), Verdict::Broken { seq: 2, flaw: Flaw::Missing });
}
