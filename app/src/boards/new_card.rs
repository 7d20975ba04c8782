use super::{api::Draft, quick_add::Writing, state::BoardState};
use crate::at_hand::{Errand, run};
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

/// A card written in place. What reads along is fetched when the first one is written; what was typed until then is
/// kept.
#[component]
pub fn NewCard(
    column_id: ColumnId,
    state: BoardState,
    writing: RwSignal<bool>,
    /// What the task gets that its line does not say.
    #[prop(optional)]
    like: Draft,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let field = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let writing =
        Writing { column_id, state: StoredValue::new(state), text, open: writing, like: StoredValue::new(like) };
    view! {
        <li class="new-card" on:keydown=|event| event.stop_propagation()>
            <Suspense fallback=move || view! {
                <textarea rows="2" aria-label="Title of the new task" node_ref=field on:input=move |event| text.set(event_target_value(&event))></textarea>
            }>
                {Suspend::new(run(Errand::Write(writing), state.toasts)).into_any()}
            </Suspense>
        </li>
    }
}
