use super::{
    Desk,
    api::{UndoPageImport, load_page_import},
    look::FileProblems,
};
use crate::{
    failure::Failure,
    importing::{Import, Undo, count, watch},
    ui::{Button, ButtonKind, IconName, LinkButton, Notice, NoticeKind, Progress, RowsSkeleton},
    wiki::address,
};
use atrium::{boards::import::ImportState, ids::PageImportId, wiki::import::PageImportView};
use leptos::prelude::*;

/// The last step: the import at work, and what came of it.
#[component]
pub fn Run(desk: Desk) -> impl IntoView {
    let state = watch::<PageImportView>(desk.workspace.get_value(), desk.running.get_untracked(), desk.error);
    let over = Memo::new(move |_| state.with(|state| state.as_ref().is_some_and(|view| view.state.is_over())));
    let files = Memo::new(move |_| {
        state.with(|state| {
            state.as_ref().is_some_and(|view| {
                !view.state.is_over() && view.pages_total > 0 && view.pages_done == view.pages_total
            })
        })
    });
    let begun = Memo::new(move |_| state.with(Option::is_some));
    view! {
        <div class="stack">
            <Show when=move || begun.get() fallback=|| view! { <RowsSkeleton rows=2/> }>
                <Progress what="Bringing in pages" done=count(state, |view| view.pages_done) of=count(state, |view| view.pages_total)/>
            </Show>
            <p class="muted" role="status">{move || files.get().then_some("The pages are there. Their pictures and files come now.")}</p>
            {move || over.get().then(|| state.get().map(|view| view! { <Outcome desk=desk view=view state=state/> }))}
        </div>
    }
}

fn pages(count: i32) -> String {
    if count == 1 { "1 page".to_owned() } else { format!("{count} pages") }
}

#[component]
fn Outcome(desk: Desk, view: PageImportView, state: RwSignal<Option<PageImportView>>) -> impl IntoView {
    let (kind, sentence) = match view.state {
        ImportState::Undone => {
            (NoticeKind::Information, "The import is taken back: its pages are in the trash.".to_owned())
        }
        ImportState::Failed => (NoticeKind::Error, format!("The import broke off after {}.", pages(view.pages_done))),
        _ => {
            let space = view.space.as_ref().map_or_else(String::new, |space| format!(" in {}", space.name));
            let verb = if view.pages_done == 1 { "is" } else { "are" };
            (NoticeKind::Success, format!("{} {verb} now{space}.", pages(view.pages_done)))
        }
    };
    let workspace = desk.workspace.get_value();
    let first = view.first.as_ref().map(|page| address::page(&workspace, page.number, &page.title));
    let space = view.space.as_ref().map(|space| address::space(&workspace, &space.slug));
    view! {
        <Notice kind=kind sentence=sentence/>
        <div class="row">
            {space.map(|href| view! { <LinkButton href=href kind=ButtonKind::Primary>"Go to the space"</LinkButton> })}
            {first.map(|href| view! { <LinkButton href=href>"Read the first page"</LinkButton> })}
            <Button on:click=move |_| desk.again()>"Import more"</Button>
            {view.can_undo.then(|| view! { <Undo workspace=workspace.clone() import=view.clone() done=move |fresh| state.set(Some(fresh))/> })}
        </div>
        {(view.problem_count > 0).then(|| view! { <FileProblems problems=view.problems.clone() count=view.problem_count/> })}
    }
}

impl Import for PageImportView {
    type Id = PageImportId;
    type Undo = UndoPageImport;
    const ICON: IconName = IconName::Upload;

    fn id(&self) -> PageImportId {
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
        let space = self.space.as_ref().map_or_else(String::new, |space| format!(" \u{b7} {}", space.name));
        format!("{}{space} \u{b7} {}", pages(self.pages_done), self.started.text)
    }

    fn before_undo(&self) -> String {
        let left = pages(self.left);
        format!("{left} from {} go to the trash, with all that was put below them since.", self.source)
    }

    async fn load(workspace: String, id: PageImportId) -> Result<Self, Failure> {
        load_page_import(workspace, id).await
    }
}
