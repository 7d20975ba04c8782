use super::Shared;
use crate::{
    boards::{api::Draft, card::CardView, new_card::NewCard},
    ui::{Icon, IconName},
};
use atrium::{
    boards::{project::Column, task::Card, view::group::Of},
    ids::TaskId,
};
use leptos::prelude::*;

/// Cards that a cell shows at first, and how many more each time.
const FIRST: usize = 6;
const STEP: usize = 20;

/// What a lane has of a column.
#[component]
pub fn Cell(shared: Shared, of: Of, lane: String, column: Column) -> impl IntoView {
    let (state, column_id, done) = (shared.state, column.id, column.done);
    let tasks = Memo::new(move |_| shared.cells.with(|cells| cells.get(&(of, column_id)).cloned().unwrap_or_default()));
    let shown = RwSignal::new(FIRST);
    let rest = move || tasks.with(Vec::len).saturating_sub(shown.get());
    let writing = RwSignal::new(false);
    let add = format!("Add a task to {}, {lane}", column.name);
    view! {
        <div class="column cell" data-column=column_id.to_string()>
            <ol class="cards" data-column=column_id.to_string() data-lane=of.word() aria-label=format!("{}, {lane}", column.name)>
                <For each=move || tasks.with(|tasks| tasks.iter().take(shown.get()).copied().collect::<Vec<_>>()) key=|id| *id let:task_id>
                    <CardView task_id=task_id state=state done=Signal::stored(done) attr:data-several=move || elsewhere(shared, of, task_id)/>
                </For>
                {move || (rest() > 0).then(|| view! {
                    <li class="rest">
                        <button class="button quiet" type="button" on:click=move |_| shown.update(|shown| *shown += STEP)>{move || format!("{} more", rest())}</button>
                    </li>
                })}
                {move || writing.get().then(|| view! { <NewCard column_id=column_id state=state writing=writing like=like(of)/> })}
            </ol>
            {shared.can_edit.then(|| view! {
                <button class="button quiet small icon-only add" type="button" aria-label=add hidden=move || writing.get() on:click=move |_| writing.set(true)>
                    <Icon name=IconName::Plus/>
                </button>
            })}
        </div>
    }
}

/// Under what a card stands besides this lane, in words.
fn elsewhere(shared: Shared, of: Of, task_id: TaskId) -> Option<String> {
    let also = |card: &Card| -> Vec<Of> {
        match of {
            Of::Person(Some(_)) => card.assignees.iter().map(|id| Of::Person(Some(*id))).collect(),
            Of::Label(Some(_)) => card.labels.iter().map(|id| Of::Label(Some(*id))).collect(),
            _ => Vec::new(),
        }
    };
    let others = shared.state.card(task_id).with(|card| card.as_ref().map(also))?;
    let names = shared.lanes.with(|lanes| {
        let named = lanes.iter().filter(|(other, _)| *other != of && others.contains(other));
        named.map(|(_, name)| name.clone()).collect::<Vec<_>>()
    });
    (!names.is_empty()).then(|| format!("Also under {}", names.join(", ")))
}

/// What a task gets that is written in this lane.
fn like(of: Of) -> Draft {
    match of {
        Of::Person(Some(id)) => Draft { assignees: vec![id], ..Draft::default() },
        Of::Label(Some(id)) => Draft { labels: vec![id], ..Draft::default() },
        Of::Priority(priority) => Draft { priority, ..Draft::default() },
        _ => Draft::default(),
    }
}
