use super::scene::{Scene, list};
use atrium::{
    Error,
    actor::Actor,
    clock,
    idempotency::Once,
    ids::{PageId, PageTemplateId},
    wiki::{self, NewPage, NewPageTemplate, Place, level::Level, template::PageTemplate},
};
use yrs::{Doc, GetString, Transact, Update, updates::decoder::Decode};

fn kept(name: &str, only_here: bool) -> NewPageTemplate {
    NewPageTemplate { name: name.to_owned(), only_here }
}

async fn save(scene: &Scene, by: &Actor, page: PageId, new: NewPageTemplate) -> atrium::Result<PageTemplateId> {
    wiki::save_page_template(&scene.stage.db, by, page, new, None).await
}

async fn listed(scene: &Scene, by: &Actor) -> Vec<PageTemplate> {
    wiki::page_templates(&scene.stage.db, by, None).await.unwrap()
}

async fn stands_on(scene: &Scene, page: PageId) -> String {
    let state: Vec<u8> = sqlx::query_scalar("select state from page_content where page_id = $1")
        .bind(page.uuid())
        .fetch_one(&mut scene.hand().await)
        .await
        .unwrap();
    let doc = Doc::new();
    doc.transact_mut().apply_update(Update::decode_v2(&state).unwrap()).unwrap();
    let root = doc.get_or_insert_xml_fragment("default");
    root.get_string(&doc.transact())
}

#[tokio::test]
async fn a_page_begins_from_what_stood_on_another() {
    let scene = Scene::new().await;
    let (db, mia) = (&scene.stage.db, scene.actor(&scene.mia).await);
    let page = scene.page("Minutes", None).await.id;
    scene.write(page, "# Who was there").await;
    let template = save(&scene, &mia, page, kept("Minutes", false)).await.unwrap();
    let new = NewPage { title: "Monday".to_owned(), place: scene.place(None), template_id: Some(template) };
    let begun = wiki::create_page(db, &mia, new, None, clock::now()).await.unwrap();
    assert_eq!(stands_on(&scene, begun.id).await, "<heading level=\"1\">Who was there</heading>");
    let read = scene.read(&mia, begun.id).await.unwrap();
    assert!(read.current && read.html.contains("Who was there"), "{}", read.html);
    let gone = NewPage { place: scene.place(None), template_id: Some(PageTemplateId::new()), ..NewPage::default() };
    let refused = wiki::create_page(db, &mia, gone, None, clock::now()).await;
    assert!(refused.unwrap_err().field("template_id").is_some());
}

#[tokio::test]
async fn a_page_on_which_nothing_stands_can_begin_from_a_template_later() {
    let scene = Scene::new().await;
    let (db, mia, vera) = (&scene.stage.db, scene.actor(&scene.mia).await, scene.actor(&scene.vera).await);
    let minutes = scene.page("Minutes", None).await.id;
    scene.write(minutes, "# Who was there").await;
    let template = save(&scene, &mia, minutes, kept("Minutes", false)).await.unwrap();
    let page = scene.page("Monday", None).await.id;
    let begin = async |by: &Actor, page| wiki::begin_from_template(db, by, page, template, clock::now()).await;
    assert_eq!(begin(&vera, page).await.unwrap_err(), Error::Forbidden);
    assert_eq!(begin(&scene.stranger().await, page).await.unwrap_err(), Error::NotFound);
    begin(&mia, page).await.unwrap();
    let read = scene.read(&mia, page).await.unwrap();
    assert!(read.current && read.html.contains("Who was there"), "{}", read.html);
    assert!(begin(&mia, page).await.unwrap_err().field("").is_some(), "something stands there by now");
    wiki::trash_page(db, &mia, page).await.unwrap();
    assert_eq!(begin(&mia, page).await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn a_template_of_a_space_is_offered_there_alone() {
    let scene = Scene::new().await;
    let (db, mia, noah) = (&scene.stage.db, scene.actor(&scene.mia).await, scene.actor(&scene.noah).await);
    let plans = scene.private_space(&mia, "Plans").await;
    let place = Place { space_id: Some(plans.id), ..Place::default() };
    let page = scene.make(&mia, "Plan", place).await.unwrap().id;
    let here = save(&scene, &mia, page, kept("Plan", true)).await.unwrap();
    let everywhere = save(&scene, &mia, page, kept("For all", false)).await.unwrap();
    let names = |found: Vec<PageTemplate>| found.into_iter().map(|one| one.name).collect::<Vec<_>>();
    assert_eq!(names(listed(&scene, &mia).await), ["For all", "Plan"]);
    assert_eq!(names(listed(&scene, &noah).await), ["For all"]);
    let in_handbook = wiki::page_templates(db, &mia, Some(scene.space.id)).await.unwrap();
    assert_eq!(names(in_handbook), ["For all"]);
    let new = |template| NewPage { place: scene.place(None), template_id: Some(template), ..NewPage::default() };
    let refused = wiki::create_page(db, &mia, new(here), None, clock::now()).await;
    assert!(refused.unwrap_err().field("template_id").is_some(), "not in another space");
    assert!(wiki::create_page(db, &noah, new(everywhere), None, clock::now()).await.is_ok());
    assert_eq!(wiki::page_templates(db, &noah, Some(plans.id)).await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn templates_are_kept_and_removed_by_who_may_edit() {
    let scene = Scene::new().await;
    let (db, page) = (&scene.stage.db, scene.page("Minutes", None).await.id);
    let (mia, noah) = (scene.actor(&scene.mia).await, scene.actor(&scene.noah).await);
    let (vera, gus) = (scene.actor(&scene.vera).await, scene.actor(&scene.gus).await);
    assert_eq!(save(&scene, &vera, page, kept("X", false)).await.unwrap_err(), Error::Forbidden);
    assert_eq!(save(&scene, &gus, page, kept("X", false)).await.unwrap_err(), Error::NotFound);
    assert_eq!(save(&scene, &scene.stranger().await, page, kept("X", false)).await.unwrap_err(), Error::NotFound);
    wiki::set_page_access(db, &scene.fatima, page, list(false, &[(&scene.gus, Level::Edit)])).await.unwrap();
    assert_eq!(save(&scene, &gus, page, kept("X", false)).await.unwrap_err(), Error::Forbidden);
    let once = Once::new("k", "the same").unwrap();
    let keep = async || wiki::save_page_template(db, &mia, page, kept("Mine", false), Some(&once)).await.unwrap();
    assert_eq!(keep().await, keep().await);
    let mine = listed(&scene, &mia).await;
    assert!(mine.len() == 1 && mine[0].can_remove && !listed(&scene, &noah).await[0].can_remove);
    for (actor, refusal) in [(&noah, Error::Forbidden), (&vera, Error::Forbidden), (&gus, Error::Forbidden)] {
        assert_eq!(wiki::remove_page_template(db, actor, mine[0].id).await.unwrap_err(), refusal);
    }
    assert_eq!(wiki::remove_page_template(db, &scene.stranger().await, mine[0].id).await.unwrap_err(), Error::NotFound);
    wiki::remove_page_template(db, &mia, mine[0].id).await.unwrap();
    assert_eq!(wiki::remove_page_template(db, &mia, mine[0].id).await.unwrap_err(), Error::NotFound, "twice");
    let here = save(&scene, &mia, page, kept("Ours", true)).await.unwrap();
    wiki::remove_page_template(db, &noah, here).await.unwrap();
    assert_eq!(listed(&scene, &mia).await, []);
}
