//! What others on the same protocol expect, by hand-made frames.

use super::{
    client::{Editor, awareness_of, dial, replica},
    scene::Scene,
};
use futures::StreamExt;
use std::time::Duration;
use tokio_tungstenite::tungstenite::Message;
use yrs::sync::{DefaultProtocol, Protocol};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_plain_client_is_spoken_to_in_the_plain_protocol_alone() {
    let scene = Scene::new().await;
    let path = format!("north/{}?schema=1&epoch=1", scene.page_id());
    let socket = dial(scene.server.address, &path, Some(&scene.bo)).await.unwrap();
    let mut bo = Editor::over(socket, replica());
    let mut library = awareness_of(&bo.doc);
    bo.send_raw(vec![0, 0, 1, 0]).await;
    bo.until("the page", |bo| bo.text().contains("paragraph")).await;
    assert!(bo.level.is_empty(), "nothing is said of rights");
    bo.show(1, 1, "{}").await;
    bo.write("plain").await;
    let mut heard = Vec::new();
    while let Ok(Some(Ok(Message::Binary(frame)))) =
        tokio::time::timeout(Duration::from_millis(600), bo.socket.next()).await
    {
        assert!(frame[0] <= 3, "{frame:?}");
        heard.push((frame[0], frame[1]));
        DefaultProtocol.handle(&mut library, &frame).expect("the library understands it");
    }
    assert_eq!(bo.sent, 2, "it is asked what it has, and answers");
    assert!(heard.iter().any(|(kind, _)| *kind == 1), "its own awareness comes back to it");
    assert_eq!(scene.kept().await, "<paragraph>plain</paragraph>");
}
