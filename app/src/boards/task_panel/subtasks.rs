use super::{
    super::{new_card::fresh_key, pause::until_reached},
    OpenTask,
    api::{CreateSubtask, create_subtask, nest_task},
    picker::TaskPicker,
    task_line::TaskLine,
};
use crate::{
    failure::Failure,
    form::{Action, ActionForm},
    ui::{Icon, IconName},
};
use atrium::{boards::relation::TaskRef, ids::TaskId};
use leptos::{html, prelude::*};

/// Makes a task a part of another one, or of none, and shows what came of it.
fn nest(open: OpenTask, task_id: TaskId, parent_id: Option<TaskId>) {
    let (workspace, toasts) = (open.workspace(), open.state.toasts);
    leptos::task::spawn_local(async move {
        if let Err(failure) = nest_task(workspace, task_id, parent_id).await {
            toasts.error(why(&failure));
        }
        open.reload();
    });
}

fn why(failure: &Failure) -> String {
    failure.field("title").or_else(|| failure.field("parent_id")).unwrap_or_else(|| failure.to_string())
}

/// The task that this one is a part of, above its title.
#[component]
pub fn PartOf(open: OpenTask) -> impl IntoView {
    let (parent, task_id, can_edit) = open.with(|task| (task.parent_task.clone(), task.card.id, task.can.edit));
    parent.map(|parent| {
        let href = format!("/w/{}/p/{}/{}", open.workspace(), parent.project_key, parent.number);
        let label = format!("Make this a task of its own, apart from {}", parent.key);
        view! {
            <p class="part-of">
                <Icon name=IconName::CornerDownRight/>
                <span class="one-line">"Part of "<a href=href><span class="key">{parent.key}</span>" "{parent.title}</a></span>
                {parent.archived.then(|| view! { <span class="muted">"archived"</span> })}
                {can_edit.then(|| view! {
                    <button
                        class="button quiet small icon-only needs-script"
                        type="button"
                        aria-label=label
                        data-tip="Detach"
                        data-tip-align="end"
                        on:click=move |_| nest(open, task_id, None)
                    >
                        <Icon name=IconName::Unlink/>
                    </button>
                })}
            </p>
        }
    })
}

/// The tasks that are a part of this one. It takes no room until there is one, or somebody wants to add one.
#[component]
pub fn Subtasks(open: OpenTask, wanted: RwSignal<bool>) -> impl IntoView {
    let tasks = Memo::new(move |_| open.watch(|task| task.subtask_list.clone()));
    let can_edit = Memo::new(move |_| open.watch(|task| task.can.edit));
    let there = Memo::new(move |_| wanted.get() || tasks.with(|tasks| !tasks.is_empty()));
    let picking = RwSignal::new(false);
    let parent_id = open.with(|task| task.card.id);
    let count = move || tasks.with(|tasks| (tasks.iter().filter(|task| task.done).count(), tasks.len()));
    let chosen = Callback::new(move |task: TaskRef| {
        picking.set(false);
        nest(open, task.id, Some(parent_id));
    });
    view! {
        <Show when=move || there.get()>
            <section class="subtasks" aria-labelledby="subtasks-title">
                <h2 id="subtasks-title">
                    "Subtasks"
                    {move || match count() {
                        (_, 0) => None,
                        (done, total) => Some(view! { <span class="count">{format!("{done}/{total}")}</span> }),
                    }}
                </h2>
                <ul class="task-lines">
                    <For each=move || tasks.get() key=|task| (task.id, task.title.clone(), task.done) let:task>
                        {
                            let id = task.id;
                            let part = can_edit.get_untracked().then(|| format!("Make {} a task of its own", task.key));
                            view! { <TaskLine open=open task=task part=part parted=move |()| nest(open, id, None)/> }
                        }
                    </For>
                </ul>
                <Show when=move || can_edit.get()>
                    <NewSubtask open=open wanted=wanted/>
                    <Show
                        when=move || picking.get()
                        fallback=move || view! {
                            <button class="button quiet small needs-script" type="button" on:click=move |_| picking.set(true)>
                                <Icon name=IconName::Search/>"Add a task that is there"
                            </button>
                        }
                    >
                        <TaskPicker
                            open=open
                            label="Task to add as a subtask"
                            same_project=true
                            chosen=chosen
                            close=Callback::new(move |()| picking.set(false))
                        />
                    </Show>
                </Show>
            </section>
        </Show>
    }
}

/// Enter adds, in the first column, and stays open for the next one.
#[component]
fn NewSubtask(open: OpenTask, wanted: RwSignal<bool>) -> impl IntoView {
    let action = Action::<CreateSubtask>::new();
    let title = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let field = NodeRef::<html::Input>::new();
    let parent_id = open.with(|task| task.card.id);
    let project_id = open.state.board.with_untracked(|board| board.project.id);
    Effect::new(move |_| {
        if let Some(field) = field.get().filter(|_| wanted.get()) {
            let _ = field.focus();
        }
    });
    let add = move || {
        let new = title.get_untracked();
        if new.trim().is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (workspace, toasts, key) = (open.workspace(), open.state.toasts, fresh_key());
        leptos::task::spawn_local(async move {
            let send = || create_subtask(workspace.clone(), project_id, parent_id, new.clone(), key.clone());
            match until_reached(send).await {
                Ok(()) => drop(title.try_set(String::new())),
                Err(failure) => toasts.error(why(&failure)),
            }
            busy.try_set(false);
            open.reload();
        });
    };
    view! {
        <ActionForm action=action class="add" on:submit:capture=move |event| {
            event.prevent_default();
            add();
        }>
            <input type="hidden" name="workspace" value=open.workspace()/>
            <input type="hidden" name="project_id" value=project_id.to_string()/>
            <input type="hidden" name="parent_id" value=parent_id.to_string()/>
            <input type="hidden" name="key" value=""/>
            <input
                type="text"
                name="title"
                aria-label="Title of the new subtask"
                placeholder="Add a subtask"
                autocomplete="off"
                maxlength="500"
                node_ref=field
                prop:value=move || title.get()
                on:input=move |event| title.set(event_target_value(&event))
                on:keydown=move |event| if event.key() == "Escape" {
                    event.prevent_default();
                    title.set(String::new());
                    wanted.set(false);
                }
            />
            <button class="button quiet small" type="submit" aria-busy=move || busy.get().then_some("true")>"Add"</button>
        </ActionForm>
    }
}
