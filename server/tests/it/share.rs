use crate::stage::{Answered, Person, Stage};
use atrium::{
    Error,
    actor::{Actor, Role},
    boards::{
        self, NewTask, TaskEdit,
        project::Project,
        share::{self, MadeShare, NewShare},
    },
    clock, workspace,
};
use time::Duration;

const WITH: NewShare = NewShare { days: 7, descriptions: true };
const WITHOUT: NewShare = NewShare { days: 7, descriptions: false };

async fn read(stage: &Stage, secret: &str) -> Answered {
    stage.ask_at("get", format!("/share/{secret}")).send().await
}

fn secret(made: MadeShare) -> String {
    made.secret.expect("a secret")
}

/// A project with a task that has everything, which a reader of the link may not see all of.
async fn fence(stage: &Stage) -> (Actor, Project) {
    let owner = stage.actor(&stage.founder).await;
    let (project, ..) = stage.project(&[]).await;
    let label = boards::add_label(&stage.db, &owner, project.id, "garden", 3, None).await.unwrap();
    let new = NewTask {
        title: "Paint <b>the fence</b>".to_owned(),
        description: "In **green**.".to_owned(),
        ..NewTask::default()
    };
    let task = boards::create_task(&stage.db, &owner, project.id, new, None).await.unwrap();
    let edit = TaskEdit {
        due_on: Some("2027-01-15".to_owned()),
        assignees: Some(vec![stage.founder.id()]),
        labels: Some(vec![label.id]),
        ..TaskEdit::default()
    };
    boards::edit_task(&stage.db, &owner, task.id, edit, None).await.unwrap();
    boards::add_comment(&stage.db, &owner, task.id, "A secret remark", None).await.unwrap();
    let aside = NewTask { title: "Put aside".to_owned(), ..NewTask::default() };
    let aside = boards::create_task(&stage.db, &owner, project.id, aside, None).await.unwrap();
    boards::archive_task(&stage.db, &owner, aside.id).await.unwrap();
    (owner, project)
}

#[tokio::test]
async fn whoever_has_the_link_reads_the_board_and_no_more() {
    let stage = Stage::whole().await;
    let (owner, project) = fence(&stage).await;
    let (other, ..) = stage.project(&[]).await;
    let with = share::make_share(&stage.db, &owner, project.id, WITH, None, clock::now()).await.unwrap();
    let without = share::make_share(&stage.db, &owner, project.id, WITHOUT, None, clock::now()).await.unwrap();
    let page = read(&stage, &secret(with)).await;
    assert_eq!(page.status.as_u16(), 200);
    for shown in [
        &project.name,
        "To do",
        "Paint &lt;b&gt;the fence&lt;/b&gt;",
        "garden",
        "15 Jan 2027",
        "<strong>green</strong>",
    ] {
        assert!(page.text.contains(shown), "{shown} in {}", page.text);
    }
    let id = project.id.to_string();
    for hidden in ["Fatima", &stage.founder.email, "secret remark", "Put aside", &other.name, "<script", "moved", &id] {
        assert!(!page.text.contains(hidden), "{hidden} in {}", page.text);
    }
    assert!(!read(&stage, &secret(without)).await.text.contains("green"));
    assert_eq!((page.header("set-cookie"), page.header("referrer-policy")), ("", "no-referrer"));
    assert_eq!(page.header("x-robots-tag"), "noindex, nofollow");
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("script-src"), "{policy}");
}

#[tokio::test]
async fn a_link_that_ended_is_like_one_there_never_was() {
    let stage = Stage::whole().await;
    let (owner, project) = fence(&stage).await;
    let (db, now) = (&stage.db, clock::now());
    let unknown = read(&stage, "shr_unknown").await;
    assert_eq!(unknown.status.as_u16(), 404);
    let expired = share::make_share(db, &owner, project.id, WITH, None, now - Duration::days(8)).await.unwrap();
    let revoked = share::make_share(db, &owner, project.id, WITH, None, now).await.unwrap();
    share::revoke_share(db, &owner, project.id, revoked.id, now).await.unwrap();
    share::revoke_share(db, &owner, project.id, revoked.id, now).await.unwrap();
    let live = share::make_share(db, &owner, project.id, WITH, None, now).await.unwrap();
    let listed = share::shares(db, &owner, project.id, now).await.unwrap();
    assert_eq!(listed.iter().map(|link| link.id).collect::<Vec<_>>(), [live.id]);
    boards::archive_project(db, &owner, project.id).await.unwrap();
    let live_secret = secret(live.clone());
    for secret in [&secret(expired), &secret(revoked), &live_secret] {
        let answer = read(&stage, secret).await;
        assert_eq!((answer.status, &answer.text), (unknown.status, &unknown.text));
    }
    boards::restore_project(db, &owner, project.id).await.unwrap();
    assert_eq!(read(&stage, &live_secret).await.status.as_u16(), 200);
    workspace::delete(db, &owner, now).await.unwrap();
    assert_eq!(read(&stage, &live_secret).await.status.as_u16(), 404);
}

#[tokio::test]
async fn links_are_made_by_owners_and_admins_and_last_a_year_at_most() {
    let stage = Stage::new().await;
    let things = stage.things(&[]).await;
    let (db, id, now) = (&stage.db, things.project.id, clock::now());
    let other = Person::new(db, "Stella").await;
    stage.found("south", &other).await;
    let stranger = workspace::enter(db, &other.caller, "south").await.unwrap();
    let guest = stage.actor(&things.guest).await;
    let colleague = stage.actor(&things.colleague).await;
    for (actor, refusal) in [(colleague, Error::Forbidden), (guest, Error::NotFound), (stranger, Error::NotFound)] {
        assert_eq!(share::make_share(db, &actor, id, WITH, None, now).await.unwrap_err(), refusal);
        assert_eq!(share::shares(db, &actor, id, now).await.unwrap_err(), refusal);
        assert_eq!(share::revoke_share(db, &actor, id, things.share, now).await.unwrap_err(), refusal);
    }
    let admin = stage.actor(&stage.member("Ada", Role::Admin).await).await;
    for days in [0, 366, -1] {
        let refused = share::make_share(db, &admin, id, NewShare { days, ..WITH }, None, now).await;
        assert!(matches!(refused, Err(Error::Invalid { .. })));
    }
    assert!(share::make_share(db, &admin, id, WITH, None, now).await.is_ok());
}

#[tokio::test]
async fn cve_2026_41649_a_link_and_a_project_of_which_one_is_foreign_in_both_orders() {
    let stage = Stage::whole().await;
    let mine = stage.things(&[]).await;
    let theirs = stage.things(&[]).await;
    let other = Person::new(&stage.db, "Stella").await;
    stage.found("south", &other).await;
    for (workspace, project, link, who) in [
        ("north", mine.project.id, theirs.share, &stage.founder),
        ("north", theirs.project.id, mine.share, &stage.founder),
        ("south", mine.project.id, mine.share, &other),
        ("north", mine.project.id, mine.share, &other),
    ] {
        let path = format!("/workspaces/{workspace}/projects/{project}/shares/{link}");
        let answer = stage.ask("delete", path).by(who).with("sec-fetch-site", "same-origin").send().await;
        assert_eq!(answer.status.as_u16(), 404);
    }
    let owner = stage.actor(&stage.founder).await;
    for things in [&mine, &theirs] {
        assert_eq!(share::shares(&stage.db, &owner, things.project.id, clock::now()).await.unwrap().len(), 1);
    }
    // Nothing that a reader adds to a link leads to another board.
    let made = share::make_share(&stage.db, &owner, mine.project.id, WITH, None, clock::now()).await.unwrap();
    let secret = secret(made);
    let path = format!("/share/{secret}?project={0}&id={0}&workspace=south", theirs.project.id);
    let page = stage.ask_at("get", path).send().await;
    assert!(page.text.contains(&mine.project.name) && !page.text.contains(&theirs.project.name));
}
