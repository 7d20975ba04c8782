//! What the browser's worker leans on: an answer says for whom it was made, and a write that is sent again, because
//! its answer was lost, is done once.

use crate::stage::{Answered, Person, Stage, Things};
use atrium::{
    activity::{self, AuditSearch},
    actor::Role,
    boards, clock,
};
use axum::http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

async fn write(stage: &Stage, person: &Person, name: &str, key: &str, body: &Value) -> Answered {
    let path = format!("/api/fn/app/boards/api/{name}");
    let ask = stage.ask_at("post", path).with("sec-fetch-site", "same-origin").with("idempotency-key", key);
    let ask = ask.with("atrium-account", person.id().to_string()).by(person);
    if name == "add_comment" { ask.form(body).send().await } else { ask.json(body).send().await }
}

fn key() -> String {
    Uuid::now_v7().to_string()
}

/// Each write that is kept, as `public/worker/queue.js` sends it.
fn writes(things: &Things) -> [(&'static str, Value); 5] {
    let (task, project) = (things.task.id, things.project.id);
    let place = json!({ "column_id": things.empty_column.id, "after": null, "before": null });
    [
        (
            "create_task",
            json!({ "workspace": "north", "project_id": project, "column_id": things.first_column.id,
                "task": { "title": "Oil the gate", "due_on": null, "priority": "none", "assignees": [], "labels": [] },
                "key": key() }),
        ),
        ("move_task", json!({ "workspace": "north", "task_id": task, "to": place })),
        (
            "edit_task",
            json!({ "workspace": "north", "task_id": task, "edit": { "title": "Paint the door" },
                "expected": things.task.version + 1 }),
        ),
        ("add_comment", json!({ "workspace": "north", "task_id": task, "body": "Blue.", "key": key() })),
        ("archive_task", json!({ "workspace": "north", "task_id": task })),
    ]
}

/// How much has happened.
async fn events(stage: &Stage) -> i64 {
    let founder = stage.actor(&stage.founder).await;
    activity::audit(&stage.db, &founder, &AuditSearch::default(), None, 1, clock::now()).await.unwrap().items[0].seq
}

#[tokio::test]
async fn what_is_sent_again_in_order_is_done_once_and_answered_alike() {
    let stage = Stage::whole().await;
    let things = stage.things(&[]).await;
    for (name, body) in writes(&things) {
        let (before, key) = (events(&stage).await, key());
        let first = write(&stage, &stage.founder, name, &key, &body).await;
        assert_eq!(first.status, StatusCode::OK, "{name}: {}", first.text);
        let again = write(&stage, &stage.founder, name, &key, &body).await;
        assert_eq!((again.status, &again.body), (StatusCode::OK, &first.body), "{name}");
        assert_eq!(events(&stage).await, before + 1, "{name} happened once");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_that_are_sent_at_the_same_moment_are_one() {
    let stage = Stage::whole().await;
    let things = stage.things(&[]).await;
    for (name, body) in writes(&things) {
        let (before, key) = (events(&stage).await, key());
        let send = || write(&stage, &stage.founder, name, &key, &body);
        let (first, second, third) = tokio::join!(send(), send(), send());
        for answer in [&first, &second, &third] {
            assert_eq!((answer.status, &answer.body), (StatusCode::OK, &first.body), "{name}: {}", answer.text);
        }
        assert_eq!(events(&stage).await, before + 1, "{name} happened once");
    }
}

/// The answer was lost, and somebody has moved and edited the task since. Sending again takes nothing of theirs back.
#[tokio::test]
async fn what_others_did_since_stays() {
    let stage = Stage::whole().await;
    let things = stage.things(&[]).await;
    let bo = stage.member("Bo", Role::Member).await;
    let [_, (_, mut there), (_, mut edit), ..] = writes(&things);
    let (moved, edited) = (key(), key());
    write(&stage, &stage.founder, "move_task", &moved, &there).await;
    write(&stage, &stage.founder, "edit_task", &edited, &edit).await;
    let (sent_move, sent_edit) = (there.clone(), edit.clone());
    there["to"]["column_id"] = json!(things.first_column.id);
    edit["edit"]["title"] = json!("Leave the door alone");
    edit["expected"] = Value::Null;
    assert_eq!(write(&stage, &bo, "move_task", &key(), &there).await.status, StatusCode::OK);
    assert_eq!(write(&stage, &bo, "edit_task", &key(), &edit).await.status, StatusCode::OK);
    for (name, key, body) in [("move_task", &moved, &sent_move), ("edit_task", &edited, &sent_edit)] {
        let again = write(&stage, &stage.founder, name, key, body).await;
        assert_eq!(again.status, StatusCode::OK, "{name}: {}", again.text);
        assert_eq!(again.body["title"], "Leave the door alone", "{name}");
        assert_eq!(again.body["column_id"], json!(things.first_column.id), "{name}");
    }
}

#[tokio::test]
async fn a_key_is_one_persons_and_for_one_request() {
    let stage = Stage::whole().await;
    let things = stage.things(&[]).await;
    let bo = stage.member("Bo", Role::Member).await;
    let [_, (name, body), ..] = writes(&things);
    let key = key();
    assert_eq!(write(&stage, &stage.founder, name, &key, &body).await.status, StatusCode::OK);
    let mut back = body.clone();
    back["to"]["column_id"] = json!(things.first_column.id);
    let other = write(&stage, &stage.founder, name, &key, &back).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", other.text);
    // With the key of somebody else, Bo's own move is done: a key tells nothing of what it was used for.
    let own = write(&stage, &bo, name, &key, &back).await;
    assert_eq!(own.body["column_id"], json!(things.first_column.id), "{}", own.text);
}

#[tokio::test]
async fn who_may_not_is_refused_each_time_and_a_stranger_finds_nothing() {
    let stage = Stage::whole().await;
    let things = stage.things(&[]).await;
    let viewer = stage.member("Vi", Role::Viewer).await;
    let stranger = Person::new(&stage.db, "Stan").await;
    for (name, body) in writes(&things) {
        let key = key();
        for _ in 0..2 {
            let refused = write(&stage, &viewer, name, &key, &body).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{name}: {}", refused.text);
            let refused = write(&stage, &stranger, name, &key, &body).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{name}: {}", refused.text);
        }
        // The founder's write under a key that they tried is the founder's.
        let done = write(&stage, &stage.founder, name, &key, &body).await;
        assert_eq!(done.status, StatusCode::OK, "{name}: {}", done.text);
    }
}

/// It was written by one person and is sent while another one is signed in.
#[tokio::test]
async fn what_one_wrote_is_never_sent_as_another() {
    let stage = Stage::whole().await;
    let things = stage.things(&[]).await;
    let bo = stage.member("Bo", Role::Member).await;
    let before = events(&stage).await;
    for (name, body) in writes(&things) {
        let path = format!("/api/fn/app/boards/api/{name}");
        let ask = stage.ask_at("post", path).with("sec-fetch-site", "same-origin").by(&bo);
        let ask = ask.with("atrium-account", stage.founder.id().to_string());
        let refused = if name == "add_comment" { ask.form(&body) } else { ask.json(&body) }.send().await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{name}: {}", refused.text);
        assert_eq!(refused.header("atrium-account"), bo.id().to_string(), "the worker hears who is here");
    }
    assert_eq!(events(&stage).await, before);
}

#[tokio::test]
async fn an_edit_of_words_that_still_stand_is_no_conflict() {
    let stage = Stage::whole().await;
    let things = stage.things(&[]).await;
    let bo = stage.actor(&stage.member("Bo", Role::Member).await).await;
    let to = boards::MoveTo { column_id: things.empty_column.id, after: None, before: None };
    boards::move_task(&stage.db, &bo, things.task.id, to).await.unwrap();
    let edit = |title: &str, was: &str| {
        json!({ "workspace": "north", "task_id": things.task.id, "edit": { "title": title, "was": was },
            "expected": things.task.version })
    };
    let mine = edit("Paint the gate", &things.task.title);
    let done = write(&stage, &stage.founder, "edit_task", &key(), &mine).await;
    assert_eq!((done.status, &done.body["title"]), (StatusCode::OK, &json!("Paint the gate")), "{}", done.text);
    // The title itself is another now.
    let late = write(&stage, &stage.founder, "edit_task", &key(), &edit("Paint it all", &things.task.title)).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    let now = boards::task(&stage.db, &bo, things.task.id, clock::now()).await.unwrap();
    assert_eq!(now.card.title, "Paint the gate");
}

#[tokio::test]
async fn each_answer_says_for_whom_it_was_made() {
    let stage = Stage::whole().await;
    for path in ["/", "/w/north", "/settings/profile"] {
        let own = stage.ask_at("get", path).by(&stage.founder).send().await;
        assert_eq!(own.header("atrium-account"), stage.founder.id().to_string(), "{path}");
        let nobody = stage.ask_at("get", path).send().await;
        assert_eq!(nobody.header("atrium-account"), "none", "{path}");
    }
    let left = stage.ask_at("post", "/sign-out").with("sec-fetch-site", "same-origin").by(&stage.founder).send().await;
    assert_eq!(left.header("clear-site-data"), "\"cache\"", "what was not sent stays in the storage");
    let after = stage.ask_at("get", "/w/north").by(&stage.founder).send().await;
    assert_eq!((after.status, after.header("atrium-account")), (StatusCode::SEE_OTHER, "none"));
    let program = stage.ask_at("get", "/program.json").send().await;
    assert!(program.body["build"].is_string() && program.body["files"].is_array(), "{}", program.text);
}
