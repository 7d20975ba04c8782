use super::scene::{Scene, list};
use atrium::{
    Error,
    actor::Role,
    clock,
    wiki::{
        self,
        access::{Grantee, NewAccess, NewGrant, Source},
        level::Level,
    },
    workspace,
};

#[tokio::test]
async fn narrowing_a_page_shuts_others_out_of_it_and_of_all_below() {
    let scene = Scene::new().await;
    let (db, mia, noah) = (&scene.stage.db, scene.actor(&scene.mia).await, scene.actor(&scene.noah).await);
    let page = scene.page("Pay", None).await.id;
    let below = scene.page("Bonus", Some(page)).await.id;
    scene.narrow(page, &[(&scene.mia, Level::Comment)]).await;
    for id in [page, below] {
        assert_eq!(scene.read(&mia, id).await.unwrap().level, Level::Comment);
        assert_eq!(scene.read(&noah, id).await.unwrap_err(), Error::NotFound);
    }
    let seen = wiki::page_access(db, &scene.fatima, below).await.unwrap();
    assert!(!seen.own && seen.grants.is_empty());
    assert!(matches!(&seen.inherits_from, Some(Source::Page(above)) if above.id == page));
    let reach: Vec<_> = seen.people.iter().map(|one| (one.name.as_str(), one.level)).collect();
    assert_eq!(reach, [("Fatima", Level::Manage), ("Mia", Level::Comment)]);
    let own = wiki::page_access(db, &scene.fatima, page).await.unwrap();
    assert!(
        own.own && own.narrow && matches!(&own.inherits_from, Some(Source::Space(space)) if space.id == scene.space.id)
    );
    for _ in 0..2 {
        wiki::inherit_access(db, &scene.fatima, page).await.unwrap();
    }
    assert_eq!(scene.read(&noah, below).await.unwrap().level, Level::Edit);
}

#[tokio::test]
async fn who_narrows_a_page_stays_on_its_list() {
    let scene = Scene::new().await;
    let (db, mia) = (&scene.stage.db, scene.actor(&scene.mia).await);
    let space = scene.private_space(&mia, "Plans").await;
    let place = wiki::Place { space_id: Some(space.id), ..wiki::Place::default() };
    let page = scene.make(&mia, "Page", place).await.unwrap().id;
    wiki::set_page_access(db, &mia, page, list(true, &[])).await.unwrap();
    assert_eq!(scene.read(&mia, page).await.unwrap().level, Level::Manage);
    wiki::set_space_access(db, &mia, space.id, list(false, &[(&scene.noah, Level::View)])).await.unwrap();
    let seen = wiki::space_access(db, &mia, space.id).await.unwrap();
    let grants: Vec<_> = seen.grants.iter().map(|grant| (grant.name.as_str(), grant.level)).collect();
    assert_eq!(grants, [("Mia", Level::Manage), ("Noah", Level::View)]);
    assert!(seen.can_change);
}

#[tokio::test]
async fn a_grant_on_a_page_lets_in_and_what_was_narrowed_above_stays_narrow() {
    let scene = Scene::new().await;
    let (db, gus, noah) = (&scene.stage.db, scene.actor(&scene.gus).await, scene.actor(&scene.noah).await);
    let page = scene.page("Menu", None).await.id;
    let below = scene.page("Drinks", Some(page)).await.id;
    let grant = |who, level| list(false, &[(who, level)]);
    wiki::set_page_access(db, &scene.fatima, page, grant(&scene.gus, Level::Manage)).await.unwrap();
    assert_eq!(scene.read(&gus, below).await.unwrap().level, Level::Edit, "a guest edits at most");
    let shared = wiki::home(db, &gus, clock::now()).await.unwrap().shared;
    assert_eq!(shared.len(), 2);
    assert!(shared.iter().all(|line| line.space.is_none()));
    scene.narrow(page, &[(&scene.mia, Level::View)]).await;
    wiki::set_page_access(db, &scene.fatima, below, grant(&scene.noah, Level::Edit)).await.unwrap();
    assert_eq!(scene.read(&noah, below).await.unwrap_err(), Error::NotFound);
    assert_eq!(scene.read(&gus, below).await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn a_team_is_granted_what_its_people_get() {
    let scene = Scene::new().await;
    let (db, mia) = (&scene.stage.db, scene.actor(&scene.mia).await);
    let space = scene.private_space(&scene.fatima, "Plans").await;
    let team = workspace::create_team(db, &scene.fatima, "Cooks", None, clock::now()).await.unwrap();
    let new =
        NewAccess { grants: vec![NewGrant { to: Grantee::Team(team), level: Level::Edit }], ..NewAccess::default() };
    wiki::set_space_access(db, &scene.fatima, space.id, new).await.unwrap();
    let sees = async || wiki::space(db, &mia, wiki::WhichSpace::Id(space.id)).await.map(|seen| seen.level);
    assert_eq!(sees().await, Err(Error::NotFound));
    workspace::add_team_member(db, &scene.fatima, team, scene.mia.id()).await.unwrap();
    assert_eq!(sees().await, Ok(Level::Edit));
    workspace::remove_team_member(db, &scene.fatima, team, scene.mia.id()).await.unwrap();
    assert_eq!(sees().await, Err(Error::NotFound));
}

#[tokio::test]
async fn only_who_manages_sees_and_changes_who_may_do_what() {
    let scene = Scene::new().await;
    let (db, page) = (&scene.stage.db, scene.page("Page", None).await.id);
    for (who, refusal) in
        [(&scene.mia, Error::Forbidden), (&scene.vera, Error::Forbidden), (&scene.gus, Error::NotFound)]
    {
        let actor = scene.actor(who).await;
        let all = list(false, &[(who, Level::Manage)]);
        assert_eq!(wiki::set_page_access(db, &actor, page, all.clone()).await.unwrap_err(), refusal);
        assert_eq!(wiki::set_space_access(db, &actor, scene.space.id, all).await.unwrap_err(), refusal);
        assert_eq!(wiki::inherit_access(db, &actor, page).await.unwrap_err(), refusal);
        assert_eq!(wiki::page_access(db, &actor, page).await.unwrap_err(), refusal);
        assert_eq!(wiki::space_access(db, &actor, scene.space.id).await.unwrap_err(), refusal);
    }
    let stranger = scene.stranger().await;
    assert_eq!(wiki::page_access(db, &stranger, page).await.unwrap_err(), Error::NotFound);
    assert_eq!(wiki::set_page_access(db, &stranger, page, list(true, &[])).await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn a_list_names_members_and_levels_that_there_are() {
    let scene = Scene::new().await;
    let (db, page) = (&scene.stage.db, scene.page("Page", None).await.id);
    let stranger = crate::stage::Person::new(db, "Stranger").await;
    let set = async |new: NewAccess| wiki::set_page_access(db, &scene.fatima, page, new).await;
    assert!(set(list(true, &[(&stranger, Level::View)])).await.unwrap_err().field("grants").is_some());
    assert!(set(list(true, &[(&scene.mia, Level::None)])).await.unwrap_err().field("grants").is_some());
    let open = NewAccess { everyone: Level::View, ..NewAccess::default() };
    assert!(set(open.clone()).await.unwrap_err().field("everyone").is_some());
    let set = async |new: NewAccess| wiki::set_space_access(db, &scene.fatima, scene.space.id, new).await;
    assert!(set(list(true, &[])).await.unwrap_err().field("narrow").is_some());
    let all = NewAccess { everyone: Level::Manage, ..NewAccess::default() };
    assert!(set(all).await.unwrap_err().field("everyone").is_some());
    set(open.clone()).await.unwrap();
    let seq = scene.events().await;
    set(open).await.unwrap();
    assert_eq!(scene.events().await, seq, "twice is once");
    assert_eq!(scene.read(&scene.actor(&scene.mia).await, page).await.unwrap().level, Level::View);
}

#[tokio::test]
async fn who_left_comes_back_to_nothing_that_was_granted_and_who_is_shut_out_sees_nothing() {
    let scene = Scene::new().await;
    let (db, space) = (&scene.stage.db, scene.private_space(&scene.fatima, "Plans").await);
    wiki::set_space_access(db, &scene.fatima, space.id, list(false, &[(&scene.mia, Level::Edit)])).await.unwrap();
    let sees = async |actor| wiki::space(db, actor, wiki::WhichSpace::Id(space.id)).await.is_ok();
    let mia = scene.actor(&scene.mia).await;
    assert!(sees(&mia).await);
    workspace::suspend(db, &scene.fatima, scene.mia.id(), clock::now()).await.unwrap();
    assert!(!sees(&mia).await, "an actor from before gets nothing by it");
    workspace::reinstate(db, &scene.fatima, scene.mia.id()).await.unwrap();
    assert!(sees(&mia).await);
    workspace::leave(db, &mia, clock::now()).await.unwrap();
    assert!(!sees(&mia).await);
    scene.stage.join(&scene.mia, Role::Member).await;
    assert!(!sees(&scene.actor(&scene.mia).await).await);
}
