use super::{card::CardView, column_menu::ColumnMenu, new_card::NewCard, state::BoardState};
use crate::ui::{Icon, IconName, after_frame, each};
use atrium::ids::{ColumnId, TaskId};
use leptos::{html, prelude::*};

/// Cards that a column shows at first: a screen of them and some to scroll into.
const FIRST: usize = 15;
/// The end of a column is near when it is no further below what is seen.
const NEAR_PX: i32 = 900;
/// How many more it shows when asked to.
const MANY: usize = 30;

/// A new task without a script: one line, which the server reads.
#[component]
fn PlainForm(column_id: ColumnId, state: BoardState) -> impl IntoView {
    let project_id = state.board.with_untracked(|board| board.project.id);
    view! {
        <form class="new-card" method="post" action="/api/fn/boards/api/quick_add">
            <input type="hidden" name="workspace" value=state.workspace.get_value()/>
            <input type="hidden" name="project_id" value=project_id.to_string()/>
            <input type="hidden" name="column_id" value=column_id.to_string()/>
            <input name="text" required=true aria-label="A new task" placeholder="Such as: Fix the till Friday @anna"/>
            <button class="button small" type="submit">"Add"</button>
        </form>
    }
}

#[component]
pub fn ColumnView(column_id: ColumnId, state: BoardState) -> impl IntoView {
    let tasks = state.in_column(column_id);
    let column = Memo::new(move |_| {
        state.board.with(|board| board.columns.iter().find(|column| column.id == column_id).cloned())
    });
    let done = Signal::derive(move || column.with(|column| column.as_ref().is_some_and(|column| column.done)));
    let count = move || tasks.with(Vec::len);
    let shown = RwSignal::new(FIRST);
    let visible = Memo::new(move |_| {
        tasks.with(|tasks| tasks.iter().take(shown.get()).map(|id| state.drawn_as(*id)).collect::<Vec<_>>())
    });
    let writing = RwSignal::new(false);
    let list = NodeRef::<html::Ol>::new();
    let more = grow(list, shown, tasks);
    // A tall screen, or a filter that is taken away, has room for more than there is.
    Effect::new(move |_| {
        shown.track();
        tasks.track();
        more();
    });
    let can_edit = state.board.with_untracked(|board| board.can.edit_tasks);
    view! {
        <section class="column" data-column=column_id.to_string() aria-labelledby=format!("column-{column_id}")>
            <ColumnHead column_id=column_id state=state writing=writing/>
            <ol class="cards" data-column=column_id.to_string() node_ref=list on:scroll=move |_| more()>
                {each(
                    move || visible.get(),
                    move |task_id| view! { <CardView task_id=task_id state=state done=done/> }.into_any(),
                )}
                {move || (shown.get() < count()).then(|| view! {
                    <li class="rest">
                        <button class="button quiet" type="button" on:click=move |_| shown.update(|shown| *shown += MANY)>
                            {move || format!("{} more", count().saturating_sub(shown.get()))}
                        </button>
                    </li>
                })}
                {move || writing.get().then(|| view! { <NewCard column_id=column_id state=state writing=writing/> })}
            </ol>
            {can_edit.then(|| view! {
                <footer class="needs-script" hidden=move || writing.get()>
                    <button class="button quiet" type="button" on:click=move |_| writing.set(true)>
                        <Icon name=IconName::Plus/>"Add a task"
                    </button>
                </footer>
                <noscript><PlainForm column_id=column_id state=state/></noscript>
            })}
        </section>
    }
}

/// Has a column show one card more after the next frame if its end is near then. One, because that is what a phone draws
/// without missing a frame.
fn grow(
    list: NodeRef<html::Ol>,
    shown: RwSignal<usize>,
    tasks: Memo<Vec<TaskId>>,
) -> impl Fn() + Copy + Send + Sync + 'static {
    let waiting = StoredValue::new(false);
    let look = move || {
        waiting.try_set_value(false);
        let near_end = list
            .try_get_untracked()
            .flatten()
            .is_some_and(|list| list.scroll_top() + list.client_height() > list.scroll_height() - NEAR_PX);
        if near_end && shown.get_untracked() < tasks.with_untracked(Vec::len) {
            shown.update(|shown| *shown += 1);
        }
    };
    move || {
        if !waiting.get_value() {
            waiting.set_value(true);
            after_frame(look);
        }
    }
}

/// What a column is called, how full it is, and what can be done to it. With `writing` it has a button that adds a task.
#[component]
pub fn ColumnHead(
    column_id: ColumnId,
    state: BoardState,
    #[prop(optional)] writing: Option<RwSignal<bool>>,
) -> impl IntoView {
    let tasks = state.in_column(column_id);
    let column = Memo::new(move |_| {
        state.board.with(|board| board.columns.iter().find(|column| column.id == column_id).cloned())
    });
    let name = move || column.with(|column| column.as_ref().map(|column| column.name.clone()).unwrap_or_default());
    let limit = move || column.with(|column| column.as_ref().and_then(|column| column.task_limit));
    let count = move || tasks.with(Vec::len);
    let full = move || limit().is_some_and(|limit| usize::try_from(limit).is_ok_and(|limit| count() > limit));
    let can = state.board.with_untracked(|board| board.can);
    view! {
        <header>
            <h2 id=format!("column-{column_id}")>{name}</h2>
            <span class="count" class:full=full>
                {move || limit().map_or_else(|| count().to_string(), |limit| format!("{} / {limit}", count()))}
            </span>
            {move || full().then(|| view! { <span class="over-limit">"Over its limit"</span> })}
            {can.edit_tasks.then(|| view! {
                <div class="actions">
                    {writing.map(|writing| view! {
                        <button
                            class="button quiet small icon-only needs-script"
                            type="button"
                            aria-label=move || format!("Add a task to {}", name())
                            on:click=move |_| writing.set(true)
                        >
                            <Icon name=IconName::Plus/>
                        </button>
                    })}
                    {can.manage_columns.then(|| view! { <ColumnMenu column=column state=state/> })}
                </div>
            })}
        </header>
    }
}
