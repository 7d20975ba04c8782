//! What the editor says of itself, by events on the article.

use super::state::PageState;
#[cfg(feature = "hydrate")]
use super::{
    reading::ShownText,
    state::{Over, Passage},
};
#[cfg(feature = "hydrate")]
use crate::{
    boards::drag::hear::{Listener, hear},
    ui::Person,
};
#[cfg(feature = "hydrate")]
use atrium::wiki::page::OutlineEntry;
#[cfg(feature = "hydrate")]
use leptos::prelude::*;

/// The word for how far what was written has come.
#[cfg(feature = "hydrate")]
fn word(state: &str) -> Option<&'static str> {
    match state {
        "writing" => Some("Saving"),
        "device" => Some("On this device"),
        "unkept" => Some("Not saved yet"),
        "sent" => Some("Sent"),
        "saved" => Some("Saved"),
        "offline" => Some("Offline, on this device"),
        "locked" => Some("Read-only"),
        _ => None,
    }
}

#[cfg(feature = "hydrate")]
pub fn listen(state: PageState) {
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::CustomEvent;

    type Heard = fn(PageState, &JsValue);
    let page: web_sys::EventTarget = document().unchecked_into();
    let heard: [(&'static str, Heard); 7] = [
        ("atrium:comment", |state, detail| {
            let quote = member(detail, "quote").as_string().unwrap_or_default();
            let span =
                js_sys::JSON::stringify(detail).ok().and_then(|text| serde_json::from_str(&String::from(text)).ok());
            state.passage.try_set(Some(Passage { quote, span }));
            show_comments(state);
        }),
        ("atrium:thread", |state, detail| {
            state.thread.try_set(member(detail, "thread").as_string());
            show_comments(state);
        }),
        ("atrium:save-state", |state, detail| {
            let said = detail.as_string();
            state.saving.try_set(said.as_deref().and_then(word));
            state.ahead.try_set(matches!(said.as_deref(), Some("writing" | "device" | "unkept" | "sent")));
        }),
        ("atrium:people", |state, detail| drop(state.people.try_set(people(detail)))),
        ("atrium:editing", |state, detail| {
            state.editing.try_set(detail.is_truthy());
            state.text.try_set(ShownText::FromEditor);
        }),
        ("atrium:outline", |state, detail| {
            let outline = outline(detail);
            state.update(|page| page.outline = outline);
        }),
        ("atrium:words", |state, detail| {
            #[expect(clippy::cast_possible_truncation, reason = "a page has fewer words than that")]
            let words = detail.as_f64().unwrap_or_default() as i32;
            state.update(|page| page.words = words);
        }),
    ];
    if let Ok(Some(article)) = document().query_selector("article[data-page]") {
        let told = member(&article, "atriumTold");
        for (name, act) in heard.iter().filter(|_| told.is_object()) {
            let detail = member(&told, name);
            if !detail.is_undefined() {
                act(state, &detail);
            }
        }
    }
    let listeners: Vec<Listener> = heard
        .into_iter()
        .map(|(name, act)| {
            hear(&page, name, move |event| {
                if let Some(event) = event.dyn_ref::<CustomEvent>() {
                    act(state, &event.detail());
                }
            })
        })
        .collect();
    let kept = StoredValue::new_local(listeners);
    on_cleanup(move || drop(kept.try_update_value(std::mem::take)));
}

/// Where they are open they stay as they are, with what is written there.
#[cfg(feature = "hydrate")]
fn show_comments(state: PageState) {
    if state.over.try_get_untracked() != Some(Over::Comments) {
        state.over.try_set(Over::Comments);
    }
}

#[cfg(feature = "hydrate")]
fn member(value: &wasm_bindgen::JsValue, name: &str) -> wasm_bindgen::JsValue {
    js_sys::Reflect::get(value, &name.into()).unwrap_or_default()
}

/// The headings of what is being written.
#[cfg(feature = "hydrate")]
fn outline(detail: &wasm_bindgen::JsValue) -> Vec<OutlineEntry> {
    let entry = |one: wasm_bindgen::JsValue| {
        let text = |name| member(&one, name).as_string().unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "1 to 6")]
        let level = member(&one, "level").as_f64().unwrap_or(1.0) as u8;
        OutlineEntry { level, text: text("text"), id: text("id") }
    };
    js_sys::Array::from(detail).iter().map(entry).collect()
}

/// Each person once, however many windows they have.
#[cfg(feature = "hydrate")]
fn people(detail: &wasm_bindgen::JsValue) -> Vec<Person> {
    let mut known: Vec<String> = Vec::new();
    let mut people = Vec::new();
    for one in js_sys::Array::from(detail).iter() {
        let id = member(&one, "id").as_string().unwrap_or_default();
        let name = member(&one, "name").as_string().unwrap_or_default();
        if name.is_empty() || known.contains(&id) {
            continue;
        }
        known.push(id);
        #[expect(clippy::cast_possible_truncation, reason = "0 to 9")]
        let hue = member(&one, "hue").as_f64().unwrap_or_default() as i16;
        people.push(Person { hue, name });
    }
    people
}

#[cfg(not(feature = "hydrate"))]
pub fn listen(_: PageState) {}
