use super::scene::Scene;
use atrium::actor::Role;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caret_comes_with_the_name_of_the_session_and_goes_with_the_socket() {
    let scene = Scene::new().await;
    let (mut fatima, mut bo) = (scene.editor(&scene.owner).await, scene.editor(&scene.bo).await);
    let caret = r##"{"cursor":{"anchor":{"item":{"client":7,"clock":1}},"head":{"tname":"default"}},"user":{"name":"The Director","color":"#f00"}}"##;
    bo.show(77, 1, caret).await;
    for editor in [&mut fatima, &mut bo] {
        editor.until("the caret", |editor| editor.people.contains_key(&77)).await;
        let state: serde_json::Value = serde_json::from_str(&editor.people[&77]).unwrap();
        assert_eq!(state["user"]["name"], "Bo");
        assert_eq!(state["user"]["id"], scene.bo.id().to_string());
        assert_eq!(state["cursor"]["anchor"]["item"], serde_json::json!({ "client": 7, "clock": 1 }));
        assert_eq!(state["cursor"]["head"]["tname"], "default");
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
    let caret = |clock: u32| {
        let place = format!(r#"{{"item":{{"client":7,"clock":{clock}}}}}"#);
        format!(r#"{{"cursor":{{"anchor":{place},"head":{place}}}}}"#)
    };
    bo.show(5, 3, &caret(41)).await;
    fatima.until("Bo's caret", |editor| editor.people.contains_key(&5)).await;
    // An echo, a forgery and a removal, of what is Bo's.
    for (clock, state) in [(3, caret(41)), (9, caret(66)), (10, "null".to_owned())] {
        fatima.show(5, clock, &state).await;
    }
    for id in 100..110 {
        fatima.show(id, 1, "{}").await;
    }
    fatima.show(200, 1, &format!(r#"{{"long":"{}"}}"#, "x".repeat(5000))).await;
    fatima.show(201, 1, "[]").await;
    bo.until("four of Fatima's", |editor| editor.people.len() == 5).await;
    bo.listen_for(Duration::from_millis(400)).await;
    assert_eq!(bo.people.len(), 5, "{:?}", bo.people);
    assert!(bo.people[&5].contains("\"clock\":41") && bo.people[&5].contains("\"Bo\""), "{:?}", bo.people);
    // When Bo has gone, what Fatima repeats of him does not bring him back.
    drop(bo);
    fatima.until("Bo is gone", |editor| !editor.people.contains_key(&5)).await;
    fatima.show(5, 3, &caret(41)).await;
    let mut late = scene.editor(&scene.bo).await;
    late.listen_for(Duration::from_millis(400)).await;
    assert!(!late.people.contains_key(&5));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_what_a_socket_says_nothing_but_a_sound_caret_reaches_the_others() {
    let scene = Scene::new().await;
    let vera = scene.member("Vera", Role::Viewer).await;
    let (mut fatima, mut vera) = (scene.editor(&scene.owner).await, scene.editor(&vera).await);
    let states = [
        r#"{"cursor":{}}"#,
        r#"{"cursor":{"anchor":{"tname":"zzz"},"head":{"tname":"zzz"}}}"#,
        r#"{"cursor":{"anchor":{"item":{"client":1,"clock":-5}},"head":{"tname":"default"}}}"#,
        r#"{"cursor":null,"user":null,"selection":[1],"__proto__":{"name":"x"}}"#,
    ];
    for (id, state) in (70..).zip(states) {
        vera.show(id, 1, state).await;
    }
    fatima.until("all of Vera's", |editor| editor.people.len() == states.len()).await;
    for state in fatima.people.values() {
        let state: serde_json::Value = serde_json::from_str(state).unwrap();
        assert_eq!(state.as_object().unwrap().keys().collect::<Vec<_>>(), ["user"], "{state}");
        assert_eq!(state["user"]["name"], "Vera");
    }
}
