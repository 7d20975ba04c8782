use leptos::prelude::*;

/// A label: a word on a tint of its hue.
#[component]
pub fn Chip(#[prop(into)] text: String, #[prop(optional)] hue: Option<u8>) -> impl IntoView {
    let class = hue.map_or_else(|| "chip".to_owned(), |hue| format!("chip hue-{hue}"));
    view! { <span class=class>{text}</span> }
}
