use super::scene::{Scene, list};
use crate::stage::{Stage, small_picture};
use atrium::{
    Error,
    actor::{Actor, Role},
    clock,
    idempotency::Once,
    ids::{AttachmentId, PageId},
    wiki::{self, NewPageShare, level::Level, share::SharedPage},
    workspace,
};
use time::Duration;

const HERE: &str = "http://atrium.test";
const ALONE: NewPageShare = NewPageShare { days: 7, below: false };
const WITH_ALL: NewPageShare = NewPageShare { days: 7, below: true };

async fn make(scene: &Scene, by: &Actor, page: PageId, new: NewPageShare) -> String {
    wiki::make_page_share(&scene.stage.db, by, page, new, None, clock::now()).await.unwrap().secret.unwrap()
}

async fn open(scene: &Scene, secret: &str) -> atrium::Result<SharedPage> {
    wiki::shared_page(&scene.stage.db, HERE, secret, None, clock::now()).await
}

fn opened(page: &SharedPage) -> Vec<(i32, &str)> {
    page.tree.iter().map(|entry| (entry.depth, entry.page.title.as_str())).collect()
}

#[tokio::test]
async fn a_link_opens_its_page_and_what_is_below_where_that_was_wished() {
    let scene = Scene::new().await;
    let (db, now) = (&scene.stage.db, clock::now());
    let top = scene.page("Top", None).await;
    let first = scene.page("First", Some(top.id)).await;
    scene.page("Second", Some(top.id)).await;
    scene.page("Lower", Some(first.id)).await;
    let (beside, thrown) = (scene.page("Beside", None).await, scene.page("Thrown away", Some(top.id)).await);
    wiki::trash_page(db, &scene.fatima, thrown.id).await.unwrap();
    let secret_page = scene.page("Narrow", Some(top.id)).await;
    scene.page("Under the narrow", Some(secret_page.id)).await;
    scene.narrow(secret_page.id, &[]).await;
    let alone = make(&scene, &scene.fatima, top.id, ALONE).await;
    assert_eq!(opened(&open(&scene, &alone).await.unwrap()), [(0, "Top")]);
    let all = make(&scene, &scene.fatima, top.id, WITH_ALL).await;
    let page = open(&scene, &all).await.unwrap();
    assert_eq!(opened(&page), [(0, "Top"), (1, "First"), (2, "Lower"), (1, "Second")]);
    let read = async |secret: String, number| wiki::shared_page(db, HERE, &secret, Some(number), now).await;
    assert_eq!(read(all.clone(), first.number).await.unwrap().page.title, "First");
    for hidden in [beside.number, thrown.number, secret_page.number, 999] {
        assert_eq!(read(all.clone(), hidden).await.unwrap_err(), Error::NotFound);
    }
    assert_eq!(read(alone, first.number).await.unwrap_err(), Error::NotFound);
    assert_eq!(open(&scene, "pgs_nothing").await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn a_link_opens_the_files_of_its_pages_and_of_no_others() {
    let scene = Scene::on(Stage::whole().await).await;
    let (db, picture) = (&scene.stage.db, small_picture());
    let top = scene.page("Top", None).await;
    let (below, beside) = (scene.page("Below", Some(top.id)).await, scene.page("Beside", None).await);
    let attach = async |page: PageId| scene.stage.attach(&scene.mia, page, "door.png", &picture).await;
    let (own, other, foreign) = (attach(top.id).await, attach(below.id).await, attach(beside.id).await);
    let in_api = |page: PageId, id: AttachmentId| format!("/api/v1/workspaces/north/pages/{page}/attachments/{id}");
    let text = format!(
        "![Own]({})\n\n![Foreign]({})\n\n[Down](/w/north/wiki/{}-below#a) [Aside](/w/north/wiki/{}) [Whole]({HERE}/w/north/wiki/{})",
        in_api(top.id, own),
        in_api(beside.id, foreign),
        below.number,
        beside.number,
        beside.number
    );
    scene.write(top.id, &text).await;
    scene.write(below.id, &format!("![Other]({})", in_api(below.id, other))).await;
    let secret = make(&scene, &scene.fatima, top.id, WITH_ALL).await;
    let shown = open(&scene, &secret).await.unwrap().html;
    let file = |number: i32, id: AttachmentId| format!("/s/{secret}/{number}/files/{id}");
    assert!(shown.contains(&file(top.number, own)), "{shown}");
    assert!(shown.contains(&format!("/s/{secret}/{}#a", below.number)), "{shown}");
    // What the link does not open leads nowhere, and no address tells of it.
    assert!(shown.contains("<a>Aside</a>") && shown.contains("<a>Whole</a>"), "{shown}");
    assert!(!shown.contains("/w/north") && !shown.contains("/api/"), "{shown}");

    let ask = async |path: String| scene.stage.ask_at("get", path).send().await;
    // What is drawn in the browser comes from the parts of the editor alone, and nobody is spoken with.
    let policy = ask(format!("/s/{secret}")).await.header("content-security-policy").to_owned();
    let scripts = policy.split("; ").find(|rule| rule.starts_with("script-src ")).unwrap_or_default();
    assert!(scripts.contains("/editor/") && !scripts.contains("unsafe"), "{policy}");
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("connect-src"), "{policy}");
    let sent = ask(file(top.number, own)).await;
    assert_eq!((sent.status.as_u16(), sent.bytes.as_slice()), (200, picture.as_slice()));
    assert!(sent.header("content-security-policy").starts_with("sandbox"));
    assert_eq!(sent.header("x-robots-tag"), "noindex, nofollow");
    assert_eq!(ask(file(below.number, other)).await.status.as_u16(), 200);
    for (number, id) in [(top.number, foreign), (beside.number, foreign), (below.number, own), (999, own)] {
        assert_eq!(ask(file(number, id)).await.status.as_u16(), 404);
    }
    scene.write(below.id, "Taken out again.").await;
    assert_eq!(ask(file(below.number, other)).await.status.as_u16(), 404, "no page shows it any more");
    let alone = make(&scene, &scene.fatima, top.id, ALONE).await;
    assert_eq!(ask(format!("/s/{alone}/{}/files/{other}", below.number)).await.status.as_u16(), 404);
    assert_eq!(ask(format!("/s/pgs_nothing/{}/files/{own}", top.number)).await.status.as_u16(), 404);
    for link in wiki::page_shares(db, &scene.fatima, top.id, clock::now()).await.unwrap() {
        wiki::revoke_page_share(db, &scene.fatima, top.id, link.id, clock::now()).await.unwrap();
    }
    assert_eq!(ask(file(top.number, own)).await.status.as_u16(), 404);
}

#[tokio::test]
async fn a_public_page_says_nothing_of_what_its_link_does_not_open() {
    let scene = Scene::new().await;
    let top = scene.page("Top", None).await.id;
    let (below, beside) = (scene.page("Below", Some(top)).await, scene.page("Beside", None).await.id);
    let text = format!("[Old name](page:{}), [Beside](page:{beside})", below.id);
    scene.write(top, &text).await;
    let secret = make(&scene, &scene.fatima, top, WITH_ALL).await;
    let html = open(&scene, &secret).await.unwrap().html;
    assert!(html.contains(&format!("href=\"/s/{secret}/{}\">Below</a>", below.number)), "{html}");
    assert!(html.contains("A page you cannot see") && !html.contains("Beside"), "{html}");
}

#[tokio::test]
async fn a_link_ends_by_its_day_by_being_revoked_and_with_the_page() {
    let scene = Scene::new().await;
    let (db, now) = (&scene.stage.db, clock::now());
    let page = scene.page("Top", None).await.id;
    let made = wiki::make_page_share(db, &scene.fatima, page, ALONE, None, now).await.unwrap();
    let secret = made.secret.unwrap();
    let later = wiki::shared_page(db, HERE, &secret, None, now + Duration::days(8)).await;
    assert_eq!(later.unwrap_err(), Error::NotFound);
    wiki::trash_page(db, &scene.fatima, page).await.unwrap();
    assert_eq!(open(&scene, &secret).await.unwrap_err(), Error::NotFound);
    wiki::restore_page(db, &scene.fatima, page).await.unwrap();
    wiki::archive_space(db, &scene.fatima, scene.space.id).await.unwrap();
    assert_eq!(open(&scene, &secret).await.unwrap_err(), Error::NotFound);
    wiki::restore_space(db, &scene.fatima, scene.space.id).await.unwrap();
    assert!(open(&scene, &secret).await.is_ok());
    assert_eq!(wiki::page_shares(db, &scene.fatima, page, now).await.unwrap().len(), 1);
    for _ in 0..2 {
        wiki::revoke_page_share(db, &scene.fatima, page, made.id, now).await.unwrap();
    }
    assert_eq!(open(&scene, &secret).await.unwrap_err(), Error::NotFound);
    assert_eq!(wiki::page_shares(db, &scene.fatima, page, now).await.unwrap(), []);
    let other = scene.page("Other", None).await.id;
    assert_eq!(wiki::revoke_page_share(db, &scene.fatima, other, made.id, now).await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn a_link_ends_when_who_made_it_may_publish_the_page_no_more() {
    let scene = Scene::new().await;
    let (db, mia) = (&scene.stage.db, scene.actor(&scene.mia).await);
    let page = scene.page("Top", None).await.id;
    let may = async |level| {
        wiki::set_page_access(db, &scene.fatima, page, list(false, &[(&scene.mia, level)])).await.unwrap();
    };
    may(Level::Manage).await;
    let secret = make(&scene, &mia, page, ALONE).await;
    assert!(open(&scene, &secret).await.is_ok());
    may(Level::Edit).await;
    assert_eq!(open(&scene, &secret).await.unwrap_err(), Error::NotFound);
    may(Level::Manage).await;
    assert!(open(&scene, &secret).await.is_ok());
    workspace::suspend(db, &scene.fatima, scene.mia.id(), clock::now()).await.unwrap();
    assert_eq!(open(&scene, &secret).await.unwrap_err(), Error::NotFound);
    workspace::reinstate(db, &scene.fatima, scene.mia.id()).await.unwrap();
    workspace::change_role(db, &scene.fatima, scene.mia.id(), Role::Viewer, None).await.unwrap();
    assert_eq!(open(&scene, &secret).await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn only_who_manages_a_page_publishes_it() {
    let scene = Scene::new().await;
    let (db, now, page) = (&scene.stage.db, clock::now(), scene.page("Top", None).await.id);
    let made = wiki::make_page_share(db, &scene.fatima, page, ALONE, None, now).await.unwrap().id;
    for (who, refusal) in
        [(&scene.mia, Error::Forbidden), (&scene.vera, Error::Forbidden), (&scene.gus, Error::NotFound)]
    {
        let actor = scene.actor(who).await;
        assert_eq!(wiki::make_page_share(db, &actor, page, ALONE, None, now).await.unwrap_err(), refusal);
        assert_eq!(wiki::page_shares(db, &actor, page, now).await.unwrap_err(), refusal);
        assert_eq!(wiki::revoke_page_share(db, &actor, page, made, now).await.unwrap_err(), refusal);
    }
    let stranger = scene.stranger().await;
    assert_eq!(wiki::make_page_share(db, &stranger, page, ALONE, None, now).await.unwrap_err(), Error::NotFound);
    for days in [0, 366] {
        let refused =
            wiki::make_page_share(db, &scene.fatima, page, NewPageShare { days, below: false }, None, now).await;
        assert!(refused.unwrap_err().field("days").is_some());
    }
    let once = Once::new("k", "the same").unwrap();
    let first = wiki::make_page_share(db, &scene.fatima, page, ALONE, Some(&once), now).await.unwrap();
    let second = wiki::make_page_share(db, &scene.fatima, page, ALONE, Some(&once), now).await.unwrap();
    assert_eq!((first.id, first.secret.is_some()), (second.id, second.secret.is_none()));
}
