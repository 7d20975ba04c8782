use super::{api, pause::pause, state::BoardState};
use crate::{failure::Failure, ui::use_toasts};
use atrium::ids::ColumnId;
use leptos::{html, prelude::*};

/// A key under which a creation happens once, however often it is sent. It has the form of an id, since a task that was
/// made without a connection goes by it until the server has named it.
pub fn fresh_key() -> String {
    #[cfg(feature = "hydrate")]
    {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "32 bits by chance")]
        let part = || format!("{:08x}", (js_sys::Math::random() * 4_294_967_296.0) as u32);
        let text = [part(), part(), part(), part()].concat();
        text.parse().map_or(text, |id: atrium::ids::TaskId| id.to_string())
    }
    #[cfg(not(feature = "hydrate"))]
    String::new()
}

/// A card written in place. Enter adds it and stays open for the next one; Escape closes.
#[component]
pub fn NewCard(column_id: ColumnId, state: BoardState, writing: RwSignal<bool>) -> impl IntoView {
    let title = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let field = NodeRef::<html::Textarea>::new();
    let toasts = use_toasts();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.scroll_into_view();
        }
    });
    let add = move || {
        let wanted = title.get_untracked().trim().to_owned();
        if wanted.is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let key = fresh_key();
        leptos::task::spawn_local(async move {
            let project_id = state.board.with_untracked(|board| board.project.id);
            let answer = loop {
                let workspace = state.workspace.get_value();
                match api::create_task(workspace, project_id, column_id, wanted.clone(), key.clone()).await {
                    Err(Failure::Offline) => pause(2_000).await,
                    answer => break answer,
                }
            };
            busy.set(false);
            match answer {
                Ok(card) => {
                    state.put(card);
                    title.set(String::new());
                }
                Err(Failure::Kept) => title.set(String::new()),
                Err(failure) => {
                    let said = failure.field("title").unwrap_or_else(|| failure.to_string());
                    toasts.error(said);
                }
            }
        });
    };
    view! {
        <li class="new-card">
            <textarea
                node_ref=field
                rows="2"
                aria-label="Title of the new task"
                placeholder="What is to be done?"
                prop:value=move || title.get()
                on:input=move |event| title.set(event_target_value(&event))
                on:keydown=move |event| {
                    event.stop_propagation();
                    match event.key().as_str() {
                        "Enter" if !event.is_composing() => { event.prevent_default(); add(); }
                        "Escape" => writing.set(false),
                        _ => {}
                    }
                }
            ></textarea>
            <div class="actions">
                <button class="button primary small" type="button" aria-busy=move || busy.get().then_some("true") on:click=move |_| add()>"Add"</button>
                <button class="button quiet small" type="button" on:click=move |_| writing.set(false)>"Close"</button>
            </div>
        </li>
    }
}
