//! What happened, and the proof that nobody rewrote it, on a real database.

use crate::stage::{Person, Stage};
use atrium::{
    Error,
    activity::{self, AuditSearch, Feed, Flaw, Verdict},
    actor::Role,
    boards::{self, project::GuestLevel},
    clock,
};

#[tokio::test]
async fn the_audit_log_reads_as_sentences_for_owners_and_admins() {
    let stage = Stage::new().await;
    let bo = stage.member("Bo", Role::Viewer).await;
    let (db, now) = (&stage.db, clock::now());
    let founder = stage.actor(&stage.founder).await;
    let search = AuditSearch { kind: "member.".to_owned(), person_id: Some(bo.id()), ..AuditSearch::default() };
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

#[tokio::test]
async fn the_audit_log_is_searched_by_words() {
    let stage = Stage::new().await;
    stage.things(&[]).await;
    let founder = stage.actor(&stage.founder).await;
    let found = async |words: &str| {
        let search = AuditSearch { words: words.to_owned(), ..AuditSearch::default() };
        activity::audit(&stage.db, &founder, &search, None, 200, clock::now()).await.unwrap().items
    };
    let fences = found(" FENCE ").await;
    assert!(fences.iter().any(|event| event.kind == "task.created"));
    assert!(fences.iter().all(|event| event.what.to_lowercase().contains("fence")));
    assert!(found("colin").await.iter().any(|event| event.kind == "member.joined"), "by the name of who did it");
    assert!(found("task created").await.iter().all(|event| event.kind == "task.created"));
    assert!(found("title").await.is_empty(), "the names of fields are no words");
    assert!(found("%").await.is_empty() && found("nowhere to be found").await.is_empty());
}

#[tokio::test]
async fn the_audit_log_is_exported_whole_for_owners_and_admins() {
    let stage = Stage::new().await;
    let things = stage.things(&[]).await;
    let founder = stage.actor(&stage.founder).await;
    for n in 0..210 {
        let title = if n == 7 { "=cmd()".to_owned() } else { format!("Task, \"{n}\"") };
        let edit = boards::TaskEdit { title: Some(title), ..boards::TaskEdit::default() };
        boards::edit_task(&stage.db, &founder, things.task.id, edit, None).await.unwrap();
    }
    let export = |query: &'static str| {
        let path = format!("/workspaces/north/audit-events/export?{query}");
        stage.ask("get", path).by(&stage.founder).send()
    };
    let csv = export("format=csv").await;
    assert_eq!((csv.status.as_u16(), csv.header("content-type")), (200, "text/csv; charset=utf-8"));
    let mut rows = csv::Reader::from_reader(csv.text.as_bytes());
    let numbers: Vec<i64> = rows.records().map(|row| row.unwrap()[0].parse().unwrap()).collect();
    let newest = numbers[0];
    assert!(newest > 210 && numbers.iter().copied().eq((1..=newest).rev()), "every event, once, newest first");

    let lines = export("format=jsonl&kind=task.&words=fence").await;
    assert_eq!(lines.header("content-disposition"), "attachment; filename=\"audit.jsonl\"");
    let kinds: Vec<serde_json::Value> = lines
        .text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["kind"].take())
        .collect();
    assert_eq!(kinds, ["task.edited", "task.created"]);
    assert_eq!(export("format=xlsx").await.status, 400);
    assert_eq!(export("format=csv&kind=nothing.").await.text.lines().count(), 1, "the heading");

    let member = stage.member("Mina", Role::Member).await;
    let stranger = Person::new(&stage.db, "Stranger").await;
    for (who, status) in [(&member, 403), (&stranger, 404)] {
        let refused = stage.ask("get", "/workspaces/north/audit-events/export?format=csv").by(who).send().await;
        assert_eq!(refused.status, status);
    }
}
