//! Every operation of the description, asked for by everybody there is. An operation that this test
//! does not know how to ask for fails it; what each of them was answered is in `operations.txt`.

use super::{
    cast::{cast, get_ready, guests, put_back, renew},
    operation_inputs::{body_of, path_of},
};
use crate::{
    stage::{Answered, Stage, Things, compare},
    wiki::exchange::zip_of,
};
use serde_json::Value;
use std::fmt::Write;

/// One operation of the description.
pub struct Operation {
    pub id: String,
    pub method: String,
    pub path: String,
    pub what: Value,
}

/// All of them, by their ids.
pub fn operations() -> Vec<Operation> {
    let description = server::api::description();
    let mut operations = Vec::new();
    for (path, methods) in description["paths"].as_object().expect("paths") {
        for (method, what) in methods.as_object().expect("methods") {
            let id = what["operationId"].as_str().expect("an operation id").to_owned();
            operations.push(Operation { id, method: method.clone(), path: path.clone(), what: what.clone() });
        }
    }
    operations.sort_by(|a, b| a.id.cmp(&b.id));
    operations
}

/// What an operation is told by the query of its address.
pub fn query_of(operation: &str, things: &Things) -> String {
    let fixed = match operation {
        "start_page_import" => return format!("?source=guide.zip&space_id={}", things.wiki.space.id),
        "get_board_changes" => "?since=0",
        "export_audit_events" | "export_project" | "export_workspace" => "?format=csv",
        _ => "",
    };
    fixed.to_owned()
}

#[tokio::test]
async fn everybody_gets_what_the_file_says_from_every_operation() {
    let stage = Stage::new().await;
    let mut personas = cast(&stage).await;
    let mut things = stage.things(&guests(&personas)).await;
    let names: Vec<&str> = personas.iter().map(|who| who.name).collect();
    let mut text = format!("{:<22}{}\n", "", names.join("  "));

    for Operation { id, method, path: template, what: operation } in &operations() {
        let mut row = Vec::new();
        for at in 0..personas.len() {
            get_ready(id, &stage, &things).await;
            let path = path_of(template, &stage, &things, &personas[at]).await;
            let mut ask = personas[at].sends(stage.ask(method, format!("{path}{}", query_of(id, &things))));
            for (name, value) in headers_of(id) {
                ask = ask.with(name, *value);
            }
            if let Some((kind, bytes)) = bytes_of(operation) {
                ask = ask.bytes(kind, bytes);
            } else if !operation["requestBody"].is_null() {
                ask = ask.json(&body_of(id, &stage, &things, &personas[at]).await);
            }
            let answer = ask.send().await;
            check_answer((id, method), operation, &answer);
            put_back(id, &stage, &things, &mut personas[at], &answer).await;
            if answer.status.is_success() && method != "get" {
                renew(&stage, &mut things, &personas, is_of_wiki(template)).await;
            }
            row.push(format!("{:>w$}", answer.status.as_u16(), w = personas[at].name.len()));
        }
        writeln!(text, "{id:<22}{}", row.join("  ")).expect("text");
    }
    compare("access/operations.txt", &text);
}

/// What an operation is sent that takes a part of a file, or a zip of pages; and of which kind that is.
pub fn bytes_of(operation: &Value) -> Option<(&'static str, Vec<u8>)> {
    let takes = |kind: &str| operation["requestBody"]["content"][kind].is_object();
    if takes("application/zip") {
        return Some((
            "application/zip",
            zip_of(&[("prices.md", "# Prices\n\nSee [Hours](hours.md)."), ("hours.md", "")]),
        ));
    }
    takes("application/offset+octet-stream").then(|| ("application/offset+octet-stream", b"x".to_vec()))
}

/// Whether an operation changes only what is in the wiki.
fn is_of_wiki(path: &str) -> bool {
    path.split(['/', '-', '{', '}'])
        .any(|word| matches!(word, "page" | "pages" | "space" | "spaces" | "thread" | "tag"))
}

/// What an operation is told by headers.
pub fn headers_of(operation: &str) -> &'static [(&'static str, &'static str)] {
    match operation {
        "begin_upload" | "begin_page_upload" => &[("upload-length", "2"), ("upload-metadata", "filename cGxhbi50eHQ=")],
        "continue_upload" | "continue_page_upload" => &[("upload-offset", "0")],
        _ => &[],
    }
}

/// No answer breaks the description, whoever asks.
fn check_answer((id, method): (&str, &str), operation: &Value, answer: &Answered) {
    let status = answer.status.as_u16();
    assert!(operation["responses"].get(status.to_string()).is_some(), "{id} answered {status}, which it does not tell");
    assert!(status < 500, "{id}: {:?}", answer.body);
    if status >= 400 {
        assert_eq!(answer.header("content-type"), "application/problem+json", "{id}");
        // To HEAD there is no body.
        assert!(method == "head" || answer.body["status"] == status, "{id}");
    }
    if status == 401 {
        assert!(answer.header("www-authenticate").starts_with("Bearer"), "{id}");
    }
}

/// The paths of the operations.
pub fn paths() -> impl Iterator<Item = String> {
    operations().into_iter().map(|operation| operation.path)
}
