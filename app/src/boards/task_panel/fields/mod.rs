//! What a task says in the custom fields of its project, each with the control that its kind has in every browser.

mod control;
mod row;

use super::OpenTask;
use leptos::prelude::*;
use row::Row;

/// One line a field: its name, and what the task says in it. Who may not edit sees those in which it says something.
#[component]
pub fn CustomFields(open: OpenTask) -> impl IntoView {
    let can_edit = Memo::new(move |_| open.watch(|task| task.can.edit));
    let fields = Memo::new(move |_| {
        let mut fields = open.state.board.with(|board| board.fields.clone());
        if !can_edit.get() {
            open.watch(|task| fields.retain(|field| task.card.fields.contains_key(&field.id)));
        }
        fields
    });
    let some = Memo::new(move |_| fields.with(|fields| !fields.is_empty()));
    view! {
        <Show when=move || some.get()>
            <div class="custom-fields" role="group" aria-label="Fields">
                <For each=move || fields.get() key=|field| (field.id, field.version) let:field>
                    <Row open=open field=field can_edit=can_edit/>
                </For>
            </div>
        </Show>
    }
}
