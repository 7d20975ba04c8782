//! Every operation of the description, asked for by everybody there is. An operation that this test
//! does not know how to ask for fails it; what each of them was answered is in `operations.txt`.

use super::cast::{Persona, cast, get_ready, guests, put_back};
use crate::stage::{Answered, Stage, Things, compare};
use atrium::identity::TokenScope;
use serde_json::{Value, json};
use std::fmt::Write;

/// A good body for an operation that takes one.
fn body_of(operation: &str, things: &Things, who: &Persona) -> Value {
    match operation {
        "add_column" | "create_team" | "rename_team" | "rename_workspace" | "create_workspace" => {
            json!({ "name": format!("New {}", things.project.key) })
        }
        "add_comment" | "edit_comment" => json!({ "body": "Blue." }),
        "add_label" | "edit_label" => json!({ "name": "house", "hue": 1 }),
        "change_password" => json!({
            "old": who.person.as_ref().map_or("", |person| person.password.as_str()),
            "new": "another quiet harbour lantern",
        }),
        "change_role" | "invite" => json!({ "role": "viewer" }),
        "create_project" => json!({ "key": things.project.key.replace('P', "N"), "name": "New" }),
        "create_task" | "edit_task" => json!({ "title": "Paint the door" }),
        "create_token" => json!({ "name": "robot", "scope": "read", "days": 1 }),
        "dry_run_import" => json!({ "content": "title\nBuy brushes\n" }),
        "start_import" => json!({ "source": "b.csv", "content": "title\nBuy brushes\n" }),
        "edit_billing" => json!({ "plan": "self-hosted" }),
        "edit_column" => json!({ "name": "Later" }),
        "edit_project" => json!({ "name": "House and garden" }),
        "edit_profile" => json!({ "name": "X", "time_zone": "UTC", "working_days": 31, "theme": "dark" }),
        "set_theme" => json!({ "theme": "light" }),
        "move_column" => json!({}),
        "move_task" => json!({ "column_id": things.empty_column.id }),
        "set_manager" => json!({ "manager_id": null }),
        "set_team_lead" => json!({ "lead": true }),
        "share_project" => json!({ "level": "view" }),
        other => panic!("This test does not know a body for the operation {other}: please add it."),
    }
}

fn query_of(operation: &str) -> &'static str {
    if operation == "get_board_changes" { "?since=0" } else { "" }
}

/// The path of the description, with the ids of these things.
async fn path_of(template: &str, stage: &Stage, things: &Things, who: &Persona) -> String {
    let mut path = template.strip_prefix("/api/v1").expect("under /api/v1").to_owned();
    for (name, value) in [
        ("workspace", stage.slug.to_owned()),
        ("project", things.project.id.to_string()),
        ("key", things.project.key.clone()),
        ("number", things.task.number.to_string()),
        ("column", things.empty_column.id.to_string()),
        ("task", things.task.id.to_string()),
        ("label", things.label.id.to_string()),
        ("comment", things.comment.to_string()),
        ("team", things.team.to_string()),
        ("person", things.colleague.id().to_string()),
        ("import", things.import.to_string()),
        ("invitation", things.invitation.to_string()),
        ("invitation_token", things.invitation_secret.clone()),
    ] {
        path = path.replace(&format!("{{{name}}}"), &value);
    }
    let own = who.person.as_ref().unwrap_or(&stage.founder);
    if path.contains("{session}") {
        path = path.replace("{session}", &own.sign_in(&stage.db).await.0.to_string());
    }
    if path.contains("{token}") {
        path = path.replace("{token}", &own.token(&stage.db, TokenScope::Read).await.0.to_string());
    }
    assert!(!path.contains('{'), "This test does not know all parameters of {template}: please add them.");
    path
}

#[tokio::test]
async fn everybody_gets_what_the_file_says_from_every_operation() {
    let stage = Stage::new().await;
    let mut personas = cast(&stage).await;
    let mut things = stage.things(&guests(&personas)).await;
    let names: Vec<&str> = personas.iter().map(|who| who.name).collect();
    let mut text = format!("{:<22}{}\n", "", names.join("  "));

    let description = server::api::description();
    let mut operations = Vec::new();
    for (path, methods) in description["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let id = operation["operationId"].as_str().expect("an operation id");
            operations.push((id.to_owned(), method.clone(), path.clone(), operation.clone()));
        }
    }
    operations.sort_by(|a, b| a.0.cmp(&b.0));

    for (id, method, template, operation) in &operations {
        let mut row = Vec::new();
        for at in 0..personas.len() {
            get_ready(id, &stage).await;
            let path = path_of(template, &stage, &things, &personas[at]).await;
            let mut ask = personas[at].sends(stage.ask(method, format!("{path}{}", query_of(id))));
            if !operation["requestBody"].is_null() {
                ask = ask.json(&body_of(id, &things, &personas[at]));
            }
            let answer = ask.send().await;
            check_answer(id, operation, &answer);
            put_back(id, &stage, &mut personas[at], &answer).await;
            if answer.status.is_success() && method != "get" {
                things = stage.things(&guests(&personas)).await;
            }
            row.push(format!("{:>w$}", answer.status.as_u16(), w = personas[at].name.len()));
        }
        writeln!(text, "{id:<22}{}", row.join("  ")).expect("text");
    }
    compare("access/operations.txt", &text);
}

/// No answer breaks the description, whoever asks.
fn check_answer(id: &str, operation: &Value, answer: &Answered) {
    let status = answer.status.as_u16();
    assert!(operation["responses"].get(status.to_string()).is_some(), "{id} answered {status}, which it does not tell");
    assert!(status < 500, "{id}: {:?}", answer.body);
    if status >= 400 {
        assert_eq!(answer.header("content-type"), "application/problem+json", "{id}");
        assert_eq!(answer.body["status"], status, "{id}");
    }
    if status == 401 {
        assert!(answer.header("www-authenticate").starts_with("Bearer"), "{id}");
    }
}

/// The paths of the operations.
pub fn paths() -> impl Iterator<Item = String> {
    let description = server::api::description();
    description["paths"].as_object().expect("paths").keys().cloned().collect::<Vec<_>>().into_iter()
}
