use super::state::PageState;
use crate::ui::focus_soon;
use leptos::{html, prelude::*};
use leptos_router::hooks::use_query_map;

/// The title as large text, edited in place by whoever may.
#[component]
pub fn Title(state: PageState) -> impl IntoView {
    if !state.with(|page| page.can.edit && !page.archived) {
        return view! { <h1 class="page-title" id="page-title">{move || state.title()}</h1> }.into_any();
    }
    let field = NodeRef::<html::Textarea>::new();
    let first = state.with(|page| page.title.clone());
    let is_new = use_query_map().with_untracked(|query| query.get("new").is_some());
    if is_new {
        Effect::new(move |_| focus_soon("textarea.page-title".to_owned()));
    }
    let reset = move || {
        if let Some(field) = field.get_untracked() {
            field.set_value(&state.with(|page| page.title.clone()));
        }
    };
    // What somebody else calls it is shown, unless it is being written.
    Effect::new(move |before: Option<()>| {
        let title = state.watch(|page| page.title.clone());
        if before.is_some()
            && let Some(field) = field.get_untracked()
            && document().active_element().as_ref() != Some(&field)
            && field.value() != title
        {
            field.set_value(&title);
        }
    });
    let save = move || {
        let Some(field) = field.get_untracked() else { return };
        let wanted = field.value().split_whitespace().collect::<Vec<_>>().join(" ");
        if wanted != state.with(|page| page.title.clone()) {
            state.rename(wanted);
        }
    };
    let leave = move || {
        if let Some(field) = field.get_untracked() {
            let _ = field.blur();
        }
    };
    view! {
        <h1 class="visually-hidden" id="page-title">{move || state.title()}</h1>
        <textarea
            class="page-title"
            rows="1"
            aria-label="Title"
            placeholder="Untitled"
            maxlength="200"
            node_ref=field
            on:blur=move |_| save()
            on:keydown=move |event| match event.key().as_str() {
                "Enter" if !event.is_composing() => {
                    event.prevent_default();
                    leave();
                    super::article::tell("atrium:edit");
                }
                "Escape" => {
                    event.prevent_default();
                    reset();
                    leave();
                }
                _ => {}
            }
        >{first}</textarea>
    }
    .into_any()
}
