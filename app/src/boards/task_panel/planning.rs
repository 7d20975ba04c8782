use super::{super::api::Edit, OpenTask};
use crate::ui::{Icon, IconName};
use leptos::{html, prelude::*};

/// Why a date or an estimate cannot be so, in words. What was typed stays to be put right.
pub type Refused = RwSignal<Option<String>>;

/// Sends an edit of `field`.
fn send(open: OpenTask, refused: Refused, field: &'static str, edit: Edit) {
    refused.set(None);
    open.edit_or(edit, move |failure| {
        refused.try_set(Some(failure.field(field).unwrap_or_else(|| failure.to_string())));
    });
}

/// When the work begins. It takes no room until there is one.
#[component]
pub fn StartDate(open: OpenTask, refused: Refused) -> impl IntoView {
    let (start, can_edit) = open.with(|task| (task.card.start_on, task.can.edit));
    let adding = RwSignal::new(false);
    let field = NodeRef::<html::Input>::new();
    focus_when_there(field, adding);
    move || {
        if start.is_none() && !adding.get() {
            return can_edit
                .then(|| {
                    view! {
                        <button type="button" class="unset needs-script" on:click=move |_| adding.set(true)>
                            <Icon name=IconName::CalendarArrowUp/>"Start"
                        </button>
                    }
                })
                .into_any();
        }
        view! {
            <label class="property">
                <Icon name=IconName::CalendarArrowUp/>
                "Start"
                <input
                    type="date"
                    node_ref=field
                    value=start.map(|start| start.to_string())
                    disabled=!can_edit
                    on:change=move |event| {
                        let edit = Edit { start_on: Some(event_target_value(&event)), ..Edit::default() };
                        send(open, refused, "start_on", edit);
                    }
                />
            </label>
        }
        .into_any()
    }
}

#[component]
pub fn DueDate(open: OpenTask, refused: Refused) -> impl IntoView {
    let (due, can_edit) = open.with(|task| (task.card.due_on, task.can.edit));
    view! {
        <label class="property">
            <Icon name=IconName::Calendar/>
            <span class="visually-hidden">"Due date"</span>
            <input
                type="date"
                aria-keyshortcuts="d"
                value=due.map(|due| due.to_string())
                disabled=!can_edit
                on:change=move |event| {
                    let edit = Edit { due_on: Some(event_target_value(&event)), ..Edit::default() };
                    send(open, refused, "due_on", edit);
                }
            />
        </label>
    }
}

/// How long it will take, typed as people say it.
#[component]
pub fn EstimateField(open: OpenTask, refused: Refused) -> impl IntoView {
    let (estimate, can_edit) = open.with(|task| (task.card.estimate, task.can.edit));
    let adding = RwSignal::new(false);
    let field = NodeRef::<html::Input>::new();
    focus_when_there(field, adding);
    move || {
        if estimate.is_none() && !adding.get() {
            return can_edit
                .then(|| {
                    view! {
                        <button type="button" class="unset needs-script" on:click=move |_| adding.set(true)>
                            <Icon name=IconName::Clock/>"Estimate"
                        </button>
                    }
                })
                .into_any();
        }
        view! {
            <label class="property">
                <Icon name=IconName::Clock/>
                <span class="visually-hidden">"Estimate"</span>
                <input
                    type="text"
                    class="estimate"
                    node_ref=field
                    placeholder="2h 30m"
                    autocomplete="off"
                    maxlength="40"
                    prop:value=estimate.map(|estimate| estimate.to_string()).unwrap_or_default()
                    disabled=!can_edit
                    on:change=move |event| {
                        let edit = Edit { estimate: Some(event_target_value(&event)), ..Edit::default() };
                        send(open, refused, "estimate", edit);
                    }
                />
            </label>
        }
        .into_any()
    }
}

/// The field that somebody asked for is the one they write in.
fn focus_when_there(field: NodeRef<html::Input>, asked: RwSignal<bool>) {
    Effect::new(move |_| {
        if let Some(field) = field.get().filter(|_| asked.get_untracked()) {
            let _ = field.focus();
        }
    });
}
