//! An import is taken back.

use super::{
    exchange::{GUIDE, bring_in, start, zip_of},
    scene::{Scene, titles},
};
use atrium::{
    Error,
    boards::import::ImportState,
    clock,
    wiki::{
        self, WhichSpace,
        import::{Destination, run_import, undo_import},
        level::Level,
    },
};

#[tokio::test]
async fn undo_puts_all_pages_in_the_trash_wherever_they_went_and_twice_is_once() {
    let scene = Scene::new().await;
    let (db, now) = (&scene.stage.db, clock::now());
    let started = start(&scene, &scene.fatima, zip_of(&GUIDE), Destination::Space(scene.space.id)).await.unwrap();
    let early = undo_import(db, &scene.fatima, started.id, now).await.unwrap_err();
    assert!(matches!(early, Error::Invalid { .. }), "it is still at work");
    run_import(db, &scene.fatima, started.id, &*scene.stage.files).await.unwrap();
    let tree = wiki::tree(db, &scene.fatima, WhichSpace::Id(scene.space.id)).await.unwrap();
    let own = scene.page("Own", None).await;
    wiki::move_page(db, &scene.fatima, tree.pages[2].id, scene.place(Some(own.id)), None).await.unwrap();
    for _ in 0..2 {
        let undone = undo_import(db, &scene.fatima, started.id, now).await.unwrap();
        assert_eq!((undone.state, undone.left, undone.can_undo), (ImportState::Undone, 0, false));
    }
    assert_eq!(titles(&scene.tree(&scene.fatima, scene.space.id).await), ["0 Own"]);
    wiki::restore_page(db, &scene.fatima, tree.pages[1].id).await.unwrap();
    assert_eq!(titles(&scene.tree(&scene.fatima, scene.space.id).await), ["0 Tools", "1 ", "0 Own"]);
}

#[tokio::test]
async fn undo_takes_what_somebody_may_throw_away_and_leaves_the_rest() {
    let scene = Scene::new().await;
    let (db, mia, now) = (&scene.stage.db, scene.actor(&scene.mia).await, clock::now());
    let done = bring_in(&scene, &mia, zip_of(&GUIDE), Destination::Space(scene.space.id)).await;
    let tree = wiki::tree(db, &mia, WhichSpace::Id(scene.space.id)).await.unwrap();
    let [guide, tools] = [tree.pages[0].id, tree.pages[1].id];
    // The first one lies below the second by now: they go together, and come back together.
    wiki::move_page(db, &mia, guide, scene.place(Some(tree.pages[2].id)), None).await.unwrap();
    let refuge = scene.page("Refuge", None).await.id;
    wiki::move_page(db, &mia, tree.pages[3].id, scene.place(Some(refuge)), None).await.unwrap();
    scene.narrow(refuge, &[(&scene.mia, Level::View)]).await;
    let undone = undo_import(db, &mia, done.id, now).await.unwrap();
    assert_eq!((undone.state, undone.left), (ImportState::Undone, 1));
    assert_eq!(titles(&scene.tree(&mia, scene.space.id).await), ["0 Refuge", "1 "]);
    wiki::restore_page(db, &mia, tools).await.unwrap();
    assert_eq!(
        titles(&scene.tree(&mia, scene.space.id).await),
        ["0 Tools", "1 Saw", "2 Guide", "0 Refuge", "1 "],
        "one below the other"
    );
}

#[tokio::test]
async fn undo_waits_for_a_space_that_was_put_aside() {
    let scene = Scene::new().await;
    let (db, now) = (&scene.stage.db, clock::now());
    let done = bring_in(&scene, &scene.fatima, zip_of(&GUIDE), Destination::NewSpace("Guide".to_owned())).await;
    wiki::archive_space(db, &scene.fatima, done.space_id).await.unwrap();
    assert!(undo_import(db, &scene.fatima, done.id, now).await.unwrap_err().field("").is_some());
    wiki::restore_space(db, &scene.fatima, done.space_id).await.unwrap();
    assert_eq!(undo_import(db, &scene.fatima, done.id, now).await.unwrap().left, 0);
}
