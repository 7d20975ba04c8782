use super::scene::{Scene, list, titles};
use atrium::{
    Error,
    actor::Actor,
    clock,
    idempotency::Once,
    ids::PageId,
    wiki::{self, NewPageShare, Place, Which, level::Level},
};

async fn moves(scene: &Scene, page: PageId, to: Place) -> atrium::Result<wiki::page::PageSummary> {
    wiki::move_page(&scene.stage.db, &scene.fatima, page, to, None).await
}

#[tokio::test]
async fn a_page_goes_where_it_is_put_with_all_below_it() {
    let scene = Scene::new().await;
    let (a, b) = (scene.page("A", None).await.id, scene.page("B", None).await.id);
    scene.page("A1", Some(a)).await;
    moves(&scene, a, scene.place(Some(b))).await.unwrap();
    let tree = scene.tree(&scene.fatima, scene.space.id).await;
    assert_eq!(titles(&tree), ["0 B", "1 A", "2 A1"]);
    moves(&scene, a, Place { before: Some(b), ..scene.place(None) }).await.unwrap();
    let tree = scene.tree(&scene.fatima, scene.space.id).await;
    assert_eq!(titles(&tree), ["0 A", "1 A1", "0 B"]);
}

#[tokio::test]
async fn a_move_that_changes_nothing_is_none() {
    let scene = Scene::new().await;
    let (a, b) = (scene.page("A", None).await, scene.page("B", None).await);
    let seq = scene.events().await;
    let still = moves(&scene, b.id, Place { after: Some(a.id), ..scene.place(None) }).await.unwrap();
    assert_eq!((still.version, scene.events().await), (b.version, seq));
    let once = Once::new("k", "the same").unwrap();
    for _ in 0..2 {
        let to = Place { before: Some(a.id), ..scene.place(None) };
        let moved = wiki::move_page(&scene.stage.db, &scene.fatima, b.id, to, Some(&once)).await.unwrap();
        assert_eq!(moved.version, b.version + 1);
    }
}

#[tokio::test]
async fn nothing_goes_in_a_circle() {
    let scene = Scene::new().await;
    let top = scene.page("Top", None).await.id;
    let low = scene.page("Low", Some(top)).await.id;
    let lower = scene.page("Lower", Some(low)).await.id;
    for below in [top, low, lower] {
        let refused = moves(&scene, top, scene.place(Some(below))).await.unwrap_err();
        assert!(refused.field("parent_id").is_some(), "{refused:?}");
    }
    // Two who would close a circle together: one of them is told no.
    let (a, b) = (scene.page("A", None).await.id, scene.page("B", None).await.id);
    let (one, other) = tokio::join!(moves(&scene, a, scene.place(Some(b))), moves(&scene, b, scene.place(Some(a))));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
}

#[tokio::test]
async fn pages_go_twenty_levels_deep_and_no_deeper() {
    let scene = Scene::new().await;
    let mut lowest = None;
    for level in 1..=20 {
        lowest = Some(scene.page(&format!("Level {level}"), lowest).await.id);
    }
    let refused = scene.make(&scene.fatima, "Deeper", scene.place(lowest)).await.unwrap_err();
    assert!(refused.field("parent_id").is_some());
    let pair = scene.page("Upper", None).await.id;
    scene.page("Under it", Some(pair)).await;
    let nineteenth = scene.read(&scene.fatima, lowest.unwrap()).await.unwrap().parent_id;
    let refused = moves(&scene, pair, scene.place(nineteenth)).await.unwrap_err();
    assert!(refused.field("parent_id").is_some(), "two levels do not fit where one does");
}

#[tokio::test]
async fn many_moves_to_one_place_keep_the_order() {
    let scene = Scene::new().await;
    let (a, b) = (scene.page("A", None).await.id, scene.page("B", None).await.id);
    let c = scene.page("C", None).await.id;
    for _ in 0..120 {
        moves(&scene, b, Place { after: Some(a), ..scene.place(None) }).await.unwrap();
        moves(&scene, c, Place { after: Some(a), ..scene.place(None) }).await.unwrap();
    }
    let tree = scene.tree(&scene.fatima, scene.space.id).await;
    assert_eq!(titles(&tree), ["0 A", "0 C", "0 B"]);
    let longest: i32 =
        sqlx::query_scalar("select max(length(rank)) from page").fetch_one(&mut scene.hand().await).await.unwrap();
    assert!(longest <= 33, "ranks of {longest} characters");
}

#[tokio::test]
async fn who_moves_a_page_edits_where_it_was_and_where_it_goes() {
    let scene = Scene::new().await;
    let db = &scene.stage.db;
    let (mia, noah, gus) =
        (scene.actor(&scene.mia).await, scene.actor(&scene.noah).await, scene.actor(&scene.gus).await);
    let private = scene.private_space(&mia, "Plans").await;
    let page = scene.page("Page", None).await.id;
    let theirs = Place { space_id: Some(private.id), ..Place::default() };
    let by = async |actor: Actor, to| wiki::move_page(db, &actor, page, to, None).await;
    assert_eq!(by(noah, theirs).await.unwrap_err(), Error::NotFound);
    assert_eq!(by(gus, scene.place(None)).await.unwrap_err(), Error::NotFound);
    assert_eq!(by(scene.actor(&scene.vera).await, scene.place(None)).await.unwrap_err(), Error::Forbidden);
    assert_eq!(by(scene.stranger().await, scene.place(None)).await.unwrap_err(), Error::NotFound);
    // Gus may edit the page, and the space that it is in he does not even see.
    wiki::set_page_access(db, &scene.fatima, page, list(false, &[(&scene.gus, Level::Edit)])).await.unwrap();
    let target = scene.page("Target", None).await.id;
    wiki::set_page_access(db, &scene.fatima, target, list(false, &[(&scene.gus, Level::Edit)])).await.unwrap();
    assert_eq!(by(gus, scene.place(Some(target))).await.unwrap_err(), Error::Forbidden);
    assert_eq!(by(mia, theirs).await.unwrap().space_id, private.id);
}

#[tokio::test]
async fn a_page_that_moves_stands_under_the_access_of_its_new_place() {
    let scene = Scene::new().await;
    let (db, mia, noah) = (&scene.stage.db, scene.actor(&scene.mia).await, scene.actor(&scene.noah).await);
    let private = scene.private_space(&mia, "Plans").await;
    let (page, below) = {
        let page = scene.page("Page", None).await.id;
        (page, scene.page("Below", Some(page)).await.id)
    };
    assert!(scene.read(&noah, below).await.is_ok());
    let to = Place { space_id: Some(private.id), ..Place::default() };
    wiki::move_page(db, &mia, page, to, None).await.unwrap();
    for hidden in [page, below] {
        assert_eq!(scene.read(&noah, hidden).await.unwrap_err(), Error::NotFound);
        assert_eq!(scene.read(&mia, hidden).await.unwrap().space_id, private.id);
    }
    wiki::move_page(db, &mia, page, scene.place(None), None).await.unwrap();
    assert!(scene.read(&noah, below).await.is_ok());
}

#[tokio::test]
async fn what_somebody_does_not_see_goes_along_and_stays_hidden() {
    let scene = Scene::new().await;
    let (db, mia, noah) = (&scene.stage.db, scene.actor(&scene.mia).await, scene.actor(&scene.noah).await);
    let other =
        wiki::create_space(db, &scene.fatima, wiki::NewSpace { name: "Other".to_owned(), ..Default::default() }, None);
    let other = other.await.unwrap();
    let page = scene.page("Page", None).await.id;
    let secret = scene.page("Secret", Some(page)).await.id;
    let under = scene.page("Under the secret", Some(secret)).await.id;
    scene.narrow(secret, &[(&scene.mia, Level::View)]).await;
    let to = Place { space_id: Some(other.id), ..Place::default() };
    wiki::move_page(db, &noah, page, to, None).await.unwrap();
    assert_eq!(titles(&scene.tree(&noah, other.id).await), ["0 Page"]);
    assert_eq!(titles(&scene.tree(&mia, other.id).await), ["0 Page", "1 Secret", "2 Under the secret"]);
    assert_eq!(scene.read(&noah, under).await.unwrap_err(), Error::NotFound);
    assert_eq!(scene.tree(&scene.fatima, scene.space.id).await, []);
}

#[tokio::test]
async fn a_page_goes_to_another_space_once_and_back_to_where_it_was() {
    let scene = Scene::new().await;
    let (db, mia) = (&scene.stage.db, scene.actor(&scene.mia).await);
    let other = scene.private_space(&mia, "Plans").await;
    let first = scene.page("First", None).await.id;
    let page = scene.page("Page", None).await;
    scene.page("Below", Some(page.id)).await;
    scene.page("Last", None).await;
    let to = Place { space_id: Some(other.id), ..Place::default() };
    let (once, seq) = (Once::new("k", "the same").unwrap(), scene.events().await);
    for _ in 0..2 {
        let moved = wiki::move_page(db, &mia, page.id, to, Some(&once)).await.unwrap();
        assert_eq!((moved.space_id, moved.number, moved.version), (other.id, page.number, page.version + 1));
    }
    wiki::move_page(db, &mia, page.id, to, None).await.unwrap();
    assert_eq!(scene.events().await, seq + 1, "it went there once");
    assert_eq!(titles(&scene.tree(&mia, scene.space.id).await), ["0 First", "0 Last"]);
    assert_eq!(titles(&scene.tree(&mia, other.id).await), ["0 Page", "1 Below"]);
    let back = Place { after: Some(first), ..scene.place(None) };
    wiki::move_page(db, &mia, page.id, back, None).await.unwrap();
    assert_eq!(titles(&scene.tree(&mia, scene.space.id).await), ["0 First", "0 Page", "1 Below", "0 Last"]);
    assert_eq!(scene.tree(&mia, other.id).await, []);
}

#[tokio::test]
async fn no_page_goes_to_a_space_that_was_put_aside() {
    let scene = Scene::new().await;
    let (db, mia) = (&scene.stage.db, scene.actor(&scene.mia).await);
    let other = scene.private_space(&mia, "Plans").await;
    let page = scene.page("Page", None).await.id;
    wiki::archive_space(db, &mia, other.id).await.unwrap();
    let to = Place { space_id: Some(other.id), ..Place::default() };
    let refused = wiki::move_page(db, &mia, page, to, None).await.unwrap_err();
    assert!(refused.field("").is_some(), "{refused:?}");
    assert_eq!(scene.read(&mia, page).await.unwrap().space_id, scene.space.id);
}

#[tokio::test]
async fn the_links_of_a_page_open_it_in_its_new_space() {
    let scene = Scene::new().await;
    let (db, mia) = (&scene.stage.db, scene.actor(&scene.mia).await);
    let other = scene.private_space(&mia, "Plans").await;
    let page = scene.page("Page", None).await;
    scene.page("Below", Some(page.id)).await;
    let new = NewPageShare { days: 7, below: true };
    let link = wiki::make_page_share(db, &scene.fatima, page.id, new, None, clock::now()).await.unwrap();
    let to = Place { space_id: Some(other.id), ..Place::default() };
    wiki::move_page(db, &mia, page.id, to, None).await.unwrap();
    let shared = wiki::shared_page(db, "http://atrium.test", &link.secret.unwrap(), None, clock::now()).await.unwrap();
    assert_eq!(shared.tree.iter().map(|entry| entry.page.title.as_str()).collect::<Vec<_>>(), ["Page", "Below"]);
    let by_number = wiki::page(db, &mia, Which::Number(page.number), clock::now()).await.unwrap();
    assert_eq!((by_number.id, by_number.space_id), (page.id, other.id));
}

#[tokio::test]
async fn the_spaces_offered_are_those_that_one_may_add_pages_to() {
    let scene = Scene::new().await;
    let (db, mia) = (&scene.stage.db, scene.actor(&scene.mia).await);
    scene.private_space(&mia, "Plans").await;
    let aside = scene.private_space(&mia, "Aside").await;
    wiki::archive_space(db, &mia, aside.id).await.unwrap();
    let offered = async |who: &Actor| -> Vec<String> {
        let spaces = wiki::open_spaces(db, who).await.unwrap();
        spaces.into_iter().map(|one| one.space.name).collect()
    };
    assert_eq!(offered(&mia).await, ["Handbook", "Plans"]);
    assert_eq!(offered(&scene.actor(&scene.noah).await).await, ["Handbook"]);
    for who in [&scene.vera, &scene.gus] {
        assert!(offered(&scene.actor(who).await).await.is_empty());
    }
    assert!(offered(&scene.stranger().await).await.is_empty());
}
