//! The manners of the API: problems, versions, pages, creations that happen once.

use crate::stage::Stage;
use atrium::{actor::Role, identity::TokenScope, workspace};
use axum::http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn a_creation_sent_twice_under_one_key_happens_once() {
    let stage = Stage::new().await;
    let (project, ..) = stage.project(&[]).await;
    let path = format!("/workspaces/north/projects/{}/tasks", project.id);
    let create = |title: &str| {
        stage
            .ask("post", &path)
            .by(&stage.founder)
            .with("idempotency-key", "k1")
            .json(&json!({ "title": title }))
            .send()
    };
    let (first, again) = (create("Paint").await, create("Paint").await);
    assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::CREATED));
    assert_eq!(first.body, again.body);
    let other = create("Something else").await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(other.body["errors"]["Idempotency-Key"].is_string());
    let list = stage.ask("get", &path).by(&stage.founder).send().await;
    assert_eq!(list.body["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_edit_of_an_older_version_is_refused_and_told_the_current_one() {
    let stage = Stage::new().await;
    let things = stage.things(&[]).await;
    let path = format!("/workspaces/north/tasks/{}", things.task.id);
    let edit = |title: &str, tag: &str| {
        stage.ask("patch", &path).by(&stage.founder).with("if-match", tag).json(&json!({ "title": title })).send()
    };
    let first = edit("One", "\"1\"").await;
    assert_eq!((first.status, first.header("etag")), (StatusCode::OK, "\"2\""));
    let late = edit("Two", "\"1\"").await;
    assert_eq!((late.status, late.header("etag")), (StatusCode::PRECONDITION_FAILED, "\"2\""));
    assert_eq!((&late.body["current"], &late.body["status"]), (&json!(2), &json!(412)));
    assert_eq!(edit("Three", "*").await.status, StatusCode::OK);
    for never_given in ["W/\"3\"", "3", ""] {
        assert_eq!(edit("Four", never_given).await.status, StatusCode::PRECONDITION_FAILED, "{never_given}");
    }
    let now = stage.ask("get", &path).by(&stage.founder).send().await;
    assert_eq!((now.body["title"].as_str(), now.header("etag")), (Some("Three"), "\"3\""));
}

#[tokio::test]
async fn pages_follow_one_another_without_gap_or_repetition() {
    let stage = Stage::new().await;
    let (project, ..) = stage.project(&[]).await;
    let path = format!("/workspaces/north/projects/{}/tasks", project.id);
    for n in 0..5 {
        let new = json!({ "title": format!("Task {n}") });
        assert_eq!(stage.ask("post", &path).by(&stage.founder).json(&new).send().await.status, StatusCode::CREATED);
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = stage.ask("get", format!("{path}?limit=2{after}")).by(&stage.founder).send().await;
        let items = page.body["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        seen.extend(items.iter().map(|task| task["number"].as_i64().unwrap()));
        match page.body["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen, [1, 2, 3, 4, 5]);
    for limit in ["0", "201", "-1", "many", ""] {
        let page = stage.ask("get", format!("{path}?limit={limit}")).by(&stage.founder).send().await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{limit}");
    }
}

#[tokio::test]
async fn every_refusal_is_a_problem_of_the_right_status() {
    let stage = Stage::new().await;
    let things = stage.things(&[]).await;
    let projects = "/workspaces/north/projects";
    let task = format!("/workspaces/north/tasks/{}", things.task.id);
    let by = |method, path: &str| stage.ask(method, path).by(&stage.founder);
    for (ask, status) in [
        (stage.ask("get", projects), 401),
        (stage.ask("get", projects).bearing("atr_wrong"), 401),
        (stage.ask("get", projects).by(&stage.founder).with("authorization", "Basic YTpi"), 401),
        (by("get", "/nowhere"), 404),
        (by("get", "/workspaces/north/tasks/42"), 404),
        (by("get", "/workspaces/%00/tasks/42"), 404),
        (by("get", "/workspaces/north/boards/%00"), 404),
        (by("delete", projects), 405),
        (by("get", "/workspaces/%ff/projects"), 400),
        (by("get", "/workspaces/north/members?search=%00"), 400),
        (by("post", projects).text("{"), 400),
        (by("post", projects).text("x".repeat(2_000_000)), 413),
        (by("post", projects).with("content-type", "text/plain"), 415),
        (by("post", projects).text("{}"), 422),
        (by("post", projects).json(&json!({ "key": "x y", "name": "X" })), 422),
        (by("post", projects).json(&json!({ "key": "XY", "name": "X\u{0}" })), 422),
        (by("patch", &task).json(&json!({ "title": "" })), 422),
        (by("patch", &task).json(&json!({ "description": "\u{0}" })), 422),
    ] {
        let answer = ask.send().await;
        assert_eq!(answer.status.as_u16(), status, "{:?}", answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.body["status"], status);
        assert!(answer.body["type"].as_str().unwrap().starts_with("urn:atrium:problem:"));
    }
    let invalid = by("patch", &task).json(&json!({ "title": "" })).send().await;
    assert_eq!(invalid.body["errors"]["title"], "Please fill this in.");
    assert_eq!(by("delete", projects).send().await.header("allow"), "GET,HEAD,POST");
}

#[test]
fn the_description_names_every_operation_once_and_answers_nothing_untold() {
    let description = server::api::description();
    assert_eq!(description["openapi"].as_str().unwrap().get(..3), Some("3.1"));
    let mut ids = Vec::new();
    for methods in description["paths"].as_object().unwrap().values() {
        for operation in methods.as_object().unwrap().values() {
            ids.push(operation["operationId"].as_str().unwrap());
            assert!(operation["summary"].is_string(), "{operation}");
            for status in ["429", "500"] {
                assert!(operation["responses"][status].is_object(), "{operation}");
            }
        }
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "two operations have one id");
}

#[tokio::test]
async fn a_session_whose_person_has_other_rights_now_gets_a_new_secret() {
    let stage = Stage::new().await;
    let ada = stage.member("Ada", Role::Member).await;
    let founder = stage.actor(&stage.founder).await;
    workspace::change_role(&stage.db, &founder, ada.id(), Role::Viewer, None).await.unwrap();
    let renewed = stage.ask("get", "/profile").by(&ada).send().await;
    let secret = renewed.header("set-cookie").strip_prefix("atrium=").unwrap().split(';').next().unwrap().to_owned();
    assert_ne!(secret, ada.secret);
    let later = stage.ask("get", "/profile").with("cookie", format!("atrium={secret}")).send().await;
    assert_eq!((later.status, later.header("set-cookie")), (StatusCode::OK, ""), "once is enough");

    // Whoever changes their password in that moment keeps the secret of the change.
    workspace::change_role(&stage.db, &founder, ada.id(), Role::Member, None).await.unwrap();
    let change = json!({ "old": ada.password, "new": "another quiet harbour" });
    let changed = stage.ask("put", "/password").with("cookie", format!("atrium={secret}")).json(&change).send().await;
    assert_eq!(changed.headers.get_all("set-cookie").iter().count(), 1);
    let newest = changed.header("set-cookie").split(';').next().unwrap().to_owned();
    assert_eq!(stage.ask("get", "/profile").with("cookie", newest).send().await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_token_goes_before_a_session_and_gets_no_cookie() {
    let stage = Stage::new().await;
    let token = stage.founder.token(&stage.db, TokenScope::Read).await.1;
    let write = json!({ "name": "South" });
    let refused = stage.ask("post", "/workspaces").by(&stage.founder).bearing(&token).json(&write).send().await;
    assert_eq!((refused.status, refused.header("set-cookie")), (StatusCode::FORBIDDEN, ""));
}

#[tokio::test]
async fn the_way_in_tells_nobody_who_has_an_account_and_slows_whoever_guesses() {
    let stage = Stage::new().await;
    let sign_in = |email: &str| {
        stage.ask("post", "/sessions").json(&json!({ "email": email, "password": "a wrong password" })).send()
    };
    let unknown = sign_in("nobody@example.test").await;
    let known = sign_in(&stage.founder.email).await;
    assert_eq!((known.status.as_u16(), &known.text), (422, &unknown.text));
    let mut last = known;
    for _ in 0..6 {
        last = sign_in(&stage.founder.email).await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.header("retry-after").parse::<u32>().unwrap() >= 1);

    let forgotten = |email: &str| stage.ask("post", "/password/forgotten").json(&json!({ "email": email })).send();
    let (known, unknown) = (forgotten(&stage.founder.email).await, forgotten("nobody@example.test").await);
    assert_eq!((known.status, &known.text), (StatusCode::ACCEPTED, &unknown.text));
    assert_eq!(unknown.status, StatusCode::ACCEPTED);
}

#[tokio::test]
async fn asking_by_sign_up_who_has_an_account_is_slowed_like_guessing() {
    let stage = Stage::new().await;
    let sign_up = |email: String| {
        let new = json!({ "email": email, "name": "Ada", "password": "a quiet harbour lantern" });
        stage.ask("post", "/accounts").json(&new).send()
    };
    let mut answers = Vec::new();
    for _ in 0..22 {
        answers.push(sign_up(stage.founder.email.clone()).await.status.as_u16());
    }
    assert_eq!(answers[..20], [422; 20]);
    assert_eq!(answers[21], 429);
}
