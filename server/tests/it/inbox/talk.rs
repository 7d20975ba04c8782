//! Mentions, signs under comments, and watching.

use super::scene::{Scene, call};
use crate::stage::Person;
use atrium::{
    Error,
    actor::Role,
    boards::{self, TaskEdit, reaction::Reaction, task::TaskDetail},
    clock,
};

async fn task(scene: &Scene, who: &Person) -> TaskDetail {
    let actor = scene.stage.actor(who).await;
    boards::task(&scene.stage.db, &actor, scene.task.id, clock::now()).await.unwrap()
}

fn watchers(task: &TaskDetail) -> Vec<&str> {
    task.watchers.iter().map(|person| person.name.as_str()).collect()
}

#[tokio::test]
async fn a_mention_is_a_chip_of_the_name_that_holds_now() {
    let scene = Scene::new().await;
    let stranger = Person::new(&scene.stage.db, "Mallory").await;
    let words = format!("{} and {}", call(scene.ada.id(), "A. Old"), call(stranger.id(), "Mallory"));
    scene.says(&scene.bo, &words).await;
    let seen = task(&scene, &scene.bo).await;
    let html = &seen.comments_list[0].body_html;
    assert_eq!(html, "<p><span class=\"mention\">@Ada</span> and @Mallory</p>\n");
    assert_eq!(watchers(&seen), ["Ada", "Bo", "Fatima"], "who is mentioned or speaks watches from then on");
}

#[tokio::test]
async fn signs_are_given_and_taken_back_once() {
    let scene = Scene::new().await;
    let (db, ada) = (&scene.stage.db, scene.stage.actor(&scene.ada).await);
    let id = boards::add_comment(db, &scene.fatima, scene.task.id, "In green?", None).await.unwrap();
    for _ in 0..2 {
        boards::react(db, &ada, id, Reaction::Agree, true).await.unwrap();
    }
    boards::react(db, &scene.fatima, id, Reaction::Agree, true).await.unwrap();
    boards::react(db, &scene.fatima, id, Reaction::Love, true).await.unwrap();
    let seen = task(&scene, &scene.ada).await;
    let signs = &seen.comments_list[0].reactions;
    assert_eq!(signs[0].people, ["Ada", "Fatima"]);
    assert_eq!((signs[0].mine, signs[1].mine, signs.len()), (true, false, 2));
    assert!(seen.history.iter().all(|entry| !entry.what.contains("sign")), "signs are no history");
    for _ in 0..2 {
        boards::react(db, &ada, id, Reaction::Agree, false).await.unwrap();
    }
    assert_eq!(task(&scene, &scene.ada).await.comments_list[0].reactions[0].people, ["Fatima"]);
    let viewer = scene.stage.member("Vi", Role::Viewer).await;
    let viewer = scene.stage.actor(&viewer).await;
    assert_eq!(boards::react(db, &viewer, id, Reaction::Agree, true).await, Err(Error::Forbidden));
    let guest = scene.stage.member("Gwen", Role::Guest).await;
    let guest = scene.stage.actor(&guest).await;
    assert_eq!(boards::react(db, &guest, id, Reaction::Agree, true).await, Err(Error::NotFound));
}

#[tokio::test]
async fn whoever_stopped_watching_is_not_made_to_watch_again() {
    let scene = Scene::new().await;
    let (db, ada) = (&scene.stage.db, scene.stage.actor(&scene.ada).await);
    assert_eq!(watchers(&task(&scene, &scene.ada).await), ["Fatima"], "who made it watches it");
    scene.assigns(&[&scene.ada]).await;
    assert_eq!(watchers(&task(&scene, &scene.ada).await), ["Ada", "Fatima"]);
    for _ in 0..2 {
        boards::watch_task(db, &ada, scene.task.id, false).await.unwrap();
    }
    scene.says(&scene.ada, "Done soon.").await;
    scene.says(&scene.bo, &format!("{}?", call(scene.ada.id(), "Ada"))).await;
    let seen = task(&scene, &scene.ada).await;
    assert_eq!(watchers(&seen), ["Bo", "Fatima"]);
    assert!(!seen.watching && seen.history.iter().all(|entry| !entry.what.contains("watch")));
    boards::watch_task(db, &ada, scene.task.id, true).await.unwrap();
    assert!(task(&scene, &scene.ada).await.watching);
}

#[tokio::test]
async fn a_viewer_may_watch_and_a_guest_of_nothing_may_not() {
    let scene = Scene::new().await;
    let viewer = scene.stage.member("Vi", Role::Viewer).await;
    let guest = scene.stage.member("Gwen", Role::Guest).await;
    let (db, id) = (&scene.stage.db, scene.task.id);
    boards::watch_task(db, &scene.stage.actor(&viewer).await, id, true).await.unwrap();
    let refused = boards::watch_task(db, &scene.stage.actor(&guest).await, id, true).await;
    assert_eq!(refused, Err(Error::NotFound));
    assert_eq!(watchers(&task(&scene, &viewer).await), ["Fatima", "Vi"]);
}

#[tokio::test]
async fn who_is_called_again_by_an_edit_is_called_once() {
    let scene = Scene::new().await;
    let called = |words: &str| TaskEdit {
        description: Some(format!("{words} {}", call(scene.ada.id(), "Ada"))),
        ..TaskEdit::default()
    };
    scene.edits(called("Ask")).await;
    scene.edits(called("Please ask")).await;
    let told = scene.told(&scene.ada).await;
    let mentions = told.iter().filter(|(_, what)| what.contains("mentioned")).count();
    assert_eq!(mentions, 1, "{told:?}");
}
