use super::state::BoardState;
use crate::{
    hydration::Deferred,
    ui::{Icon, IconName, People, Person},
};
use atrium::{
    boards::{
        board::Board,
        checklist::Progress,
        field::{FieldKind, show},
        task::{Card, Priority},
    },
    day::Day,
    ids::TaskId,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

#[component]
pub fn CardView(task_id: TaskId, state: BoardState, done: Signal<bool>) -> impl IntoView {
    let card = state.card(task_id);
    let params = use_params_map();
    let number = card.with_untracked(|card| card.as_ref().map_or(0, |card| card.number));
    let current = move || params.with(|params| params.get("number").is_some_and(|open| open == number.to_string()));
    let held = move || state.held.with(|held| held.is_some_and(|(held, _)| held == task_id));
    // One effect for all of them: a board has hundreds of cards to wake.
    let class = move || {
        let mut class = "card".to_owned();
        for (name, applies) in [
            (" current", current()),
            (" done", done.get()),
            (" waiting", state.is_waiting(task_id)),
            (" held", held()),
            (" picked", state.picked.with(|picked| picked.contains(&task_id))),
        ] {
            if applies {
                class.push_str(name);
            }
        }
        class
    };
    view! {
        <li class=class data-task=task_id.to_string()>
            {move || card.get().map(|card| Deferred::until_changed(move || view! { <CardContent card=card state=state/> }))}
        </li>
    }
}

#[component]
fn CardContent(card: Card, state: BoardState) -> impl IntoView {
    let (key, labels, people, said, today, can_edit) = state.board.with_untracked(|board| {
        let labels: Vec<_> = board.labels.iter().filter(|label| card.labels.contains(&label.id)).cloned().collect();
        let people: Vec<_> = board
            .people
            .iter()
            .filter(|person| card.assignees.contains(&person.id))
            .map(|person| Person { hue: person.hue, name: person.name.clone() })
            .collect();
        (board.project.key.clone(), labels, people, said_on(&card, board), board.today, board.can.edit_tasks)
    });
    let board = format!("/w/{}/p/{key}", state.workspace.get_value());
    // The server numbers a task; one that it does not know yet has no page.
    let (href, name) = match card.number {
        0 => (board, "Not sent yet".to_owned()),
        number => (format!("{board}/{number}"), format!("{key}-{number}")),
    };
    let has_foot = card.priority != Priority::None
        || card.blocked
        || card.due_on.is_some()
        || card.checklist.is_some()
        || card.subtasks.is_some()
        || card.comments > 0
        || card.attachments > 0
        || !people.is_empty();
    view! {
        <div class="face">
        <header>
            <span class="key">{name.clone()}</span>
            {card.parent.map(|number| parent_mark(&key, number))}
            {labels.into_iter().map(|label| view! { <span class=format!("chip hue-{}", label.hue)>{label.name}</span> }).collect_view()}
        </header>
        <a class="title" href=href draggable="false" aria-describedby=can_edit.then_some("card-keys")>{card.title.clone()}</a>
        {(!said.is_empty()).then(|| view! { <p class="says">{said}</p> })}
        {has_foot.then(|| view! {
            <footer>
                {card.blocked.then(blocked_mark)}
                {priority_mark(card.priority)}
                {card.due_on.map(|due| due_mark(due, today, card.repeats))}
                {card.subtasks.map(|progress| progress_mark("Subtasks", IconName::ListTree, progress))}
                {card.checklist.map(|progress| progress_mark("Checklist", IconName::SquareCheck, progress))}
                {(card.comments > 0).then(|| view! {
                    <span class="fact" title="Comments"><Icon name=IconName::MessageSquare/>{card.comments}</span>
                })}
                {(card.attachments > 0).then(|| view! {
                    <span class="fact" title="Files"><Icon name=IconName::Paperclip/>{card.attachments}</span>
                })}
                {(!people.is_empty()).then(|| view! { <People people=people/> })}
            </footer>
        })}
        {can_edit.then(|| view! {
            <div class="actions needs-script">
                <button
                    class="button quiet small icon-only"
                    type="button"
                    aria-haspopup="true"
                    aria-label=format!("Move {name}")
                    data-move=card.id.to_string()
                >
                    <Icon name=IconName::Ellipsis/>
                </button>
            </div>
        })}
        </div>
    }
}

/// What it says in the fields that cards show. A choice speaks for itself; a number does not.
fn said_on(card: &Card, board: &Board) -> Vec<AnyView> {
    let shown = board.fields.iter().filter(|field| field.on_card);
    shown
        .filter_map(|field| {
            let written = card.fields.get(&field.id)?;
            let (name, words) = (field.name.clone(), show(field, written, &board.people, board.today.0.year()));
            Some(match field.kind {
                FieldKind::Select => {
                    let hue = written.parse().ok().and_then(|id| field.option(id)).map_or(0, |option| option.hue);
                    let label = view! { <span class="visually-hidden">{format!("{name}: ")}</span> };
                    view! { <span class=format!("chip hue-{hue}") title=name>{label}{words}</span> }.into_any()
                }
                FieldKind::Checkbox => {
                    view! { <span class="fact"><Icon name=IconName::SquareCheck/>{name}</span> }.into_any()
                }
                _ => view! { <span class="fact">{name}" "<span class="one-line">{words}</span></span> }.into_any(),
            })
        })
        .collect()
}

pub fn priority_name(priority: Priority) -> &'static str {
    priority.title()
}

pub fn priority_mark(priority: Priority) -> Option<impl IntoView> {
    let icon = match priority {
        Priority::None => return None,
        Priority::Low => IconName::SignalLow,
        Priority::Medium => IconName::SignalMedium,
        Priority::High => IconName::SignalHigh,
        Priority::Urgent => IconName::TriangleAlert,
    };
    let name = priority_name(priority);
    Some(view! {
        <span class=format!("priority {}", priority.name()) title=name>
            <Icon name=icon/><span class="visually-hidden">{format!("{name} priority")}</span>
        </span>
    })
}

fn parent_mark(key: &str, number: i32) -> impl IntoView {
    view! {
        <span class="parent" title=format!("Part of {key}-{number}")>
            <Icon name=IconName::CornerDownRight/><span class="visually-hidden">"Part of "</span>{format!("{key}-{number}")}
        </span>
    }
}

fn blocked_mark() -> impl IntoView {
    view! { <span class="fact blocked" title="Blocked by another task"><Icon name=IconName::Ban/><span class="visually-hidden">"Blocked"</span></span> }
}

fn progress_mark(name: &'static str, icon: IconName, progress: Progress) -> impl IntoView {
    let Progress { done, total } = progress;
    view! {
        <span class="fact" class:complete=done == total title=name>
            <Icon name=icon/><span class="visually-hidden">{format!("{name} ")}</span>{format!("{done}/{total}")}
        </span>
    }
}

pub fn due_mark(due: Day, today: Day, repeats: bool) -> impl IntoView {
    let days = (due.0 - today.0).whole_days();
    let class = if days < 0 {
        "due late"
    } else if days <= 2 {
        "due soon"
    } else {
        "due"
    };
    let text = match days {
        0 => "Today".to_owned(),
        1 => "Tomorrow".to_owned(),
        -1 => "Yesterday".to_owned(),
        _ => due.short(today.0.year()),
    };
    let icon = if repeats { IconName::Repeat } else { IconName::Calendar };
    view! {
        <time class=class datetime=due.to_string() title=repeats.then_some("Repeats")><Icon name=icon/>{text}</time>
    }
}
