use super::{Shared, keys::focus_row};
use crate::{boards::api, undo::Act};
use atrium::boards::task::Card;
use leptos::{html, prelude::*};

/// A title that opens the task, or the field in which another is written.
#[component]
pub fn Title(shared: Shared, card: Card, row: String) -> impl IntoView {
    let state = shared.state;
    let href = state
        .board
        .with_untracked(|board| format!("/w/{}/p/{}/{}", state.workspace.get_value(), board.project.key, card.number));
    let here = row.clone();
    let writing = Memo::new(move |_| shared.writing.with(|writing| writing.as_deref() == Some(here.as_str())));
    view! {
        {move || if writing.get() {
            view! { <WriteTitle shared=shared card=card.clone() row=row.clone()/> }.into_any()
        } else {
            view! { <a class="title" href=href.clone()>{card.title.clone()}</a> }.into_any()
        }}
    }
}

#[component]
fn WriteTitle(shared: Shared, card: Card, row: String) -> impl IntoView {
    let state = shared.state;
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
    });
    let title = RwSignal::new(card.title.clone());
    // By key the focus goes back to the row; by pointer it is somewhere else already.
    let leave = move |row: &str| {
        shared.writing.set(None);
        focus_row(shared, row.to_owned(), None);
    };
    let save = move |card: &Card| {
        // A field that goes loses the focus too, when all is over.
        let Some(wanted) = title.try_get_untracked().filter(|_| shared.writing.get_untracked().is_some()) else {
            return;
        };
        let wanted = wanted.trim().to_owned();
        if wanted.is_empty() || wanted == card.title {
            return;
        }
        let (was, id, version) = (card.clone(), card.id, card.version);
        state.foresee(Card { title: wanted.clone(), ..card.clone() });
        state.history.carry_out(async move {
            let edit = api::Edit { title: Some(wanted), ..api::Edit::default() };
            let back = api::Edit { title: Some(was.title.clone()), ..api::Edit::default() };
            match api::edit_task(state.workspace.get_value(), id, edit.clone(), Some(version)).await {
                Ok(card) => {
                    let act = |edit| Act::Edit { task: id, edit };
                    state.did_to(&card, version, "renamed", act(back), act(edit));
                    state.put(card);
                }
                Err(failure) => {
                    if state.card_now(id).is_some_and(|now| now.version == version) {
                        state.foresee(was);
                    }
                    state.toasts.error(failure.field("title").unwrap_or_else(|| failure.to_string()));
                }
            }
        });
    };
    let saved = card.clone();
    let (here, there) = (row.clone(), row);
    view! {
        <input
            class="write-title"
            type="text"
            aria-label="Title"
            maxlength="500"
            node_ref=field
            prop:value=move || title.get()
            on:input=move |event| title.set(event_target_value(&event))
            on:blur=move |_| {
                save(&saved);
                if shared.writing.get_untracked().as_deref() == Some(there.as_str()) {
                    shared.writing.set(None);
                }
            }
            on:keydown=move |event| {
                event.stop_propagation();
                match event.key().as_str() {
                    "Enter" if !event.is_composing() => { event.prevent_default(); save(&card); leave(&here); }
                    "Escape" => { event.prevent_default(); leave(&here); }
                    _ => {}
                }
            }
        />
    }
}
