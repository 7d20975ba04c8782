use super::scene::{Scene, list, titles};
use atrium::{
    Error, activity,
    actor::Actor,
    boards, clock,
    idempotency::Once,
    ids::{PageId, SpaceId},
    wiki::{self, NewPage, Place, Which, level::Level},
};
use std::time::Instant;
use time::Duration;
use yrs::{Doc, GetString, ReadTxn, Transact, Update, updates::decoder::Decode};

#[tokio::test]
async fn pages_stand_in_the_order_in_which_they_were_put() {
    let scene = Scene::new().await;
    let first = scene.page("First", None).await;
    let last = scene.page("Last", None).await;
    let after = Place { after: Some(first.id), ..scene.place(None) };
    scene.make(&scene.fatima, "Second", after).await.unwrap();
    let before = Place { before: Some(first.id), ..scene.place(None) };
    scene.make(&scene.fatima, "Zeroth", before).await.unwrap();
    scene.page("Below", Some(last.id)).await;
    let tree = scene.tree(&scene.actor(&scene.vera).await, scene.space.id).await;
    assert_eq!(titles(&tree), ["0 Zeroth", "0 First", "0 Second", "0 Last", "1 Below"]);
    assert_eq!((first.number, last.number), (1, 2));
}

#[tokio::test]
async fn a_new_page_has_one_empty_paragraph_and_can_be_read_at_once() {
    let scene = Scene::new().await;
    let page = scene.page("", None).await;
    let read = wiki::page(&scene.stage.db, &scene.fatima, Which::Number(page.number), clock::now()).await.unwrap();
    assert_eq!((read.title.as_str(), read.html.as_str(), read.words, read.current), ("", "", 0, true));
    assert_eq!((read.epoch, read.schema, read.updated_by.as_str()), (1, wiki::SCHEMA, "Fatima"));
    let state: Vec<u8> = sqlx::query_scalar("select state from page_content where page_id = $1")
        .bind(page.id.uuid())
        .fetch_one(&mut scene.hand().await)
        .await
        .unwrap();
    let doc = Doc::new();
    doc.transact_mut().apply_update(Update::decode_v2(&state).unwrap()).unwrap();
    let root = doc.get_or_insert_xml_fragment("default");
    assert_eq!(root.get_string(&doc.transact()), "<paragraph></paragraph>");
    assert!(doc.transact().store().pending_update().is_none());
}

#[tokio::test]
async fn who_only_looks_or_does_not_see_makes_no_page() {
    let scene = Scene::new().await;
    let parent = scene.page("Parent", None).await.id;
    for place in [scene.place(None), scene.place(Some(parent))] {
        let vera = scene.actor(&scene.vera).await;
        assert_eq!(scene.make(&vera, "Mine", place).await.unwrap_err(), Error::Forbidden);
        let gus = scene.actor(&scene.gus).await;
        assert_eq!(scene.make(&gus, "Mine", place).await.unwrap_err(), Error::NotFound);
    }
    let stranger = scene.stranger().await;
    assert_eq!(scene.make(&stranger, "Mine", scene.place(Some(parent))).await.unwrap_err(), Error::NotFound);
    let nowhere = scene.make(&scene.fatima, "Mine", Place::default()).await.unwrap_err();
    assert!(nowhere.field("space_id").is_some());
    let elsewhere = Place { space_id: Some(SpaceId::new()), parent_id: Some(parent), ..Place::default() };
    assert!(scene.make(&scene.fatima, "Mine", elsewhere).await.unwrap_err().field("parent_id").is_some());
}

#[tokio::test]
async fn a_page_asked_for_twice_under_one_key_is_one() {
    let scene = Scene::new().await;
    let once = Once::new("k", "the same").unwrap();
    let make = async || {
        let new = NewPage { title: "Twice".to_owned(), place: scene.place(None), ..NewPage::default() };
        wiki::create_page(&scene.stage.db, &scene.fatima, new, Some(&once), clock::now()).await.unwrap()
    };
    assert_eq!(make().await, make().await);
    assert_eq!(scene.tree(&scene.fatima, scene.space.id).await.len(), 1);
}

#[tokio::test]
async fn two_who_rename_at_once_do_not_overwrite_one_another() {
    let scene = Scene::new().await;
    let (db, mia) = (&scene.stage.db, scene.actor(&scene.mia).await);
    let page = scene.page("Hours", None).await;
    let rename = async |actor: Actor, title: &str, expected| {
        wiki::rename_page(db, &actor, page.id, title, expected, clock::now()).await
    };
    let renamed = rename(mia, "Opening hours", Some(1)).await.unwrap();
    assert_eq!((renamed.title.as_str(), renamed.version), ("Opening hours", 2));
    assert_eq!(rename(scene.fatima, "Times", Some(1)).await.unwrap_err(), Error::Conflict { current: Some(2) });
    let seq = scene.events().await;
    assert_eq!(rename(mia, "Opening hours", Some(2)).await.unwrap().version, 2, "twice is once");
    assert_eq!(scene.events().await, seq);
    assert_eq!(scene.read(&mia, page.id).await.unwrap().updated_by, "Mia");
    assert_eq!(rename(scene.actor(&scene.vera).await, "X", None).await.unwrap_err(), Error::Forbidden);
    assert_eq!(rename(scene.actor(&scene.gus).await, "X", None).await.unwrap_err(), Error::NotFound);
    assert_eq!(rename(scene.stranger().await, "X", None).await.unwrap_err(), Error::NotFound);
    let long = "x".repeat(201);
    assert!(rename(mia, &long, None).await.unwrap_err().field("title").is_some());
}

#[tokio::test]
async fn a_page_tells_where_it_is_as_far_as_the_reader_sees() {
    let scene = Scene::new().await;
    let top = scene.page("Top", None).await.id;
    let middle = scene.page("Middle", Some(top)).await.id;
    let low = scene.page("Low", Some(middle)).await.id;
    let names = |pages: Vec<wiki::page::PageRef>| pages.into_iter().map(|page| page.title).collect::<Vec<_>>();
    let seen = scene.read(&scene.fatima, low).await.unwrap();
    assert_eq!(names(seen.breadcrumbs), ["Top", "Middle"]);
    assert_eq!(seen.parent_id, Some(middle));
    assert_eq!(names(scene.read(&scene.fatima, top).await.unwrap().children), ["Middle"]);
    // Noah is let at the lowest page of a part that is not for him.
    scene.narrow(middle, &[]).await;
    let noah = scene.actor(&scene.noah).await;
    assert_eq!(scene.read(&noah, low).await.unwrap_err(), Error::NotFound);
    assert_eq!(titles(&scene.tree(&noah, scene.space.id).await), ["0 Top"]);
    assert_eq!(names(scene.read(&noah, top).await.unwrap().children), Vec::<String>::new());
}

#[tokio::test]
async fn backlinks_name_only_pages_that_the_reader_sees() {
    let scene = Scene::new().await;
    let (db, noah) = (&scene.stage.db, scene.actor(&scene.noah).await);
    let target = scene.page("Target", None).await.id;
    let (open, secret) = (scene.page("Open", None).await.id, scene.page("Secret", None).await.id);
    scene.narrow(secret, &[]).await;
    for from in [open, secret] {
        sqlx::query("insert into page_reference (workspace_id, page_id, kind, target_id) values ($1, $2, 'page', $3)")
            .bind(scene.fatima.workspace_id.uuid())
            .bind(from.uuid())
            .bind(target.uuid())
            .execute(&mut scene.hand().await)
            .await
            .unwrap();
    }
    let titles = async |actor| -> Vec<String> {
        let found = wiki::backlinks(db, actor, target).await.unwrap();
        found.into_iter().map(|page| page.title).collect()
    };
    assert_eq!(titles(&scene.fatima).await, ["Open", "Secret"]);
    assert_eq!(titles(&noah).await, ["Open"]);
    assert_eq!(wiki::backlinks(db, &noah, secret).await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn a_text_names_only_what_its_reader_sees() {
    let scene = Scene::new().await;
    let [page, open, secret] =
        [scene.page("Index", None).await.id, scene.page("Open", None).await.id, scene.page("Secret", None).await.id];
    scene.narrow(secret, &[]).await;
    let things = scene.stage.things(&[]).await;
    let (task, key) = (things.task.id, format!("{}-{}", things.project.key, things.task.number));
    scene.write(page, &format!("[a](page:{open}) [b](page:{secret}) [c](task:{task})")).await;
    wiki::set_page_access(&scene.stage.db, &scene.fatima, page, list(false, &[(&scene.gus, Level::View)]))
        .await
        .unwrap();
    let named = async |actor: Actor| {
        let named = scene.read(&actor, page).await.unwrap().named;
        let pages = named.pages.into_iter().map(|page| page.title);
        pages.chain(named.tasks.into_iter().map(|task| task.key)).collect::<Vec<_>>()
    };
    assert_eq!(named(scene.fatima).await, ["Open", "Secret", &key]);
    assert_eq!(named(scene.actor(&scene.noah).await).await, ["Open", &key]);
    assert_eq!(named(scene.actor(&scene.gus).await).await, Vec::<String>::new());

    // The task knows who speaks of it.
    let about = async |actor: Actor| {
        let task = boards::task(&scene.stage.db, &actor, task, clock::now()).await.unwrap();
        task.pages.into_iter().map(|page| page.title).collect::<Vec<_>>()
    };
    assert_eq!(about(scene.actor(&scene.noah).await).await, ["Index"]);
    scene.narrow(page, &[]).await;
    assert_eq!(about(scene.actor(&scene.noah).await).await, Vec::<String>::new());
}

#[tokio::test]
async fn favourites_and_visits_are_ones_own() {
    let scene = Scene::new().await;
    let (db, vera, now) = (&scene.stage.db, scene.actor(&scene.vera).await, clock::now());
    let page = scene.page("Opening hours", None).await.id;
    for _ in 0..2 {
        wiki::set_favourite(db, &vera, page, true, now).await.unwrap();
        wiki::note_visit(db, &vera, page, now).await.unwrap();
    }
    let home = wiki::home(db, &vera, now).await.unwrap();
    assert_eq!((home.favourites.len(), home.visited.len(), home.changed.len()), (1, 1, 1));
    assert_eq!(home.favourites[0].space.as_ref().map(|space| space.name.as_str()), Some("Handbook"));
    let view = scene.read(&vera, page).await.unwrap();
    assert!(!home.can_create_space && view.favourite && view.seen);
    let later = now + Duration::minutes(2);
    assert!(!wiki::page(db, &vera, Which::Page(page), later).await.unwrap().seen);
    assert!(!scene.read(&scene.fatima, page).await.unwrap().seen);
    let other = wiki::home(db, &scene.fatima, now).await.unwrap();
    assert_eq!((other.favourites.len(), other.visited.len()), (0, 0));
    wiki::set_favourite(db, &vera, page, false, now).await.unwrap();
    assert_eq!(wiki::favourites(db, &vera, now).await.unwrap(), []);
    let gus = scene.actor(&scene.gus).await;
    assert_eq!(wiki::set_favourite(db, &gus, page, true, now).await.unwrap_err(), Error::NotFound);
    assert_eq!(wiki::note_visit(db, &gus, page, now).await.unwrap_err(), Error::NotFound);
    // What is not for somebody any more leaves their lists too.
    wiki::set_favourite(db, &vera, page, true, now).await.unwrap();
    scene.narrow(page, &[]).await;
    assert_eq!(wiki::favourites(db, &vera, now).await.unwrap(), []);
    assert_eq!(wiki::recently_visited(db, &vera, now).await.unwrap(), []);
    assert_eq!(wiki::recently_changed(db, &vera, now).await.unwrap(), []);
}

#[tokio::test]
async fn the_activity_tells_of_pages_only_to_who_sees_them() {
    let scene = Scene::new().await;
    let (db, now) = (&scene.stage.db, clock::now());
    let secret = scene.page("Layoffs", None).await.id;
    scene.page("Picnic", None).await;
    scene.narrow(secret, &[(&scene.mia, Level::View)]).await;
    let told = async |who| -> String {
        let actor = scene.actor(who).await;
        let feed = activity::feed(db, &actor, activity::Feed::Workspace, None, 200, now).await.unwrap();
        feed.items.into_iter().map(|event| event.what + "\n").collect()
    };
    let (mia, noah, gus) = (told(&scene.mia).await, told(&scene.noah).await, told(&scene.gus).await);
    assert!(mia.contains("added the page \u{201c}Layoffs\u{201d}") && mia.contains("Picnic"), "{mia}");
    assert!(!noah.contains("Layoffs") && noah.contains("Picnic") && noah.contains("made the space Handbook"), "{noah}");
    assert!(!gus.contains("Layoffs") && !gus.contains("Picnic") && !gus.contains("Handbook"), "{gus}");
}

#[tokio::test]
async fn a_tree_of_two_thousand_pages_is_read_in_one_go() {
    let scene = Scene::new().await;
    let top = scene.page("Top", None).await;
    sqlx::query(
        "insert into page (workspace_id, id, space_id, parent_id, access_id, number, rank, title, created_by, updated_by)
         select p.workspace_id, gen_random_uuid(), p.space_id, p.id, p.access_id, 100 + n, 'b' || lpad(n::text, 5, '0'), 'Page ' || n, p.created_by, p.created_by
         from page p, generate_series(1, 2000) n
         where p.id = $1",
    )
    .bind(top.id.uuid())
    .execute(&mut scene.hand().await)
    .await
    .unwrap();
    let mia = scene.actor(&scene.mia).await;
    let begun = Instant::now();
    let tree = scene.tree(&mia, scene.space.id).await;
    let took = begun.elapsed();
    assert_eq!(tree.len(), 2001);
    assert_eq!(tree[2000], (1, "Page 2000".to_owned()));
    println!("2,001 pages in {took:?}");
    assert!(took.as_millis() < 1500, "{took:?}");
    let none = PageId::new();
    assert_eq!(scene.read(&mia, none).await.unwrap_err(), Error::NotFound);
}
