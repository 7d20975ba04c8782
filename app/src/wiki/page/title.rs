use super::{naming::Naming, state::PageState};
use crate::{routes::use_query, ui::focus_soon};
use leptos::{html, prelude::*};

/// The title as large text, edited in place by whoever may.
#[component]
pub fn Title(state: PageState) -> impl IntoView {
    let id = state.id().filter(|_| state.with(|page| page.can.edit && !page.archived));
    let Some(id) = id else {
        return view! { <h1 class="page-title" id="page-title">{move || state.title()}</h1> }.into_any();
    };
    let naming = Naming::of(state, id);
    let field = NodeRef::<html::Textarea>::new();
    let first = state.with(|page| page.title.clone());
    // What it was called when somebody began to write.
    let begun = StoredValue::new(String::new());
    let is_new = use_query().with_untracked(|query| query.get("new").is_some());
    if is_new {
        Effect::new(move |_| focus_soon("textarea.page-title".to_owned()));
    }
    let show = move |title: String| {
        if let Some(field) = field.get_untracked()
            && field.value() != title
        {
            field.set_value(&title);
        }
    };
    // While an input method makes a word of what is typed, the field holds half of one.
    let composing = StoredValue::new(false);
    let hurry = move || {
        if composing.get_value()
            && let Some(field) = field.get_untracked()
        {
            naming.typed(&field.value());
        }
    };
    // What somebody else calls it is shown, unless it is being written.
    Effect::new(move |before: Option<()>| {
        let title = state.watch(|page| page.title.clone());
        if before.is_some()
            && let Some(field) = field.get_untracked()
            && document().active_element().as_ref() != Some(&field)
        {
            show(title);
        }
    });
    // A page that is hidden may never come back, and one that goes does not.
    Effect::new(move |_| {
        let hidden = window_event_listener_untyped("visibilitychange", move |_| {
            if document().hidden() {
                hurry();
                naming.save();
            }
        });
        let gone = window_event_listener_untyped("pagehide", move |_| {
            hurry();
            naming.leave();
        });
        on_cleanup(move || {
            hidden.remove();
            gone.remove();
        });
    });
    on_cleanup(move || naming.leave_field());
    let leave = move || {
        if let Some(field) = field.get_untracked() {
            let _ = field.blur();
        }
    };
    // Some of what was written may be saved already.
    let take_back = move || {
        let title = begun.get_value();
        if field.get_untracked().is_some_and(|field| field.value() != title) {
            naming.typed(&title);
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
            on:focus=move |_| begun.set_value(state.with(|page| page.title.clone()))
            on:compositionstart=move |_| composing.set_value(true)
            on:compositionend=move |event| {
                composing.set_value(false);
                naming.typed(&event_target_value(&event));
            }
            on:input=move |event| if !composing.get_value() { naming.typed(&event_target_value(&event)); }
            on:blur=move |_| {
                naming.save();
                show(state.with(|page| page.title.clone()));
            }
            on:keydown=move |event| match event.key().as_str() {
                "Enter" if !event.is_composing() => {
                    event.prevent_default();
                    leave();
                    super::article::tell("atrium:edit");
                }
                "Escape" if !event.is_composing() => {
                    event.prevent_default();
                    take_back();
                    leave();
                }
                _ => {}
            }
        >{first}</textarea>
    }
    .into_any()
}
