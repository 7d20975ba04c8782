//! Every operation that changes something, done twice by an owner; and every creation, under one key.

use super::{
    cast::{Persona, cast, get_ready, guests, put_back},
    operation_inputs::{body_of, path_of},
    operations::{Operation, bytes_of, headers_of, operations, query_of},
};
use crate::stage::{Answered, Stage, compare};
use serde_json::Value;
use std::fmt::Write;

/// A request that can be sent again as it is.
struct Request<'a> {
    operation: &'a Operation,
    path: String,
    body: Option<Value>,
}

impl Request<'_> {
    async fn send(&self, stage: &Stage, who: &mut Persona, key: Option<&str>) -> Answered {
        let mut ask = who.sends(stage.ask(&self.operation.method, &self.path));
        for (name, value) in headers_of(&self.operation.id) {
            ask = ask.with(name, *value);
        }
        if let Some((kind, bytes)) = bytes_of(&self.operation.what) {
            ask = ask.bytes(kind, bytes);
        }
        if let Some(body) = &self.body {
            ask = ask.json(body);
        }
        if let Some(key) = key {
            ask = ask.with("idempotency-key", key);
        }
        let answer = ask.send().await;
        who.keep_cookie(&answer);
        assert!(answer.status.as_u16() < 500, "{}: {}", self.operation.id, answer.text);
        if answer.status == 201 {
            assert!(answer.header("location").starts_with("/api/v1/"), "{} tells no place", self.operation.id);
        }
        answer
    }
}

#[tokio::test]
async fn a_second_time_does_what_the_file_says() {
    let stage = Stage::new().await;
    let mut personas = cast(&stage).await;
    let mut text = String::from("                      first  second  again under one key\n");
    for operation in operations().iter().filter(|operation| !["get", "head"].contains(&operation.method.as_str())) {
        let things = stage.things(&guests(&personas)).await;
        get_ready(&operation.id, &stage, &things).await;
        let owner = &mut personas[0];
        let path = path_of(&operation.path, &stage, &things, owner).await + &query_of(&operation.id, &things);
        let has_body = !operation.what["requestBody"].is_null() && bytes_of(&operation.what).is_none();
        let body = if has_body { Some(body_of(&operation.id, &stage, &things, owner).await) } else { None };
        let request = Request { operation, path, body };
        if has_body {
            refuses_what_is_broken(&stage, owner, &request).await;
        }
        let (first, second) = (request.send(&stage, owner, None).await, request.send(&stage, owner, None).await);
        put_back(&operation.id, &stage, &things, owner, &first).await;
        let keyed = if takes_a_key(operation) { under_one_key(&stage, owner, &request).await } else { String::new() };
        let row = format!("{:<22}{:>5}{:>8}  {keyed}", operation.id, first.status.as_u16(), second.status.as_u16());
        writeln!(text, "{}", row.trim_end()).expect("text");
    }
    compare("access/twice.txt", &text);
}

fn takes_a_key(operation: &Operation) -> bool {
    let parameters = operation.what["parameters"].as_array();
    parameters.is_some_and(|all| all.iter().any(|parameter| parameter["name"] == "Idempotency-Key"))
}

/// Broken JSON, another kind of content, and words that the description does not have.
async fn refuses_what_is_broken(stage: &Stage, who: &mut Persona, request: &Request<'_>) {
    for (body, status) in [
        (Some("{"), 400),
        (None, 415),
        (Some("{ \"a_word_of_nobody\": 1 }"), 422),
        (Some("[\"no object\"]"), 422),
        (Some("[\"no"), 400),
    ] {
        let ask = who.sends(stage.ask(&request.operation.method, &request.path));
        let answer = match body {
            Some(body) => ask.text(body).send().await,
            None => ask.with("content-type", "text/plain").send().await,
        };
        who.keep_cookie(&answer);
        assert_eq!(answer.status.as_u16(), status, "{}: {}", request.operation.id, answer.text);
    }
}

/// The same creation under one key is the same thing; another one under that key is refused.
async fn under_one_key(stage: &Stage, who: &mut Persona, request: &Request<'_>) -> String {
    let id = &request.operation.id;
    let Some(mut body) = request.body.clone() else { return bytes_under_one_key(stage, who, request).await };
    // What was made just now has the name already.
    for field in ["name", "key"] {
        if let Some(Value::String(text)) = body.get_mut(field) {
            text.push('K');
        }
    }
    let request = Request { operation: request.operation, path: request.path.clone(), body: Some(body.clone()) };
    let (first, again) = (request.send(stage, who, Some(id)).await, request.send(stage, who, Some(id)).await);
    assert_eq!(first.status, 201, "{id}: {}", first.text);
    assert_eq!(first.header("location"), again.header("location"), "{id} was done twice");
    let mut other = body;
    if let Some(fields) = other.as_object_mut() {
        fields.values_mut().for_each(|value| match value {
            Value::String(text) => text.push('2'),
            Value::Number(number) => *number = (number.as_i64().unwrap_or_default() + 1).into(),
            _ => {}
        });
    }
    let other = Request { operation: request.operation, path: request.path.clone(), body: Some(other) };
    assert_eq!(other.send(stage, who, Some(id)).await.status, 422, "{id} under a key of something else");
    format!("{} {}", first.status.as_u16(), again.status.as_u16())
}

/// The same for a creation that says what by its address, and is sent a file.
async fn bytes_under_one_key(stage: &Stage, who: &mut Persona, request: &Request<'_>) -> String {
    let id = &request.operation.id;
    let (first, again) = (request.send(stage, who, Some(id)).await, request.send(stage, who, Some(id)).await);
    assert_eq!(first.status, 201, "{id}: {}", first.text);
    assert_eq!(first.header("location"), again.header("location"), "{id} was done twice");
    let other = Request { path: request.path.replace("source=", "source=2"), body: None, ..*request };
    assert_eq!(other.send(stage, who, Some(id)).await.status, 422, "{id} under a key of something else");
    format!("{} {}", first.status.as_u16(), again.status.as_u16())
}

#[tokio::test]
async fn every_creation_takes_a_key() {
    // A sign-in is no creation to be remembered, an account is there once by its address, and of an upload that was
    // begun twice one is given up. A browser that subscribes twice is one device, by its address.
    let without = ["add_device", "begin_page_upload", "begin_upload", "sign_in", "sign_up"];
    for operation in operations().iter().filter(|operation| !operation.what["responses"]["201"].is_null()) {
        assert!(takes_a_key(operation) || without.contains(&operation.id.as_str()), "{}", operation.id);
    }
}
