use super::scene::Scene;
use atrium::{
    Error,
    actor::Actor,
    boards::{self, GuestAccess, project::GuestLevel},
    idempotency::Once,
    wiki::{self, NewSpace, SpaceEdit, WhichSpace, level::Level, space::SpaceSummary},
};

fn named(name: &str) -> NewSpace {
    NewSpace { name: name.to_owned(), ..NewSpace::default() }
}

fn names(spaces: Vec<SpaceSummary>) -> Vec<String> {
    spaces.into_iter().map(|summary| summary.space.name).collect()
}

#[tokio::test]
async fn an_open_space_is_for_everybody_but_guests_and_whoever_made_it_manages_it() {
    let scene = Scene::new().await;
    let (db, mia) = (&scene.stage.db, scene.actor(&scene.mia).await);
    let space = wiki::create_space(db, &mia, named("Kitchen & Bar"), None).await.unwrap();
    assert_eq!(space.slug, "kitchen-bar");
    for (who, level) in [(&scene.mia, Level::Manage), (&scene.noah, Level::Edit), (&scene.vera, Level::View)] {
        let seen = wiki::space(db, &scene.actor(who).await, WhichSpace::Slug("kitchen-bar")).await.unwrap();
        assert_eq!(seen.level, level);
        assert_eq!((seen.can.edit, seen.can.create_page), (level == Level::Manage, level >= Level::Edit));
    }
    let gus = scene.actor(&scene.gus).await;
    assert_eq!(wiki::space(db, &gus, WhichSpace::Id(space.id)).await.unwrap_err(), Error::NotFound);
    let stranger = scene.stranger().await;
    assert_eq!(wiki::space(db, &stranger, WhichSpace::Id(space.id)).await.unwrap_err(), Error::NotFound);
    assert_eq!(names(wiki::spaces(db, &gus, false).await.unwrap()), Vec::<String>::new());
}

#[tokio::test]
async fn viewers_and_guests_make_no_space() {
    let scene = Scene::new().await;
    for who in [&scene.vera, &scene.gus] {
        let actor = scene.actor(who).await;
        let refused = wiki::create_space(&scene.stage.db, &actor, named("Mine"), None).await;
        assert_eq!(refused.unwrap_err(), Error::Forbidden);
    }
}

#[tokio::test]
async fn a_private_space_is_seen_by_who_made_it_and_by_owners_and_admins() {
    let scene = Scene::new().await;
    let (db, mia, noah) = (&scene.stage.db, scene.actor(&scene.mia).await, scene.actor(&scene.noah).await);
    let space = scene.private_space(&mia, "Plans").await;
    assert_eq!(names(wiki::spaces(db, &mia, false).await.unwrap()), ["Handbook", "Plans"]);
    assert_eq!(names(wiki::spaces(db, &scene.fatima, false).await.unwrap()), ["Handbook", "Plans"]);
    assert_eq!(names(wiki::spaces(db, &noah, false).await.unwrap()), ["Handbook"]);
    let edit = SpaceEdit { name: Some("Ours".to_owned()), ..SpaceEdit::default() };
    assert_eq!(wiki::edit_space(db, &noah, space.id, edit, None).await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn a_short_name_is_given_out_once_also_where_its_holder_is_not_seen() {
    let scene = Scene::new().await;
    let (db, mia, noah) = (&scene.stage.db, scene.actor(&scene.mia).await, scene.actor(&scene.noah).await);
    scene.private_space(&mia, "Plans").await;
    assert_eq!(wiki::create_space(db, &noah, named("Plans"), None).await.unwrap().slug, "plans-2");
    let chosen = NewSpace { slug: Some("plans".to_owned()), ..named("Other plans") };
    assert!(wiki::create_space(db, &noah, chosen, None).await.unwrap_err().field("slug").is_some());
    assert_eq!(wiki::create_space(db, &noah, named("\u{8a08}\u{756b}"), None).await.unwrap().slug, "space");
    let edit = SpaceEdit { slug: Some("plans".to_owned()), ..SpaceEdit::default() };
    let refused = wiki::edit_space(db, &scene.fatima, scene.space.id, edit, None).await;
    assert!(refused.unwrap_err().field("slug").is_some());
}

#[tokio::test]
async fn the_space_of_a_project_is_for_those_who_see_the_project() {
    let scene = Scene::new().await;
    let (db, gus) = (&scene.stage.db, scene.actor(&scene.gus).await);
    let (project, ..) = scene.stage.project(&[]).await;
    let new = || NewSpace { project_id: Some(project.id), ..named("Build") };
    let space = wiki::create_space(db, &scene.fatima, new(), None).await.unwrap();
    assert_eq!((space.everyone, space.project_id), (Level::None, Some(project.id)));
    let level = async |actor: Actor| wiki::space(db, &actor, WhichSpace::Id(space.id)).await.map(|seen| seen.level);
    assert_eq!(level(scene.actor(&scene.noah).await).await, Ok(Level::Edit));
    assert_eq!(level(scene.actor(&scene.vera).await).await, Ok(Level::View));
    assert_eq!(level(gus).await, Err(Error::NotFound));
    for (shared, seen) in [
        (Some(GuestLevel::View), Ok(Level::View)),
        (Some(GuestLevel::Edit), Ok(Level::Edit)),
        (None, Err(Error::NotFound)),
    ] {
        let access = GuestAccess { person_id: scene.gus.id(), level: shared };
        boards::set_guest(db, &scene.fatima, project.id, access).await.unwrap();
        assert_eq!(level(gus).await, seen);
    }
    let again = wiki::create_space(db, &scene.fatima, new(), None).await;
    assert!(again.unwrap_err().field("project_id").is_some(), "a project has one space");
    let stranger = scene.stranger().await;
    assert_eq!(wiki::create_space(db, &stranger, new(), None).await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn an_edit_from_an_older_version_is_refused_and_the_same_edit_twice_is_one() {
    let scene = Scene::new().await;
    let (db, id) = (&scene.stage.db, scene.space.id);
    let edit = |name: &str| SpaceEdit { name: Some(name.to_owned()), hue: Some(3), ..SpaceEdit::default() };
    let edited = wiki::edit_space(db, &scene.fatima, id, edit("Book"), Some(1)).await.unwrap();
    assert_eq!((edited.name.as_str(), edited.hue, edited.version), ("Book", 3, 2));
    let seq = scene.events().await;
    assert_eq!(wiki::edit_space(db, &scene.fatima, id, edit("Book"), Some(2)).await.unwrap().version, 2);
    assert_eq!(scene.events().await, seq);
    let late = wiki::edit_space(db, &scene.fatima, id, edit("Novel"), Some(1)).await;
    assert_eq!(late.unwrap_err(), Error::Conflict { current: Some(2) });
    let mia = scene.actor(&scene.mia).await;
    assert_eq!(wiki::edit_space(db, &mia, id, edit("Mine"), None).await.unwrap_err(), Error::Forbidden);
    let stranger = scene.stranger().await;
    assert_eq!(wiki::edit_space(db, &stranger, id, edit("Mine"), None).await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn an_archived_space_is_read_and_not_written() {
    let scene = Scene::new().await;
    let (db, mia) = (&scene.stage.db, scene.actor(&scene.mia).await);
    let page = scene.page("Opening hours", None).await;
    for _ in 0..2 {
        assert!(wiki::archive_space(db, &scene.fatima, scene.space.id).await.unwrap().archived);
    }
    assert_eq!(names(wiki::spaces(db, &mia, false).await.unwrap()), Vec::<String>::new());
    assert_eq!(names(wiki::spaces(db, &mia, true).await.unwrap()), ["Handbook"]);
    let read = scene.read(&mia, page.id).await.unwrap();
    assert!(read.archived && !read.can.edit && read.can.export);
    let refused = scene.make(&mia, "More", scene.place(None)).await.unwrap_err();
    assert!(refused.field("").is_some_and(|message| message.contains("archived")));
    assert_eq!(wiki::archive_space(db, &mia, scene.space.id).await.unwrap_err(), Error::Forbidden);
    for _ in 0..2 {
        assert!(!wiki::restore_space(db, &scene.fatima, scene.space.id).await.unwrap().archived);
    }
    assert!(scene.make(&mia, "More", scene.place(None)).await.is_ok());
}

#[tokio::test]
async fn whoever_sees_a_page_and_not_its_space_does_not_write_in_it_once_it_is_archived() {
    let scene = Scene::new().await;
    let (db, gus) = (&scene.stage.db, scene.actor(&scene.gus).await);
    let page = scene.page("Opening hours", None).await;
    let shared = super::scene::list(false, &[(&scene.gus, Level::Edit)]);
    wiki::set_page_access(db, &scene.fatima, page.id, shared).await.unwrap();
    let read = scene.read(&gus, page.id).await.unwrap();
    assert_eq!((read.level, read.space, read.can.edit), (Level::Edit, None, true));
    wiki::archive_space(db, &scene.fatima, scene.space.id).await.unwrap();
    assert!(!scene.read(&gus, page.id).await.unwrap().can.edit);
    let refused = wiki::rename_page(db, &gus, page.id, "Ours", None, atrium::clock::now()).await;
    assert!(refused.unwrap_err().field("").is_some());
}

#[tokio::test]
async fn a_space_asked_for_twice_under_one_key_is_one() {
    let scene = Scene::new().await;
    let once = Once::new("k", "the same").unwrap();
    let first = wiki::create_space(&scene.stage.db, &scene.fatima, named("Twice"), Some(&once)).await.unwrap();
    let second = wiki::create_space(&scene.stage.db, &scene.fatima, named("Twice"), Some(&once)).await.unwrap();
    assert_eq!(first, second);
}
