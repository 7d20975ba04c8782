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
    let (content, unset) = match content(shared, &card, field) {
        Ok(content) => (content, false),
        Err(icon) => (view! { <Icon name=icon/><span class="visually-hidden">"none"</span> }.into_any(), true),
    };
    let class = format!("cell {}{}", field.word(), if unset { " unset" } else { "" });
    if !shared.can_edit {
        return view! { <span class=class>{content}</span> }.into_any();
    }
    // Its name is made of what it shows, so that who speaks to it can say what they see.
    view! {
        <button
            class=class
            type="button"
            tabindex="-1"
            popovertarget=FIELD_MENU
            aria-haspopup="true"
            data-field=field.mark()
        >
            <span class="visually-hidden">{format!("{title} of {key}: ")}</span>
            {content}
        </button>
    }
    .into_any()
}

/// What it says, or where it says nothing the icon for that.
fn content(shared: Shared, card: &Card, field: Field) -> Result<AnyView, IconName> {
    Ok(match field {
        Field::Status => {
            let column =
                shared.columns.with(|columns| columns.iter().find(|column| column.id == card.column_id).cloned());
            let (name, done) = column.map_or_else(Default::default, |column| (column.name, column.done));
            let icon = if done { IconName::CircleCheck } else { IconName::CircleDot };
            view! { <Icon name=icon/><span class="one-line">{name}</span> }.into_any()
        }
        Field::People => {
            let people: Vec<Person> = shared.state.board.with_untracked(|board| {
                let assigned = board.people.iter().filter(|person| card.assignees.contains(&person.id));
                assigned.map(|person| Person { hue: person.hue, name: person.name.clone() }).collect()
            });
            if people.is_empty() {
                return Err(IconName::UserPlus);
            }
            let only = (people.len() == 1).then(|| people[0].name.clone()).map(beside_face);
            view! { <People people=people/>{only} }.into_any()
        }
        Field::Labels => {
            let labels = shared.labels.with(|labels| {
                labels.iter().filter(|label| card.labels.contains(&label.id)).cloned().collect::<Vec<_>>()
            });
            if labels.is_empty() {
                return Err(IconName::Tag);
            }
            let chips = labels
                .into_iter()
                .map(|label| view! { <span class=format!("chip hue-{}", label.hue)>{label.name}</span> });
            chips.collect_view().into_any()
        }
        Field::Priority if card.priority == Priority::None => return Err(IconName::SignalHigh),
        Field::Priority => {
            let name = card.priority.title();
            view! { {priority_mark(card.priority)}<span class="name" aria-hidden="true">{name}</span> }.into_any()
        }
        Field::Own(id) => own(shared, card, id)?,
        Field::Due | Field::When => {
            let due = card.due_on.ok_or(IconName::Calendar)?;
            let today = shared.state.board.with_untracked(|board| board.today);
            due_mark(due, today, card.repeats).into_any()
        }
    })
}

/// A name beside its face, which says it already.
fn beside_face(name: String) -> impl IntoView {
    view! { <span class="one-line name" aria-hidden="true">{name}</span> }
}

/// What it says in a custom field.
fn own(shared: Shared, card: &Card, id: FieldId) -> Result<AnyView, IconName> {
    let known = shared.fields.with(|fields| fields.iter().find(|field| field.id == id).cloned());
    let (Some(field), Some(written)) = (known, card.fields.get(&id)) else {
        return Err(IconName::Plus);
    };
    let board = shared.state.board;
    let words = board.with_untracked(|board| show(&field, written, &board.people, board.today.0.year()));
    Ok(match field.kind {
        FieldKind::Select => {
            let hue = written.parse().ok().and_then(|id| field.option(id)).map_or(0, |option| option.hue);
            view! { <span class=format!("chip hue-{hue}")>{words}</span> }.into_any()
        }
        FieldKind::Checkbox => {
            view! { <Icon name=IconName::SquareCheck/><span class="visually-hidden">{words}</span> }.into_any()
        }
        FieldKind::Person => {
            let hue = board.with_untracked(|board| {
                board.people.iter().find(|person| person.id.to_string() == *written).map_or(0, |person| person.hue)
            });
            let person = Person { hue, name: words.clone() };
            view! { <People people=vec![person]/>{beside_face(words)} }.into_any()
        }
        FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Link => {
            view! { <span class="one-line">{words}</span> }.into_any()
        }
    })
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
