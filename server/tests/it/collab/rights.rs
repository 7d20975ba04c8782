use super::{
    client::{replica, type_into},
    scene::Scene,
};
use atrium::{actor::Role, clock, identity, wiki, workspace};
use std::time::Duration;
use yrs::{Transact, XmlElementPrelim, XmlFragment};

/// So long until what was said has reached the server.
const ARRIVED: Duration = Duration::from_millis(100);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_only_look_is_shown_everything_and_writes_nothing() {
    let scene = Scene::new().await;
    let vera = scene.member("Vera", Role::Viewer).await;
    let mut bo = scene.editor(&scene.bo).await;
    let mut vera = scene.editor(&vera).await;
    vera.write("I was here").await;
    vera.until("a word about her rights", |vera| vera.level == "view").await;
    bo.write("Bo was here").await;
    vera.until_text("Bo was here").await;
    bo.until_saved().await;
    vera.listen_for(Duration::from_millis(300)).await;
    assert_eq!((vera.closed, vera.saved), (None, 0));
    assert_eq!(scene.kept().await, "<paragraph>Bo was here</paragraph>");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whose_right_falls_is_told_and_stops_writing_and_is_asked_for_it_when_it_comes_back() {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.write("before ").await;
    bo.until_saved().await;
    assert_eq!(bo.level, "edit");
    workspace::change_role(scene.db(), &scene.actor, scene.bo.id(), Role::Viewer, None).await.unwrap();
    bo.until("the news", |bo| bo.level == "view").await;
    bo.write("meanwhile ").await;
    bo.listen_for(Duration::from_millis(300)).await;
    assert_eq!(scene.kept().await, "<paragraph>before </paragraph>");
    assert!(bo.saved < bo.sent, "nothing is said to be kept that is not");
    workspace::change_role(scene.db(), &scene.actor, scene.bo.id(), Role::Member, None).await.unwrap();
    bo.until("the news", |bo| bo.level == "edit").await;
    bo.until_saved().await;
    assert_eq!(scene.kept().await, "<paragraph>before meanwhile </paragraph>");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_shut_out_hears_nothing_more_and_the_others_go_on() {
    let scene = Scene::new().await;
    let (mut fatima, mut bo) = (scene.editor(&scene.owner).await, scene.editor(&scene.bo).await);
    workspace::suspend(scene.db(), &scene.actor, scene.bo.id(), clock::now()).await.unwrap();
    assert_eq!(tokio::time::timeout(Duration::from_secs(5), bo.closing()).await, Ok(4403));
    fatima.write("secret").await;
    fatima.until_saved().await;
    assert!(!bo.text().contains("secret"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_to_the_log_with_edits_of_somebody_shut_out_is_kept_and_theirs_are_not() {
    let scene = Scene::new().await;
    let (mut fatima, mut bo) = (scene.editor(&scene.owner).await, scene.editor(&scene.bo).await);
    // While this is held up, what follows gathers for one commit.
    let lock = scene.hold_log().await;
    fatima.write("Fatima ").await;
    fatima.listen_for(ARRIVED).await;
    workspace::suspend(scene.db(), &scene.actor, scene.bo.id(), clock::now()).await.unwrap();
    bo.write("Bo ").await;
    bo.listen_for(ARRIVED).await;
    // She takes out the paragraph that he types in.
    let cut = {
        let root = fatima.doc.get_or_insert_xml_fragment("default");
        let mut tx = fatima.doc.transact_mut();
        root.remove_range(&mut tx, 0, 1);
        root.push_back(&mut tx, XmlElementPrelim::empty("paragraph"));
        tx.encode_update_v1()
    };
    fatima.send_update(cut).await;
    fatima.write("alone").await;
    fatima.listen_for(ARRIVED).await;
    bo.write("goes on ").await;
    bo.listen_for(ARRIVED).await;
    lock.rollback().await.unwrap();
    assert_eq!(bo.closing().await, 4403);
    fatima.until_saved().await;
    assert_eq!(fatima.text(), "<paragraph>alone</paragraph>");
    assert_eq!(scene.kept().await, fatima.text());
    assert_eq!(scene.number("select count(distinct person_id) from page_update where page_id = $1").await, 1);
    // Who comes later finds the same.
    assert_eq!(scene.editor(&scene.owner).await.text(), fatima.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whose_right_falls_while_the_log_is_busy_has_nothing_kept_until_it_comes_back() {
    let scene = Scene::new().await;
    let (mut fatima, mut bo) = (scene.editor(&scene.owner).await, scene.editor(&scene.bo).await);
    let lock = scene.hold_log().await;
    fatima.write("Fatima ").await;
    fatima.listen_for(ARRIVED).await;
    workspace::change_role(scene.db(), &scene.actor, scene.bo.id(), Role::Viewer, None).await.unwrap();
    fatima.write("goes on ").await;
    fatima.listen_for(ARRIVED).await;
    bo.write("Bo ").await;
    bo.listen_for(ARRIVED).await;
    lock.rollback().await.unwrap();
    bo.until("the news", |bo| bo.level == "view").await;
    fatima.until_saved().await;
    bo.until_text("goes on").await;
    assert_eq!(scene.kept().await, "<paragraph>Fatima goes on </paragraph>");
    assert!(bo.saved < bo.sent, "nothing is said to be kept that is not");
    workspace::change_role(scene.db(), &scene.actor, scene.bo.id(), Role::Member, None).await.unwrap();
    bo.until("the news", |bo| bo.level == "edit").await;
    bo.until_saved().await;
    fatima.until_text("Bo ").await;
    assert_eq!(scene.kept().await, fatima.text());
    assert_eq!(fatima.closed, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_ends_and_a_page_that_is_thrown_away_close_the_socket() {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    let atrium::actor::Proof::Session(session) = scene.bo.caller.proof else { panic!("Bo has a session") };
    identity::end_session(scene.db(), &scene.bo.caller, session, clock::now()).await.unwrap();
    assert_eq!(tokio::time::timeout(Duration::from_secs(5), bo.closing()).await, Ok(4401));
    let mut fatima = scene.editor(&scene.owner).await;
    wiki::trash_page(scene.db(), &scene.actor, scene.page_id()).await.unwrap();
    assert_eq!(tokio::time::timeout(Duration::from_secs(5), fatima.closing()).await, Ok(4404));
    let path = format!("north/{}?schema=1&epoch=1", scene.page_id());
    assert_eq!(scene.refusal(&path, Some(&scene.owner)).await, 4404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_of_a_viewer_who_becomes_an_editor_brings_all_of_its_edits() {
    let scene = Scene::new().await;
    let vera = scene.member("Vera", Role::Viewer).await;
    let doc = scene.editor_at(&scene.server, &vera, replica()).await.doc;
    type_into(&doc, "offline ");
    let mut again = scene.editor_at(&scene.server, &vera, doc).await;
    again.write("online ").await;
    workspace::change_role(scene.db(), &scene.actor, vera.id(), Role::Member, None).await.unwrap();
    again.until("the news", |vera| vera.level == "edit").await;
    again.until_saved().await;
    assert_eq!(scene.kept().await, "<paragraph>offline online </paragraph>");
}
