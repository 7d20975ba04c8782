//! Nobody is told what they may not see: not when it happens, and not when they read it. Each test is called after the
//! flaw in another product that it would have caught.

use super::scene::{Scene, call};
use crate::stage::Person;
use atrium::{
    actor::Role,
    boards::{self, GuestAccess, project::GuestLevel},
    clock,
    ids::PersonId,
    inbox::{self, InboxView, Mark, Shelf},
    workspace,
};

async fn share(scene: &Scene, person_id: PersonId, level: Option<GuestLevel>) {
    let access = GuestAccess { person_id, level };
    boards::set_guest(&scene.stage.db, &scene.fatima, scene.project.id, access).await.unwrap();
}

async fn unread(scene: &Scene, who: &Person) -> i64 {
    let people = [who.id()];
    let counts = inbox::unread_of(&scene.stage.db, scene.fatima.workspace_id, &people, clock::now()).await.unwrap();
    counts.get(&who.id()).copied().unwrap_or_default()
}

#[tokio::test]
async fn cve_2026_43890_nobody_is_told_of_what_is_not_shared_with_them() {
    let scene = Scene::new().await;
    let guest = scene.stage.member("Gwen", Role::Guest).await;
    let stranger = Person::new(&scene.stage.db, "Mallory").await;
    scene.stage.found("south", &stranger).await;
    let suspended = scene.stage.member("Sue", Role::Member).await;
    workspace::suspend(&scene.stage.db, &scene.fatima, suspended.id(), clock::now()).await.unwrap();
    let everybody = [&guest, &stranger, &suspended].map(|who| call(who.id(), "You")).join(" ");
    scene.says(&scene.bo, &everybody).await;
    scene.catch_up().await;
    assert_eq!(scene.shelf(&guest, Shelf::Open).await, InboxView::default());
    share(&scene, guest.id(), Some(GuestLevel::View)).await;
    assert_eq!(scene.shelf(&guest, Shelf::Open).await, InboxView::default(), "nor of what was said before");
    for who in [&stranger, &suspended] {
        assert_eq!(unread(&scene, who).await, 0);
    }
    let told: i64 = sqlx::query_scalar("select count(*) from notification where person_id = any($1)")
        .bind([guest.id(), stranger.id(), suspended.id()].map(PersonId::uuid).as_slice())
        .fetch_one(&scene.stage.owner)
        .await
        .unwrap();
    assert_eq!(told, 0);
}

#[tokio::test]
async fn cve_2026_28506_a_guest_who_lost_the_project_finds_nothing_of_it() {
    let scene = Scene::new().await;
    let guest = scene.stage.member("Gwen", Role::Guest).await;
    share(&scene, guest.id(), Some(GuestLevel::View)).await;
    scene.says(&scene.bo, &call(guest.id(), "Gwen")).await;
    scene.catch_up().await;
    assert_eq!((scene.shelf(&guest, Shelf::Open).await.items.len(), unread(&scene, &guest).await), (1, 1));
    share(&scene, guest.id(), None).await;
    scene.says(&scene.bo, &call(guest.id(), "Gwen")).await;
    scene.catch_up().await;
    for shelf in Shelf::ALL {
        assert_eq!(scene.shelf(&guest, shelf).await, InboxView::default(), "{shelf:?}");
    }
    assert_eq!(unread(&scene, &guest).await, 0);
    let member = scene.stage.actor(&guest).await;
    inbox::mark(&scene.stage.db, &member, &scene.task.id.into(), Mark::Unread, clock::now()).await.unwrap();
    assert_eq!(unread(&scene, &guest).await, 0);
}

#[tokio::test]
async fn an_inbox_is_nobody_elses() {
    let scene = Scene::new().await;
    scene.assigns(&[&scene.ada, &scene.bo]).await;
    scene.catch_up().await;
    let bo = scene.stage.actor(&scene.bo).await;
    inbox::mark(&scene.stage.db, &bo, &scene.task.id.into(), Mark::Done, clock::now()).await.unwrap();
    assert_eq!(scene.shelf(&scene.bo, Shelf::Open).await.items, []);
    assert_eq!(scene.shelf(&scene.ada, Shelf::Open).await.items.len(), 1);
}
