use super::{Import, Undo};
use crate::ui::{Chip, Icon};
use atrium::boards::import::ImportState;
use leptos::{prelude::*, server_fn::serde::de::DeserializeOwned};

/// The imports of before, each with the way back.
#[component]
pub fn PastImports<T: Import + DeserializeOwned>(
    title: &'static str,
    workspace: String,
    past: Vec<T>,
) -> impl IntoView {
    if past.is_empty() {
        return ().into_any();
    }
    let row = |import: T| view! { <Past workspace=workspace.clone() import=import/> };
    let past = past.into_iter().map(row).collect_view();
    view! { <section class="stack"><h2>{title}</h2><ul class="list">{past}</ul></section> }.into_any()
}

#[component]
fn Past<T: Import + DeserializeOwned>(workspace: String, import: T) -> impl IntoView {
    let source = import.source();
    let now = RwSignal::new(import);
    let words = move || match now.with(T::state) {
        ImportState::Waiting | ImportState::Running => "At work",
        ImportState::Done => "Done",
        ImportState::Failed => "Failed",
        ImportState::Undone => "Taken back",
    };
    view! {
        <li>
            <Icon name=T::ICON/>
            <div class="what"><span>{source}</span><small>{move || now.with(T::about)}</small></div>
            <span class="aside">{move || view! { <Chip text=words()/> }}</span>
            {move || {
                let import = now.get();
                import.can_undo().then(|| view! { <Undo workspace=workspace.clone() import=import done=move |fresh| now.set(fresh)/> })
            }}
        </li>
    }
    .into_any()
}
