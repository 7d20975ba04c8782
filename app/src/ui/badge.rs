use leptos::prelude::*;

/// A count that waits for somebody. Renders nothing at nought. `of` says to readers what is counted.
#[component]
pub fn Badge(
    #[prop(into)] count: Signal<u32>,
    #[prop(into)] of: String,
    #[prop(optional)] accent: bool,
) -> impl IntoView {
    let class = if accent { "badge accent" } else { "badge" };
    let shown = move || match count.get() {
        0 => None,
        n if n > 99 => Some("99+".to_owned()),
        n => Some(n.to_string()),
    };
    move || {
        shown().map(|number| {
            view! { <span class=class>{number}<span class="visually-hidden">{format!(" {of}")}</span></span> }
        })
    }
}

/// A small round mark in one of the ten hues.
#[component]
pub fn Dot(hue: u8) -> impl IntoView {
    view! { <span class=format!("dot hue-{hue}") aria-hidden="true"></span> }
}
