//! The panel of one task, over its board.

mod comments;
mod description;
mod properties;
mod title;

use super::{
    api::{self, Edit},
    move_menu::archive,
    state::BoardState,
};
use crate::{
    failure::Failure,
    frame::Excuse,
    routes::Part,
    ui::{ButtonSize, Icon, IconLink, IconName, RowsSkeleton},
    undo::{Act, reverse},
};
use atrium::boards::task::{Card, TaskDetail};
use comments::{Stream, WriteComment};
use description::Description;
use leptos::prelude::*;
use leptos_meta::Body;
use properties::Properties;
use title::TaskTitle;

/// What a part of the panel needs: the task it shows, the board around it, and how to load anew.
#[derive(Clone, Copy)]
pub struct OpenTask {
    pub task: StoredValue<TaskDetail>,
    pub state: BoardState,
    pub reload: Callback<()>,
}

impl OpenTask {
    pub fn workspace(self) -> String {
        self.state.workspace.get_value()
    }

    pub fn with<T>(self, look: impl FnOnce(&TaskDetail) -> T) -> T {
        self.task.with_value(look)
    }

    /// Sends an edit of the version that is shown, and shows what came of it.
    pub fn edit(self, edit: Edit) {
        let (task_id, version) = self.with(|task| (task.card.id, task.card.version));
        let expected = (edit.title.is_some() || edit.description.is_some()).then_some(version);
        let back = self.with(|task| reverse(&edit, task));
        leptos::task::spawn_local(async move {
            match api::edit_task(self.workspace(), task_id, edit.clone(), expected).await {
                Ok(card) => {
                    self.did_edit(&card, back, edit);
                    self.state.put(card);
                }
                Err(failure) => self.state.toasts.error(failure.to_string()),
            }
            self.reload.run(());
        });
    }
}

impl OpenTask {
    /// Remembers an edit of the version that is shown, so that it can be taken back.
    pub fn did_edit(self, card: &Card, back: Edit, again: Edit) {
        let before = self.with(|task| task.card.version);
        if before < card.version {
            let act = |edit| Act::Edit { task: card.id, edit };
            self.state.did(card, "changed", act(back), act(again), before);
        }
    }
}

#[component]
pub fn TaskPanel(task: super::page::TaskResource, state: BoardState) -> impl IntoView {
    // Somebody changed the task that is open: show it as it is now.
    let shown = StoredValue::new(None);
    Effect::new(move |_| {
        state.touched.with(|(count, tasks)| {
            if *count > 0 && shown.get_value().is_some_and(|id| tasks.contains(&id)) {
                task.refetch();
            }
        });
    });
    view! {
        <Transition fallback=|| view! { <aside class="panel" aria-label="Task" aria-busy="true"><div class="body"><RowsSkeleton/></div></aside> }>
            {move || Suspend::new(async move {
                match task.await {
                    None => {
                        shown.set_value(None);
                        ().into_any()
                    }
                    Some(Ok(detail)) => {
                        shown.set_value(Some(detail.card.id));
                        let open = OpenTask {
                            task: StoredValue::new(detail),
                            state,
                            reload: Callback::new(move |()| task.refetch()),
                        };
                        crate::routes::arrived(panel(open).await)
                    }
                    Some(Err(failure)) => view! { <Missing failure=failure state=state/> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// Fetched when a task is first opened, as the pages in [`crate::routes`] are.
#[cfg_attr(feature = "split", lazy(fallible))]
pub async fn panel(open: OpenTask) -> Part {
    Ok(view! { <Body {..} data-over="panel"/> <Panel open=open/> }.into_any())
}

fn board_address(state: BoardState) -> String {
    let key = state.board.with_untracked(|board| board.project.key.clone());
    format!("/w/{}/p/{key}", state.workspace.get_value())
}

#[component]
fn Missing(failure: Failure, state: BoardState) -> impl IntoView {
    view! {
        <aside class="panel" aria-label="Task">
            <header><div class="row push"><IconLink href=board_address(state) icon=IconName::X label="Close"/></div></header>
            <div class="body"><Excuse failure=failure/></div>
        </aside>
    }
}

#[component]
fn Panel(open: OpenTask) -> impl IntoView {
    let (key, can, archived) = open.with(|task| (task.key.clone(), task.can, task.archived));
    let project = open.state.board.with_untracked(|board| board.project.name.clone());
    let task_id = open.with(|task| task.card.id);
    let restore = move |_| {
        leptos::task::spawn_local(async move {
            match api::restore_task(open.workspace(), task_id).await {
                Ok(card) => open.state.put(card),
                Err(failure) => open.state.toasts.error(failure.to_string()),
            }
            open.reload.run(());
        });
    };
    view! {
        <aside class="panel" aria-labelledby="task-title" on:keydown=move |event| {
            if event.key() == "Escape" && !event.default_prevented() {
                leptos_router::hooks::use_navigate()(&board_address(open.state), leptos_router::NavigateOptions::default());
            }
        }>
            <header>
                <span class="key">{key}</span>
                " in "
                <a href=board_address(open.state)>{project}</a>
                <div class="row push">
                    {can.edit.then(|| view! {
                        <button
                            class="button quiet small icon-only needs-script"
                            type="button"
                            aria-label="Archive"
                            data-tip="Archive"
                            on:click=move |_| leptos::task::spawn_local(async move {
                                archive(open.state, task_id).await;
                                open.reload.run(());
                            })
                        >
                            <Icon name=IconName::Archive/>
                        </button>
                    })}
                    <IconLink href=board_address(open.state) icon=IconName::X label="Close" size=ButtonSize::Small/>
                </div>
            </header>
            <div class="body">
                <article class="task">
                    {archived.then(|| view! {
                        <p class="notice warning" role="status">
                            <Icon name=IconName::Archive/>
                            <span>"This task is archived. " <button class="link-button needs-script" type="button" on:click=restore>"Restore it"</button></span>
                        </p>
                    })}
                    <TaskTitle open=open/>
                    <Properties open=open/>
                    <Description open=open/>
                    <section>
                        <h2 class="section-title">"Comments and history"</h2>
                        <Stream open=open/>
                    </section>
                </article>
            </div>
            {can.comment.then(|| view! { <footer><WriteComment open=open/></footer> })}
        </aside>
    }
}
