use super::{super::api, OpenTask};
use crate::ui::{Icon, IconName};
use leptos::prelude::*;

/// Whether the reader is told what happens to the task, and who else is.
#[component]
pub fn WatchButton(open: OpenTask) -> impl IntoView {
    let (task_id, watching) = open.with(|task| (task.card.id, task.watching));
    let names: Vec<String> = open.with(|task| task.watchers.iter().map(|person| person.name.clone()).collect());
    let tip = if watching { "Stop watching" } else { "Watch: be told what happens here" };
    let tip = if names.is_empty() { tip.to_owned() } else { format!("{tip}. Watched by {}.", names.join(", ")) };
    let press = move |_| {
        leptos::task::spawn_local(async move {
            match api::watch_task(open.workspace(), task_id, !watching).await {
                Ok(()) => open.reload(),
                Err(failure) => open.state.toasts.error(failure.to_string()),
            }
        });
    };
    view! {
        <button
            class="button quiet small icon-only needs-script"
            type="button"
            aria-label="Watch"
            aria-pressed=watching.to_string()
            title=tip
            on:click=press
        >
            <Icon name=IconName::Eye/>
        </button>
    }
}
