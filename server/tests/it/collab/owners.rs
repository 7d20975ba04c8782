//! A Yjs client is of the person who wrote with it first.

use super::{
    client::{everything, replica, text_of, type_into},
    scene::Scene,
};
use crate::stage::sockets::serve;
use atrium::{actor::Role, clock, wiki::content};
use std::time::Duration;
use yrs::{
    Doc, OffsetKind, Options, Transact, Update, XmlElementPrelim, XmlFragment,
    encoding::write::Write,
    sync::{Message as Said, SyncMessage},
    updates::decoder::Decode,
};

const LINES: &str = "select count(*) from page_update where page_id = $1";
const CLIENTS: &str = "select count(*) from page_client where page_id = $1";
const OWNERS: &str = "select count(distinct person_id) from page_client where page_id = $1";

/// A replica with nothing in it, under the client of another one.
fn double(of: &Doc) -> Doc {
    let options = Options { client_id: of.client_id(), offset_kind: OffsetKind::Utf16, ..Options::default() };
    let doc = Doc::with_options(options);
    doc.get_or_insert_xml_fragment("default");
    doc
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_goes_on_with_the_client_of_somebody_else_is_sent_away_and_nothing_of_it_is_kept() {
    let scene = Scene::new().await;
    let mut fatima = scene.editor(&scene.owner).await;
    fatima.write("by Fatima ").await;
    fatima.until_saved().await;
    // Twice, as an edit and as the answer to what is missing.
    for _ in 0..2 {
        let mut bo = scene.editor_at(&scene.server, &scene.bo, double(&fatima.doc)).await;
        bo.write("by Fatima, says Bo ").await;
        assert_eq!(bo.closing().await, 4423);
        let mut bo = scene.editor_at(&scene.server, &scene.bo, double(&fatima.doc)).await;
        type_into(&bo.doc, "by Fatima, says Bo ");
        let all = everything(&bo.doc);
        bo.say(&Said::Sync(SyncMessage::SyncStep2(all))).await;
        assert_eq!(bo.closing().await, 4423);
    }
    // What he says under a client of his own, with some of hers in the same update, is not taken either.
    let mut bo = scene.editor(&scene.bo).await;
    bo.until_saved().await;
    let forged = double(&fatima.doc);
    forged.transact_mut().apply_update(Update::decode_v1(&everything(&fatima.doc)).unwrap()).unwrap();
    let hers = type_into(&forged, "by Fatima, says Bo ");
    let his = type_into(&bo.doc, "by Bo ");
    bo.send_update(yrs::merge_updates_v1([his, hers]).unwrap()).await;
    assert_eq!(bo.closing().await, 4423);
    fatima.listen_for(Duration::from_millis(200)).await;
    assert_eq!(fatima.closed, None);
    assert_eq!(fatima.text(), "<paragraph>by Fatima </paragraph>");
    assert_eq!(scene.kept().await, fatima.text());
    assert_eq!((scene.number(LINES).await, scene.number(CLIENTS).await), (1, 1));
    // She goes on.
    fatima.write("to the end").await;
    fatima.until_saved().await;
    assert_eq!(scene.kept().await, "<paragraph>by Fatima to the end</paragraph>");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_server_has_is_no_offence_whoever_repeats_it() {
    let scene = Scene::new().await;
    let (mut fatima, mut bo) = (scene.editor(&scene.owner).await, scene.editor(&scene.bo).await);
    fatima.write("by Fatima ").await;
    bo.until_text("by Fatima").await;
    let all = everything(&bo.doc);
    bo.send_update(all.clone()).await;
    bo.sent += 1;
    bo.say(&Said::Sync(SyncMessage::SyncStep2(all))).await;
    bo.until_saved().await;
    assert_eq!(scene.number(LINES).await, 1);
    // With something of his own beside it.
    type_into(&bo.doc, "and by Bo");
    let all = everything(&bo.doc);
    bo.send_update(all).await;
    bo.until_saved().await;
    fatima.until_text("and by Bo").await;
    assert_eq!(scene.kept().await, "<paragraph>by Fatima and by Bo</paragraph>");
    assert_eq!((scene.number(CLIENTS).await, scene.number(OWNERS).await), (2, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_person_goes_on_from_another_socket_and_has_as_many_clients_as_windows() {
    let scene = Scene::new().await;
    let mut fatima = scene.editor(&scene.owner).await;
    fatima.write("one ").await;
    fatima.until_saved().await;
    let mut again = scene.editor_at(&scene.server, &scene.owner, double(&fatima.doc)).await;
    again.write("two ").await;
    again.until_saved().await;
    assert_eq!((scene.number(CLIENTS).await, scene.number(OWNERS).await), (1, 1));
    let mut window = scene.editor(&scene.owner).await;
    window.write("three").await;
    window.until_saved().await;
    assert_eq!((scene.number(CLIENTS).await, scene.number(OWNERS).await), (2, 1));
    assert_eq!(scene.kept().await, "<paragraph>one two three</paragraph>");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_is_seen_and_has_not_written_yet_is_taken_by_nobody_else() {
    let scene = Scene::new().await;
    let mut fatima = scene.editor(&scene.owner).await;
    let id = fatima.doc.client_id().get();
    fatima.show(id, 1, "{}").await;
    let mut bo = scene.editor_at(&scene.server, &scene.bo, double(&fatima.doc)).await;
    bo.until("Fatima's caret", |bo| bo.people.contains_key(&id)).await;
    bo.write("before her").await;
    assert_eq!(bo.closing().await, 4423);
    fatima.write("first").await;
    fatima.until_saved().await;
    assert_eq!(scene.kept().await, "<paragraph>first</paragraph>");
    // Nor is anybody seen under it when she has gone.
    drop(fatima);
    let mut late = scene.editor(&scene.owner).await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.show(id, 9, "{}").await;
    late.listen_for(Duration::from_millis(400)).await;
    assert!(!late.people.contains_key(&id), "{:?}", late.people);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_viewer_who_is_seen_under_the_client_of_a_writer_keeps_nobody_from_writing() {
    let scene = Scene::new().await;
    let vera = scene.member("Vera", Role::Viewer).await;
    let mut fatima = scene.editor(&scene.owner).await;
    let id = fatima.doc.client_id().get();
    let mut vera = scene.editor(&vera).await;
    vera.show(id, 1, "{}").await;
    fatima.until("Vera's caret", |fatima| fatima.people.contains_key(&id)).await;
    fatima.write("by Fatima").await;
    fatima.until_saved().await;
    assert_eq!((fatima.closed, vera.closed), (None, None));
    assert_eq!(scene.kept().await, "<paragraph>by Fatima</paragraph>");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whose_a_client_is_the_next_process_knows_too() {
    let scene = Scene::new().await;
    let mut fatima = scene.editor(&scene.owner).await;
    fatima.write("before ").await;
    fatima.until_saved().await;
    scene.server.stop.cancel();
    assert_eq!(fatima.closing().await, 1012);
    let server = serve(&scene.pools).await;
    let mut bo = scene.editor_at(&server, &scene.bo, double(&fatima.doc)).await;
    bo.write("forged").await;
    assert_eq!(bo.closing().await, 4423);
    let mut fatima = scene.editor_at(&server, &scene.owner, fatima.doc).await;
    fatima.write("after").await;
    fatima.until_saved().await;
    assert_eq!(scene.kept().await, "<paragraph>before after</paragraph>");
    server.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_not_write_offends_nobody() {
    let scene = Scene::new().await;
    let vera = scene.member("Vera", Role::Viewer).await;
    let mut fatima = scene.editor(&scene.owner).await;
    fatima.write("by Fatima").await;
    fatima.until_saved().await;
    let mut vera = scene.editor_at(&scene.server, &vera, double(&fatima.doc)).await;
    vera.write(", says Vera").await;
    vera.listen_for(Duration::from_millis(300)).await;
    assert_eq!(vera.closed, None);
    assert_eq!(scene.kept().await, "<paragraph>by Fatima</paragraph>");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edit_that_the_program_makes_is_of_whoever_asked_for_it_and_a_new_epoch_of_nobody() {
    let scene = Scene::new().await;
    let (db, page, now) = (scene.db(), scene.page_id(), clock::now());
    let mut bo = scene.editor(&scene.bo).await;
    bo.write("one").await;
    bo.until_saved().await;
    let one = content::name_version(db, &scene.actor, page, "One", None, now).await.unwrap();
    bo.write(" two").await;
    bo.until_saved().await;
    let two = content::restore_version(db, &scene.actor, page, one.id, now).await.unwrap().expect("how it stood");
    bo.until("how it was named", |bo| bo.text() == "<paragraph>one</paragraph>").await;
    content::restore_version(db, &scene.actor, page, two, now).await.unwrap();
    bo.until_text("one two").await;
    assert_eq!(scene.number(OWNERS).await, 2);
    // Whoever has the page open goes on, and repeats all of it.
    bo.write(" three").await;
    let all = everything(&bo.doc);
    bo.send_update(all).await;
    bo.until_saved().await;
    assert_eq!(scene.kept().await, "<paragraph>one two three</paragraph>");
    let other = replica();
    let root = other.get_or_insert_xml_fragment("default");
    root.push_back(&mut other.transact_mut(), XmlElementPrelim::empty("paragraph"));
    type_into(&other, "anew");
    content::rewrite_page(db, &scene.actor, page, &content::state_of(&other), now).await.unwrap();
    assert_eq!(scene.number(CLIENTS).await, 0);
    assert_eq!(text_of(&other), scene.kept().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_of_very_many_clients_is_none() {
    let paragraphs_of = |clients: u32| {
        let mut update = Vec::<u8>::new();
        update.write_var(clients);
        for client in 1..=clients {
            // One part, its client, its clock; an element in the root.
            update.push(1);
            update.write_var(client);
            update.extend([0, 7, 1]);
            update.write_string("default");
            update.push(3);
            update.write_string("paragraph");
        }
        update.push(0);
        update
    };
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.send_update(paragraphs_of(1001)).await;
    assert_eq!(bo.closing().await, 4400);
    assert_eq!((scene.number(LINES).await, scene.number(CLIENTS).await), (0, 0));
    let mut bo = scene.editor(&scene.bo).await;
    bo.send_update(paragraphs_of(50)).await;
    bo.until_saved().await;
    assert_eq!((scene.number(LINES).await, scene.number(CLIENTS).await), (1, 50));
}
