//! Every operation of the description, asked for by everybody there is. An operation that this test
//! does not know how to ask for fails it; what each of them was answered is in `access_routes.txt`.

use crate::stage::{Answered, Person, Stage, Things, compare};
use atrium::{actor::Role, boards::project::GuestLevel, clock, identity::TokenScope, workspace};
use serde_json::{Value, json};
use std::fmt::Write;

struct Persona {
    name: &'static str,
    person: Option<Person>,
    /// In place of the session.
    token: Option<String>,
    /// To put them back after they left.
    role: Option<Role>,
}

async fn cast(stage: &Stage) -> Vec<Persona> {
    let mut personas = Vec::new();
    for (name, role) in [
        ("owner", Role::Owner),
        ("admin", Role::Admin),
        ("member", Role::Member),
        ("viewer", Role::Viewer),
        ("guest-edit", Role::Guest),
        ("guest-view", Role::Guest),
        ("guest-none", Role::Guest),
    ] {
        let person = Some(stage.member(name, role).await);
        personas.push(Persona { name, person, token: None, role: Some(role) });
    }
    let suspended = stage.member("suspended", Role::Admin).await;
    let founder = stage.actor(&stage.founder).await;
    workspace::suspend(&stage.db, &founder, suspended.id(), clock::now()).await.expect("suspends");
    personas.push(Persona { name: "suspended", person: Some(suspended), token: None, role: None });
    let stranger = Person::new(&stage.db, "stranger").await;
    personas.push(Persona { name: "stranger", person: Some(stranger), token: None, role: None });
    for (name, scope) in [("token-write", TokenScope::Write), ("token-read", TokenScope::Read)] {
        let person = stage.member(name, Role::Owner).await;
        let token = Some(person.token(&stage.db, scope).await.1);
        personas.push(Persona { name, person: Some(person), token, role: Some(Role::Owner) });
    }
    personas.push(Persona { name: "nobody", person: None, token: None, role: None });
    personas
}

fn guests(personas: &[Persona]) -> Vec<(&Person, GuestLevel)> {
    let named = |name| personas.iter().find(|who| who.name == name).and_then(|who| who.person.as_ref());
    [("guest-edit", GuestLevel::Edit), ("guest-view", GuestLevel::View)]
        .into_iter()
        .filter_map(|(name, level)| named(name).map(|person| (person, level)))
        .collect()
}

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

/// Puts back what an operation took from the stage itself.
async fn put_back(operation: &str, stage: &Stage, who: &mut Persona, answer: &Answered) {
    let Some(person) = &mut who.person else { return };
    match operation {
        "delete_workspace" => {
            let founder = &stage.founder.caller;
            workspace::restore(&stage.db, founder, stage.slug, clock::now()).await.expect("restores");
        }
        "leave_workspace" => {
            if let Some(role) = who.role {
                stage.join(person, role).await;
            }
        }
        "accept_invitation" if who.role.is_none() => {
            let actor = stage.actor(person).await;
            workspace::leave(&stage.db, &actor, clock::now()).await.expect("leaves");
        }
        "change_password" => {
            let cookie = answer.header("set-cookie");
            person.secret = cookie["atrium=".len()..].split(';').next().expect("a secret").to_owned();
            "another quiet harbour lantern".clone_into(&mut person.password);
        }
        _ => {}
    }
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
            if id == "restore_workspace" {
                let founder = stage.actor(&stage.founder).await;
                workspace::delete(&stage.db, &founder, clock::now()).await.expect("deletes");
            }
            let path = path_of(template, &stage, &things, &personas[at]).await;
            let mut ask = stage.ask(method, format!("{path}{}", query_of(id)));
            match (&personas[at].token, &personas[at].person) {
                (Some(token), _) => ask = ask.bearing(token),
                (None, Some(person)) => ask = ask.by(person),
                (None, None) => {}
            }
            if !operation["requestBody"].is_null() {
                ask = ask.json(&body_of(id, &things, &personas[at]));
            }
            let answer = ask.send().await;
            check_answer(id, operation, &answer);
            if id == "restore_workspace" && !answer.status.is_success() {
                let founder = &stage.founder.caller;
                workspace::restore(&stage.db, founder, stage.slug, clock::now()).await.expect("restores");
            }
            if answer.status.is_success() {
                put_back(id, &stage, &mut personas[at], &answer).await;
                if method != "get" {
                    things = stage.things(&guests(&personas)).await;
                }
            }
            row.push(format!("{:>w$}", answer.status.as_u16(), w = personas[at].name.len()));
        }
        writeln!(text, "{id:<22}{}", row.join("  ")).expect("text");
    }
    compare("access_routes.txt", &text);
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
