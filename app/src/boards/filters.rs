use super::state::BoardState;
use crate::ui::{Icon, IconName};
use leptos::prelude::*;

/// A row that stays quiet until something is looked for.
#[component]
pub fn Filters(state: BoardState) -> impl IntoView {
    let filter = state.filter;
    let people = state.board.with_untracked(|board| board.people.clone());
    let labels = Memo::new(move |_| state.board.with(|board| board.labels.clone()));
    view! {
        <div class="filters needs-script" role="search" aria-label="Filter the board">
            <input
                type="search"
                id="board-search"
                aria-keyshortcuts="f"
                aria-label="Find a task on this board"
                placeholder="Find a task"
                prop:value=move || filter.with(|filter| filter.words.clone())
                on:input=move |event| filter.update(|filter| filter.words = event_target_value(&event))
            />
            <select
                aria-label="Person"
                on:change=move |event| filter.update(|filter| filter.person = event_target_value(&event).parse().ok())
            >
                <option value="" selected=move || filter.with(|filter| filter.person.is_none())>"Everybody"</option>
                {people.into_iter().map(|person| view! { <option value=person.id.to_string()>{person.name}</option> }).collect_view()}
            </select>
            <select
                aria-label="Label"
                on:change=move |event| filter.update(|filter| filter.label = event_target_value(&event).parse().ok())
            >
                <option value="" selected=move || filter.with(|filter| filter.label.is_none())>"Every label"</option>
                <For each=move || labels.get() key=|label| (label.id, label.name.clone()) let:label>
                    <option value=label.id.to_string()>{label.name}</option>
                </For>
            </select>
            {move || (!filter.with(super::state::Filter::is_empty)).then(|| view! {
                <span class="count" role="status">{move || format!("{} of {}", state.shown(), state.total())}</span>
                <button class="button quiet small" type="button" on:click=move |_| filter.set(super::state::Filter::default())>
                    <Icon name=IconName::X/>"Clear"
                </button>
            })}
        </div>
    }
}
