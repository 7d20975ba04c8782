//! Where on the page something was said: the mark that the text carries, or else the words.

use crate::wiki::page::{PageState, Passage};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Words are looked for by so many of their first letters.
const ENOUGH: usize = 60;
/// A quote holds no more.
const LONGEST: usize = 300;

/// Brings the passage of a thread into sight, and points at it.
pub fn go(thread: &str, quote: &str) {
    if let Some(passage) = marked(thread).or_else(|| saying(quote)) {
        passage.scroll_into_view_with_bool(true);
        let _ = passage.class_list().add_1("pointed");
        let over = move || drop(passage.class_list().remove_1("pointed"));
        set_timeout(over, Duration::from_millis(1_600)).ok();
    }
}

/// What finds the words of a thread that keys reach, while the page is read.
pub fn words_of(thread: &str) -> String {
    format!("article[data-page] .prose-body [data-thread=\"{thread}\"][tabindex]")
}

fn marked(thread: &str) -> Option<Element> {
    document().query_selector(&format!("article[data-page] [data-thread=\"{thread}\"]")).ok()?
}

fn saying(quote: &str) -> Option<Element> {
    let wanted: String = squeezed(quote).chars().take(ENOUGH).collect();
    let blocks = document().query_selector_all("article[data-page] :is(p, li, h1, h2, h3, h4, td, th, pre)").ok()?;
    let mut blocks = (0..blocks.length()).filter_map(|at| blocks.item(at)?.dyn_into::<Element>().ok());
    blocks.find(|block| !wanted.is_empty() && squeezed(&block.text_content().unwrap_or_default()).contains(&wanted))
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a comment is to be about: what the editor was asked for, else the words of the page that are selected.
pub fn wanted(state: PageState) -> Passage {
    let asked = state.passage.get_untracked();
    state.passage.set(None);
    asked.unwrap_or_else(|| Passage { quote: selected(), span: None })
}

fn selected() -> String {
    let ask = || {
        let get = |from: &wasm_bindgen::JsValue, name: &str| js_sys::Reflect::get(from, &name.into()).ok();
        let selection = get(&window(), "getSelection")?.dyn_into::<js_sys::Function>().ok()?.call0(&window()).ok()?;
        let node = get(&selection, "anchorNode")?.dyn_into::<web_sys::Node>().ok()?;
        let article = document().query_selector("article[data-page]").ok()??;
        let text =
            get(&selection, "toString")?.dyn_into::<js_sys::Function>().ok()?.call0(&selection).ok()?.as_string()?;
        article.contains(Some(&node)).then(|| squeezed(&text).chars().take(LONGEST).collect())
    };
    if cfg!(feature = "hydrate") { ask().unwrap_or_default() } else { String::new() }
}
