//! Several people write.

use super::{
    client::{everything, replica, text_of, type_into},
    scene::Scene,
};
use yrs::{Transact, Update, updates::decoder::Decode};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_writes_the_others_see_and_whoever_comes_later_sees_it_too() {
    let scene = Scene::new().await;
    let (mut fatima, mut bo) = (scene.editor(&scene.owner).await, scene.editor(&scene.bo).await);
    fatima.write("One ").await;
    bo.until_text("One").await;
    bo.write("two").await;
    fatima.until_text("One two").await;
    let mut late = scene.editor(&scene.bo).await;
    assert_eq!(late.text(), "<paragraph>One two</paragraph>");
    for editor in [&mut fatima, &mut bo, &mut late] {
        editor.until_saved().await;
    }
    assert_eq!(scene.kept().await, "<paragraph>One two</paragraph>");
    let people = scene.number("select count(distinct person_id) from page_update where page_id = $1").await;
    assert_eq!(people, 2, "the log says who wrote what");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_written_without_a_line_is_merged_on_both_sides() {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.write("base ").await;
    bo.until_saved().await;
    let away = bo.doc.clone();
    drop(bo);
    type_into(&away, "written in a tunnel ");
    let mut fatima = scene.editor(&scene.owner).await;
    fatima.write("written at a desk ").await;
    fatima.until_saved().await;
    let mut back = scene.editor_at(&scene.server, &scene.bo, away).await;
    back.until_saved().await;
    fatima.until_text("tunnel").await;
    assert_eq!(fatima.text(), back.text());
    assert_eq!(fatima.text(), scene.kept().await);
    assert!(fatima.text().contains("desk"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_all_of_it_writes_nothing_by_coming_back() {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.write("a word").await;
    bo.until_saved().await;
    let lines = scene.number("select count(*) from page_update where page_id = $1").await;
    for _ in 0..3 {
        let doc = bo.doc.clone();
        bo = scene.editor_at(&scene.server, &scene.bo, doc).await;
        bo.until_saved().await;
        assert_eq!(bo.sent, 1, "it was asked, and answered");
    }
    assert_eq!(scene.number("select count(*) from page_update where page_id = $1").await, lines);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn frames_out_of_order_are_asked_for_again_and_nothing_waits_in_the_document() {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    let mut fatima = scene.editor(&scene.owner).await;
    let updates: Vec<_> = (0..20).map(|at| type_into(&bo.doc, &format!("w{at} "))).collect();
    for update in updates.into_iter().rev() {
        bo.send_update(update).await;
    }
    bo.until_saved().await;
    fatima.until_text("w0 w1 w2").await;
    assert_eq!(fatima.text(), bo.text());
    assert_eq!(scene.kept().await, bo.text());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_lacks_a_part_for_ever_is_taken_as_far_as_it_holds() {
    let scene = Scene::new().await;
    let bo = scene.editor(&scene.bo).await;
    let base = everything(&bo.doc);
    // A replica that lost a line of its own store: it knows the third and not the second.
    let torn = replica();
    torn.transact_mut().apply_update(Update::decode_v1(&base).unwrap()).unwrap();
    let first = type_into(&bo.doc, "first ");
    let _second = type_into(&bo.doc, "second ");
    let third = type_into(&bo.doc, "third ");
    drop(bo);
    for update in [&first, &third] {
        torn.transact_mut().apply_update(Update::decode_v1(update).unwrap()).unwrap();
    }
    let mut bo = scene.editor_at(&scene.server, &scene.bo, torn).await;
    bo.until_saved().await;
    assert_eq!(text_of(&bo.doc), "<paragraph>first </paragraph>");
    assert_eq!(scene.kept().await, "<paragraph>first </paragraph>");
}
