//! What a resumable upload says to the server: tus 1.0, by the browser's own `fetch`.

use crate::rest;
use leptos::prelude::*;
use web_sys::{Blob, Response};

/// Why a step was not done.
#[derive(Debug)]
pub enum Refusal {
    /// The server cannot be reached, or is too busy.
    Offline,
    /// It is further, or not as far: ask.
    Elsewhere,
    /// It is over, or was given up.
    Gone,
    Because(String),
}

/// Begins an upload: its address.
pub async fn begin(address: &str, name: &str, size: f64) -> Result<String, Refusal> {
    let length = size.to_string();
    let name = format!("filename {}", base64(name));
    let asked = ask("POST", address, &[("Upload-Length", &length), ("Upload-Metadata", &name)], None).await;
    match asked {
        // There is nothing yet that could be gone.
        Err(Refusal::Gone) => Err(Refusal::Because("This task is not there any more.".to_owned())),
        asked => asked?.headers().get("Location").ok().flatten().ok_or(Refusal::Offline),
    }
}

/// How many bytes are there.
pub async fn how_far(place: &str) -> Result<f64, Refusal> {
    offset(&ask("HEAD", place, &[], None).await?)
}

/// Sends the bytes from `from` up to `to`, and says how many are there then.
pub async fn send(place: &str, file: &Blob, from: f64, to: f64) -> Result<f64, Refusal> {
    let unreadable = |_| Refusal::Because("This file could not be read. Is it still where it was?".to_owned());
    let piece = file.slice_with_f64_and_f64(from, to).map_err(unreadable)?;
    let kind = ("Content-Type", "application/offset+octet-stream");
    offset(&ask("PATCH", place, &[("Upload-Offset", &from.to_string()), kind], Some(&piece)).await?)
}

/// What is left of it the server takes away, if not now then tomorrow.
pub async fn give_up(place: &str) {
    drop(ask("DELETE", place, &[], None).await);
}

fn offset(answer: &Response) -> Result<f64, Refusal> {
    let said = answer.headers().get("Upload-Offset").ok().flatten();
    said.and_then(|said| said.parse().ok()).ok_or(Refusal::Offline)
}

async fn ask(method: &str, address: &str, headers: &[(&str, &str)], body: Option<&Blob>) -> Result<Response, Refusal> {
    let said = [&[("Tus-Resumable", "1.0.0")], headers].concat();
    let body = body.map(AsRef::as_ref);
    let answer = rest::fetch(method, address, &said, body).await.ok_or(Refusal::Offline)?;
    match answer.status() {
        200..=299 => Ok(answer),
        404 => Err(Refusal::Gone),
        409 => Err(Refusal::Elsewhere),
        400 | 429 | 500..=599 => Err(Refusal::Offline),
        _ => Err(Refusal::Because(rest::refusal(&answer, "The server did not take this file.").await)),
    }
}

/// The browser makes Base64 of characters that are bytes.
fn base64(text: &str) -> String {
    let bytes: String = text.bytes().map(char::from).collect();
    window().btoa(&bytes).unwrap_or_default()
}
