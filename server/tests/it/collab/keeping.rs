//! What is kept, and when it is said to be.

use super::{client::replica, scene::Scene};
use crate::stage::sockets::serve;
use atrium::wiki::content;
use std::time::Duration;
use yrs::{Transact, Xml, XmlElementPrelim, XmlFragment};

const LINES: &str = "select count(*) from page_update where page_id = $1";
const STATE_SEQ: &str = "select state_seq from page_content where page_id = $1";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_is_shown_and_said_to_be_kept_after_the_commit_and_not_before() {
    let scene = Scene::new().await;
    let (mut fatima, mut bo) = (scene.editor(&scene.owner).await, scene.editor(&scene.bo).await);
    bo.until_saved().await;
    let before = bo.saved;
    let lock = scene.hold_log().await;
    bo.write("held up").await;
    bo.listen_for(Duration::from_millis(400)).await;
    fatima.listen_for(Duration::from_millis(200)).await;
    assert_eq!(bo.saved, before, "not kept yet");
    assert_eq!(fatima.text(), "<paragraph></paragraph>", "and not shown to others");
    // Nor to somebody who comes now: they wait until it is kept.
    let coming = scene.editor(&scene.owner);
    tokio::pin!(coming);
    assert!(tokio::time::timeout(Duration::from_millis(400), &mut coming).await.is_err());
    assert_eq!(scene.number(LINES).await, 0);
    lock.rollback().await.unwrap();
    assert_eq!(coming.await.text(), "<paragraph>held up</paragraph>");
    bo.until_saved().await;
    fatima.until_text("held up").await;
    assert_eq!(scene.number(LINES).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_a_commit_fails_nothing_is_said_to_be_kept_and_everybody_begins_anew() {
    let scene = Scene::new().await;
    let (mut fatima, mut bo) = (scene.editor(&scene.owner).await, scene.editor(&scene.bo).await);
    bo.until_saved().await;
    let before = bo.saved;
    scene.run("update page_lease set fence = fence + 1 where page_id = $1").await;
    bo.write("lost ").await;
    assert_eq!(bo.closing().await, 4503);
    assert_eq!(fatima.closing().await, 4503);
    assert_eq!(bo.saved, before);
    assert_eq!(scene.kept().await, "<paragraph></paragraph>");
    assert_eq!(fatima.text(), "<paragraph></paragraph>", "what is not kept was not shown");
    // Who wrote it brings it again, and it is there once.
    let mut fatima = scene.editor_at(&scene.server, &scene.owner, fatima.doc).await;
    let mut bo = scene.editor_at(&scene.server, &scene.bo, bo.doc).await;
    bo.until_saved().await;
    fatima.until_saved().await;
    assert_eq!(scene.kept().await, "<paragraph>lost </paragraph>");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_stops_writes_first_and_the_next_one_has_all_of_it() {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    for at in 0..50 {
        bo.write(&format!("{at} ")).await;
    }
    scene.server.stop.cancel();
    assert_eq!(bo.closing().await, 1012);
    let kept = scene.kept().await;
    let server = serve(&scene.pools).await;
    let mut again = scene.editor_at(&server, &scene.bo, replica()).await;
    assert_eq!(again.text(), kept);
    // What was on its way when the server stopped is brought by the one who wrote it.
    let mut back = scene.editor_at(&server, &scene.bo, bo.doc).await;
    back.until_saved().await;
    again.until_text("49").await;
    server.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_log_is_brought_together_and_nothing_of_it_is_lost() {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    for at in 0..1200 {
        bo.write(&format!("{at} ")).await;
    }
    bo.until_saved().await;
    let mut late = scene.editor(&scene.owner).await;
    late.until_saved().await;
    let (lines, state) = (scene.number(LINES).await, scene.number(STATE_SEQ).await);
    assert!(state >= 500 && lines < 1200, "{lines} lines after the state at {state}");
    assert_eq!(scene.kept().await, bo.text());
    assert_eq!(late.text(), bo.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_nobody_looks_at_is_put_away_and_opened_again() {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.write("for later").await;
    bo.until_saved().await;
    let doc = bo.doc.clone();
    drop(bo);
    let held = "select count(*) from page_lease where page_id = $1 and expires_at > now()";
    let put_away = async {
        while scene.number(held).await > 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), put_away).await.expect("it is put away");
    assert_eq!((scene.number(LINES).await, scene.number(STATE_SEQ).await), (0, 1), "its log is in its state");
    let mut again = scene.editor(&scene.owner).await;
    assert_eq!(again.text(), "<paragraph>for later</paragraph>");
    let mut bo = scene.editor_at(&scene.server, &scene.bo, doc).await;
    bo.write(", and more").await;
    again.until_text("for later, and more").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_whose_log_has_a_hole_is_shown_to_nobody() {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.write("one ").await;
    bo.until_saved().await;
    bo.write("two ").await;
    bo.until_saved().await;
    scene.server.stop.cancel();
    bo.closing().await;
    scene.run("delete from page_update where page_id = $1 and seq = 1").await;
    let server = serve(&scene.pools).await;
    let path = format!("north/{}?schema=1&epoch=1", scene.page_id());
    let socket = super::client::dial(server.address, &path, Some(&scene.bo)).await.unwrap();
    assert_eq!(super::client::Editor::over(socket, replica()).closing().await, 4503);
    server.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_to_the_log_beside_the_room_reaches_everybody() {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.write("typed ").await;
    bo.until_saved().await;
    write_beside(&scene, "restored ").await;
    bo.write("on ").await;
    bo.until_text("restored ").await;
    bo.until_saved().await;
    assert_eq!(scene.kept().await, bo.text());
    assert_eq!(scene.number(LINES).await, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_beside_the_room_reaches_everybody_also_when_the_document_is_loaded_anew() {
    let scene = Scene::new().await;
    let (mut fatima, mut bo) = (scene.editor(&scene.owner).await, scene.editor(&scene.bo).await);
    bo.write("typed ").await;
    bo.until_saved().await;
    write_beside(&scene, "restored ").await;
    // The schema has both names, and not the one in the other: the document has it before that is seen.
    let misplaced = {
        let root = bo.doc.get_or_insert_xml_fragment(content::ROOT);
        let mut tx = bo.doc.transact_mut();
        let made = root.push_back(&mut tx, XmlElementPrelim::empty("paragraph"));
        made.insert_attribute(&mut tx, "language", "rust");
        tx.encode_update_v1()
    };
    bo.send_update(misplaced).await;
    assert_eq!(bo.closing().await, 4422);
    // The room may have heard of the line by itself just before. Otherwise everybody begins anew.
    while fatima.closed.is_none() && !fatima.text().contains("restored ") {
        fatima.hear().await;
    }
    if let Some(code) = fatima.closed {
        assert_eq!(code, 4503);
        fatima = scene.editor_at(&scene.server, &scene.owner, fatima.doc).await;
    }
    fatima.until_text("restored ").await;
    assert_eq!(fatima.text(), scene.kept().await);
}

/// Adds a line to the log of the page that its room does not know of.
async fn write_beside(scene: &Scene, words: &str) {
    let other = content::open(scene.db(), scene.key).await.unwrap();
    let update = super::client::type_into(&other.doc, words);
    let mut tx = scene.tx().await;
    let next = "update page_content set last_seq = last_seq + 1 where page_id = $1 returning last_seq";
    let seq: i64 = sqlx::query_scalar(next).bind(scene.page_id().uuid()).fetch_one(&mut *tx).await.unwrap();
    sqlx::query("insert into page_update values ($1, $2, $3, $4, now(), $5)")
        .bind(scene.key.workspace_id.uuid())
        .bind(scene.page_id().uuid())
        .bind(seq)
        .bind(scene.owner.id().uuid())
        .bind(update)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}
