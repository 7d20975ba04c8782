//! The inside of the menu that makes and changes filters.

use super::{
    choices::{Choice, Choices, Holds, Mark, focus_menu, keys},
    own_filter::OwnFilter,
};
use crate::{
    boards::{
        filters::{Opened, Part},
        state::BoardState,
    },
    ui::{Icon, IconName},
};
use atrium::{
    boards::{
        filter::{Due, Filter, Who},
        task::Priority,
    },
    day::Day,
};
use leptos::prelude::*;

pub const MENU: &str = "filter-menu";

#[component]
pub fn FilterMenu(state: BoardState, opened: Opened) -> impl IntoView {
    Effect::new(move |_| {
        opened.times.track();
        opened.part.track();
        focus_menu(MENU);
    });
    let title = move |part: Part| state.board.with(|board| part.title(board));
    let all = move || {
        let parts = state.board.with(Part::all).into_iter().filter(|part| *part != Part::Words);
        view! {
            <Words state=state/>
            {parts.map(|part| view! {
                <button type="button" on:click=move |_| opened.part.set(Some(part))>
                    <span class="one-line">{title(part)}</span><span class="check-mark"><Icon name=IconName::ChevronRight/></span>
                </button>
            }).collect_view()}
        }
    };
    view! {
        <div on:keydown=|event| keys(&event)>
            {move || match opened.part.get() {
                None => all().into_any(),
                Some(Part::Words) => view! { <Words state=state/> }.into_any(),
                Some(Part::Field(id)) => view! { <h3>{title(Part::Field(id))}</h3> <OwnFilter state=state id=id/> }.into_any(),
                Some(part) => view! {
                    <h3>{title(part)}</h3>
                    <Choices menu=MENU choices=choices(state, part)/>
                    {(part == Part::Due).then(|| view! { <Days state=state/> })}
                }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Words(state: BoardState) -> impl IntoView {
    view! {
        <input
            class="find"
            // A search field would take Escape to empty itself.
            type="text"
            id="board-search"
            aria-label="Words in the title or key"
            placeholder="Find words"
            prop:value=move || state.view.with(|view| view.filter.words.clone())
            on:input=move |event| state.view.update(|view| view.filter.words = event_target_value(&event))
        />
    }
}

fn choices(state: BoardState, part: Part) -> Vec<Choice> {
    match part {
        // These are asked in ways of their own.
        Part::Words | Part::Field(_) => Vec::new(),
        Part::People => {
            let people = state.board.with_untracked(|board| board.people.clone());
            let faces = people.into_iter().map(|person| (person.name, Mark::Face(person.hue), Who::Person(person.id)));
            let nobody = ("Nobody".to_owned(), Mark::Icon(IconName::User), Who::Nobody);
            faces
                .chain([nobody])
                .map(|(name, mark, who)| several(state, name, mark, who, |filter| &mut filter.people))
                .collect()
        }
        Part::Labels => {
            let labels = state.board.with_untracked(|board| board.labels.clone());
            let labels = labels.into_iter().map(|label| (label.name, Mark::Dot(label.hue), label.id));
            labels.map(|(name, mark, id)| several(state, name, mark, id, |filter| &mut filter.labels)).collect()
        }
        Part::Priorities => Priority::ALL
            .into_iter()
            .rev()
            .map(|one| several(state, one.title().to_owned(), Mark::Plain, one, |filter| &mut filter.priorities))
            .collect(),
        Part::Due => {
            [("Late", Due::Late), ("Today", Due::Today), ("This week", Due::Week), ("Without a date", Due::Never)]
                .into_iter()
                .map(|(name, due)| either(state, name, due, |filter| &mut filter.due))
                .collect()
        }
        Part::Done => [("Open", false), ("Done", true)]
            .into_iter()
            .map(|(name, done)| either(state, name, done, |filter| &mut filter.done))
            .collect(),
    }
}

/// A choice among several that can hold together.
fn several<T>(state: BoardState, name: String, mark: Mark, item: T, of: fn(&mut Filter) -> &mut Vec<T>) -> Choice
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let holds = Signal::derive(move || {
        let mut filter = state.view.with(|view| view.filter.clone());
        Holds::when(of(&mut filter).contains(&item))
    });
    let act = Callback::new(move |()| {
        state.view.update(|view| {
            let items = of(&mut view.filter);
            match items.iter().position(|other| *other == item) {
                Some(at) => drop(items.remove(at)),
                None => items.push(item),
            }
        });
    });
    Choice { name, mark, holds, act }
}

/// A choice that takes the place of the one before; taken twice, nothing is asked.
fn either<T>(state: BoardState, name: &str, item: T, of: fn(&mut Filter) -> &mut Option<T>) -> Choice
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let holds = Signal::derive(move || {
        let mut filter = state.view.with(|view| view.filter.clone());
        Holds::when(*of(&mut filter) == Some(item))
    });
    let act = Callback::new(move |()| {
        state.view.update(|view| {
            let asked = of(&mut view.filter);
            *asked = if *asked == Some(item) { None } else { Some(item) };
        });
    });
    Choice { name: name.to_owned(), mark: Mark::Plain, holds, act }
}

/// Between two days, either of which can be open.
#[component]
fn Days(state: BoardState) -> impl IntoView {
    let days = Memo::new(move |_| match state.view.with(|view| view.filter.due) {
        Some(Due::Between(from, until)) => (from, until),
        _ => (None, None),
    });
    let set = move |from: Option<Day>, until: Option<Day>| {
        let due = (from.is_some() || until.is_some()).then_some(Due::Between(from, until));
        state.view.update(|view| view.filter.due = due);
    };
    let text = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    view! {
        <label class="on-day">
            <span>"From"</span>
            <input type="date" prop:value=move || text(days.get().0) on:change=move |event| set(event_target_value(&event).parse().ok(), days.get_untracked().1)/>
        </label>
        <label class="on-day">
            <span>"Until"</span>
            <input type="date" prop:value=move || text(days.get().1) on:change=move |event| set(days.get_untracked().0, event_target_value(&event).parse().ok())/>
        </label>
    }
}
