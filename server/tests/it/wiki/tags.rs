use super::scene::{Scene, list};
use atrium::{
    Error,
    actor::Actor,
    boards, clock,
    wiki::{self, TagEdit, level::Level, tag::Tag},
};

fn words(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn names(tags: &[Tag]) -> Vec<&str> {
    tags.iter().map(|tag| tag.name.as_str()).collect()
}

#[tokio::test]
async fn a_tag_is_made_by_using_it_and_is_one_for_pages_and_tasks() {
    let scene = Scene::new().await;
    let (db, mia) = (&scene.stage.db, scene.actor(&scene.mia).await);
    let page = scene.page("Opening hours", None).await.id;
    let (project, ..) = scene.stage.project(&[]).await;
    let new = boards::NewTask { title: "Paint".to_owned(), ..Default::default() };
    let task = boards::create_task(db, &mia, project.id, new, None).await.unwrap().id;
    let set = wiki::set_page_tags(db, &mia, page, &words(&["Shop", " bread ", "SHOP"])).await.unwrap();
    assert_eq!(names(&set), ["bread", "Shop"]);
    let on_task = wiki::set_task_tags(db, &mia, task, &words(&["shop"])).await.unwrap();
    assert_eq!(on_task, [set[1].clone()], "the same tag, however it is written");
    assert_eq!(wiki::task_tags(db, &mia, task).await.unwrap(), on_task);
    let used: Vec<_> =
        wiki::tags(db, &mia).await.unwrap().into_iter().map(|one| (one.tag.name, one.pages, one.tasks)).collect();
    assert_eq!(used, [("bread".to_owned(), 1, 0), ("Shop".to_owned(), 1, 1)]);
    let found = wiki::tagged_pages(db, &mia, set[1].id, clock::now()).await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(names(&scene.read(&mia, page).await.unwrap().tags), ["bread", "Shop"]);
    let detail = boards::task(db, &mia, task, clock::now()).await.unwrap();
    assert_eq!(detail.history[0].what, "changed tags");
    let seq = scene.events().await;
    wiki::set_page_tags(db, &mia, page, &words(&["shop", "bread"])).await.unwrap();
    wiki::set_task_tags(db, &mia, task, &words(&["Shop"])).await.unwrap();
    assert_eq!(scene.events().await, seq, "twice is once");
    assert_eq!(wiki::set_page_tags(db, &mia, page, &[]).await.unwrap(), []);
}

#[tokio::test]
async fn who_may_not_edit_sets_no_tags_and_a_guest_makes_none() {
    let scene = Scene::new().await;
    let (db, page) = (&scene.stage.db, scene.page("Opening hours", None).await.id);
    let (vera, gus) = (scene.actor(&scene.vera).await, scene.actor(&scene.gus).await);
    assert_eq!(wiki::set_page_tags(db, &vera, page, &words(&["x"])).await.unwrap_err(), Error::Forbidden);
    assert_eq!(wiki::set_page_tags(db, &gus, page, &words(&["x"])).await.unwrap_err(), Error::NotFound);
    let stranger = scene.stranger().await;
    assert_eq!(wiki::set_page_tags(db, &stranger, page, &words(&["x"])).await.unwrap_err(), Error::NotFound);
    let (project, ..) = scene.stage.project(&[]).await;
    let new = boards::NewTask { title: "Paint".to_owned(), ..Default::default() };
    let task = boards::create_task(db, &scene.fatima, project.id, new, None).await.unwrap().id;
    assert_eq!(wiki::set_task_tags(db, &vera, task, &words(&["x"])).await.unwrap_err(), Error::Forbidden);
    assert_eq!(wiki::set_task_tags(db, &gus, task, &words(&["x"])).await.unwrap_err(), Error::NotFound);
    assert_eq!(wiki::task_tags(db, &gus, task).await.unwrap_err(), Error::NotFound);
    wiki::set_page_tags(db, &scene.fatima, page, &words(&["Shop"])).await.unwrap();
    assert_eq!(wiki::tags(db, &gus).await.unwrap(), [], "nor does a guest learn of tags by which they find nothing");
    wiki::set_page_access(db, &scene.fatima, page, list(false, &[(&scene.gus, Level::Edit)])).await.unwrap();
    assert!(wiki::set_page_tags(db, &gus, page, &words(&["new"])).await.unwrap_err().field("tags").is_some());
    assert_eq!(names(&wiki::set_page_tags(db, &gus, page, &words(&["shop"])).await.unwrap()), ["Shop"]);
    assert_eq!(wiki::tags(db, &gus).await.unwrap().len(), 1);
    let many: Vec<String> = (0..31).map(|n| format!("t{n}")).collect();
    assert!(wiki::set_page_tags(db, &scene.fatima, page, &many).await.unwrap_err().field("tags").is_some());
}

#[tokio::test]
async fn a_tag_is_renamed_and_taken_off_everywhere_at_once() {
    let scene = Scene::new().await;
    let (db, mia, page) = (&scene.stage.db, scene.actor(&scene.mia).await, scene.page("Hours", None).await.id);
    let tags = wiki::set_page_tags(db, &mia, page, &words(&["bread", "shop"])).await.unwrap();
    let to = |name: &str| TagEdit { name: Some(name.to_owned()), hue: Some(4) };
    let renamed = wiki::edit_tag(db, &mia, tags[0].id, to("Bakery")).await.unwrap();
    assert_eq!((renamed.name.as_str(), renamed.hue), ("Bakery", 4));
    let seq = scene.events().await;
    wiki::edit_tag(db, &mia, tags[0].id, to("Bakery")).await.unwrap();
    assert_eq!(scene.events().await, seq);
    assert!(wiki::edit_tag(db, &mia, tags[0].id, to("SHOP")).await.unwrap_err().field("name").is_some());
    for who in [&scene.vera, &scene.gus] {
        let actor = scene.actor(who).await;
        assert_eq!(wiki::edit_tag(db, &actor, tags[0].id, to("X")).await.unwrap_err(), Error::Forbidden);
        assert_eq!(wiki::remove_tag(db, &actor, tags[0].id).await.unwrap_err(), Error::Forbidden);
    }
    assert_eq!(wiki::edit_tag(db, &scene.stranger().await, tags[0].id, to("X")).await.unwrap_err(), Error::NotFound);
    wiki::remove_tag(db, &mia, tags[0].id).await.unwrap();
    assert_eq!(wiki::remove_tag(db, &mia, tags[0].id).await.unwrap_err(), Error::NotFound, "twice");
    assert_eq!(names(&scene.read(&mia, page).await.unwrap().tags), ["shop"]);
}

#[tokio::test]
async fn a_tag_counts_only_what_its_reader_sees() {
    let scene = Scene::new().await;
    let (db, noah) = (&scene.stage.db, scene.actor(&scene.noah).await);
    let page = scene.page("Secret", None).await.id;
    let tag = wiki::set_page_tags(db, &scene.fatima, page, &words(&["pay"])).await.unwrap()[0].id;
    scene.narrow(page, &[]).await;
    assert_eq!(wiki::tags(db, &scene.fatima).await.unwrap()[0].pages, 1);
    assert_eq!(wiki::tags(db, &noah).await.unwrap()[0].pages, 0);
    assert_eq!(wiki::tagged_pages(db, &noah, tag, clock::now()).await.unwrap(), []);
}

/// The titles of the pages and of the tasks that somebody finds by a tag.
async fn found(scene: &Scene, actor: &Actor, name: &str) -> (Vec<String>, Vec<String>) {
    let tagged = wiki::tagged(&scene.stage.db, actor, name, clock::now()).await.unwrap();
    let pages = tagged.pages.into_iter().map(|line| line.page.title).collect();
    (pages, tagged.tasks.into_iter().map(|task| task.title).collect())
}

#[tokio::test]
async fn by_a_tag_everybody_finds_the_pages_and_tasks_that_they_see() {
    let scene = Scene::new().await;
    let (db, mia, gus) = (&scene.stage.db, scene.actor(&scene.mia).await, scene.actor(&scene.gus).await);
    let nothing = (words(&[]), words(&[]));
    assert_eq!(found(&scene, &mia, "shop").await, nothing, "nobody has used it yet");
    let (hours, pay) = (scene.page("Opening hours", None).await.id, scene.page("Pay", None).await.id);
    for page in [hours, pay] {
        wiki::set_page_tags(db, &scene.fatima, page, &words(&["Shop"])).await.unwrap();
    }
    scene.narrow(pay, &[]).await;
    let (project, ..) = scene.stage.project(&[]).await;
    let mut tasks = Vec::new();
    for title in ["Paint", "Sweep"] {
        let new = boards::NewTask { title: title.to_owned(), ..Default::default() };
        let task = boards::create_task(db, &mia, project.id, new, None).await.unwrap().id;
        wiki::set_task_tags(db, &mia, task, &words(&["shop"])).await.unwrap();
        tasks.push(task);
    }
    boards::archive_task(db, &mia, tasks[1]).await.unwrap();
    for name in ["shop", " SHOP "] {
        assert_eq!(found(&scene, &mia, name).await, (words(&["Opening hours"]), words(&["Paint"])));
    }
    let (pages, _) = found(&scene, &scene.fatima, "Shop").await;
    assert_eq!(pages.len(), 2, "whoever sees the narrowed page finds it");
    assert_eq!(found(&scene, &gus, "shop").await, nothing, "a guest finds what is shared with them");
    for none in ["", "sho", "a\0b", "sh%"] {
        assert_eq!(found(&scene, &mia, none).await, nothing, "{none:?}");
    }
    assert_eq!(found(&scene, &scene.stranger().await, "shop").await, nothing);
    wiki::trash_page(db, &scene.fatima, hours).await.unwrap();
    assert_eq!(found(&scene, &mia, "shop").await, (words(&[]), words(&["Paint"])));
}
