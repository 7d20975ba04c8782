use super::plan::Mine;
use crate::{
    home::due_words,
    ui::{Icon, IconName},
};
use atrium::{
    boards::mine::{MyTask, When},
    day::Day,
};
use leptos::prelude::*;

#[component]
pub fn Row(mine: Mine, one: MyTask) -> impl IntoView {
    let MyTask { task, workspace, workspace_name, project, can_edit, .. } = one;
    let id = task.id;
    let href = format!("/w/{workspace}/p/{}/{}", task.project_key, task.number);
    let due = task.due_on.map(|due| {
        let (class, text) = due_words(due, mine.today);
        view! { <time class=class datetime=due.to_string()><Icon name=IconName::Calendar/>{text}</time> }
    });
    let place = if mine.several { format!("{project} \u{b7} {workspace_name}") } else { project };
    let complete = format!("Complete {}", task.key);
    let plan = format!("Plan {}", task.key);
    let class = move || if mine.dragged.get() == Some(id) { "dragged" } else { "" };
    view! {
        <li
            class=class
            data-task=id.to_string()
            draggable=can_edit.then_some("true")
            on:dragstart=move |event| {
                // Firefox drags nothing without something to carry.
                if let Some(luggage) = event.data_transfer() {
                    let _ = luggage.set_data("text/plain", &id.to_string());
                }
                mine.dragged.set(Some(id));
            }
            on:dragend=move |_| mine.dragged.set(None)
        >
            {can_edit.then(|| view! {
                <button class="tick needs-script" type="button" aria-label=complete.clone() data-tip="Complete" on:click=move |_| mine.complete(id)>
                    <Icon name=IconName::Check/>
                </button>
            })}
            <span class="key">{task.key}</span>
            <a href=href draggable="false" aria-describedby=can_edit.then_some("plan-keys")>{task.title}</a>
            <span class="where">{place}</span>
            {due}
            {can_edit.then(|| view! { <Plan mine=mine id=id due=task.due_on label=plan/> })}
        </li>
    }
}

/// The days that a task is mostly planned for, without the mouse.
#[component]
fn Plan(mine: Mine, id: atrium::ids::TaskId, due: Option<Day>, label: String) -> impl IntoView {
    let tomorrow = mine.today.0.next_day().map(Day);
    let mut choices = vec![("Today", Some(mine.today)), ("Tomorrow", tomorrow)];
    choices.extend([When::ThisWeek, When::Later].into_iter().filter_map(|when| {
        let name = if when == When::Later { "Next Monday" } else { "This week" };
        when.plan(mine.today).map(|day| (name, day))
    }));
    choices.push(("No date", None));
    let days: Vec<_> = choices.iter().map(|(_, day)| *day).collect();
    let choose = move |event| {
        let chosen = event_target_value(&event).parse::<usize>().ok().and_then(|at| days.get(at).copied());
        if let Some(day) = chosen {
            mine.plan(id, day);
        }
    };
    view! {
        <label class="plan button quiet small icon-only needs-script" data-tip="Plan" data-tip-align="end">
            <Icon name=IconName::Calendar/>
            <select aria-label=label on:change=choose>
                <option value="" selected=true disabled=true>"Plan for"</option>
                {choices.into_iter().enumerate().map(|(at, (name, day))| view! {
                    <option value=at.to_string() disabled=day == due>{name}</option>
                }).collect_view()}
            </select>
        </label>
    }
}
