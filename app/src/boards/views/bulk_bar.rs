//! The bar over the foot of the page while tasks are picked.

use super::{change::change, field_menu::FIELD_MENU};
use crate::{
    boards::{
        picking::{Asked, Field},
        state::BoardState,
    },
    ui::{Icon, IconName},
};
use atrium::boards::bulk::{Fields, MOST_TASKS};
use leptos::prelude::*;

#[component]
pub fn BulkBar(state: BoardState) -> impl IntoView {
    let count = Memo::new(move |_| state.picked.with(Vec::len));
    let some = Memo::new(move |_| count.get() > 0);
    let said = move || match count.get() {
        1 => "1 task picked".to_owned(),
        count if count > MOST_TASKS => format!("{count} tasks picked: {MOST_TASKS} can be changed at once"),
        count => format!("{count} tasks picked"),
    };
    let too_many = move || count.get() > MOST_TASKS;
    let buttons = [
        (Field::Status, "Move to", IconName::MoveRight),
        (Field::People, "Assign", IconName::UserPlus),
        (Field::Labels, "Label", IconName::Tag),
        (Field::Priority, "Priority", IconName::SignalHigh),
        (Field::Due, "Due", IconName::Calendar),
    ];
    view! {
        <p class="visually-hidden" role="status">{move || some.get().then(said)}</p>
        {move || some.get().then(|| view! {
            <div class="bulk-bar" role="toolbar" aria-label="Picked tasks">
                <strong>{said}</strong>
                {buttons.map(|(field, name, icon)| view! {
                    <button
                        class="button quiet small"
                        type="button"
                        popovertarget=FIELD_MENU
                        aria-haspopup="true"
                        disabled=too_many
                        on:click=move |_| state.asked.set(Some(Asked { field, tasks: state.picked.get_untracked() }))
                    >
                        <Icon name=icon/>{name}
                    </button>
                }).collect_view()}
                <button
                    class="button quiet small"
                    type="button"
                    disabled=too_many
                    on:click=move |_| {
                        change(state, state.picked.get_untracked(), Fields { archived: Some(true), ..Fields::default() });
                        state.picked.set(Vec::new());
                    }
                >
                    <Icon name=IconName::Archive/>"Archive"
                </button>
                <button class="button quiet small icon-only" type="button" aria-label="Let go of all" on:click=move |_| state.picked.set(Vec::new())>
                    <Icon name=IconName::X/>
                </button>
            </div>
        })}
    }
}
