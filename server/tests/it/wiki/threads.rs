use super::scene::{Scene, list};
use atrium::{
    Error,
    actor::Actor,
    boards::mention::{self, Mention},
    clock,
    idempotency::Once,
    ids::{PageCommentId, PageId, ThreadId},
    wiki::{self, NewThread, Passage, Which, content, level::Level, thread::Thread},
};
use yrs::{Assoc, IndexedSequence, Text, Transact, XmlFragment, XmlOut};

fn about(quote: &str, body: &str) -> NewThread {
    NewThread { quote: quote.to_owned(), body: body.to_owned(), ..NewThread::default() }
}

async fn threads(scene: &Scene, by: &Actor, page: PageId) -> Vec<Thread> {
    wiki::threads(&scene.stage.db, by, page, clock::now()).await.unwrap()
}

/// A page on which Vera, a viewer, and Gus, a guest, may comment as far as their roles go.
async fn talk() -> (Scene, PageId, ThreadId) {
    let scene = Scene::new().await;
    let page = scene.page("Opening hours", None).await.id;
    let new = list(false, &[(&scene.gus, Level::Comment)]);
    wiki::set_page_access(&scene.stage.db, &scene.fatima, page, new).await.unwrap();
    let mia = scene.actor(&scene.mia).await;
    let new = about("from nine", "On **Sundays**, too?");
    let thread = wiki::start_thread(&scene.stage.db, &mia, page, new, None, clock::now()).await.unwrap();
    (scene, page, thread)
}

#[tokio::test]
async fn who_may_comment_talks_and_who_may_only_look_reads() {
    let (scene, page, thread) = talk().await;
    let (db, now) = (&scene.stage.db, clock::now());
    let (gus, vera) = (scene.actor(&scene.gus).await, scene.actor(&scene.vera).await);
    let called = Mention { person_id: scene.mia.id(), name: "Someone".to_owned() };
    let words = format!("No, {}.", mention::write(&called));
    wiki::reply(db, &gus, thread, &words, None, now).await.unwrap();
    let seen = threads(&scene, &vera, page).await;
    assert_eq!((seen.len(), seen[0].quote.as_str(), seen[0].can_reply), (1, "from nine", false));
    let said: Vec<_> = seen[0].comments.iter().map(|comment| comment.body_html.as_str()).collect();
    let expected = ["<p>On <strong>Sundays</strong>, too?</p>\n", "<p>No, <span class=\"mention\">@Mia</span>.</p>\n"];
    assert_eq!(said, expected);
    assert!(seen[0].comments.iter().all(|comment| !comment.can_edit && !comment.can_remove));
    assert_eq!(wiki::reply(db, &vera, thread, "Hm", None, now).await.unwrap_err(), Error::Forbidden);
    assert_eq!(wiki::start_thread(db, &vera, page, about("", "Hm"), None, now).await.unwrap_err(), Error::Forbidden);
    let stranger = scene.stranger().await;
    assert_eq!(wiki::reply(db, &stranger, thread, "Hm", None, now).await.unwrap_err(), Error::NotFound);
    assert_eq!(wiki::threads(db, &stranger, page, now).await.unwrap_err(), Error::NotFound);
    assert!(wiki::reply(db, &gus, thread, "  ", None, now).await.unwrap_err().field("body").is_some());
}

#[tokio::test]
async fn what_is_said_twice_under_one_key_is_said_once() {
    let (scene, page, thread) = talk().await;
    let (db, now) = (&scene.stage.db, clock::now());
    let (once, again) = (Once::new("a", "the same").unwrap(), Once::new("b", "the same").unwrap());
    for _ in 0..2 {
        wiki::reply(db, &scene.fatima, thread, "No", Some(&once), now).await.unwrap();
        wiki::start_thread(db, &scene.fatima, page, about("", "Why?"), Some(&again), now).await.unwrap();
    }
    let seen = threads(&scene, &scene.fatima, page).await;
    assert_eq!(seen.iter().map(|thread| thread.comments.len()).collect::<Vec<_>>(), [2, 1]);
}

async fn first(scene: &Scene, page: PageId) -> PageCommentId {
    threads(scene, &scene.fatima, page).await[0].comments[0].id
}

#[tokio::test]
async fn a_comment_is_changed_by_who_wrote_it_and_by_who_manages_the_page() {
    let (scene, page, _) = talk().await;
    let (db, now, id) = (&scene.stage.db, clock::now(), first(&scene, page).await);
    let (mia, gus) = (scene.actor(&scene.mia).await, scene.actor(&scene.gus).await);
    wiki::edit_page_comment(db, &mia, id, "On Mondays?", Some(1), now).await.unwrap();
    let late = wiki::edit_page_comment(db, &mia, id, "On Fridays?", Some(1), now).await;
    assert_eq!(late.unwrap_err(), Error::Conflict { current: Some(2) });
    let seq = scene.events().await;
    wiki::edit_page_comment(db, &mia, id, "On Mondays?", Some(2), now).await.unwrap();
    assert_eq!(scene.events().await, seq, "twice is once");
    assert_eq!(wiki::edit_page_comment(db, &gus, id, "X", None, now).await.unwrap_err(), Error::Forbidden);
    assert_eq!(wiki::remove_page_comment(db, &gus, id, now).await.unwrap_err(), Error::Forbidden);
    let stranger = scene.stranger().await;
    assert_eq!(wiki::remove_page_comment(db, &stranger, id, now).await.unwrap_err(), Error::NotFound);
    wiki::edit_page_comment(db, &scene.fatima, id, "On holidays?", None, now).await.unwrap();
    let comment = threads(&scene, &mia, page).await[0].comments[0].clone();
    assert_eq!((comment.body.as_str(), comment.edited, comment.author.as_str()), ("On holidays?", true, "Mia"));
    wiki::remove_page_comment(db, &mia, id, now).await.unwrap();
    assert_eq!(threads(&scene, &mia, page).await, [], "with its last comment a conversation goes");
    assert_eq!(wiki::remove_page_comment(db, &mia, id, now).await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn a_conversation_is_resolved_and_taken_up_again() {
    let (scene, page, thread) = talk().await;
    let (db, now, gus) = (&scene.stage.db, clock::now(), scene.actor(&scene.gus).await);
    for _ in 0..2 {
        wiki::resolve_thread(db, &gus, thread, true, now).await.unwrap();
    }
    let seen = threads(&scene, &gus, page).await;
    assert_eq!((seen[0].resolved.is_some(), seen[0].resolved_by.as_deref()), (true, Some("Gus")));
    let seq = scene.events().await;
    wiki::resolve_thread(db, &gus, thread, true, now).await.unwrap();
    assert_eq!(scene.events().await, seq);
    wiki::resolve_thread(db, &gus, thread, false, now).await.unwrap();
    assert!(threads(&scene, &gus, page).await[0].resolved.is_none());
    wiki::resolve_thread(db, &gus, thread, true, now).await.unwrap();
    wiki::reply(db, &gus, thread, "Still", None, now).await.unwrap();
    let seen = threads(&scene, &gus, page).await;
    assert!(seen[0].resolved.is_none() && seen[0].resolved_by.is_none(), "a reply takes it up again");
    let vera = scene.actor(&scene.vera).await;
    assert_eq!(wiki::resolve_thread(db, &vera, thread, true, now).await.unwrap_err(), Error::Forbidden);
    assert_eq!(
        wiki::resolve_thread(db, &scene.stranger().await, thread, true, now).await.unwrap_err(),
        Error::NotFound
    );
}

#[tokio::test]
async fn a_conversation_goes_with_its_page_into_the_trash() {
    let (scene, page, thread) = talk().await;
    let (db, now, mia) = (&scene.stage.db, clock::now(), scene.actor(&scene.mia).await);
    wiki::trash_page(db, &mia, page).await.unwrap();
    assert_eq!(wiki::reply(db, &mia, thread, "Hello?", None, now).await.unwrap_err(), Error::NotFound);
    wiki::restore_page(db, &mia, page).await.unwrap();
    assert!(wiki::reply(db, &mia, thread, "Hello?", None, now).await.is_ok());
}

/// Types into a page from its first place on, and says where the words stand, as an editor does.
async fn typed(scene: &Scene, page: PageId, words: &str) -> Passage {
    let opened = scene.write(page, words).await;
    let root = opened.doc.get_or_insert_xml_fragment(content::ROOT);
    let text = opened.doc.transact();
    let Some(XmlOut::Element(paragraph)) = root.get(&text, 0) else { panic!("a paragraph") };
    let Some(XmlOut::Text(line)) = paragraph.get(&text, 0) else { panic!("words") };
    let place =
        |at: u32, side| serde_json::to_value(line.sticky_index(&text, at.min(line.len(&text)), side).unwrap()).unwrap();
    Passage { from: place(5, Assoc::After), to: place(9, Assoc::Before) }
}

async fn html(scene: &Scene, page: PageId) -> String {
    wiki::page(&scene.stage.db, &scene.fatima, Which::Page(page), clock::now()).await.unwrap().html
}

#[tokio::test]
async fn a_passage_is_marked_until_what_was_said_of_it_is_settled() {
    let scene = Scene::new().await;
    let (db, now) = (&scene.stage.db, clock::now());
    let page = scene.page("Opening hours", None).await.id;
    let passage = typed(&scene, page, "From nine to five").await;
    // Gus may comment and not write.
    wiki::set_page_access(db, &scene.fatima, page, list(false, &[(&scene.gus, Level::Comment)])).await.unwrap();
    let (gus, mia) = (scene.actor(&scene.gus).await, scene.actor(&scene.mia).await);
    let new = NewThread { passage: Some(passage.clone()), ..about("something else", "Really?") };
    let thread = wiki::start_thread(db, &gus, page, new, None, now).await.unwrap();
    let marked = format!("<span class=\"commented\" data-thread=\"{thread}\">nine</span>");
    assert!(html(&scene, page).await.contains(&marked), "{}", html(&scene, page).await);
    assert_eq!(threads(&scene, &mia, page).await[0].quote, "nine");
    wiki::resolve_thread(db, &mia, thread, true, now).await.unwrap();
    assert_eq!(html(&scene, page).await, "<p>From nine to five</p>");
    // Taken up again it is marked again, by whichever of the two ways, and where the words are by then.
    wiki::resolve_thread(db, &mia, thread, false, now).await.unwrap();
    assert!(html(&scene, page).await.contains(&marked), "{}", html(&scene, page).await);
    assert_eq!(threads(&scene, &mia, page).await[0].quote, "nine");
    wiki::resolve_thread(db, &mia, thread, true, now).await.unwrap();
    scene.write(page, "From nine to five, always").await;
    assert_eq!(html(&scene, page).await, "<p>From nine to five, always</p>");
    wiki::reply(db, &gus, thread, "Still?", None, now).await.unwrap();
    assert_eq!(html(&scene, page).await, format!("<p>From {marked} to five, always</p>"));
    scene.write(page, "From nine to five").await;
    wiki::resolve_thread(db, &mia, thread, true, now).await.unwrap();
    assert_eq!(html(&scene, page).await, "<p>From nine to five</p>");

    // With its last comment the mark goes.
    let new = NewThread { passage: Some(passage.clone()), ..about("", "And on Sundays?") };
    let thread = wiki::start_thread(db, &gus, page, new, None, now).await.unwrap();
    assert!(html(&scene, page).await.contains("data-thread"));
    let comment = threads(&scene, &gus, page).await[1].comments[0].id;
    assert_eq!(threads(&scene, &gus, page).await[1].id, thread);
    wiki::remove_page_comment(db, &gus, comment, now).await.unwrap();
    assert_eq!(html(&scene, page).await, "<p>From nine to five</p>");

    // Words that are gone are quoted, and nothing is marked; what is no place is refused.
    typed(&scene, page, "Always").await;
    let new = NewThread { passage: Some(passage), ..about("nine", "And then?") };
    wiki::start_thread(db, &gus, page, new, None, now).await.unwrap();
    assert_eq!(threads(&scene, &gus, page).await[1].quote, "nine");
    assert_eq!(html(&scene, page).await, "<p>Always</p>");
    let nowhere = Passage { from: 1.into(), to: "x".into() };
    let refused = wiki::start_thread(db, &gus, page, NewThread { passage: Some(nowhere), ..about("", "?") }, None, now);
    assert!(matches!(refused.await.unwrap_err(), Error::Invalid { .. }));
}
