use super::{
    super::{
        api::{self, Edit},
        card::priority_name,
        state::place_at,
    },
    OpenTask,
    planning::{DueDate, EstimateField, StartDate},
    repeat::RepeatChoice,
};
use crate::{
    form::{Action, ActionForm},
    ui::{Avatar, Icon, IconName},
};
use atrium::boards::task::Priority;
use leptos::prelude::*;

/// One quiet row: column, priority, dates, estimate, people, labels.
#[component]
pub fn Properties(open: OpenTask) -> impl IntoView {
    let can_edit = open.with(|task| task.can.edit);
    let refused = RwSignal::new(None);
    view! {
        <div class="properties" class:fixed=!can_edit>
            <ColumnChoice open=open/>
            <PriorityChoice open=open/>
            <StartDate open=open refused=refused/>
            <DueDate open=open refused=refused/>
            <EstimateField open=open refused=refused/>
            <RepeatChoice open=open/>
            <Assignees open=open/>
            <Labels open=open/>
        </div>
        {move || refused.get().map(|why| view! { <p class="refused danger-text" role="alert">{why}</p> })}
    }
}

/// A form that works without a script, and at once with one.
#[component]
fn ColumnChoice(open: OpenTask) -> impl IntoView {
    let move_to = Action::<api::MoveTaskTo>::new();
    let (task_id, current, can_edit) = open.with(|task| (task.card.id, task.card.column_id, task.can.edit));
    let columns = open.state.board.with_untracked(|board| board.columns.clone());
    let choose = move |event| {
        if let Ok(column_id) = event_target_value(&event).parse() {
            let others: Vec<_> = open.state.order_of(column_id).into_iter().filter(|id| *id != task_id).collect();
            open.state.move_task(task_id, place_at(column_id, &others, others.len()));
        }
    };
    view! {
        <ActionForm action=move_to>
            <input type="hidden" name="workspace" value=open.workspace()/>
            <input type="hidden" name="task_id" value=task_id.to_string()/>
            <select name="column_id" aria-label="Column" aria-keyshortcuts="m" disabled=!can_edit on:change=choose>
                {columns.into_iter().map(|column| view! {
                    <option value=column.id.to_string() selected=column.id == current>{column.name}</option>
                }).collect_view()}
            </select>
            <noscript><button class="button small" type="submit">"Move"</button></noscript>
        </ActionForm>
    }
}

#[component]
fn PriorityChoice(open: OpenTask) -> impl IntoView {
    let (current, can_edit) = open.with(|task| (task.card.priority, task.can.edit));
    view! {
        <select
            aria-label="Priority"
            disabled=!can_edit
            on:change=move |event| open.edit(Edit { priority: event_target_value(&event).parse().ok(), ..Edit::default() })
        >
            {Priority::ALL.into_iter().map(|priority| view! {
                <option value=priority.name() selected=priority == current>{priority_name(priority)}</option>
            }).collect_view()}
        </select>
    }
}

#[component]
fn Assignees(open: OpenTask) -> impl IntoView {
    let (assigned, can_edit) = open.with(|task| (task.card.assignees.clone(), task.can.edit));
    let people = open.state.board.with_untracked(|board| board.people.clone());
    let shown: Vec<_> = people.iter().filter(|person| assigned.contains(&person.id)).cloned().collect();
    let face = |shown: &[atrium::boards::board::PersonRef]| {
        if shown.is_empty() {
            view! { <Icon name=IconName::User/>"Assign" }.into_any()
        } else {
            shown
                .iter()
                .map(|person| view! { <Avatar hue=person.hue name=person.name.clone() size="small"/> {person.name.clone()} " " })
                .collect_view()
                .into_any()
        }
    };
    let toggle = move |person_id| {
        let mut assigned = open.with(|task| task.card.assignees.clone());
        match assigned.iter().position(|id| *id == person_id) {
            Some(at) => drop(assigned.remove(at)),
            None => assigned.push(person_id),
        }
        open.edit(Edit { assignees: Some(assigned), ..Edit::default() });
    };
    view! {
        <button type="button" class:unset=shown.is_empty() popovertarget="assign-menu" aria-keyshortcuts="a" disabled=!can_edit aria-haspopup="true">{face(&shown)}</button>
        <div class="menu" id="assign-menu" popover="auto" role="group" aria-label="Assign">
            <h3>"Assign"</h3>
            {people.into_iter().map(|person| {
                let chosen = assigned.contains(&person.id);
                view! {
                    <button type="button" aria-pressed=chosen.to_string() on:click=move |_| toggle(person.id)>
                        <Avatar hue=person.hue name=person.name.clone() size="small"/>
                        {person.name.clone()}
                        {chosen.then(|| view! { <span class="check-mark"><Icon name=IconName::Check/></span> })}
                    </button>
                }
            }).collect_view()}
        </div>
    }
}

#[component]
fn Labels(open: OpenTask) -> impl IntoView {
    let (chosen, can_edit) = open.with(|task| (task.card.labels.clone(), task.can.edit));
    let (labels, project_id) = open.state.board.with_untracked(|board| (board.labels.clone(), board.project.id));
    let new_label = RwSignal::new(String::new());
    let set = move |labels| open.edit(Edit { labels: Some(labels), ..Edit::default() });
    let add = move || {
        let name = new_label.get_untracked();
        leptos::task::spawn_local(async move {
            let hue = i16::try_from(name.len() % 10).unwrap_or(0);
            match api::add_label(open.workspace(), project_id, name, hue).await {
                Ok(label) => {
                    let mut labels = open.with(|task| task.card.labels.clone());
                    labels.push(label.id);
                    open.state.board.update(|board| {
                        if board.labels.iter().all(|known| known.id != label.id) {
                            board.labels.push(label);
                        }
                    });
                    set(labels);
                }
                Err(failure) => open.state.toasts.error(failure.field("name").unwrap_or_else(|| failure.to_string())),
            }
        });
    };
    view! {
        {labels.iter().filter(|label| chosen.contains(&label.id)).map(|label| view! {
            <span class=format!("chip hue-{}", label.hue)>{label.name.clone()}</span>
        }).collect_view()}
        {can_edit.then(|| view! {
            <button type="button" class="unset" popovertarget="label-menu" aria-keyshortcuts="l"><Icon name=IconName::Tag/>"Label"</button>
        })}
        <div class="menu" id="label-menu" popover="auto" role="group" aria-label="Labels">
            <h3>"Labels"</h3>
            {labels.into_iter().map(|label| {
                let has = chosen.contains(&label.id);
                let rest = chosen.clone();
                view! {
                    <button type="button" aria-pressed=has.to_string() on:click=move |_| {
                        let mut labels = rest.clone();
                        if has { labels.retain(|id| *id != label.id) } else { labels.push(label.id) }
                        set(labels);
                    }>
                        <span class=format!("dot hue-{}", label.hue)></span>
                        {label.name.clone()}
                        {has.then(|| view! { <span class="check-mark"><Icon name=IconName::Check/></span> })}
                    </button>
                }
            }).collect_view()}
            <hr/>
            <input
                type="text"
                aria-label="New label"
                placeholder="New label, then Enter"
                maxlength="40"
                prop:value=move || new_label.get()
                on:input=move |event| new_label.set(event_target_value(&event))
                on:keydown=move |event| if event.key() == "Enter" { event.prevent_default(); add(); }
            />
        </div>
    }
}
