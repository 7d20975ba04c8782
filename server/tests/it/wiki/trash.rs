use super::scene::{Scene, list, titles};
use atrium::{
    Error,
    actor::Actor,
    clock,
    wiki::{self, Which, WhichSpace, level::Level},
    workspace::Visit,
};

#[tokio::test]
async fn a_page_goes_to_the_trash_with_all_below_it_and_comes_back() {
    let scene = Scene::new().await;
    let (db, mia) = (&scene.stage.db, scene.actor(&scene.mia).await);
    let (first, top) = (scene.page("First", None).await.id, scene.page("Top", None).await.id);
    let low = scene.page("Low", Some(top)).await.id;
    scene.page("Last", None).await;
    let whole = scene.tree(&mia, scene.space.id).await;
    wiki::trash_page(db, &mia, top).await.unwrap();
    let seq = scene.events().await;
    wiki::trash_page(db, &mia, top).await.unwrap();
    assert_eq!(scene.events().await, seq, "twice is once");
    assert_eq!(titles(&scene.tree(&mia, scene.space.id).await), ["0 First", "0 Last"]);
    for gone in [top, low] {
        assert_eq!(scene.read(&scene.fatima, gone).await.unwrap_err(), Error::NotFound);
    }
    let trash = wiki::trash(db, &mia, Some(WhichSpace::Id(scene.space.id)), clock::now()).await.unwrap();
    assert_eq!((trash.len(), trash[0].page.title.as_str(), trash[0].below), (1, "Top", 1));
    assert_eq!((trash[0].trashed_by.as_str(), trash[0].can_restore, trash[0].can_delete), ("Mia", true, false));
    for _ in 0..2 {
        wiki::restore_page(db, &mia, top).await.unwrap();
    }
    assert_eq!(scene.tree(&mia, scene.space.id).await, whole);
    assert_eq!(scene.read(&mia, first).await.unwrap().title, "First");
}

#[tokio::test]
async fn at_its_number_a_page_in_the_trash_is_found_by_who_may_bring_it_back() {
    let scene = Scene::new().await;
    let (db, mia) = (&scene.stage.db, scene.actor(&scene.mia).await);
    let top = scene.page("Top", None).await;
    let low = scene.page("Low", Some(top.id)).await;
    let at = async |actor: &Actor, number| {
        let mut visit = Visit { actor: *actor, tx: db.view(actor).await.unwrap() };
        wiki::in_trash_on(&mut visit, Which::Number(number)).await
    };
    assert_eq!(at(&mia, top.number).await.unwrap_err(), Error::NotFound, "it is not there");
    wiki::trash_page(db, &mia, top.id).await.unwrap();
    let found = at(&mia, top.number).await.unwrap();
    assert_eq!((found.page.title.as_str(), found.with), ("Top", None));
    assert_eq!(found.space.map(|space| space.id), Some(scene.space.id));
    let found = at(&mia, low.number).await.unwrap();
    assert_eq!(found.with.map(|page| page.title), Some("Top".to_owned()), "it comes back with that");
    assert_eq!(at(&scene.actor(&scene.vera).await, top.number).await.unwrap_err(), Error::Forbidden);
    assert_eq!(at(&scene.actor(&scene.gus).await, top.number).await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn what_was_in_the_trash_before_stays_there() {
    let scene = Scene::new().await;
    let db = &scene.stage.db;
    let top = scene.page("Top", None).await.id;
    let low = scene.page("Low", Some(top)).await.id;
    wiki::trash_page(db, &scene.fatima, low).await.unwrap();
    wiki::trash_page(db, &scene.fatima, top).await.unwrap();
    wiki::restore_page(db, &scene.fatima, top).await.unwrap();
    assert_eq!(titles(&scene.tree(&scene.fatima, scene.space.id).await), ["0 Top"]);
    wiki::trash_page(db, &scene.fatima, top).await.unwrap();
    let restored = wiki::restore_page(db, &scene.fatima, low).await.unwrap();
    assert_eq!(restored.parent_id, None, "its parent is in the trash, so it stands at the top");
    assert_eq!(titles(&scene.tree(&scene.fatima, scene.space.id).await), ["0 Low"]);
}

#[tokio::test]
async fn a_page_does_not_come_back_to_where_more_people_would_see_it() {
    let scene = Scene::new().await;
    let (db, noah) = (&scene.stage.db, scene.actor(&scene.noah).await);
    let top = scene.page("Top", None).await.id;
    let low = scene.page("Low", Some(top)).await.id;
    scene.narrow(top, &[]).await;
    wiki::trash_page(db, &scene.fatima, low).await.unwrap();
    wiki::trash_page(db, &scene.fatima, top).await.unwrap();
    let refused = wiki::restore_page(db, &scene.fatima, low).await.unwrap_err();
    assert!(refused.field("").is_some_and(|message| message.contains("first")));
    wiki::restore_page(db, &scene.fatima, top).await.unwrap();
    wiki::restore_page(db, &scene.fatima, low).await.unwrap();
    assert_eq!(scene.read(&noah, low).await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn the_trash_is_for_who_may_edit_and_to_delete_for_good_one_manages() {
    let scene = Scene::new().await;
    let (db, mia, vera) = (&scene.stage.db, scene.actor(&scene.mia).await, scene.actor(&scene.vera).await);
    let page = scene.page("Page", None).await.id;
    assert_eq!(wiki::trash_page(db, &vera, page).await.unwrap_err(), Error::Forbidden);
    assert_eq!(wiki::trash_page(db, &scene.actor(&scene.gus).await, page).await.unwrap_err(), Error::NotFound);
    assert_eq!(wiki::trash_page(db, &scene.stranger().await, page).await.unwrap_err(), Error::NotFound);
    assert!(wiki::delete_page(db, &scene.fatima, page).await.unwrap_err().field("").is_some(), "first the trash");
    wiki::trash_page(db, &mia, page).await.unwrap();
    assert_eq!(wiki::trash(db, &vera, None, clock::now()).await.unwrap(), []);
    assert_eq!(wiki::restore_page(db, &vera, page).await.unwrap_err(), Error::Forbidden);
    assert_eq!(wiki::delete_page(db, &mia, page).await.unwrap_err(), Error::Forbidden);
    assert_eq!(wiki::rename_page(db, &mia, page, "X", None, clock::now()).await.unwrap_err(), Error::NotFound);
    wiki::delete_page(db, &scene.fatima, page).await.unwrap();
    assert_eq!(wiki::delete_page(db, &scene.fatima, page).await.unwrap_err(), Error::NotFound, "twice");
    assert_eq!(wiki::trash(db, &scene.fatima, None, clock::now()).await.unwrap(), []);
}

#[tokio::test]
async fn deleting_for_good_takes_all_below_and_what_belongs_to_it() {
    let scene = Scene::new().await;
    let db = &scene.stage.db;
    let top = scene.page("Top", None).await;
    let low = scene.page("Low", Some(top.id)).await.id;
    scene.page("Lower", Some(low)).await;
    scene.narrow(low, &[(&scene.mia, Level::View)]).await;
    wiki::set_favourite(db, &scene.fatima, low, true, clock::now()).await.unwrap();
    wiki::trash_page(db, &scene.fatima, low).await.unwrap();
    wiki::trash_page(db, &scene.fatima, top.id).await.unwrap();
    wiki::delete_page(db, &scene.fatima, top.id).await.unwrap();
    let mut everywhere = db.system().await.unwrap();
    for (table, left) in [("page", 0), ("page_content", 0), ("access_scope", 1)] {
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select count(*) from {table}")))
            .fetch_one(everywhere.conn())
            .await
            .unwrap();
        assert_eq!(count, left, "{table}");
    }
    let next = scene.page("Next", None).await;
    assert_eq!(next.number, top.number + 3, "a number is given out once");
    let read = wiki::page(db, &scene.fatima, Which::Number(top.number), clock::now()).await;
    assert_eq!(read.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn a_page_that_is_not_seen_goes_to_the_trash_with_the_one_above_it() {
    let scene = Scene::new().await;
    let (db, noah) = (&scene.stage.db, scene.actor(&scene.noah).await);
    let top = scene.page("Top", None).await.id;
    let secret = scene.page("Secret", Some(top)).await.id;
    scene.narrow(secret, &[]).await;
    wiki::trash_page(db, &noah, top).await.unwrap();
    assert_eq!(scene.read(&scene.fatima, secret).await.unwrap_err(), Error::NotFound);
    let trash = wiki::trash(db, &noah, None, clock::now()).await.unwrap();
    assert_eq!((trash.len(), trash[0].below), (1, 0), "and its reader does not learn of it");
    wiki::restore_page(db, &noah, top).await.unwrap();
    assert_eq!(scene.read(&scene.fatima, secret).await.unwrap().title, "Secret");
    let shared = list(false, &[(&scene.gus, Level::Edit)]);
    wiki::set_page_access(db, &scene.fatima, secret, shared).await.unwrap();
}
