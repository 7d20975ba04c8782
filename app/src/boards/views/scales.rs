use crate::boards::state::BoardState;
use atrium::boards::view::{Scale, View};
use leptos::prelude::*;

/// How much time is shown: links, so that it works before the page is awake.
#[component]
pub fn Scales(state: BoardState, choices: &'static [(Scale, &'static str)]) -> impl IntoView {
    let now = Memo::new(move |_| state.view.with(View::scaled));
    let links = choices.iter().map(|&(scale, name)| {
        let chosen = (scale != Scale::Month).then_some(scale);
        view! {
            <a
                href=move || state.address(&state.view.with(|view| View { scale: chosen, ..view.clone() }))
                aria-current=move || (now.get() == scale).then_some("true")
                on:click=move |event| {
                    event.prevent_default();
                    state.view.update(|view| view.scale = chosen);
                }
            >
                {name}
            </a>
        }
    });
    view! { <nav class="segmented push" aria-label="How much is shown">{links.collect_view()}</nav> }
}
