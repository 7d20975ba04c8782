//! A file becomes tasks, in four steps: choose it, match its columns, try, bring it in.

mod api;
mod choose;
mod file;
mod mapping;
mod run;
mod try_out;

use crate::{
    boards::api::load_board,
    frame::{Excuse, Frame, use_workspace},
    importing::PastImports,
    ui::{Crumb, EmptyState, IconName, RowsSkeleton, Steps},
    wire::load,
};
use atrium::{
    boards::import::{ImportView, Preview},
    ids::{ImportId, ProjectId},
};
use choose::ChooseFile;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use mapping::MatchColumns;
use run::Run;
use try_out::TryOut;

/// How far the import on the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    File,
    Match,
    Try,
    Run,
}

/// The import on the screen.
#[derive(Clone, Copy)]
pub struct Desk {
    pub workspace: StoredValue<String>,
    pub project: ProjectId,
    /// Where the board is.
    pub board: StoredValue<String>,
    pub step: RwSignal<Step>,
    /// Name and text of the file.
    pub file: RwSignal<Option<(String, String)>>,
    pub preview: RwSignal<Option<Preview>>,
    pub running: RwSignal<Option<ImportId>>,
    pub error: RwSignal<Option<String>>,
    pub busy: RwSignal<bool>,
}

#[component]
pub fn ImportPage() -> impl IntoView {
    let workspace = use_workspace();
    let key = use_params_map().with_untracked(|params| params.get("project")).unwrap_or_default();
    let base = format!("/w/{workspace}/p/{key}");
    let crumbs =
        vec![Crumb::new("Projects", format!("/w/{workspace}/projects")), Crumb::new(key.clone(), base.clone())];
    let slug = workspace.clone();
    let found = load(
        move || (slug.clone(), key.clone()),
        |(workspace, key)| async move {
            let board = load_board(workspace.clone(), key).await?;
            let past = api::load_imports(workspace, board.project.id).await?;
            Ok::<_, crate::failure::Failure>((board.project, board.can.import, past))
        },
    );
    view! {
        <Frame title="Import" crumbs=crumbs>
            <div class="page">
                <header><h1>"Import"</h1><p>"Tasks from Trello, Jira, another Atrium or any table. Nothing changes before the last step, and you can take it back."</p></header>
                <Suspense fallback=|| view! { <RowsSkeleton/> }>
                    {move || {
                        let (workspace, base) = (workspace.clone(), base.clone());
                        Suspend::new(async move {
                            match found.await {
                                Ok((project, true, past)) => view! { <FourSteps workspace=workspace project=project.id board=base past=past/> }.into_any(),
                                Ok(_) => view! {
                                    <EmptyState icon=IconName::FileSpreadsheet title="Importing is not open to you here" sentence="Somebody who may edit this project can bring in a file."/>
                                }.into_any(),
                                Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                            }
                        })
                    }}
                </Suspense>
            </div>
        </Frame>
    }
}

#[component]
fn FourSteps(workspace: String, project: ProjectId, board: String, past: Vec<ImportView>) -> impl IntoView {
    let desk = Desk {
        workspace: StoredValue::new(workspace),
        project,
        board: StoredValue::new(board),
        step: RwSignal::new(Step::File),
        file: RwSignal::new(None),
        preview: RwSignal::new(None),
        running: RwSignal::new(None),
        error: RwSignal::new(None),
        busy: RwSignal::new(false),
    };
    let at = Signal::derive(move || desk.step.get() as usize);
    view! {
        <Steps names=&["File", "Match", "Try", "Bring in"] at=at/>
        <crate::ui::FormError error=desk.error/>
        {move || match desk.step.get() {
            Step::File => view! { <ChooseFile desk=desk/> }.into_any(),
            Step::Match => view! { <MatchColumns desk=desk/> }.into_any(),
            Step::Try => view! { <TryOut desk=desk/> }.into_any(),
            Step::Run => view! { <Run desk=desk/> }.into_any(),
        }}
        <PastImports title="Earlier imports" workspace=desk.workspace.get_value() past=past/>
    }
}
