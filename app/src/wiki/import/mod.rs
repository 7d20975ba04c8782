//! Files become pages, in three steps: choose them, look at what they would become, bring them in.

mod api;
mod choose;
mod files;
mod look;
mod run;

use crate::{
    frame::{Excuse, Frame, use_workspace},
    importing::PastImports,
    routes::use_query,
    ui::{Crumb, EmptyState, FormError, IconName, RowsSkeleton, Steps, focus_soon},
    wire::load,
};
use api::{ImportDesk, OpenSpace, load_page_imports};
use atrium::{ids::PageImportId, wiki::import::PagePreview};
use choose::ChooseFiles;
use files::Chosen;
use leptos::prelude::*;
use look::Look;
use run::Run;

/// How far the import on the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Choose,
    Look,
    Run,
}

const STEPS: [&str; 3] = ["Files", "Look", "Bring in"];

/// The import on the screen.
#[derive(Clone, Copy)]
struct Desk {
    workspace: StoredValue<String>,
    spaces: StoredValue<Vec<OpenSpace>>,
    can_create_space: bool,
    /// The space from which somebody came here, by its slug.
    from: StoredValue<Option<String>>,
    step: RwSignal<Step>,
    chosen: RwSignal<Option<Chosen>, LocalStorage>,
    preview: RwSignal<Option<PagePreview>>,
    running: RwSignal<Option<PageImportId>>,
    error: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    /// What was asked for last, and its key.
    tried: StoredValue<Option<(String, String)>>,
}

impl Desk {
    fn again(self) {
        self.error.set(None);
        self.step.set(Step::Choose);
    }
}

#[component]
pub fn ImportPagesPage() -> impl IntoView {
    let workspace = use_workspace();
    let from = use_query().with_untracked(|query| query.get("space"));
    let crumbs = vec![Crumb::new("Wiki", format!("/w/{workspace}/wiki"))];
    let slug = workspace.clone();
    let found = load(move || slug.clone(), load_page_imports);
    view! {
        <Frame title="Import pages" crumbs=crumbs>
            <div class="page">
                <header>
                    <h1>"Import pages"</h1>
                    <p>"Markdown, HTML, a book, or what Notion and Confluence export. Nothing changes before the last step, and you can take it back."</p>
                </header>
                <Suspense fallback=|| view! { <RowsSkeleton/> }>
                    {move || {
                        let (workspace, from) = (workspace.clone(), from.clone());
                        Suspend::new(async move {
                            match found.await {
                                Ok(desk) if desk.can_create_space || !desk.spaces.is_empty() => {
                                    view! { <ThreeSteps workspace=workspace from=from desk=desk/> }.into_any()
                                }
                                Ok(_) => view! {
                                    <EmptyState icon=IconName::Upload title="Importing is not open to you here" sentence="Somebody who may write in a space can bring in pages."/>
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
fn ThreeSteps(workspace: String, from: Option<String>, desk: ImportDesk) -> impl IntoView {
    let ImportDesk { spaces, can_create_space, past } = desk;
    let desk = Desk {
        workspace: StoredValue::new(workspace),
        spaces: StoredValue::new(spaces),
        can_create_space,
        from: StoredValue::new(from),
        step: RwSignal::new(Step::Choose),
        chosen: RwSignal::new_local(None),
        preview: RwSignal::new(None),
        running: RwSignal::new(None),
        error: RwSignal::new(None),
        busy: RwSignal::new(false),
        tried: StoredValue::new(None),
    };
    // What had the focus is gone with its step.
    Effect::new(move |before: Option<Step>| {
        let now = desk.step.get();
        if before.is_some_and(|before| before != now) {
            focus_soon(".import-step".to_owned());
        }
        now
    });
    let at = Signal::derive(move || desk.step.get() as usize);
    view! {
        <Steps names=&STEPS at=at/>
        <FormError error=desk.error/>
        <section class="import-step" tabindex="-1" aria-label=move || STEPS[at.get()]>
            {move || match desk.step.get() {
                Step::Choose => view! { <ChooseFiles desk=desk/> }.into_any(),
                Step::Look => view! { <Look desk=desk/> }.into_any(),
                Step::Run => view! { <Run desk=desk/> }.into_any(),
            }}
        </section>
        <PastImports title="Your earlier imports" workspace=desk.workspace.get_value() past=past/>
    }
}
