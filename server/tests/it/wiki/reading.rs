//! What who reads a page is told of its text, through real sockets, and how they read it.

use super::scene::Scene;
use crate::stage::{
    Person,
    sockets::{Server, Socket, connect, open_topic, serve_on},
};
use atrium::{
    Error, Result, clock,
    ids::PageId,
    realtime::{Tell, Topic},
    wiki::{
        self, NewPage, NewSpace, Place,
        content::{self, PageKey},
        document::{markdown, yjs},
        level::Level,
        page::PageText,
    },
    workspace::Visit,
};
use futures::StreamExt;
use std::time::Duration;
use tokio_tungstenite::tungstenite::Message;

async fn serve(scene: &Scene) -> Server {
    serve_on(scene.stage.db.pool().clone(), scene.stage.owner.clone()).await
}

/// A socket of somebody who shows the text of a page as of line `after` of its log.
async fn reads(scene: &Scene, server: &Server, who: &Person, page_id: PageId, after: i64) -> Socket {
    let mut socket = connect(server, who, "same-origin").await.unwrap();
    resume(scene, &mut socket, page_id, after).await;
    socket
}

async fn resume(scene: &Scene, socket: &mut Socket, page_id: PageId, after: i64) {
    open_topic(socket, &Topic::Page { workspace: scene.stage.slug.to_owned(), page_id }, after).await;
}

/// The page that the next news are of, and how far its text goes.
async fn told(socket: &mut Socket) -> (PageId, i64) {
    let listen = async {
        loop {
            let message = socket.next().await.expect("the socket stays open").unwrap();
            if let Message::Text(text) = message
                && let Tell::Text { page_id, seq } = serde_json::from_str(&text).unwrap()
            {
                return (page_id, seq);
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(15), listen).await.expect("it is told in time")
}

async fn hears_nothing(socket: &mut Socket) -> bool {
    tokio::time::timeout(Duration::from_millis(400), socket.next()).await.is_err()
}

async fn text_of(scene: &Scene, who: &Person, page_id: PageId) -> Result<PageText> {
    let mut visit = Visit::begin(&scene.stage.db, &who.caller, scene.stage.slug).await?;
    wiki::text_on(&mut visit, page_id, clock::now()).await
}

async fn html(scene: &Scene, page_id: PageId) -> String {
    scene.read(&scene.fatima, page_id).await.unwrap().html
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_a_page_hears_at_every_server_that_its_text_is_newer_once_for_each_text() {
    let scene = Scene::new().await;
    let (here, there) = (serve(&scene).await, serve(&scene).await);
    let (page, blank) = (scene.page("Top", None).await.id, scene.page("Blank", None).await.id);
    let mut mia = reads(&scene, &here, &scene.mia, page, 0).await;
    let mut vera = reads(&scene, &there, &scene.vera, page, 0).await;
    let mut noah = reads(&scene, &here, &scene.noah, blank, 0).await;
    scene.write(page, "We open at nine.").await;
    for socket in [&mut mia, &mut vera] {
        assert_eq!(told(socket).await, (page, 1));
    }
    assert!(hears_nothing(&mut noah).await, "nothing was written there");
    assert!(html(&scene, page).await.contains("We open at nine."));
    // To ask for a topic again is to begin where one is.
    resume(&scene, &mut mia, page, 1).await;
    scene.write(page, "We open at ten.").await;
    for socket in [&mut mia, &mut vera] {
        assert_eq!(told(socket).await, (page, 2));
    }
    // Who was away hears of it later, and who knows it does not.
    let mut later = reads(&scene, &there, &scene.noah, page, 1).await;
    assert_eq!(told(&mut later).await, (page, 2));
    for socket in [&mut mia, &mut vera, &mut later] {
        assert!(hears_nothing(socket).await);
    }
    here.stop.cancel();
    there.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_does_not_see_a_page_hears_nothing_of_it_by_whatever_name_they_ask() {
    let scene = Scene::new().await;
    let server = serve(&scene).await;
    let page = scene.page("Plans", None).await.id;
    scene.narrow(page, &[(&scene.mia, Level::View)]).await;
    let ola = Person::new(&scene.stage.db, "Ola").await;
    scene.stage.found("south", &ola).await;
    let mut silent = Vec::new();
    for who in [&scene.noah, &scene.vera, &scene.gus, &ola] {
        silent.push(reads(&scene, &server, who, page, 0).await);
    }
    let mut by_her_own = connect(&server, &ola, "same-origin").await.unwrap();
    open_topic(&mut by_her_own, &Topic::Page { workspace: "south".to_owned(), page_id: page }, 0).await;
    silent.push(by_her_own);
    let mut mia = reads(&scene, &server, &scene.mia, page, 0).await;
    scene.write(page, "Nobody knows.").await;
    assert_eq!(told(&mut mia).await, (page, 1));
    for socket in &mut silent {
        assert!(hears_nothing(socket).await);
    }

    // A page of another workspace, asked for in one's own.
    let founder = atrium::workspace::enter(&scene.stage.db, &ola.caller, "south").await.unwrap();
    let new = NewSpace { name: "Hers".to_owned(), ..NewSpace::default() };
    let space = wiki::create_space(&scene.stage.db, &founder, new, None).await.unwrap();
    let place = Place { space_id: Some(space.id), ..Place::default() };
    let new = NewPage { title: "Far".to_owned(), place, ..NewPage::default() };
    let far = wiki::create_page(&scene.stage.db, &founder, new, None, clock::now()).await.unwrap().id;
    let mut other = reads(&scene, &server, &scene.stage.founder, far, 0).await;
    let mut own = connect(&server, &ola, "same-origin").await.unwrap();
    open_topic(&mut own, &Topic::Page { workspace: "south".to_owned(), page_id: far }, 0).await;
    scene.write_as(&founder, far, "Far away.").await;
    assert_eq!(told(&mut own).await, (far, 1));
    assert!(hears_nothing(&mut other).await);
    server.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whose_right_is_taken_away_hears_nothing_more_until_it_is_given_back() {
    let scene = Scene::new().await;
    let server = serve(&scene).await;
    let page = scene.page("Prices", None).await.id;
    let mut mia = reads(&scene, &server, &scene.mia, page, 0).await;
    let mut vera = reads(&scene, &server, &scene.vera, page, 0).await;
    scene.write(page, "Two crowns.").await;
    for socket in [&mut mia, &mut vera] {
        assert_eq!(told(socket).await, (page, 1));
    }
    scene.narrow(page, &[(&scene.vera, Level::View)]).await;
    scene.write(page, "Three crowns.").await;
    assert_eq!(told(&mut vera).await, (page, 2));
    assert!(hears_nothing(&mut mia).await);
    scene.narrow(page, &[(&scene.vera, Level::View), (&scene.mia, Level::View)]).await;
    assert_eq!(told(&mut mia).await, (page, 2));
    server.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_that_nobody_makes_is_made_for_who_reads_and_one_that_is_written_anew_is_another() {
    let scene = Scene::new().await;
    let server = serve(&scene).await;
    let (page, other) = (scene.page("Minutes", None).await.id, scene.page("Others", None).await.id);
    scene.write(page, "We close at five.").await;
    // As while somebody writes on and on: the log is ahead of what is made of it.
    sqlx::query("update page_text set seq = 0, html = '' where page_id = $1")
        .bind(page.uuid())
        .execute(&mut scene.hand().await)
        .await
        .unwrap();
    let mut mia = reads(&scene, &server, &scene.mia, page, 0).await;
    assert_eq!(told(&mut mia).await, (page, 1));
    assert!(html(&scene, page).await.contains("We close at five."));

    let state = content::state_of(&scene.write(other, "We never close.").await.doc);
    content::rewrite_page(&server.db, &scene.fatima, page, &state, clock::now()).await.unwrap();
    assert_eq!(told(&mut mia).await, (page, 2));
    assert!(html(&scene, page).await.contains("We never close."));
    assert!(scene.read(&scene.fatima, page).await.unwrap().current);
    server.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_page_that_cannot_be_read_nobody_hears_until_it_can_be() {
    let scene = Scene::new().await;
    let server = serve(&scene).await;
    let page = scene.page("Rules", None).await.id;
    scene.write(page, "We open at nine.").await;
    let mut mia = reads(&scene, &server, &scene.mia, page, 1).await;
    let mut vera = reads(&scene, &server, &scene.vera, page, 0).await;
    scene.make_unreadable(page).await;
    assert_eq!(told(&mut vera).await, (page, 1), "the last text that there is");
    assert!(tokio::time::timeout(Duration::from_secs(5), told(&mut mia)).await.is_err());
    let key = PageKey { workspace_id: scene.fatima.workspace_id, page_id: page };
    for _ in 0..2 {
        assert_eq!(content::bring_texts(&server.db, key, scene.fatima.person_id(), 2).await.unwrap(), 1);
    }
    let state = yjs::state(&yjs::write(&markdown::read("We never close.")));
    content::rewrite_page(&server.db, &scene.fatima, page, &state, clock::now()).await.unwrap();
    for socket in [&mut mia, &mut vera] {
        assert_eq!(told(socket).await, (page, 3));
    }
    assert!(html(&scene, page).await.contains("We never close."));
    server.stop.cancel();
}

#[tokio::test]
async fn the_text_is_read_by_who_may_read_the_page_and_that_is_no_visit() {
    let scene = Scene::new().await;
    let page = scene.page("Rota", None).await.id;
    scene.write(page, "# Sundays\n\nMia opens.").await;
    for _ in 0..2 {
        let text = text_of(&scene, &scene.vera, page).await.unwrap();
        let whole = scene.read(&scene.fatima, page).await.unwrap();
        assert_eq!((&text.html, &text.outline, text.words), (&whole.html, &whole.outline, whole.words));
        assert_eq!((text.seq, text.epoch, text.current, text.updated_by.as_str()), (1, 1, true, "Fatima"));
    }
    let vera = scene.actor(&scene.vera).await;
    assert!(wiki::recently_visited(&scene.stage.db, &vera, clock::now()).await.unwrap().is_empty());
    assert_eq!(text_of(&scene, &scene.gus, page).await.unwrap_err(), Error::NotFound);
    let stranger = Person::new(&scene.stage.db, "Stranger").await;
    assert_eq!(text_of(&scene, &stranger, page).await.unwrap_err(), Error::NotFound);
    wiki::archive_space(&scene.stage.db, &scene.fatima, scene.space.id).await.unwrap();
    assert_eq!(text_of(&scene, &scene.vera, page).await.unwrap().seq, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_text_names_is_read_by_its_name_now_and_where_it_may_not_be_seen_by_none() {
    let scene = Scene::new().await;
    let (top, plans) = (scene.page("Top", None).await, scene.page("Merger", None).await.id);
    let (project, ..) = scene.stage.project(&[]).await;
    let new = atrium::boards::NewTask { title: "Raises".to_owned(), ..Default::default() };
    let task = atrium::boards::create_task(&scene.stage.db, &scene.fatima, project.id, new, None).await.unwrap().id;
    scene.narrow(top.id, &[(&scene.mia, Level::View), (&scene.gus, Level::View)]).await;
    scene.narrow(plans, &[]).await;
    scene.write(top.id, &format!("See [Written merger](page:{plans}) and [Written raises](task:{task}).")).await;
    let seen_by_fatima = [">Merger</a>", "Raises</a>"];
    let seen_by_mia = ["A page you cannot see", "Raises</a>"];
    let seen_by_gus = ["A page you cannot see", "A task you cannot see"];
    let readers = [(&scene.stage.founder, seen_by_fatima), (&scene.mia, seen_by_mia), (&scene.gus, seen_by_gus)];
    for (who, names) in readers {
        let in_place = text_of(&scene, who, top.id).await.unwrap().html;
        for path in [format!("pages/{}", top.id), format!("numbered-pages/{}", top.number)] {
            let read = scene.stage.ask("get", format!("/workspaces/north/{path}")).by(who).send().await;
            assert_eq!(read.body["html"].as_str(), Some(in_place.as_str()), "{}", read.text);
            for name in names {
                assert!(in_place.contains(name), "{in_place}");
            }
            for (secret, shown) in [("erger", names[0].contains("Merger")), ("aises", names[1].contains("Raises"))] {
                assert_eq!(read.text.contains(secret), shown, "{}", read.text);
            }
            assert!(!read.text.contains("Written"), "{}", read.text);
        }
    }
}
