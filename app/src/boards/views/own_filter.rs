//! What can be asked of a custom field: any of its choices, words that it has, or what it lies between.

use super::{
    choices::{Choice, Choices, Holds, Mark},
    filter_menu::MENU,
    own_field::values,
};
use crate::{boards::state::BoardState, ui::IconName};
use atrium::{
    boards::field::{Ask, Field, FieldKind},
    ids::FieldId,
};
use leptos::prelude::*;

#[component]
pub fn OwnFilter(state: BoardState, id: FieldId) -> impl IntoView {
    let known = state.board.with_untracked(|board| board.fields.iter().find(|field| field.id == id).cloned());
    known.map(|field| match field.kind {
        FieldKind::Select | FieldKind::Person | FieldKind::Checkbox => {
            view! { <Choices menu=MENU choices=choices(state, &field)/> }.into_any()
        }
        FieldKind::Text | FieldKind::Link => {
            view! { <Words state=state id=id/> <Choices menu=MENU choices=empty(state, id)/> }.into_any()
        }
        FieldKind::Number | FieldKind::Date => view! {
            <Choices menu=MENU choices=empty(state, id)/>
            <Range state=state id=id date=field.kind == FieldKind::Date/>
        }
        .into_any(),
    })
}

fn asked(state: BoardState, id: FieldId) -> Option<Ask> {
    state.view.with(|view| view.filter.asked(id).cloned())
}

fn ask(state: BoardState, id: FieldId, ask: Ask) {
    state.view.update(|view| view.filter.ask(id, ask));
}

fn choices(state: BoardState, field: &Field) -> Vec<Choice> {
    let id = field.id;
    values(state, field).into_iter().map(|(name, mark, value)| any(state, id, name, mark, value)).collect()
}

/// Of what is written freely, only nothing is a choice.
fn empty(state: BoardState, id: FieldId) -> Vec<Choice> {
    vec![any(state, id, "Empty".to_owned(), Mark::Icon(IconName::X), String::new())]
}

/// One value among several that can be asked for together.
fn any(state: BoardState, id: FieldId, name: String, mark: Mark, value: String) -> Choice {
    let this = value.clone();
    let holds = Signal::derive(move || {
        Holds::when(matches!(asked(state, id), Some(Ask::Any(values)) if values.contains(&this)))
    });
    let act = Callback::new(move |()| {
        let mut values = match untrack(|| asked(state, id)) {
            Some(Ask::Any(values)) => values,
            _ => Vec::new(),
        };
        match values.iter().position(|other| *other == value) {
            Some(at) => drop(values.remove(at)),
            None => values.push(value.clone()),
        }
        ask(state, id, Ask::Any(values));
    });
    Choice { name, mark, holds, act }
}

#[component]
fn Words(state: BoardState, id: FieldId) -> impl IntoView {
    let words = move || if let Some(Ask::Has(words)) = asked(state, id) { words } else { String::new() };
    view! {
        <input
            class="find"
            type="text"
            aria-label="Words in it"
            placeholder="Find words"
            prop:value=words
            on:input=move |event| ask(state, id, Ask::Has(event_target_value(&event)))
        />
    }
}

/// Between two numbers or two days, either of which can be open.
#[component]
fn Range(state: BoardState, id: FieldId, date: bool) -> impl IntoView {
    let ends = Memo::new(move |_| match asked(state, id) {
        Some(Ask::Between(from, until)) => (from, until),
        _ => (String::new(), String::new()),
    });
    let (kind, mode) = if date { ("date", None) } else { ("text", Some("decimal")) };
    let sides = [("From", true), ("Up to", false)].map(|(name, first)| {
        let set = move |event| {
            let (from, until) = ends.get_untracked();
            let end = tidy(&event_target_value(&event), date);
            ask(state, id, if first { Ask::Between(end, until) } else { Ask::Between(from, end) });
        };
        view! {
            <label class="on-day">
                <span>{name}</span>
                <input
                    type=kind
                    inputmode=mode
                    autocomplete="off"
                    prop:value=move || ends.with(|(from, until)| if first { from.clone() } else { until.clone() })
                    on:change=set
                />
            </label>
        }
    });
    view! { {sides} }
}

/// A number or a day in the one way in which it is written; nothing where it is none.
fn tidy(text: &str, date: bool) -> String {
    let number = || text.parse::<atrium::boards::field::Number>().map(|number| number.to_string());
    if date { text.to_owned() } else { number().unwrap_or_default() }
}
