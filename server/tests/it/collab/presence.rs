use super::scene::Scene;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caret_comes_with_the_name_of_the_session_and_goes_with_the_socket() {
    let scene = Scene::new().await;
    let (mut fatima, mut bo) = (scene.editor(&scene.owner).await, scene.editor(&scene.bo).await);
    bo.show(77, 1, r##"{"cursor":{"anchor":1},"user":{"name":"The Director","color":"#f00"}}"##).await;
    for editor in [&mut fatima, &mut bo] {
        editor.until("the caret", |editor| editor.people.contains_key(&77)).await;
        let state: serde_json::Value = serde_json::from_str(&editor.people[&77]).unwrap();
        assert_eq!(state["user"]["name"], "Bo");
        assert_eq!(state["user"]["id"], scene.bo.id().to_string());
        assert_eq!(state["cursor"]["anchor"], 1);
        assert!(state["user"].get("color").is_none());
    }
    // Whoever comes later is told too.
    let mut late = scene.editor(&scene.owner).await;
    late.until("the caret", |editor| editor.people.contains_key(&77)).await;
    drop(bo);
    for editor in [&mut fatima, &mut late] {
        editor.until("the caret is gone", |editor| editor.people.is_empty()).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_speaks_for_somebody_elses_caret_and_nobody_has_many() {
    let scene = Scene::new().await;
    let (mut fatima, mut bo) = (scene.editor(&scene.owner).await, scene.editor(&scene.bo).await);
    bo.show(5, 3, r#"{"at":"bo"}"#).await;
    fatima.until("Bo's caret", |editor| editor.people.contains_key(&5)).await;
    // An echo, a forgery and a removal, of what is Bo's.
    for (clock, state) in [(3, r#"{"at":"bo"}"#), (9, r#"{"at":"forged"}"#), (10, "null")] {
        fatima.show(5, clock, state).await;
    }
    for id in 100..110 {
        fatima.show(id, 1, "{}").await;
    }
    fatima.show(200, 1, &format!(r#"{{"long":"{}"}}"#, "x".repeat(5000))).await;
    fatima.show(201, 1, "[]").await;
    bo.until("four of Fatima's", |editor| editor.people.len() == 5).await;
    bo.listen_for(Duration::from_millis(400)).await;
    assert_eq!(bo.people.len(), 5, "{:?}", bo.people);
    assert!(bo.people[&5].contains("bo") && bo.people[&5].contains("\"Bo\""));
    // When Bo has gone, what Fatima repeats of him does not bring him back.
    drop(bo);
    fatima.until("Bo is gone", |editor| !editor.people.contains_key(&5)).await;
    fatima.show(5, 3, r#"{"at":"bo"}"#).await;
    let mut late = scene.editor(&scene.bo).await;
    late.listen_for(Duration::from_millis(400)).await;
    assert!(!late.people.contains_key(&5));
}
