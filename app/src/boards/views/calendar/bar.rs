use super::Shared;
use crate::boards::{card::priority_mark, state::BoardState};
use crate::ui::{Icon, IconName};
use atrium::{
    boards::{
        task::{Card, Priority},
        view::calendar::{Bar, Span},
    },
    day::Day,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// What a task takes of a week.
#[component]
pub fn BarView(shared: Shared, bar: Bar) -> impl IntoView {
    let Bar { task_id, days, begins, ends } = bar;
    let state = shared.state;
    let card = state.card(task_id);
    let params = use_params_map();
    let number = card.with_untracked(|card| card.as_ref().map_or(0, |card| card.number)).to_string();
    let class = move || {
        let mut class = format!("bar days-{days}");
        let (done, late) = card.with(|card| card.as_ref().map_or((false, false), |card| standing(shared, card)));
        for (name, applies) in [
            (" begins", begins),
            (" ends", ends),
            (" done", done),
            (" late", late),
            (" held", shared.held.with(|held| held.is_some_and(|(id, _)| id == task_id))),
            (" picked", state.picked.with(|picked| picked.contains(&task_id))),
            (" current", params.with(|params| params.get("number").is_some_and(|open| open == number))),
        ] {
            if applies {
                class.push_str(name);
            }
        }
        class
    };
    let key = move |number| state.board.with_untracked(|board| format!("{}-{number}", board.project.key));
    let label = move || {
        let today = state.board.with(|board| board.today);
        card.with(|card| {
            card.as_ref().map(|card| format!("{} {}, {}", key(card.number), card.title, when(card, today)))
        })
    };
    let title = move || card.with(|card| card.as_ref().map(|card| card.title.clone()));
    // The link stays the same element while its task changes, and keeps the focus.
    view! {
        <li class=class data-task=task_id.to_string()>
            <a
                class="title"
                href=address_of(state, card.get_untracked().map_or(0, |card| card.number))
                draggable="false"
                tabindex="-1"
                aria-label=label
                title=title
                aria-describedby=shared.can_edit.then_some("bar-keys")
            >
                {move || card.get().map(|card| view! { <Marks shared=shared card=card/> })}
                <span class="one-line">{title}</span>
            </a>
        </li>
    }
}

/// Where a task is opened.
pub fn address_of(state: BoardState, number: i32) -> String {
    state.board.with_untracked(|board| format!("/w/{}/p/{}/{number}", state.workspace.get_value(), board.project.key))
}

/// Whether a task is done, and whether it is late.
pub fn standing(shared: Shared, card: &Card) -> (bool, bool) {
    shared.state.board.with(|board| {
        let done = board.columns.iter().any(|column| column.id == card.column_id && column.done);
        (done, !done && card.due_on.is_some_and(|due| due < board.today))
    })
}

#[component]
fn Marks(shared: Shared, card: Card) -> impl IntoView {
    let hue = shared.state.board.with_untracked(|board| {
        board.labels.iter().find(|label| card.labels.contains(&label.id)).map(|label| label.hue)
    });
    view! {
        {hue.map(|hue| view! { <span class=format!("dot hue-{hue}")></span> })}
        {card.blocked.then(|| view! { <Icon name=IconName::Ban/> })}
        {(card.priority >= Priority::High).then(|| priority_mark(card.priority))}
    }
}

/// The days of a task in words.
pub fn when(card: &Card, today: Day) -> String {
    let year = today.0.year();
    match (Span::of(card), card.due_on) {
        (None, _) => "without a date".to_owned(),
        (Some(span), None) => format!("starts {}", span.from.short(year)),
        (Some(span), Some(due)) if span.from == due => format!("due {}", due.short(year)),
        (Some(span), Some(due)) => format!("{} to {}", span.from.short(year), due.short(year)),
    }
}
