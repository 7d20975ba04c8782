//! What is told of pages to those who listen, through real sockets.

use super::scene::Scene;
use crate::stage::{
    Person,
    sockets::{Server, Socket, connect, heard, open_topic, serve_on},
};
use atrium::{
    clock,
    realtime::{Tell, Thing, Topic},
    wiki::{self, Place},
};
use futures::StreamExt;
use std::{collections::BTreeSet, time::Duration};

async fn serve(scene: &Scene) -> Server {
    serve_on(scene.stage.db.pool().clone(), scene.stage.owner.clone()).await
}

/// A socket of somebody who knows what happened until now.
async fn listen(scene: &Scene, server: &Server, who: &Person) -> Socket {
    let mut socket = connect(server, who, "same-origin").await.unwrap();
    resume(scene, &mut socket, scene.events().await).await;
    socket
}

async fn resume(scene: &Scene, socket: &mut Socket, after: i64) {
    open_topic(socket, &Topic::Wiki { workspace: scene.stage.slug.to_owned() }, after).await;
}

async fn told(socket: &mut Socket) -> BTreeSet<Thing> {
    heard(socket, |tell| if let Tell::Wiki { things, .. } = tell { Some(things.into_iter().collect()) } else { None })
        .await
}

async fn hears_nothing(socket: &mut Socket) -> bool {
    tokio::time::timeout(Duration::from_millis(400), socket.next()).await.is_err()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_hears_of_the_pages_that_they_see_and_of_no_other() {
    let scene = Scene::new().await;
    let server = serve(&scene).await;
    let (top, plans) = (scene.page("Top", None).await.id, scene.page("Plans", None).await.id);
    scene.narrow(plans, &[]).await;
    let stranger = Person::new(&scene.stage.db, "Stranger").await;
    let mut mia = listen(&scene, &server, &scene.mia).await;
    let mut vera = listen(&scene, &server, &scene.vera).await;
    let mut silent = [listen(&scene, &server, &scene.gus).await, listen(&scene, &server, &stranger).await];
    let space = scene.space.id.uuid();

    wiki::rename_page(&server.db, &scene.fatima, plans, "Secret plans", None, clock::now()).await.unwrap();
    assert!(hears_nothing(&mut mia).await);
    wiki::rename_page(&server.db, &scene.fatima, top, "Topmost", None, clock::now()).await.unwrap();
    for socket in [&mut mia, &mut vera] {
        assert_eq!(told(socket).await, BTreeSet::from([top.uuid(), space]));
    }
    // What goes may have been seen: its tree is to be looked at, and it is not named.
    wiki::trash_page(&server.db, &scene.fatima, top).await.unwrap();
    assert_eq!(told(&mut mia).await, BTreeSet::from([space]));
    for socket in &mut silent {
        assert!(hears_nothing(socket).await);
    }
    server.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_goes_to_another_space_is_told_of_where_it_was_and_who_was_away_hears_of_it_later() {
    let scene = Scene::new().await;
    let server = serve(&scene).await;
    let top = scene.page("Top", None).await.id;
    let private = scene.private_space(&scene.fatima, "Private").await;
    let before = scene.events().await;
    let mut mia = listen(&scene, &server, &scene.mia).await;
    let to = Place { space_id: Some(private.id), ..Place::default() };
    wiki::move_page(&server.db, &scene.fatima, top, to, None).await.unwrap();
    assert_eq!(told(&mut mia).await, BTreeSet::from([scene.space.id.uuid()]));

    let mut later = connect(&server, &scene.mia, "same-origin").await.unwrap();
    resume(&scene, &mut later, before).await;
    assert_eq!(told(&mut later).await, BTreeSet::from([scene.space.id.uuid()]));
    let mut later = connect(&server, &scene.stage.founder, "same-origin").await.unwrap();
    resume(&scene, &mut later, before).await;
    let all = [top.uuid(), scene.space.id.uuid(), private.id.uuid()];
    assert_eq!(told(&mut later).await, BTreeSet::from(all));
    server.stop.cancel();
}
