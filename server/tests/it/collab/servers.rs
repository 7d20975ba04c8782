//! Two servers on one database: a page is open in one of them.

use super::{client::replica, scene::Scene};
use crate::stage::sockets::serve;
use std::time::Duration;

const HOLDERS: &str = "select fence from page_lease where page_id = $1";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_comes_to_the_other_server_is_carried_to_the_one_that_has_the_page() {
    let scene = Scene::new().await;
    let there = serve(&scene.pools).await;
    let mut bo = scene.editor(&scene.bo).await;
    let mut fatima = scene.editor_at(&there, &scene.owner, replica()).await;
    bo.write("here ").await;
    fatima.until_text("here").await;
    fatima.write("there").await;
    bo.until_text("here there").await;
    fatima.show(9, 1, r#"{"user":{"name":"forged"}}"#).await;
    bo.until("Fatima's caret", |bo| bo.people.get(&9).is_some_and(|state| state.contains("Fatima"))).await;
    fatima.until_saved().await;
    assert_eq!(scene.kept().await, "<paragraph>here there</paragraph>");
    assert_eq!(scene.number(HOLDERS).await, 1, "one holder, all the time");
    // The refusals come through as well.
    let path = format!("north/{}?schema=1&epoch=7", scene.page_id());
    let socket = super::client::dial(there.address, &path, Some(&scene.bo)).await.unwrap();
    assert_eq!(super::client::Editor::over(socket, replica()).closing().await, 4410);
    there.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_the_owner_stops_the_other_one_takes_over_and_has_all_of_it() {
    let scene = Scene::new().await;
    let there = serve(&scene.pools).await;
    let mut bo = scene.editor(&scene.bo).await;
    let mut fatima = scene.editor_at(&there, &scene.owner, replica()).await;
    bo.write("before ").await;
    bo.until_saved().await;
    scene.server.stop.cancel();
    assert_eq!(fatima.closing().await, 1012);
    let mut fatima = scene.editor_at(&there, &scene.owner, fatima.doc).await;
    fatima.write("after").await;
    fatima.until_saved().await;
    assert_eq!(scene.kept().await, "<paragraph>before after</paragraph>");
    there.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_the_owner_dies_its_lease_ends_and_what_it_still_writes_is_refused() {
    let scene = Scene::new().await;
    let there = serve(&scene.pools).await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.write("before ").await;
    bo.until_saved().await;
    // As if the owner had stood still for as long as a lease lasts: it does not know that its time is over. It may renew
    // the lease at this very moment, and then stands still once more.
    let mut fatima = loop {
        scene.run("update page_lease set expires_at = now() - interval '1 second' where page_id = $1").await;
        let fatima = scene.editor_at(&there, &scene.owner, replica()).await;
        if scene.number(HOLDERS).await == 2 {
            break fatima;
        }
    };
    fatima.write("taken over ").await;
    fatima.until_saved().await;
    bo.write("too late ").await;
    assert_eq!(bo.closing().await, 4503);
    assert_eq!(scene.kept().await, "<paragraph>before taken over </paragraph>");
    // He comes again, is carried to the new owner, and nothing of his is lost.
    let mut bo = scene.editor_at(&scene.server, &scene.bo, bo.doc).await;
    bo.until_saved().await;
    fatima.until_text("too late").await;
    assert_eq!(scene.kept().await, fatima.text());
    there.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_of_a_process_that_is_no_more_ends_by_itself() {
    let scene = Scene::new().await;
    let gone = "insert into page_lease select workspace_id, page_id, gen_random_uuid(), '127.0.0.1:1', 7, \
                now() + interval '3 seconds' from page_content where page_id = $1";
    scene.run(gone).await;
    let path = format!("north/{}?schema=1&epoch=1", scene.page_id());
    assert_eq!(scene.refusal(&path, Some(&scene.bo)).await, 4503, "its owner does not answer");
    tokio::time::sleep(Duration::from_millis(3200)).await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.write("free again").await;
    bo.until_saved().await;
    assert_eq!(scene.number(HOLDERS).await, 8);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_a_process_that_has_the_key_is_believed() {
    let scene = Scene::new().await;
    let address = format!("ws://{}/live/relay", scene.server.address);
    let word = data_encoding::BASE64URL_NOPAD.encode(b"{}");
    for header in [None, Some("nonsense"), Some("e30.e30"), Some(word.as_str())] {
        let mut request =
            tokio_tungstenite::tungstenite::client::IntoClientRequest::into_client_request(&address).unwrap();
        if let Some(header) = header {
            request.headers_mut().insert("atrium-relay", header.parse().unwrap());
        }
        let refused = tokio_tungstenite::connect_async(request).await.expect_err("it is refused");
        let tokio_tungstenite::tungstenite::Error::Http(answer) = refused else { panic!("{refused}") };
        assert_eq!(answer.status(), 403);
    }
    let reads = sqlx::query("select key from shared_key").fetch_optional(&scene.pools.serving).await;
    assert!(reads.is_err(), "the serving role cannot read the key");
}
