use leptos::prelude::*;

/// How far somebody is with what takes some steps; the first is 0.
#[component]
pub fn Steps(names: &'static [&'static str], at: Signal<usize>) -> impl IntoView {
    let step = move |(place, name): (usize, &'static str)| {
        view! {
            <li class:done=move || place < at.get() aria-current=move || (at.get() == place).then_some("step")>{name}</li>
        }
    };
    view! { <ol class="steps">{names.iter().copied().enumerate().map(step).collect_view()}</ol> }
}
