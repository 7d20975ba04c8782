//! Old versions go where others stand for them, by the clock that it is told.

use super::scene::Scene;
use atrium::{
    clock,
    ids::PageId,
    wiki::{
        content::{self, PageKey},
        level::Level,
        version::VersionKind,
    },
};
use time::{Duration, OffsetDateTime};

async fn keep(scene: &Scene, page_id: PageId, kind: VersionKind, at: OffsetDateTime) {
    let key = PageKey { workspace_id: scene.fatima.workspace_id, page_id };
    let state = content::State::of(&content::new_doc()).unwrap();
    content::keep_version(&scene.stage.db, key, scene.fatima.person_id(), kind, &state, &[], at).await.unwrap();
}

async fn kinds(scene: &Scene, page_id: PageId) -> Vec<VersionKind> {
    let versions = content::versions(&scene.stage.db, &scene.fatima, page_id, None, 200).await.unwrap();
    versions.iter().map(|version| version.kind).collect()
}

#[tokio::test]
async fn old_versions_are_thinned_out_on_every_page_and_twice_is_once() {
    let scene = Scene::new().await;
    let (db, now) = (&scene.stage.db, clock::now());
    let (page, secret) = (scene.page("Page", None).await.id, scene.page("Secret", None).await.id);
    scene.narrow(secret, &[(&scene.mia, Level::View)]).await;
    // Ten days ago, within one of the days that are told apart.
    let noon = (now - Duration::days(10)).replace_time(time::Time::from_hms(12, 0, 0).unwrap());
    for page in [page, secret] {
        keep(&scene, page, VersionKind::Merge, noon - Duration::hours(3)).await;
        content::name_version(db, &scene.fatima, page, "Before the fair", None, noon - Duration::hours(2))
            .await
            .unwrap();
        for minutes in 0..20 {
            keep(&scene, page, VersionKind::Session, noon + Duration::minutes(minutes)).await;
        }
    }
    let alone = scene.page("Alone", None).await.id;
    keep(&scene, alone, VersionKind::Session, noon).await;
    let today = [VersionKind::Session; 3];
    for hours in 1..=3 {
        keep(&scene, page, VersionKind::Session, now - Duration::hours(hours)).await;
    }

    assert_eq!(content::thin_versions(db, now).await.unwrap(), 2 * 19);
    let then = [VersionKind::Session, VersionKind::Named, VersionKind::Merge];
    assert_eq!(kinds(&scene, page).await, [&today[..], &then].concat());
    assert_eq!(kinds(&scene, secret).await, then, "also where few may look");
    assert_eq!(kinds(&scene, alone).await, [VersionKind::Session]);
    assert_eq!(content::thin_versions(db, now).await.unwrap(), 0);

    // Those of today go, but for the newest, and what was merged; what has a name does not.
    let later = content::thin_versions(db, now + Duration::weeks(60)).await.unwrap();
    assert!(later >= 3, "{later} went");
    assert_eq!(kinds(&scene, secret).await, [VersionKind::Session, VersionKind::Named]);
}
