//! The days that the menu of fields offers: for the due date alone, or for all the days a task takes.

use super::{
    change::change,
    choices::{Choice, Holds, Mark},
    field_menu::{holds, setting},
};
use crate::{
    boards::{picking::Field, state::BoardState},
    ui::IconName,
};
use atrium::{
    boards::{
        bulk::Fields,
        task::Card,
        view::calendar::{Span, moved, put_on, undated},
    },
    day::Day,
    ids::TaskId,
};
use leptos::prelude::*;

pub fn days(state: BoardState, tasks: &[TaskId]) -> Vec<Choice> {
    let today = state.board.with_untracked(|board| board.today);
    let ahead = |days: u8| Some(today.plus(days.into()));
    let to_monday = 7 - today.0.weekday().number_days_from_monday();
    let choice = |(name, day): (&str, Option<Day>)| Choice {
        name: name.to_owned(),
        mark: Mark::Icon(if day.is_some() { IconName::Calendar } else { IconName::X }),
        holds: holds(state, tasks, move |card| card.due_on == day),
        act: setting(state, tasks, due(day)),
    };
    [
        ("Today", ahead(0)),
        ("Tomorrow", ahead(1)),
        ("Next Monday", ahead(to_monday)),
        ("In two weeks", ahead(14)),
        ("No date", None),
    ]
    .into_iter()
    .map(choice)
    .collect()
}

/// To another day, with all the days it takes.
pub fn when(state: BoardState, task_id: TaskId) -> Vec<Choice> {
    let today = state.board.with_untracked(|board| board.today);
    let dated = state.card_now(task_id).is_some_and(|card| Span::of(&card).is_some());
    let choice = |name: &str, icon, to: fn(&Card, Day) -> Fields| Choice {
        name: name.to_owned(),
        mark: Mark::Icon(icon),
        holds: Signal::stored(Holds::No),
        act: Callback::new(move |()| {
            if let Some(card) = state.card_now(task_id) {
                change(state, vec![task_id], to(&card, today));
            }
        }),
    };
    let from_here = [
        choice("A day later", IconName::ArrowRight, |card, _| moved(card, 1)),
        choice("A week later", IconName::ArrowRight, |card, _| moved(card, 7)),
        choice("A day sooner", IconName::ArrowLeft, |card, _| moved(card, -1)),
        choice("A week sooner", IconName::ArrowLeft, |card, _| moved(card, -7)),
    ];
    let to_a_day = [
        choice("Today", IconName::Calendar, put_on),
        choice("Tomorrow", IconName::Calendar, |card, today| put_on(card, today.plus(1))),
        choice("Next Monday", IconName::Calendar, |card, today| put_on(card, today.monday().plus(7))),
    ];
    let away = choice("No date", IconName::X, |card, _| undated(card));
    let from_here = from_here.into_iter().filter(|_| dated);
    from_here.chain(to_a_day).chain([away].into_iter().filter(|_| dated)).collect()
}

fn due(day: Option<Day>) -> Fields {
    Fields { due_on: Some(day.map(|day| day.to_string()).unwrap_or_default()), ..Fields::default() }
}

/// Any other day.
#[component]
pub fn OnDay(state: BoardState, tasks: Vec<TaskId>, field: Field) -> impl IntoView {
    let known = match tasks.as_slice() {
        [only] => state.card_now(*only).and_then(|card| card.due_on).map(|day| day.to_string()),
        _ => None,
    };
    view! {
        <label class="on-day">
            <span>"On"</span>
            <input
                type="date"
                value=known
                on:change=move |event| {
                    if let Ok(day) = event_target_value(&event).parse::<Day>() {
                        let task = tasks.first().filter(|_| field == Field::When).and_then(|id| state.card_now(*id));
                        let set = task.map_or_else(|| due(Some(day)), |card| put_on(&card, day));
                        change(state, tasks.clone(), set);
                    }
                }
            />
        </label>
    }
}
