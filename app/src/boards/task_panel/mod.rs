//! The panel of one task, over its board. All but its [`opening`] is fetched when it is first needed.

mod api;
mod checklist;
mod comments;
mod description;
mod fields;
pub(crate) mod mentions;
mod open_task;
mod opening;
mod picker;
mod planning;
mod properties;
mod relations;
mod repeat;
mod subtasks;
mod task_line;
mod title;
mod watch;

use super::{api::restore_task, move_menu::archive, page::TaskResource, state::BoardState, templates::SaveAsTemplate};
use crate::{
    failure::Failure,
    files::{self, FilesSection, Shelf},
    frame::{Excuse, FrameData},
    head::{self, Place},
    hydration::is_awake,
    routes::Part,
    time_tracking::{TimeSection, TimerButton},
    ui::{ButtonSize, Icon, IconLink, IconName, after_frame},
    wire::Sealed,
};
use atrium::{boards::task::TaskDetail, ids::TaskId};
use checklist::Checklist;
use comments::{Stream, WriteComment};
use description::Description;
use fields::CustomFields;
use leptos::prelude::*;
pub use open_task::OpenTask;
pub use opening::TaskPanel;
use properties::Properties;
use relations::{Pages, Relations};
use subtasks::{PartOf, Subtasks};
use title::TaskTitle;
use watch::WatchButton;

/// Fetched when a task is first opened, as the pages in [`crate::routes`] are.
#[cfg_attr(feature = "split", lazy(fallible))]
pub async fn panel(detail: Sealed<TaskDetail>, task: TaskResource, state: BoardState) -> Part {
    Ok(match detail.open() {
        Ok(detail) => {
            let open = OpenTask::new(detail, task, state);
            head::shows(Place::Over, "panel");
            view! { <Panel open=open/> }.into_any()
        }
        Err(failure) => view! { <Missing failure=failure state=state/> }.into_any(),
    })
}

fn board_address(state: BoardState) -> String {
    let key = state.board.with_untracked(|board| board.project.key.clone());
    format!("/w/{}/p/{key}", state.workspace.get_value())
}

#[component]
fn Missing(failure: Failure, state: BoardState) -> impl IntoView {
    view! {
        <div class="open">
            <header><div class="row push"><IconLink href=board_address(state) icon=IconName::X label="Close"/></div></header>
            <div class="body"><Excuse failure=failure/></div>
        </div>
    }
}

/// What somebody is told of a task while they look at it is read, and goes out to them by no other way.
fn read_what_comes(open: OpenTask, task_id: TaskId) {
    let told = use_context::<FrameData>().map(|data| data.news);
    Effect::new(move |before: Option<Option<i64>>| {
        let now = told.and_then(|told| told.with(|news| news.unread));
        // To read is told too, with a smaller number.
        if before.is_some_and(|before| before < now) && !document().hidden() {
            leptos::task::spawn_local(crate::inbox::mark_as_read(open.workspace(), task_id));
        }
        now
    });
}

#[component]
fn Panel(open: OpenTask) -> impl IntoView {
    if open.with(|task| task.news) {
        Effect::new(move |_| {
            let task_id = open.with(|task| task.card.id);
            leptos::task::spawn_local(crate::inbox::mark_as_read(open.workspace(), task_id));
        });
    }
    let task_id = open.with(|task| task.card.id);
    read_what_comes(open, task_id);
    let can_edit = open.with(|task| task.can.edit);
    let shelf = Shelf::new(open.workspace(), task_id, can_edit, Callback::new(move |()| open.reload()));
    let state = open.state;
    let seen = state.touched.with_untracked(|(count, _)| *count);
    // Somebody changed the task that is open: show it as it is now.
    Effect::new(move |_| {
        if state.touched.with(|(count, tasks)| *count > seen && tasks.contains(&task_id)) {
            open.reload();
        }
    });
    let can_comment = Memo::new(move |_| open.watch(|task| task.can.comment));
    // What comes first is there a frame sooner.
    let whole = RwSignal::new(!is_awake());
    if !whole.get_untracked() {
        after_frame(move || {
            whole.try_set(true);
        });
    }
    // A title that somebody is writing stays while other things change.
    let title = Memo::new(move |_| open.watch(|task| (task.card.title.clone(), task.can.edit)));
    view! {
        <div
            class="open"
            class:receiving=move || shelf.over.get()
            on:dragover=move |event| files::drag_over(shelf, &event)
            on:dragleave=move |event| files::drag_out(shelf, &event)
            on:drop=move |event| files::dropped(shelf, &event)
            on:paste=move |event| files::pasted(shelf, &event)
        >
            <Head open=open/>
            <div class="body">
                <article class="task">
                    {move || { open.follow(); view! { <Archived open=open/> <PartOf open=open/> } }}
                    {move || { title.track(); view! { <TaskTitle open=open/> } }}
                    {move || { open.follow(); view! { <Properties open=open/> } }}
                    {move || whole.get().then(|| view! {
                        <CustomFields open=open/>
                        <Description open=open/>
                        <Parts open=open/>
                        {move || { open.follow(); view! { <FilesSection shelf=shelf files=open.with(|task| task.attachments.clone())/> } }}
                        <section>
                            <h2 class="section-title">"Comments and history"</h2>
                            <Stream open=open/>
                        </section>
                    })}
                </article>
            </div>
            <Show when=move || whole.get() && can_comment.get()><footer><WriteComment open=open/></footer></Show>
        </div>
    }
}

/// What a task is made of. What it has none of is only a button, after all that there is.
#[component]
fn Parts(open: OpenTask) -> impl IntoView {
    let [checklist, subtasks, relations, time] = [(); 4].map(|()| RwSignal::new(false));
    let can_edit = Memo::new(move |_| open.watch(|task| task.can.edit));
    let has_subtasks = Memo::new(move |_| open.watch(|task| !task.subtask_list.is_empty()));
    let has_relations = Memo::new(move |_| open.watch(|task| !task.relations.is_empty()));
    let can_keep = Memo::new(move |_| open.watch(|task| task.can.save_template));
    let has_time = Memo::new(move |_| open.watch(|task| !task.time.entries.is_empty()));
    let has_items = Memo::new(move |_| open.watch(|task| !task.checklist_items.is_empty()));
    view! {
        <Subtasks open=open wanted=subtasks/>
        <Checklist open=open wanted=checklist/>
        <Relations open=open wanted=relations/>
        <Pages open=open/>
        <TimeSection open=open wanted=time/>
        <Show when=move || can_edit.get()>
            <div class="more-parts needs-script">
                <Show when=move || !subtasks.get() && !has_subtasks.get()>
                    <button class="button quiet small" type="button" on:click=move |_| subtasks.set(true)>
                        <Icon name=IconName::ListTree/>"Subtasks"
                    </button>
                </Show>
                <Show when=move || !checklist.get() && !has_items.get()>
                    <button class="button quiet small" type="button" on:click=move |_| checklist.set(true)>
                        <Icon name=IconName::SquareCheck/>"Checklist"
                    </button>
                </Show>
                <Show when=move || !relations.get() && !has_relations.get()>
                    <button class="button quiet small" type="button" on:click=move |_| relations.set(true)>
                        <Icon name=IconName::Link/>"Relation"
                    </button>
                </Show>
                <Show when=move || !time.get() && !has_time.get()>
                    <button class="button quiet small" type="button" on:click=move |_| time.set(true)>
                        <Icon name=IconName::Timer/>"Time"
                    </button>
                </Show>
                <Show when=move || can_keep.get()><SaveAsTemplate open=open/></Show>
            </div>
        </Show>
    }
}

#[component]
fn Head(open: OpenTask) -> impl IntoView {
    let (key, task_id) = open.with(|task| (task.key.clone(), task.card.id));
    let project = open.state.board.with_untracked(|board| board.project.name.clone());
    let can_edit = Memo::new(move |_| open.watch(|task| task.can.edit));
    let put_aside = move |_| {
        open.state.history.carry_out(async move {
            archive(open.state, task_id).await;
            open.reload();
        });
    };
    view! {
        <header>
            <span class="key">{key}</span>
            " in "
            <a href=board_address(open.state)>{project}</a>
            <div class="row push">
                <TimerButton open=open/>
                {move || { open.follow(); view! { <WatchButton open=open/> } }}
                {move || can_edit.get().then(|| view! {
                    <button
                        class="button quiet small icon-only needs-script"
                        type="button"
                        aria-label="Archive"
                        data-tip="Archive"
                        on:click=put_aside
                    >
                        <Icon name=IconName::Archive/>
                    </button>
                })}
                <IconLink href=board_address(open.state) icon=IconName::X label="Close" size=ButtonSize::Small/>
            </div>
        </header>
    }
}

#[component]
fn Archived(open: OpenTask) -> impl IntoView {
    let (task_id, archived) = open.with(|task| (task.card.id, task.archived));
    let restore = move |_| {
        let workspace = open.workspace();
        leptos::task::spawn_local(async move {
            match restore_task(workspace, task_id).await {
                Ok(card) => open.state.put(card),
                Err(failure) => open.state.toasts.error(failure.to_string()),
            }
            open.reload();
        });
    };
    archived.then(|| {
        view! {
            <p class="notice warning" role="status">
                <Icon name=IconName::Archive/>
                <span>"This task is archived. " <button class="link-button needs-script" type="button" on:click=restore>"Restore it"</button></span>
            </p>
        }
    })
}
