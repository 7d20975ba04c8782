use super::{OpenTask, api::load_task_choices};
use crate::ui::{Icon, IconName};
use atrium::boards::relation::TaskRef;
use leptos::{html, prelude::*};
use std::time::Duration;
use web_sys::KeyboardEvent;

const PAUSE: Duration = Duration::from_millis(150);

/// A field that finds another task by its key or title.
#[component]
pub fn TaskPicker(
    open: OpenTask,
    label: &'static str,
    same_project: bool,
    chosen: Callback<TaskRef>,
    close: Callback<()>,
) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Vec<TaskRef>>);
    let at = RwSignal::new(0);
    let field = NodeRef::<html::Input>::new();
    look(open, words, found, same_project);
    Effect::new(move |_| {
        found.track();
        at.set(0);
    });
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let pressed = move |event: KeyboardEvent| {
        let count = found.with_untracked(|found| found.as_ref().map_or(0, Vec::len));
        match event.key().as_str() {
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" if !event.is_composing() => {
                let task = found.with_untracked(|found| found.as_ref()?.get(at.get_untracked()).cloned());
                if let Some(task) = task {
                    chosen.run(task);
                }
            }
            "Escape" => close.run(()),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <div class="picker">
            <div class="row">
                <input
                    type="search"
                    role="combobox"
                    aria-label=label
                    aria-autocomplete="list"
                    aria-controls="picker-tasks"
                    aria-expanded=move || found.with(|found| found.as_ref().is_some_and(|found| !found.is_empty())).to_string()
                    aria-activedescendant=move || {
                        let any = found.with(|found| found.as_ref().is_some_and(|found| !found.is_empty()));
                        any.then(|| format!("picker-task-{}", at.get()))
                    }
                    placeholder="Key or title"
                    autocomplete="off"
                    maxlength="100"
                    node_ref=field
                    prop:value=move || words.get()
                    on:input=move |event| words.set(event_target_value(&event))
                    on:keydown=pressed
                />
                <button class="button quiet small icon-only" type="button" aria-label="Close the search" on:click=move |_| close.run(())>
                    <Icon name=IconName::X/>
                </button>
            </div>
            <ul role="listbox" id="picker-tasks" aria-label="Tasks">
                {move || found.get().unwrap_or_default().into_iter().enumerate().map(|(index, task)| {
                    let (key, title) = (task.key.clone(), task.title.clone());
                    view! {
                        <li
                            role="option"
                            id=format!("picker-task-{index}")
                            aria-selected=move || (at.get() == index).to_string()
                            on:click=move |_| chosen.run(task.clone())
                        >
                            <span class="key">{key}</span>
                            <span class="one-line">{title}</span>
                        </li>
                    }
                }).collect_view()}
            </ul>
            {move || found.with(|found| found.as_ref().is_some_and(Vec::is_empty)).then(|| view! { <p class="muted" role="status">"No task has these words."</p> })}
        </div>
    }
}

/// Looks for what is typed when the typing pauses. A later answer is the newer one.
fn look(open: OpenTask, words: RwSignal<String>, found: RwSignal<Option<Vec<TaskRef>>>, same_project: bool) {
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let words = words.get();
        let mine = turn.get_value() + 1;
        turn.set_value(mine);
        let ask = move || {
            if turn.try_get_value() != Some(mine) {
                return;
            }
            let (workspace, task_id) = (open.workspace(), open.with(|task| task.card.id));
            leptos::task::spawn_local(async move {
                let answer = load_task_choices(workspace, task_id, words, same_project).await;
                if turn.try_get_value() == Some(mine)
                    && let Ok(tasks) = answer
                {
                    found.set(Some(tasks));
                }
            });
        };
        if mine == 1 {
            ask();
        } else {
            drop(set_timeout(ask, PAUSE));
        }
    });
}
