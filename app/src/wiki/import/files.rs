//! Files of this browser on their way to the server: a zip as it is, anything else as a form that names each.

use crate::rest;
use atrium::wiki::import::{PageImportView, PagePreview};
use serde::de::DeserializeOwned;
use std::fmt::Write;
use wasm_bindgen::JsValue;
use web_sys::{File, FileList, FormData};

/// What the server takes.
const MOST_BYTES: f64 = 50.0 * 1024.0 * 1024.0;
const MOST_FILES: u32 = 10_000;

/// What somebody chose.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Of the zip or the folder, or of the first file.
    pub name: String,
    body: JsValue,
    is_zip: bool,
}

impl Chosen {
    /// As a name for a space.
    pub fn title(&self) -> String {
        let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
        stem.replace(['-', '_'], " ").trim().chars().take(80).collect()
    }
}

/// Nothing where nothing was chosen.
pub fn taken(files: &FileList) -> Option<Result<Chosen, String>> {
    let first = files.get(0)?;
    let all = || (0..files.length()).filter_map(|at| files.get(at));
    if all().map(|file| file.size()).sum::<f64>() > MOST_BYTES {
        return Some(Err("This is more than 50 MB. Please bring it in by parts.".to_owned()));
    }
    if files.length() > MOST_FILES {
        return Some(Err(format!("These are more than {MOST_FILES} files. Please bring them in by parts.")));
    }
    if files.length() == 1 && first.name().to_lowercase().ends_with(".zip") {
        return Some(Ok(Chosen { name: first.name(), body: first.into(), is_zip: true }));
    }
    let form = FormData::new().ok()?;
    for file in all() {
        form.append_with_blob_and_filename("file", &file, &path_of(&file)).ok()?;
    }
    let path = path_of(&first);
    let name = path.split_once('/').map_or(path.clone(), |(folder, _)| folder.to_owned());
    Some(Ok(Chosen { name, body: form.into(), is_zip: false }))
}

/// With the folders it lies in, where a whole folder was chosen.
fn path_of(file: &File) -> String {
    let path = js_sys::Reflect::get(file, &JsValue::from_str("webkitRelativePath")).ok();
    path.and_then(|path| path.as_string()).filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
}

/// What the files would become. Changes nothing.
pub async fn look(workspace: &str, chosen: &Chosen) -> Result<PagePreview, String> {
    send(&format!("/api/v1/workspaces/{workspace}/page-imports/dry-run"), chosen, "").await
}

/// `into` is what the API calls it: `new_space`, `space_id` or `parent_id`, and its value.
pub async fn begin(workspace: &str, chosen: &Chosen, into: (&str, &str), key: &str) -> Result<PageImportView, String> {
    let mut address = format!("/api/v1/workspaces/{workspace}/page-imports?source=");
    let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
    let _ = write!(address, "{}&{}={}", encoded(&chosen.name), into.0, encoded(into.1));
    send(&address, chosen, key).await
}

async fn send<T: DeserializeOwned>(address: &str, chosen: &Chosen, key: &str) -> Result<T, String> {
    let mut headers = Vec::new();
    if chosen.is_zip {
        headers.push(("Content-Type", "application/zip"));
    }
    if !key.is_empty() {
        headers.push(("Idempotency-Key", key));
    }
    let lost = "The files did not reach the server. Is the connection there, and are they still where they were?";
    let answer = rest::fetch("POST", address, &headers, Some(&chosen.body)).await.ok_or(lost)?;
    if !answer.ok() {
        return Err(rest::refusal(&answer, "The server did not take these files.").await);
    }
    let text = rest::text(&answer).await.ok_or(lost)?;
    serde_json::from_str(&text).map_err(|_| "This page is out of date. Please load it again.".to_owned())
}
