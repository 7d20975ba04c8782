use super::{
    Desk, Step,
    api::{UndoImport, load_import},
    try_out::BrokenRows,
};
use crate::{
    failure::Failure,
    importing::{Import, Undo, count, watch},
    ui::{Button, ButtonKind, IconName, LinkButton, Notice, NoticeKind, Progress, RowsSkeleton},
};
use atrium::{
    boards::import::{ImportState, ImportView},
    ids::ImportId,
};
use leptos::prelude::*;

/// The last step: the import at work, and what came of it.
#[component]
pub fn Run(desk: Desk) -> impl IntoView {
    let state = watch::<ImportView>(desk.workspace.get_value(), desk.running.get_untracked(), desk.error);
    let over = Memo::new(move |_| state.with(|state| state.as_ref().is_some_and(|view| view.state.is_over())));
    let begun = Memo::new(move |_| state.with(Option::is_some));
    view! {
        <div class="stack">
            <Show when=move || begun.get() fallback=|| view! { <RowsSkeleton rows=2/> }>
                <Progress what="Bringing in tasks" done=count(state, |view| view.rows_done) of=count(state, |view| view.rows_total)/>
            </Show>
            {move || over.get().then(|| state.get().map(|view| view! { <Outcome desk=desk view=view state=state/> }))}
        </div>
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
            {view.can_undo.then(|| view! { <Undo workspace=desk.workspace.get_value() import=view.clone() done=move |fresh| state.set(Some(fresh))/> })}
        </div>
    }
}

impl Import for ImportView {
    type Id = ImportId;
    type Undo = UndoImport;
    const ICON: IconName = IconName::FileSpreadsheet;

    fn id(&self) -> ImportId {
        self.id
    }

    fn state(&self) -> ImportState {
        self.state
    }

    fn can_undo(&self) -> bool {
        self.can_undo
    }

    fn source(&self) -> String {
        self.source.clone()
    }

    fn about(&self) -> String {
        format!("{} tasks \u{b7} {} \u{b7} {}", self.made, self.started_by, self.started.text)
    }

    fn before_undo(&self) -> String {
        format!("{} tasks from {} leave the board. What somebody changed since stays.", self.left, self.source)
    }

    async fn load(workspace: String, id: ImportId) -> Result<Self, Failure> {
        load_import(workspace, id).await
    }
}
