//! What the menu of fields offers for a custom field of the project.

use super::{
    change::change,
    choices::{Choice, Choices, Mark},
    field_menu::{FIELD_MENU, holds, setting},
};
use crate::{boards::state::BoardState, ui::IconName};
use atrium::{
    boards::{
        bulk::Fields,
        field::{Field, FieldKind, Value},
    },
    ids::{FieldId, TaskId},
};
use leptos::prelude::*;
use web_sys::SubmitEvent;

/// Choices where there are some to take, a line to write where there are none.
#[component]
pub fn OwnChoices(state: BoardState, tasks: Vec<TaskId>, id: FieldId) -> impl IntoView {
    let known = state.board.with_untracked(|board| board.fields.iter().find(|field| field.id == id).cloned());
    known.map(|field| match field.kind {
        FieldKind::Select | FieldKind::Person | FieldKind::Checkbox => {
            view! { <Choices menu=FIELD_MENU choices=choices(state, &tasks, &field) one=true/> }.into_any()
        }
        FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Link => {
            view! { <Line state=state tasks=tasks field=field/> }.into_any()
        }
    })
}

/// Each value that tasks can say, with what marks it, and nothing at the end.
pub fn values(state: BoardState, field: &Field) -> Vec<(String, Mark, String)> {
    let mut values: Vec<(String, Mark, String)> = match field.kind {
        FieldKind::Person => state.board.with_untracked(|board| {
            let person = |person: &atrium::boards::board::PersonRef| {
                (person.name.clone(), Mark::Face(person.hue), person.id.to_string())
            };
            board.people.iter().map(person).collect()
        }),
        FieldKind::Checkbox => vec![("Yes".to_owned(), Mark::Icon(IconName::SquareCheck), Value::Ticked.to_string())],
        _ => {
            let option = |option: &atrium::boards::field::FieldOption| {
                (option.name.clone(), Mark::Dot(option.hue), option.id.to_string())
            };
            field.offered().map(option).collect()
        }
    };
    let none = if field.kind == FieldKind::Checkbox { "No" } else { "Empty" };
    values.push((none.to_owned(), Mark::Icon(IconName::X), String::new()));
    values
}

fn choices(state: BoardState, tasks: &[TaskId], field: &Field) -> Vec<Choice> {
    let id = field.id;
    values(state, field)
        .into_iter()
        .map(|(name, mark, written)| {
            let act = setting(state, tasks, say(id, written.clone()));
            let says =
                move |card: &atrium::boards::task::Card| card.fields.get(&id).map_or("", String::as_str) == written;
            Choice { name, mark, holds: holds(state, tasks, says), act }
        })
        .collect()
}

fn say(id: FieldId, written: String) -> Fields {
    Fields { fields: [(id, written)].into(), ..Fields::default() }
}

/// Something typed: Enter or the button keeps it, for every task that is meant.
#[component]
fn Line(state: BoardState, tasks: Vec<TaskId>, field: Field) -> impl IntoView {
    let known = match tasks.as_slice() {
        [only] => state.card_now(*only).and_then(|card| card.fields.get(&field.id).cloned()),
        _ => None,
    };
    let typed = RwSignal::new(known.unwrap_or_default());
    let refused = RwSignal::new(None::<String>);
    let kind = match field.kind {
        FieldKind::Date => "date",
        FieldKind::Link => "url",
        _ => "text",
    };
    let decimal = (field.kind == FieldKind::Number).then_some("decimal");
    let name = field.name.clone();
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        match Value::parse(&field, &typed.get_untracked()) {
            Ok(value) => {
                let written = value.map(|value| value.to_string()).unwrap_or_default();
                change(state, tasks.clone(), say(field.id, written));
                let menu = document().get_element_by_id(FIELD_MENU);
                if let Some(menu) =
                    menu.and_then(|menu| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(menu).ok())
                {
                    let _ = menu.hide_popover();
                }
            }
            Err(refusal) => refused.set(Some(refusal.field("fields").unwrap_or_else(|| refusal.to_string()))),
        }
    };
    view! {
        <form class="form" novalidate on:submit=save>
            <input
                class="find"
                type=kind
                inputmode=decimal
                aria-label=name
                autocomplete="off"
                maxlength="2000"
                aria-invalid=move || refused.with(Option::is_some).then_some("true")
                prop:value=move || typed.get()
                on:input=move |event| typed.set(event_target_value(&event))
            />
            {move || refused.get().map(|why| view! { <p class="danger-text" role="alert">{why}</p> })}
            <div class="beside">
                <button class="button primary small" type="submit">"Save"</button>
                <button class="button small" type="submit" on:click=move |_| typed.set(String::new())>"Empty it"</button>
            </div>
        </form>
    }
}
