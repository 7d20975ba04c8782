use super::{
    super::field_menu::FIELD_MENU,
    Shared,
    bar::{standing, when},
};
use crate::{
    boards::{card::priority_mark, picking::Field},
    ui::{Icon, IconName, People, Person},
};
use atrium::ids::TaskId;
use leptos::prelude::*;

/// A task as a line: on the list of a day, or beside the grid.
#[component]
pub fn Line(shared: Shared, task_id: TaskId) -> impl IntoView {
    let state = shared.state;
    let card = state.card(task_id);
    let class = move || match card.with(|card| card.as_ref().map(|card| standing(shared, card))) {
        Some((true, _)) => "line done",
        Some((_, true)) => "line late",
        _ => "line",
    };
    view! {
        <li class=class data-task=task_id.to_string()>
            {move || card.get().map(|card| {
                let (address, key, people, today) = state.board.with_untracked(|board| {
                    let key = format!("{}-{}", board.project.key, card.number);
                    let address = format!("/w/{}/p/{}/{}", state.workspace.get_value(), board.project.key, card.number);
                    let people: Vec<_> = board
                        .people
                        .iter()
                        .filter(|person| card.assignees.contains(&person.id))
                        .map(|person| Person { hue: person.hue, name: person.name.clone() })
                        .collect();
                    (address, key, people, board.today)
                });
                let said = when(&card, today);
                view! {
                    <a class="title" href=address draggable="false">
                        {priority_mark(card.priority)}
                        <span class="one-line">{card.title.clone()}</span>
                    </a>
                    {card.start_on.filter(|start| Some(*start) != card.due_on).map(|_| view! { <small class="muted">{said.clone()}</small> })}
                    {(!people.is_empty()).then(|| view! { <People people=people/> })}
                    {shared.can_edit.then(|| view! {
                        <button
                            class="button quiet small icon-only"
                            type="button"
                            popovertarget=FIELD_MENU
                            aria-haspopup="true"
                            aria-label=format!("Move {key} to another day")
                            data-field=Field::When.word()
                        >
                            <Icon name=IconName::CalendarClock/>
                        </button>
                    })}
                }
            })}
        </li>
    }
}
