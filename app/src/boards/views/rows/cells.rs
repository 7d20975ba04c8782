//! The fields of a task in a row; each opens the menu that changes it.

use super::{super::field_menu::FIELD_MENU, Shared};
use crate::{
    boards::{
        card::{due_mark, priority_mark},
        picking::Field,
    },
    ui::{Icon, IconName, People, Person},
};
use atrium::{
    boards::{
        field::{FieldKind, show},
        task::{Card, Priority},
    },
    ids::FieldId,
};
use leptos::prelude::*;

/// A field, and what it says.
#[component]
pub fn Cell(shared: Shared, card: Card, field: Field) -> impl IntoView {
    let key = shared.state.board.with_untracked(|board| format!("{}-{}", board.project.key, card.number));
    let title = shared.state.board.with_untracked(|board| field.title(board));
    let (content, said) = content(shared, &card, field);
    let unset = said.is_none();
    let class = format!("cell {}{}", field.word(), if unset { " unset" } else { "" });
    if !shared.can_edit {
        return view! { <span class=class>{content}</span> }.into_any();
    }
    let said = said.unwrap_or_else(|| "none".to_owned());
    view! {
        <button
            class=class
            type="button"
            tabindex="-1"
            popovertarget=FIELD_MENU
            aria-haspopup="true"
            aria-label=format!("{title} of {key}: {said}")
            data-field=field.mark()
        >
            {content}
        </button>
    }
    .into_any()
}

/// As people see it, and in words; no words where there is nothing.
fn content(shared: Shared, card: &Card, field: Field) -> (AnyView, Option<String>) {
    match field {
        Field::Status => {
            let column =
                shared.columns.with(|columns| columns.iter().find(|column| column.id == card.column_id).cloned());
            let (name, done) = column.map_or_else(Default::default, |column| (column.name, column.done));
            let icon = if done { IconName::CircleCheck } else { IconName::CircleDot };
            (view! { <Icon name=icon/><span class="one-line">{name.clone()}</span> }.into_any(), Some(name))
        }
        Field::People => {
            let people: Vec<Person> = shared.state.board.with_untracked(|board| {
                let assigned = board.people.iter().filter(|person| card.assignees.contains(&person.id));
                assigned.map(|person| Person { hue: person.hue, name: person.name.clone() }).collect()
            });
            if people.is_empty() {
                return (view! { <Icon name=IconName::UserPlus/> }.into_any(), None);
            }
            let names = people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>().join(", ");
            let only = (people.len() == 1).then(|| names.clone());
            (
                view! { <People people=people/>{only.map(|name| view! { <span class="one-line name">{name}</span> })} }
                    .into_any(),
                Some(names),
            )
        }
        Field::Labels => {
            let labels = shared.labels.with(|labels| {
                labels.iter().filter(|label| card.labels.contains(&label.id)).cloned().collect::<Vec<_>>()
            });
            if labels.is_empty() {
                return (view! { <Icon name=IconName::Tag/> }.into_any(), None);
            }
            let names = labels.iter().map(|label| label.name.as_str()).collect::<Vec<_>>().join(", ");
            let chips = labels
                .into_iter()
                .map(|label| view! { <span class=format!("chip hue-{}", label.hue)>{label.name}</span> });
            (chips.collect_view().into_any(), Some(names))
        }
        Field::Priority if card.priority == Priority::None => {
            (view! { <Icon name=IconName::SignalHigh/> }.into_any(), None)
        }
        Field::Priority => {
            let name = card.priority.title();
            let mark = view! { {priority_mark(card.priority)}<span class="name" aria-hidden="true">{name}</span> };
            (mark.into_any(), Some(name.to_owned()))
        }
        Field::Own(id) => own(shared, card, id),
        Field::Due | Field::When => match card.due_on {
            None => (view! { <Icon name=IconName::Calendar/> }.into_any(), None),
            Some(due) => {
                let today = shared.state.board.with_untracked(|board| board.today);
                (due_mark(due, today, card.repeats).into_any(), Some(due.short(today.0.year())))
            }
        },
    }
}

/// What it says in a custom field.
fn own(shared: Shared, card: &Card, id: FieldId) -> (AnyView, Option<String>) {
    let known = shared.fields.with(|fields| fields.iter().find(|field| field.id == id).cloned());
    let (Some(field), Some(written)) = (known, card.fields.get(&id)) else {
        return (view! { <Icon name=IconName::Plus/> }.into_any(), None);
    };
    let board = shared.state.board;
    let words = board.with_untracked(|board| show(&field, written, &board.people, board.today.0.year()));
    let inside = match field.kind {
        FieldKind::Select => {
            let hue = written.parse().ok().and_then(|id| field.option(id)).map_or(0, |option| option.hue);
            view! { <span class=format!("chip hue-{hue}")>{words.clone()}</span> }.into_any()
        }
        FieldKind::Checkbox => view! { <Icon name=IconName::SquareCheck/> }.into_any(),
        FieldKind::Person => {
            let hue = board.with_untracked(|board| {
                board.people.iter().find(|person| person.id.to_string() == *written).map_or(0, |person| person.hue)
            });
            let person = Person { hue, name: words.clone() };
            view! { <People people=vec![person]/><span class="one-line name">{words.clone()}</span> }.into_any()
        }
        FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Link => {
            view! { <span class="one-line">{words.clone()}</span> }.into_any()
        }
    };
    (inside, Some(words))
}

/// The box that picks a task.
#[component]
pub fn Pick(shared: Shared, card: Card) -> impl IntoView {
    let id = card.id;
    let key = shared.state.board.with_untracked(|board| format!("{}-{}", board.project.key, card.number));
    shared.can_edit.then(|| {
        view! {
            <input
                class="pick"
                type="checkbox"
                tabindex="-1"
                aria-label=format!("Pick {key}")
                prop:checked=move || shared.state.picked.with(|picked| picked.contains(&id))
            />
        }
    })
}
