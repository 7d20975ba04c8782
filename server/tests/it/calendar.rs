use crate::stage::{Answered, Person, Stage};
use atrium::{
    Error,
    actor::{Actor, Caller, Proof, Role},
    boards::{
        self, GuestAccess, NewTask, TaskEdit, calendar,
        project::{GuestLevel, Project},
    },
    clock,
    identity::TokenScope,
    workspace,
};

async fn read(stage: &Stage, secret: &str) -> Answered {
    stage.ask_at("get", format!("/calendar/{secret}.ics")).send().await
}

async fn dated(stage: &Stage, actor: &Actor, project: &Project, title: &str, who: &Person) {
    let new = NewTask { title: title.to_owned(), ..NewTask::default() };
    let task = boards::create_task(&stage.db, actor, project.id, new, None).await.unwrap();
    let edit =
        TaskEdit { due_on: Some("2027-01-15".to_owned()), assignees: Some(vec![who.id()]), ..TaskEdit::default() };
    boards::edit_task(&stage.db, actor, task.id, edit, None).await.unwrap();
}

#[tokio::test]
async fn a_persons_calendar_has_their_dated_tasks_of_all_workspaces_and_no_others() {
    let stage = Stage::whole().await;
    let (colin, owner) = (stage.member("Colin", Role::Member).await, stage.actor(&stage.founder).await);
    let (project, ..) = stage.project(&[]).await;
    dated(&stage, &owner, &project, "Paint, then dry", &colin).await;
    dated(&stage, &owner, &project, "Not for Colin", &stage.founder).await;
    stage.found("south", &colin).await;
    let own = workspace::enter(&stage.db, &colin.caller, "south").await.unwrap();
    let new =
        boards::NewProject { key: "SOU".to_owned(), name: "South".to_owned(), description: String::new(), hue: 0 };
    let south = boards::create_project(&stage.db, &own, new, None).await.unwrap();
    dated(&stage, &own, &south, "Elsewhere", &colin).await;

    let secret = calendar::make_mine(&stage.db, &colin.caller).await.unwrap();
    let answer = read(&stage, &secret).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/calendar; charset=utf-8"));
    assert_eq!((answer.header("set-cookie"), answer.header("x-robots-tag")), ("", "noindex"));
    let text = answer.text.replace("\r\n ", "");
    assert!(text.contains("SUMMARY:Paint\\, then dry ") && text.contains("SUMMARY:Elsewhere SOU-1\r\n"), "{text}");
    assert!(text.contains("DTSTART;VALUE=DATE:20270115\r\n") && !text.contains("Not for Colin"));
    assert!(text.contains(&format!("URL:http://atrium.test/w/north/p/{}/1\r\n", project.key)));

    let again = stage.ask_at("get", format!("/calendar/{secret}.ics")).with("if-none-match", answer.header("etag"));
    let again = again.send().await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
    dated(&stage, &owner, &project, "One more", &colin).await;
    let changed = stage.ask_at("get", format!("/calendar/{secret}.ics")).with("if-none-match", answer.header("etag"));
    assert_eq!(changed.send().await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_projects_calendar_ends_with_the_rights_of_its_person() {
    let stage = Stage::whole().await;
    let (colin, gus) = (stage.member("Colin", Role::Member).await, stage.member("Gus", Role::Guest).await);
    let (db, owner) = (&stage.db, stage.actor(&stage.founder).await);
    let (project, ..) = stage.project(&[(&gus, GuestLevel::View)]).await;
    dated(&stage, &owner, &project, "Paint", &colin).await;
    let of_colin = calendar::make_of_project(db, &stage.actor(&colin).await, project.id).await.unwrap();
    let of_gus = calendar::make_of_project(db, &stage.actor(&gus).await, project.id).await.unwrap();
    let mine = calendar::make_mine(db, &colin.caller).await.unwrap();
    for secret in [&of_colin, &of_gus, &mine] {
        assert!(read(&stage, secret).await.text.contains("SUMMARY:Paint"));
    }

    let access = GuestAccess { person_id: gus.id(), level: None };
    boards::set_guest(db, &owner, project.id, access).await.unwrap();
    assert_eq!(read(&stage, &of_gus).await.status.as_u16(), 404);
    // A guest sees no more than what is shared with them.
    workspace::change_role(db, &owner, colin.id(), Role::Guest, None).await.unwrap();
    assert_eq!(read(&stage, &of_colin).await.status.as_u16(), 404);
    assert!(!read(&stage, &mine).await.text.contains("Paint"));
    workspace::change_role(db, &owner, colin.id(), Role::Viewer, None).await.unwrap();
    assert_eq!(read(&stage, &of_colin).await.status.as_u16(), 200);
    workspace::suspend(db, &owner, colin.id(), clock::now()).await.unwrap();
    assert_eq!(read(&stage, &of_colin).await.status.as_u16(), 404);
    let left = read(&stage, &mine).await;
    assert!(left.status.is_success() && !left.text.contains("Paint"));
}

#[tokio::test]
async fn a_new_address_ends_the_one_before_and_a_revoked_one_is_like_unknown() {
    let stage = Stage::whole().await;
    let (db, caller) = (&stage.db, stage.founder.caller);
    let first = calendar::make_mine(db, &caller).await.unwrap();
    let second = calendar::make_mine(db, &caller).await.unwrap();
    assert!(calendar::has_mine(db, &caller).await.unwrap());
    assert_eq!(read(&stage, &first).await.status.as_u16(), 404);
    assert_eq!(read(&stage, &second).await.status.as_u16(), 200);
    calendar::revoke_mine(db, &caller).await.unwrap();
    calendar::revoke_mine(db, &caller).await.unwrap();
    let (revoked, unknown) = (read(&stage, &second).await, read(&stage, "cal_unknown").await);
    assert_eq!((revoked.status, revoked.text), (unknown.status, unknown.text));
    assert_eq!(unknown.status.as_u16(), 404);
    assert!(!calendar::has_mine(db, &caller).await.unwrap());
    let stored: Vec<Vec<u8>> =
        sqlx::query_scalar("select token_hash from project_calendar union select token_hash from person_calendar")
            .fetch_all(&stage.owner)
            .await
            .unwrap();
    assert!(stored.iter().all(|hash| hash != second.as_bytes()));
}

#[tokio::test]
async fn an_address_is_made_by_a_person_who_sees_the_project_and_by_no_token() {
    let stage = Stage::new().await;
    let things = stage.things(&[]).await;
    let (db, id) = (&stage.db, things.project.id);
    let guest = stage.actor(&things.guest).await;
    assert_eq!(calendar::make_of_project(db, &guest, id).await.unwrap_err(), Error::NotFound);
    let other = Person::new(db, "Stella").await;
    stage.found("south", &other).await;
    let stranger = workspace::enter(db, &other.caller, "south").await.unwrap();
    assert_eq!(calendar::make_of_project(db, &stranger, id).await.unwrap_err(), Error::NotFound);
    let viewer = stage.actor(&stage.member("Vera", Role::Viewer).await).await;
    assert!(calendar::make_of_project(db, &viewer, id).await.is_ok());
    let (token, _) = stage.founder.token(db, TokenScope::Write).await;
    let caller = Caller { proof: Proof::Token { id: token, may_write: true }, ..stage.founder.caller };
    assert_eq!(calendar::make_mine(db, &caller).await.unwrap_err(), Error::Forbidden);
    let actor = Actor { caller, ..stage.actor(&stage.founder).await };
    assert_eq!(calendar::make_of_project(db, &actor, id).await.unwrap_err(), Error::Forbidden);
}

#[tokio::test]
async fn who_guesses_addresses_is_slowed() {
    let stage = Stage::whole().await;
    let mut last = 404;
    for at in 0..80 {
        last = read(&stage, &format!("guess-{at}")).await.status.as_u16();
    }
    assert_eq!(last, 429);
}
