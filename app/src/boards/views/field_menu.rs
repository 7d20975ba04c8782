//! One menu for every field of every task: what a cell, a key and the bar of picked tasks open.

use super::{
    change::change,
    choices::{Choice, Choices, Holds, Mark, focus_menu, keys},
    days::{OnDay, days, when},
    own_field::OwnChoices,
};
use crate::{
    boards::{
        card_keys::open_beside,
        picking::{Asked, Field},
        state::BoardState,
    },
    ui::IconName,
};
use atrium::{
    boards::{
        bulk::Fields,
        task::{Card, Priority},
    },
    ids::TaskId,
};
use leptos::prelude::*;
use web_sys::Element;

pub const FIELD_MENU: &str = "field-menu";

#[component]
pub fn FieldMenu(state: BoardState) -> impl IntoView {
    Effect::new(move |_| {
        if state.asked.with(Option::is_some) {
            open_beside(state, FIELD_MENU);
            focus_menu(FIELD_MENU);
        }
    });
    let title = move || {
        let name = |field: &Field| state.board.with(|board| field.title(board));
        state.asked.with(|asked| match asked {
            Some(Asked { field, tasks }) if tasks.len() > 1 => format!("{} of {} tasks", name(field), tasks.len()),
            Some(Asked { field, .. }) => name(field),
            None => "Field".to_owned(),
        })
    };
    view! {
        <div class="menu field-menu" id=FIELD_MENU popover="auto" role="group" aria-label=title on:keydown=|event| keys(&event)>
            <h3>{title}</h3>
            {move || state.asked.get().map(|asked| {
                let Asked { field, tasks } = asked;
                let one = !matches!(field, Field::People | Field::Labels);
                let choices = match field {
                    Field::Status => statuses(state, &tasks),
                    Field::People => people(state, &tasks),
                    Field::Labels => labels(state, &tasks),
                    Field::Priority => priorities(state, &tasks),
                    Field::Due => days(state, &tasks),
                    Field::When => tasks.first().map(|task_id| when(state, *task_id)).unwrap_or_default(),
                    Field::Own(id) => return view! { <OwnChoices state=state tasks=tasks id=id/> }.into_any(),
                };
                let empty = choices.is_empty();
                view! {
                    <Choices menu=FIELD_MENU choices=choices one=one/>
                    {empty.then(|| view! { <p class="muted">"This project has no labels yet."</p> })}
                    {matches!(field, Field::Due | Field::When).then(|| view! { <OnDay state=state tasks=tasks field=field/> })}
                }.into_any()
            })}
        </div>
    }
}

/// Asks for the field whose button this is, of this task or of all that are picked with it.
pub fn ask(state: BoardState, element: &Element, task_id: TaskId) {
    let Some(button) = element.closest("[data-field]").ok().flatten() else { return };
    let word = button.get_attribute("data-field").unwrap_or_default();
    if let Some(field) = Field::of_mark(&word) {
        // How far a task moves depends on where it is.
        let tasks = if field == Field::When { vec![task_id] } else { state.with_picked(task_id) };
        state.asked.set(Some(Asked { field, tasks }));
    }
}

/// For how many of the tasks something holds, now and after every change.
pub fn holds(state: BoardState, tasks: &[TaskId], of: impl Fn(&Card) -> bool + Send + Sync + 'static) -> Signal<Holds> {
    let cards: Vec<_> = tasks.iter().map(|id| state.card(*id)).collect();
    Signal::derive(move || {
        let count = cards.iter().filter(|card| card.with(|card| card.as_ref().is_some_and(&of))).count();
        Holds::of(count, cards.len())
    })
}

pub fn setting(state: BoardState, tasks: &[TaskId], set: Fields) -> Callback<()> {
    let tasks = tasks.to_vec();
    Callback::new(move |()| change(state, tasks.clone(), set.clone()))
}

fn statuses(state: BoardState, tasks: &[TaskId]) -> Vec<Choice> {
    let columns = state.columns().get_untracked();
    columns
        .into_iter()
        .map(|column| Choice {
            mark: Mark::Icon(if column.done { IconName::CircleCheck } else { IconName::CircleDot }),
            holds: holds(state, tasks, move |card| card.column_id == column.id),
            act: setting(state, tasks, Fields { column_id: Some(column.id), ..Fields::default() }),
            name: column.name,
        })
        .collect()
}

fn people(state: BoardState, tasks: &[TaskId]) -> Vec<Choice> {
    let people = state.board.with_untracked(|board| board.people.clone());
    let choice = |id, name: String, hue| {
        let holds = holds(state, tasks, move |card| card.assignees.contains(&id));
        let tasks = tasks.to_vec();
        let act = Callback::new(move |()| {
            let set = match holds.get_untracked() {
                Holds::Yes => Fields { remove_assignees: vec![id], ..Fields::default() },
                Holds::No | Holds::Some => Fields { add_assignees: vec![id], ..Fields::default() },
            };
            change(state, tasks.clone(), set);
        });
        Choice { name, mark: Mark::Face(hue), holds, act }
    };
    people.into_iter().map(|person| choice(person.id, person.name, person.hue)).collect()
}

fn labels(state: BoardState, tasks: &[TaskId]) -> Vec<Choice> {
    let labels = state.board.with_untracked(|board| board.labels.clone());
    let choice = |id, name: String, hue| {
        let holds = holds(state, tasks, move |card| card.labels.contains(&id));
        let tasks = tasks.to_vec();
        let act = Callback::new(move |()| {
            let set = match holds.get_untracked() {
                Holds::Yes => Fields { remove_labels: vec![id], ..Fields::default() },
                Holds::No | Holds::Some => Fields { add_labels: vec![id], ..Fields::default() },
            };
            change(state, tasks.clone(), set);
        });
        Choice { name, mark: Mark::Dot(hue), holds, act }
    };
    labels.into_iter().map(|label| choice(label.id, label.name, label.hue)).collect()
}

fn priorities(state: BoardState, tasks: &[TaskId]) -> Vec<Choice> {
    let icon = |priority| match priority {
        Priority::None => Mark::Icon(IconName::X),
        Priority::Low => Mark::Icon(IconName::SignalLow),
        Priority::Medium => Mark::Icon(IconName::SignalMedium),
        Priority::High => Mark::Icon(IconName::SignalHigh),
        Priority::Urgent => Mark::Icon(IconName::TriangleAlert),
    };
    Priority::ALL
        .into_iter()
        .rev()
        .map(|priority| Choice {
            name: priority.title().to_owned(),
            mark: icon(priority),
            holds: holds(state, tasks, move |card| card.priority == priority),
            act: setting(state, tasks, Fields { priority: Some(priority), ..Fields::default() }),
        })
        .collect()
}
