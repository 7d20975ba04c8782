//! Reading, finishing and putting off.

use super::scene::Scene;
use crate::stage::Person;
use atrium::{
    Error, clock, housekeeping,
    inbox::{self, Mark, Shelf, Subjects, Until},
    workspace::Visit,
};
use time::Duration;

async fn mark(scene: &Scene, who: &Person, mark: Mark) {
    let actor = scene.stage.actor(who).await;
    inbox::mark(&scene.stage.db, &actor, &scene.task.id.into(), mark, clock::now()).await.unwrap();
}

async fn shelves(scene: &Scene, who: &Person) -> [usize; 4] {
    let mut counts = [0; 4];
    for (at, shelf) in Shelf::ALL.into_iter().enumerate() {
        counts[at] = scene.shelf(who, shelf).await.items.len();
    }
    counts
}

#[tokio::test]
async fn an_item_goes_from_shelf_to_shelf_and_back_twice_as_once() {
    let scene = Scene::new().await;
    scene.assigns(&[&scene.ada]).await;
    scene.catch_up().await;
    let ada = &scene.ada;
    assert_eq!(shelves(&scene, ada).await, [1, 1, 0, 0]);
    for (act, expected) in [
        (Mark::Read, [0, 1, 0, 0]),
        (Mark::Unread, [1, 1, 0, 0]),
        (Mark::Done, [0, 0, 0, 1]),
        (Mark::Undone, [1, 1, 0, 0]),
    ] {
        for _ in 0..2 {
            mark(&scene, ada, act).await;
            assert_eq!(shelves(&scene, ada).await, expected, "{act:?}");
        }
    }
    mark(&scene, ada, Mark::Done).await;
    scene.says(&scene.bo, "Still leaking.").await;
    scene.catch_up().await;
    let item = scene.shelf(ada, Shelf::Open).await.items.remove(0);
    assert_eq!((item.lines.len(), item.earlier), (1, 0), "what is new comes without what was done with");
}

#[tokio::test]
async fn what_was_put_off_comes_back_as_news_and_news_does_not_wait() {
    let scene = Scene::new().await;
    scene.assigns(&[&scene.ada]).await;
    scene.catch_up().await;
    let (db, ada, now) = (&scene.stage.db, scene.stage.actor(&scene.ada).await, clock::now());
    inbox::snooze(db, &ada, &scene.task.id.into(), Until::Tomorrow, now).await.unwrap();
    assert_eq!(shelves(&scene, &scene.ada).await, [0, 0, 1, 0]);
    let mut visit = Visit { actor: ada, tx: db.view(&ada).await.unwrap() };
    assert_eq!(inbox::unread_on(&mut visit, now).await, Ok(0));
    assert_eq!(inbox::unread_on(&mut visit, now + Duration::days(2)).await, Ok(1));
    drop(visit);
    scene.says(&scene.bo, "It rains in.").await;
    scene.catch_up().await;
    assert_eq!(shelves(&scene, &scene.ada).await, [1, 1, 1, 0]);
    mark(&scene, &scene.ada, Mark::Woken).await;
    assert_eq!(shelves(&scene, &scene.ada).await, [1, 1, 0, 0]);
    let past = "2001-01-01".parse::<Until>().unwrap();
    let refused = inbox::snooze(db, &ada, &scene.task.id.into(), past, now).await.unwrap_err();
    assert!(refused.field("until").is_some());
}

#[tokio::test]
async fn what_was_done_with_long_ago_is_taken_away_and_nothing_else() {
    let scene = Scene::new().await;
    scene.assigns(&[&scene.ada, &scene.bo]).await;
    scene.catch_up().await;
    mark(&scene, &scene.ada, Mark::Done).await;
    let (db, now) = (&scene.stage.db, clock::now());
    assert_eq!(housekeeping::sweep(db, now + Duration::days(89)).await.unwrap().notifications, 0);
    assert_eq!(housekeeping::sweep(db, now + Duration::days(91)).await.unwrap().notifications, 1);
    scene.catch_up().await;
    assert_eq!(scene.told(&scene.bo).await.len(), 1);
    assert_eq!(scene.told(&scene.ada).await, []);
}

#[tokio::test]
async fn all_is_read_at_once_and_the_same_can_be_unread_again() {
    let scene = Scene::new().await;
    scene.assigns(&[&scene.ada]).await;
    scene.catch_up().await;
    let (db, ada) = (&scene.stage.db, scene.stage.actor(&scene.ada).await);
    assert_eq!(inbox::read_all(db, &ada, clock::now()).await, Ok(scene.task.id.into()));
    assert_eq!(inbox::read_all(db, &ada, clock::now()).await, Ok(Subjects::default()));
    assert_eq!(shelves(&scene, &scene.ada).await, [0, 1, 0, 0]);
    mark(&scene, &scene.ada, Mark::Unread).await;
    assert_eq!(scene.shelf(&scene.ada, Shelf::Open).await.unread, 1);
    let many = Subjects { tasks: vec![scene.task.id; 501], ..Subjects::default() };
    let refused = inbox::mark(db, &ada, &many, Mark::Done, clock::now()).await;
    assert!(matches!(refused, Err(Error::Invalid { .. })));
}
