use super::{super::api, OpenTask};
use crate::{
    failure::Failure,
    ui::{Icon, IconName},
};
use atrium::boards::recurrence::{Cadence, Preset, presets};
use leptos::prelude::*;

/// Whether the task comes again, and when: a menu of what people choose most, and a line for any other rule.
#[component]
pub fn RepeatChoice(open: OpenTask) -> impl IntoView {
    let (repeat, can_edit, due) = open.with(|task| (task.repeat.clone(), task.can.edit, task.card.due_on));
    let rule = repeat.as_ref().map(|repeat| repeat.rule.clone()).unwrap_or_default();
    let words = repeat.as_ref().map_or_else(|| "Repeat".to_owned(), |repeat| sentence(&repeat.words, repeat.cadence));
    let cadence = RwSignal::new(repeat.as_ref().map(|repeat| repeat.cadence).unwrap_or_default());
    let day = due.unwrap_or_else(|| open.state.board.with_untracked(|board| board.today));
    let choose = move |rule: String| {
        send(open, move |workspace, task_id| async move {
            api::repeat_task(workspace, task_id, rule, cadence.get_untracked()).await.map(drop)
        });
    };
    let stop = move |_| send(open, api::stop_repeating);
    let current = rule.clone();
    let turn = move |event| {
        cadence.set(if event_target_checked(&event) { Cadence::Completion } else { Cadence::Dates });
        if !current.is_empty() {
            choose(current.clone());
        }
    };
    let repeats = repeat.is_some();
    view! {
        <button type="button" class:unset=!repeats popovertarget="repeat-menu" disabled=!can_edit aria-haspopup="true">
            <Icon name=IconName::Repeat/>{words}
        </button>
        <div class="menu" id="repeat-menu" popover="auto" role="group" aria-label="Repeat">
            <h3>"Repeat"</h3>
            {presets(day).into_iter().map(|Preset { rule: preset, words }| {
                let chosen = preset == rule;
                view! {
                    <button type="button" aria-pressed=chosen.to_string() on:click=move |_| choose(preset.clone())>
                        {capital(&words)}
                        {chosen.then(|| view! { <span class="check-mark"><Icon name=IconName::Check/></span> })}
                    </button>
                }
            }).collect_view()}
            {repeats.then(|| view! { <button type="button" on:click=stop>"Repeat no more"</button> })}
            <hr/>
            <label class="check">
                <input type="checkbox" prop:checked=move || cadence.get() == Cadence::Completion on:change=turn/>
                "Count from the day it is done"
            </label>
            <AnotherRule rule=rule choose=Callback::new(choose)/>
        </div>
    }
}

/// A rule as calendars write it.
#[component]
fn AnotherRule(rule: String, choose: Callback<String>) -> impl IntoView {
    let typed = RwSignal::new(rule);
    view! {
        <input
            type="text"
            aria-label="Another rule, as calendars write it"
            placeholder="Such as FREQ=WEEKLY;BYDAY=MO,TH"
            maxlength="200"
            spellcheck="false"
            prop:value=move || typed.get()
            on:input=move |event| typed.set(event_target_value(&event))
            on:keydown=move |event| if event.key() == "Enter" { event.prevent_default(); choose.run(typed.get_untracked()); }
        />
    }
}

fn send<F>(open: OpenTask, act: impl FnOnce(String, atrium::ids::TaskId) -> F + 'static)
where
    F: Future<Output = Result<(), Failure>> + 'static,
{
    leptos::task::spawn_local(async move {
        let task_id = open.with(|task| task.card.id);
        if let Err(failure) = act(open.workspace(), task_id).await {
            open.state.toasts.error(failure.field("rule").unwrap_or_else(|| failure.to_string()));
        }
        open.reload();
    });
}

fn sentence(words: &str, cadence: Cadence) -> String {
    match cadence {
        Cadence::Dates => capital(words),
        Cadence::Completion => format!("{}, after it is done", capital(words)),
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
