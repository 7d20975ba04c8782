//! What is sent to be imported is read after the question whether its sender may import, one at a time of each.

use super::scene::Scene;
use crate::stage::{
    Person,
    sockets::{self, Server},
};
use atrium::{actor::Role, clock, wiki::import::MOST_BYTES, workspace};
use std::time::Duration;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

const LARGE: usize = 100 * 1024 * 1024;

/// Sends the head of a request, with this header more, and nothing of its body.
async fn begin(server: &Server, who: Option<&Person>, path: &str, length: usize, header: &str) -> TcpStream {
    let cookie = who.map(|who| format!("Cookie: atrium={}\r\n", who.secret)).unwrap_or_default();
    let head = format!(
        "POST /api/v1{path} HTTP/1.1\r\nHost: {}\r\n{cookie}Sec-Fetch-Site: same-origin\r\n\
         Content-Type: application/zip\r\nContent-Length: {length}\r\n{header}\r\n",
        server.address
    );
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

/// The status that a server answers to the head of a request whose body never comes.
async fn to_the_head(server: &Server, who: Option<&Person>, path: &str, length: usize) -> u16 {
    status(&mut begin(server, who, path, length, "").await).await
}

/// The status that is answered.
async fn status(stream: &mut TcpStream) -> u16 {
    let mut heard = [0; 12];
    let answer = timeout(Duration::from_secs(10), stream.read_exact(&mut heard)).await;
    answer.expect("it is answered without the body").unwrap();
    String::from_utf8_lossy(&heard).strip_prefix("HTTP/1.1 ").and_then(|status| status.parse().ok()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_not_import_is_told_so_before_the_body_comes() {
    let scene = Scene::new().await;
    let server = sockets::serve_on(scene.stage.db.pool().clone(), scene.stage.owner.clone()).await;
    let sven = scene.stage.member("Sven", Role::Admin).await;
    workspace::suspend(&scene.stage.db, &scene.fatima, sven.id(), clock::now()).await.unwrap();
    let stranger = Person::new(&scene.stage.db, "Stranger").await;
    let secret = scene.page("Secret", None).await.id;
    scene.narrow(secret, &[]).await;
    let look = "/workspaces/north/page-imports/dry-run".to_owned();
    let import = |into: &str| format!("/workspaces/north/page-imports?source=guide.zip&{into}");
    let (new, there, below) = (
        import("new_space=Guide"),
        import(&format!("space_id={}", scene.space.id)),
        import(&format!("parent_id={secret}")),
    );
    for (who, path, wanted) in [
        (Some(&scene.vera), &look, 403),
        (Some(&scene.vera), &new, 403),
        (Some(&scene.vera), &there, 403),
        (Some(&scene.gus), &look, 403),
        (Some(&scene.gus), &there, 404),
        (Some(&scene.mia), &below, 404),
        (Some(&sven), &look, 403),
        (Some(&sven), &there, 403),
        (Some(&stranger), &look, 404),
        (Some(&stranger), &there, 404),
        (None, &look, 401),
        (None, &there, 401),
        // Who may is told that it is too much, also without sending it.
        (Some(&scene.mia), &look, 413),
        (Some(&scene.mia), &there, 413),
    ] {
        for _ in 0..2 {
            let status = to_the_head(&server, who, path, LARGE).await;
            assert_eq!(status, wanted, "{path}, by {:?}", who.map(|who| &who.email));
        }
    }
    server.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_brings_one_zip_brings_no_other_until_that_is_through() {
    let scene = Scene::new().await;
    let server = sockets::serve_on(scene.stage.db.pool().clone(), scene.stage.owner.clone()).await;
    let look = "/workspaces/north/page-imports/dry-run";
    let import = format!("/workspaces/north/page-imports?source=guide.zip&space_id={}", scene.space.id);
    let mia = Some(&scene.mia);
    let mut coming = begin(&server, mia, look, 100, "Expect: 100-continue\r\n").await;
    assert_eq!(status(&mut coming).await, 100, "its body is waited for");
    for path in [look, import.as_str()] {
        assert_eq!(to_the_head(&server, mia, path, LARGE).await, 429, "{path}");
    }
    // Others do not wait for her.
    assert_eq!(to_the_head(&server, Some(&scene.noah), look, LARGE).await, 413);
    drop(coming);
    let through = async {
        while to_the_head(&server, mia, look, LARGE).await == 429 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(10), through).await.expect("the one that broke off holds up no other");
    server.stop.cancel();
}

#[tokio::test]
async fn of_a_body_that_does_not_say_its_length_no_more_is_read_than_an_import_may_have() {
    let scene = Scene::new().await;
    let paths = [
        "/workspaces/north/page-imports/dry-run".to_owned(),
        format!("/workspaces/north/page-imports?source=guide.zip&space_id={}", scene.space.id),
    ];
    for (who, wanted) in [(&scene.mia, 413), (&scene.vera, 403)] {
        for path in &paths {
            for _ in 0..2 {
                let ask = scene.stage.ask("post", path).by(who);
                let answer = ask.bytes("application/zip", vec![0; MOST_BYTES + 1]).send().await;
                assert_eq!(answer.status.as_u16(), wanted, "{path}: {}", answer.text);
            }
        }
    }
    let kind = scene.stage.ask("post", &paths[0]).by(&scene.mia).bytes("text/plain", "x").send().await;
    assert_eq!(kind.status.as_u16(), 415);
}
