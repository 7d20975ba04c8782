//! Files at public links. Each is asked for twice, because the first to ask may write down what nobody had looked at.

use super::scene::Scene;
use crate::stage::{Person, small_picture};
use atrium::{
    Error,
    actor::Actor,
    clock,
    ids::{AttachmentId, PageId},
    wiki::{
        self, NewPage, NewPageShare, NewSpace, Place,
        content::{self, PageKey, Texts},
        document::{markdown, yjs},
        page::PageSummary,
    },
    workspace,
};

async fn link(scene: &Scene, by: &Actor, page: PageId) -> String {
    let new = NewPageShare { days: 7, below: true };
    wiki::make_page_share(&scene.stage.db, by, page, new, None, clock::now()).await.unwrap().secret.unwrap()
}

async fn is_served(scene: &Scene, secret: &str, number: i32, id: AttachmentId) -> bool {
    let mut served = Vec::new();
    for _ in 0..2 {
        let answer = wiki::shared_file(&scene.stage.db, secret, number, id, clock::now()).await;
        assert!(matches!(answer, Ok(_) | Err(Error::NotFound)), "{answer:?}");
        served.push(answer.is_ok());
    }
    assert_eq!(served[0], served[1], "twice is as once");
    served[0]
}

fn address(workspace: &str, page: PageId, id: AttachmentId) -> String {
    format!("/api/v1/workspaces/{workspace}/pages/{page}/attachments/{id}")
}

/// A page of Fatima's with a file that it does not show yet, and the page's link.
async fn page_with_file(scene: &Scene) -> (PageSummary, AttachmentId, String) {
    let page = scene.page("Top", None).await;
    let id = scene.stage.attach(&scene.mia, page.id, "door.png", &small_picture()).await;
    let secret = link(scene, &scene.fatima, page.id).await;
    (page, id, secret)
}

#[tokio::test]
async fn a_file_is_served_while_a_page_of_the_link_shows_it() {
    let scene = Scene::new().await;
    let (page, id, secret) = page_with_file(&scene).await;
    let file = address("north", page.id, id);
    for (text, shows) in [
        ("Nothing yet.".to_owned(), false),
        (format!("![Door]({file})"), true),
        ("Taken out.".to_owned(), false),
        (format!("- in a [list]({file})"), true),
        (format!("`{file}` as words"), false),
        (format!("| in a table |\n|---|\n| [plan]({file}) |"), true),
        (format!("![A part]({file}/thumbnail)"), false),
    ] {
        scene.write(page.id, &text).await;
        assert_eq!(is_served(&scene, &secret, page.number, id).await, shows, "{text}");
    }
}

#[tokio::test]
async fn what_is_outside_of_the_link_neither_shows_a_file_nor_has_one_to_be_shown() {
    let scene = Scene::new().await;
    let (top, ..) = page_with_file(&scene).await;
    let (below, beside) = (scene.page("Below", Some(top.id)).await, scene.page("Beside", None).await);
    let attach = async |page: PageId| scene.stage.attach(&scene.mia, page, "door.png", &small_picture()).await;
    let (of_below, of_beside) = (attach(below.id).await, attach(beside.id).await);
    let secret = link(&scene, &scene.fatima, top.id).await;
    scene.write(top.id, &format!("![Foreign]({})", address("north", beside.id, of_beside))).await;
    for number in [top.number, below.number, beside.number] {
        assert!(!is_served(&scene, &secret, number, of_beside).await, "it hangs on a page beside");
    }
    let shows = format!("![Door]({})", address("north", below.id, of_below));
    scene.write(beside.id, &shows).await;
    assert!(!is_served(&scene, &secret, below.number, of_below).await, "a page beside shows it");
    // Under a page that it does not hang on it is another file, which there is none of.
    scene.write(top.id, &format!("![Wrong]({})", address("north", top.id, of_below))).await;
    for number in [top.number, below.number] {
        assert!(!is_served(&scene, &secret, number, of_below).await);
    }
    scene.write(top.id, &shows).await;
    assert!(is_served(&scene, &secret, below.number, of_below).await, "a page under the link shows it");
    scene.narrow(below.id, &[]).await;
    assert!(!is_served(&scene, &secret, below.number, of_below).await, "its page is under the link no more");
}

#[tokio::test]
async fn a_file_of_another_workspace_is_not_served() {
    let mut scene = Scene::new().await;
    let (page, _, secret) = page_with_file(&scene).await;
    let eve = Person::new(&scene.stage.db, "Eve").await;
    scene.stage.found("south", &eve).await;
    let actor = workspace::enter(&scene.stage.db, &eve.caller, "south").await.unwrap();
    let new = NewSpace { name: "South".to_owned(), ..NewSpace::default() };
    let space = wiki::create_space(&scene.stage.db, &actor, new, None).await.unwrap();
    let place = Place { space_id: Some(space.id), ..Place::default() };
    let new = NewPage { title: "Theirs".to_owned(), place, ..NewPage::default() };
    let theirs = wiki::create_page(&scene.stage.db, &actor, new, None, clock::now()).await.unwrap();
    scene.stage.slug = "south";
    let foreign = scene.stage.attach(&eve, theirs.id, "door.png", &small_picture()).await;
    scene.stage.slug = "north";
    let text = format!(
        "![As theirs]({})\n\n![As ours]({})",
        address("south", theirs.id, foreign),
        address("north", page.id, foreign)
    );
    scene.write(page.id, &text).await;
    for number in [page.number, theirs.number] {
        assert!(!is_served(&scene, &secret, number, foreign).await);
    }
}

#[tokio::test]
async fn what_nobody_has_looked_at_is_looked_at_once_and_what_is_behind_is_not_believed() {
    let scene = Scene::new().await;
    let (page, id, secret) = page_with_file(&scene).await;
    let file = address("north", page.id, id);
    scene.write(page.id, &format!("![Door]({file})")).await;
    let mut hand = scene.hand().await;
    let mut run = async |statement: &'static str| {
        let done = sqlx::query(statement).bind(page.id.uuid()).execute(&mut hand).await.unwrap();
        done.rows_affected()
    };
    let known = "update page_text t set seq = t.seq from page_content c
                 where t.page_id = $1 and c.page_id = t.page_id and t.files_seq = c.last_seq";
    assert_eq!(run(known).await, 1);
    // As the release before has left it, on a page that somebody writes on, and on one that is at rest.
    run("update page_text set files = '{}', files_seq = -1 where page_id = $1").await;
    assert!(is_served(&scene, &secret, page.number, id).await);
    assert_eq!(run(known).await, 0, "who writes there writes it down");
    run("update page_content set changed_at = now() - interval '1 hour' where page_id = $1").await;
    assert!(is_served(&scene, &secret, page.number, id).await);
    assert_eq!(run(known).await, 1);
    // It is looked up: what is written down is believed.
    run("update page_text set files = '{}' where page_id = $1").await;
    assert!(!is_served(&scene, &secret, page.number, id).await);
    // Of an earlier line of the log it is not.
    scene.write(page.id, "Taken out.").await;
    let stale = "update page_text set files = array[$2], files_seq = files_seq - 1 where page_id = $1";
    sqlx::query(stale).bind(page.id.uuid()).bind(&file).execute(&mut scene.hand().await).await.unwrap();
    assert!(!is_served(&scene, &secret, page.number, id).await);
}

#[tokio::test]
async fn what_is_written_down_late_of_a_page_that_was_rewritten_since_is_not_taken() {
    let scene = Scene::new().await;
    let (db, now) = (&scene.stage.db, clock::now());
    let (page, id, secret) = page_with_file(&scene).await;
    scene.write(page.id, &format!("![Door]({})", address("north", page.id, id))).await;
    let key = PageKey { workspace_id: scene.fatima.workspace_id, page_id: page.id };
    let before = content::open(db, key).await.unwrap();
    let texts = Texts::of(&before.doc).unwrap();
    let state = yjs::state(&yjs::write(&markdown::read("Written anew.")));
    content::rewrite_page(db, &scene.fatima, page.id, &state, now).await.unwrap();
    for _ in 0..2 {
        let person_id = scene.fatima.person_id();
        content::save_texts(db, key, person_id, before.epoch, before.last_seq, &texts).await.unwrap();
    }
    assert!(!is_served(&scene, &secret, page.number, id).await);
    assert!(scene.read(&scene.fatima, page.id).await.unwrap().html.contains("Written anew."));
}

#[tokio::test]
async fn a_page_that_cannot_be_read_shows_no_file_and_is_looked_at_once() {
    let scene = Scene::new().await;
    let (page, id, secret) = page_with_file(&scene).await;
    let shows = format!("![Door]({})", address("north", page.id, id));
    scene.write(page.id, &shows).await;
    scene.make_unreadable(page.id).await;
    assert!(!is_served(&scene, &secret, page.number, id).await);
    let noted = "select t.files_seq = c.last_seq and t.files = '{}' and t.seq = c.last_seq - 1 and t.html <> ''
                 from page_text t
                 join page_content c on c.workspace_id = t.workspace_id and c.page_id = t.page_id
                 where t.page_id = $1";
    let noted: bool = sqlx::query_scalar(noted).bind(page.id.uuid()).fetch_one(&mut scene.hand().await).await.unwrap();
    assert!(noted, "it is written down, and what could be read last stays");
    // When it can be read again, it is looked at again.
    let state = yjs::state(&yjs::write(&markdown::read(&shows)));
    content::rewrite_page(&scene.stage.db, &scene.fatima, page.id, &state, clock::now()).await.unwrap();
    assert!(is_served(&scene, &secret, page.number, id).await);
}
