use super::scene::Scene;
use crate::stage::Person;
use atrium::{
    Error,
    boards::mention::{self, Mention},
    clock,
    ids::PageId,
    inbox::{self, InboxPage, Mark, Shelf, Subjects, Until},
    wiki::{self, NewThread, level::Level},
    workspace::Visit,
};

async fn shelf(scene: &Scene, who: &Person, shelf: Shelf) -> Vec<InboxPage> {
    inbox::catch_up(&scene.stage.db, scene.fatima.workspace_id).await.unwrap();
    let actor = scene.actor(who).await;
    let mut visit = Visit { actor, tx: scene.stage.db.view(&actor).await.unwrap() };
    inbox::inbox(&mut visit, shelf, clock::now()).await.unwrap().pages
}

fn call(who: &Person) -> String {
    mention::write(&Mention { person_id: who.id(), name: "Somebody".to_owned() })
}

/// What somebody was told, newest first.
async fn told(scene: &Scene, who: &Person) -> Vec<String> {
    let pages = shelf(scene, who, Shelf::Open).await;
    let lines = pages.into_iter().flat_map(|page| page.lines);
    lines.map(|line| format!("{} {}: {}", line.who, line.what, line.words)).collect()
}

async fn says(scene: &Scene, page: PageId, words: &str) -> atrium::ids::ThreadId {
    let new = NewThread { body: words.to_owned(), ..NewThread::default() };
    wiki::start_thread(&scene.stage.db, &scene.fatima, page, new, None, clock::now()).await.unwrap()
}

#[tokio::test]
async fn who_is_called_and_who_spoke_before_is_told_once_for_what_concerns_them_most() {
    let scene = Scene::new().await;
    let (db, now) = (&scene.stage.db, clock::now());
    let page = scene.page("Opening hours", None).await.id;
    let thread = says(&scene, page, &format!("{}, is this so?", call(&scene.mia))).await;
    let mia = scene.actor(&scene.mia).await;
    wiki::reply(db, &mia, thread, &format!("Ask {} and {}", call(&scene.noah), call(&scene.mia)), None, now)
        .await
        .unwrap();
    assert_eq!(told(&scene, &scene.mia).await, ["Fatima mentioned you in a comment: @Somebody, is this so?"]);
    assert_eq!(told(&scene, &scene.noah).await, ["Mia mentioned you in a comment: Ask @Somebody and @Somebody"]);
    assert_eq!(told(&scene, &scene.stage.founder).await, ["Mia replied: Ask @Somebody and @Somebody"]);
    let seen = shelf(&scene, &scene.mia, Shelf::Unread).await;
    assert_eq!((seen.len(), seen[0].title.as_str(), seen[0].unread), (1, "Opening hours", true));
}

#[tokio::test]
async fn nobody_is_told_of_a_page_that_they_may_not_see_now() {
    let scene = Scene::new().await;
    let page = scene.page("Pay", None).await.id;
    scene.narrow(page, &[(&scene.mia, Level::View)]).await;
    let words = format!("{} {} {}", call(&scene.mia), call(&scene.noah), call(&scene.gus));
    says(&scene, page, &words).await;
    assert_eq!(told(&scene, &scene.mia).await.len(), 1);
    assert_eq!(told(&scene, &scene.noah).await, Vec::<String>::new());
    assert_eq!(told(&scene, &scene.gus).await, Vec::<String>::new());
    // Nor later, when the page is opened to them.
    wiki::inherit_access(&scene.stage.db, &scene.fatima, page).await.unwrap();
    assert_eq!(told(&scene, &scene.noah).await, Vec::<String>::new());
    // And who loses a page loses what they were told about it.
    scene.narrow(page, &[]).await;
    assert_eq!(told(&scene, &scene.mia).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_was_told_about_pages_is_read_and_done_with() {
    let scene = Scene::new().await;
    let (db, now) = (&scene.stage.db, clock::now());
    let page = scene.page("Opening hours", None).await.id;
    says(&scene, page, &call(&scene.mia)).await;
    let (mia, noah) = (scene.actor(&scene.mia).await, scene.actor(&scene.noah).await);
    assert_eq!(shelf(&scene, &scene.mia, Shelf::Unread).await.len(), 1);
    // Somebody else's marks change nothing.
    inbox::mark(db, &noah, &page.into(), Mark::Done, now).await.unwrap();
    for _ in 0..2 {
        inbox::mark(db, &mia, &page.into(), Mark::Read, now).await.unwrap();
    }
    assert_eq!(shelf(&scene, &scene.mia, Shelf::Unread).await, []);
    assert!(!shelf(&scene, &scene.mia, Shelf::Open).await[0].unread);
    inbox::mark(db, &mia, &page.into(), Mark::Done, now).await.unwrap();
    assert_eq!(shelf(&scene, &scene.mia, Shelf::Open).await, []);
    assert_eq!(shelf(&scene, &scene.mia, Shelf::Done).await.len(), 1);
    inbox::mark(db, &mia, &page.into(), Mark::Undone, now).await.unwrap();
    assert_eq!(shelf(&scene, &scene.mia, Shelf::Open).await.len(), 1);
    let refused =
        inbox::mark(db, &mia, &Subjects { pages: vec![page; 501], ..Subjects::default() }, Mark::Read, now).await;
    assert!(matches!(refused, Err(Error::Invalid { .. })));
}

#[tokio::test]
async fn pages_count_as_unread_for_who_sees_them_and_are_put_off() {
    let scene = Scene::new().await;
    let (db, now) = (&scene.stage.db, clock::now());
    let page = scene.page("Opening hours", None).await.id;
    says(&scene, page, &call(&scene.mia)).await;
    inbox::catch_up(db, scene.fatima.workspace_id).await.unwrap();
    let mia = scene.actor(&scene.mia).await;
    let unread = async || {
        let people = [scene.mia.id(), scene.noah.id()];
        let counts = inbox::unread_of(db, scene.fatima.workspace_id, &people, now).await.unwrap();
        let mut visit = Visit { actor: mia, tx: db.view(&mia).await.unwrap() };
        let own = inbox::unread_on(&mut visit, now).await.unwrap();
        assert_eq!(counts.get(&scene.mia.id()).copied().unwrap_or_default(), own);
        assert_eq!(counts.get(&scene.noah.id()), None);
        own
    };
    assert_eq!(unread().await, 1);
    assert_eq!(inbox::read_all(db, &mia, now).await, Ok(page.into()));
    assert_eq!(unread().await, 0);
    inbox::mark(db, &mia, &page.into(), Mark::Unread, now).await.unwrap();
    inbox::snooze(db, &mia, &page.into(), Until::Tomorrow, now).await.unwrap();
    assert_eq!((unread().await, shelf(&scene, &scene.mia, Shelf::Snoozed).await.len()), (0, 1));
    assert_eq!(shelf(&scene, &scene.mia, Shelf::Unread).await, []);
    inbox::mark(db, &mia, &page.into(), Mark::Woken, now).await.unwrap();
    assert_eq!(unread().await, 1);
    wiki::note_visit(db, &mia, page, now).await.unwrap();
    assert_eq!(unread().await, 0);
    assert!(scene.read(&mia, page).await.unwrap().seen);
    inbox::mark(db, &mia, &page.into(), Mark::Unread, now).await.unwrap();
    assert!(!scene.read(&mia, page).await.unwrap().seen);
    scene.narrow(page, &[]).await;
    assert_eq!(unread().await, 0);
}
