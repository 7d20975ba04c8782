//! What the browser asks of the API by itself: files, which server functions do not carry.

use leptos::prelude::*;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

/// The answer, whatever it says; nothing where the server was not reached.
pub async fn fetch(method: &str, address: &str, headers: &[(&str, &str)], body: Option<&JsValue>) -> Option<Response> {
    let said = Headers::new().ok()?;
    for (name, value) in headers {
        said.set(name, value).ok()?;
    }
    let init = RequestInit::new();
    init.set_method(method);
    init.set_headers(&said);
    if let Some(body) = body {
        init.set_body(body);
    }
    JsFuture::from(window().fetch_with_str_and_init(address, &init)).await.ok()?.dyn_into().ok()
}

pub async fn text(answer: &Response) -> Option<String> {
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

#[derive(Deserialize)]
struct Problem {
    detail: String,
}

/// What the server says against it, or else this.
pub async fn refusal(answer: &Response, otherwise: &str) -> String {
    let problem = text(answer).await.and_then(|text| serde_json::from_str::<Problem>(&text).ok());
    problem.map_or_else(|| otherwise.to_owned(), |problem| problem.detail)
}
