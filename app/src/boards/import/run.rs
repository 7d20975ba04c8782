use super::{
    Desk, Step,
    api::{UndoImport, load_import},
    try_out::BrokenRows,
};
use crate::{
    boards::pause::pause,
    form::{Action, ActionForm, after},
    ui::{
        Button, ButtonKind, ButtonSize, Chip, FormError, Icon, IconName, LinkButton, Notice, NoticeKind, Progress,
        RowsSkeleton,
    },
    workspace::Confirm,
};
use atrium::boards::import::{ImportState, ImportView};
use leptos::{prelude::*, task::spawn_local};

/// How long between two looks, in milliseconds.
const BETWEEN: i32 = 400;

/// The last step: the import at work, and what came of it.
#[component]
pub fn Run(desk: Desk) -> impl IntoView {
    let state = RwSignal::new(None::<ImportView>);
    let alive = StoredValue::new(true);
    on_cleanup(move || alive.set_value(false));
    Effect::new(move |_| spawn_local(watch(desk, state, alive)));
    let count = move |of: fn(&ImportView) -> i32| {
        Signal::derive(move || {
            state.with(|state| state.as_ref().map_or(0, |view| u32::try_from(of(view)).unwrap_or_default()))
        })
    };
    let over = Memo::new(move |_| state.with(|state| state.as_ref().is_some_and(|view| view.state.is_over())));
    let begun = Memo::new(move |_| state.with(Option::is_some));
    view! {
        <div class="stack">
            <Show when=move || begun.get() fallback=|| view! { <RowsSkeleton rows=2/> }>
                <Progress what="Bringing in tasks" done=count(|view| view.rows_done) of=count(|view| view.rows_total)/>
            </Show>
            {move || over.get().then(|| state.get().map(|view| view! { <Outcome desk=desk view=view state=state/> }))}
        </div>
    }
}

async fn watch(desk: Desk, state: RwSignal<Option<ImportView>>, alive: StoredValue<bool>) {
    let Some(id) = desk.running.get_untracked() else { return };
    while alive.try_get_value() == Some(true) {
        match load_import(desk.workspace.get_value(), id).await {
            Ok(view) => {
                let over = view.state.is_over();
                state.try_set(Some(view));
                if over {
                    return;
                }
            }
            Err(failure) => {
                desk.error.try_set(Some(failure.to_string()));
                return;
            }
        }
        pause(BETWEEN).await;
    }
}

#[component]
fn Outcome(desk: Desk, view: ImportView, state: RwSignal<Option<ImportView>>) -> impl IntoView {
    let (kind, sentence) = match view.state {
        ImportState::Undone => (
            NoticeKind::Information,
            format!("The import is taken back. {} tasks that were changed since stay.", view.left),
        ),
        ImportState::Failed => (NoticeKind::Error, "Nothing was brought in.".to_owned()),
        _ if view.skipped > 0 => (
            NoticeKind::Success,
            format!("{} tasks are brought in. {} were here already and stay as they are.", view.made, view.skipped),
        ),
        _ => (NoticeKind::Success, format!("{} tasks are brought in.", view.made)),
    };
    view! {
        <Notice kind=kind sentence=sentence/>
        {(view.problem_count > 0).then(|| view! { <BrokenRows problems=view.problems.clone() count=view.problem_count/> })}
        <div class="row">
            <LinkButton href=desk.board.get_value() kind=ButtonKind::Primary>"Go to the board"</LinkButton>
            <Button on:click=move |_| desk.step.set(Step::File)>"Import another file"</Button>
            {view.can_undo.then(|| view! { <Undo desk=desk view=view.clone() done=move |fresh| state.set(Some(fresh))/> })}
        </div>
    }
}

/// Takes an import back, after asking.
#[component]
fn Undo(desk: Desk, view: ImportView, done: impl Fn(ImportView) + Send + Sync + 'static) -> impl IntoView {
    let action = Action::<UndoImport>::new();
    let answer = crate::form::Answer::of(action);
    let open = RwSignal::new(false);
    after(action, move |fresh: &ImportView| {
        open.set(false);
        done(fresh.clone());
    });
    view! {
        <Button size=ButtonSize::Usual icon=IconName::Undo2 on:click=move |_| open.set(true)>"Undo"</Button>
        <Confirm
            id=format!("undo-{}", view.id)
            title="Take this import back?"
            sentence=format!("{} tasks from {} leave the board. What somebody changed since stays.", view.left, view.source)
            open=open
        >
            <ActionForm action=action>
                <FormError error=answer.form()/>
                <input type="hidden" name="workspace" value=desk.workspace.get_value()/>
                <input type="hidden" name="id" value=view.id.to_string()/>
                <Button kind=ButtonKind::Danger submit=true busy=action.pending()>"Take it back"</Button>
            </ActionForm>
        </Confirm>
    }
}

/// What was imported into this project before.
#[component]
pub fn PastImports(desk: Desk, past: Vec<ImportView>) -> impl IntoView {
    if past.is_empty() {
        return ().into_any();
    }
    let past = past.into_iter().map(|view| view! { <PastImport desk=desk view=view/> }).collect_view();
    view! { <section class="stack"><h2>"Earlier imports"</h2><ul class="list">{past}</ul></section> }.into_any()
}

#[component]
fn PastImport(desk: Desk, view: ImportView) -> impl IntoView {
    let now = RwSignal::new(view);
    let state = move || match now.with(|view| view.state) {
        ImportState::Waiting | ImportState::Running => "At work",
        ImportState::Done => "Done",
        ImportState::Failed => "Failed",
        ImportState::Undone => "Taken back",
    };
    let about =
        move || now.with(|view| format!("{} tasks \u{b7} {} \u{b7} {}", view.made, view.started_by, view.started.text));
    view! {
        <li>
            <Icon name=IconName::FileSpreadsheet/>
            <div class="what"><span>{now.get_untracked().source}</span><small>{about}</small></div>
            <span class="aside">{move || view! { <Chip text=state()/> }}</span>
            {move || {
                let view = now.get();
                view.can_undo.then(|| view! { <Undo desk=desk view=view done=move |fresh| now.set(fresh)/> })
            }}
        </li>
    }
    .into_any()
}
