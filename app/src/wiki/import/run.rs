use super::{
    Desk, Step,
    api::{UndoPageImport, load_page_import},
    look::FileProblems,
};
use crate::{
    boards::pause,
    form::{Action, ActionForm, Answer, after},
    ui::{Button, ButtonKind, Chip, FormError, Icon, IconName, LinkButton, Notice, NoticeKind, Progress, RowsSkeleton},
    wiki::address,
    workspace::Confirm,
};
use atrium::{boards::import::ImportState, wiki::import::PageImportView};
use leptos::{prelude::*, task::spawn_local};

/// How long between two looks, in milliseconds.
const BETWEEN: i32 = 500;

/// The last step: the import at work, and what came of it.
#[component]
pub fn Run(desk: Desk) -> impl IntoView {
    let state = RwSignal::new(None::<PageImportView>);
    let alive = StoredValue::new(true);
    on_cleanup(move || alive.set_value(false));
    Effect::new(move |_| spawn_local(watch(desk, state, alive)));
    let count = move |of: fn(&PageImportView) -> i32| {
        Signal::derive(move || {
            state.with(|state| state.as_ref().map_or(0, |view| u32::try_from(of(view)).unwrap_or_default()))
        })
    };
    let over = Memo::new(move |_| state.with(|state| state.as_ref().is_some_and(|view| view.state.is_over())));
    let begun = Memo::new(move |_| state.with(Option::is_some));
    view! {
        <div class="stack">
            <Show when=move || begun.get() fallback=|| view! { <RowsSkeleton rows=2/> }>
                <Progress what="Bringing in pages" done=count(|view| view.pages_done) of=count(|view| view.pages_total)/>
            </Show>
            {move || over.get().then(|| state.get().map(|view| view! { <Outcome desk=desk view=view state=state/> }))}
        </div>
    }
}

async fn watch(desk: Desk, state: RwSignal<Option<PageImportView>>, alive: StoredValue<bool>) {
    let Some(id) = desk.running.get_untracked() else { return };
    while alive.try_get_value() == Some(true) {
        match load_page_import(desk.workspace.get_value(), id).await {
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
            <Button on:click=move |_| desk.step.set(Step::Choose)>"Import more"</Button>
            {view.can_undo.then(|| view! { <Undo desk=desk view=view.clone() done=move |fresh| state.set(Some(fresh))/> })}
        </div>
        {(view.problem_count > 0).then(|| view! { <FileProblems problems=view.problems.clone() count=view.problem_count/> })}
    }
}

/// Takes an import back, after asking.
#[component]
fn Undo(desk: Desk, view: PageImportView, done: impl Fn(PageImportView) + Send + Sync + 'static) -> impl IntoView {
    let action = Action::<UndoPageImport>::new();
    let answer = Answer::of(action);
    let open = RwSignal::new(false);
    after(action, move |fresh: &PageImportView| {
        open.set(false);
        done(fresh.clone());
    });
    view! {
        <Button icon=IconName::Undo2 on:click=move |_| open.set(true)>"Undo"</Button>
        <Confirm
            id=format!("undo-{}", view.id)
            title="Take this import back?"
            sentence=format!("{} from {} go to the trash, with all that was put below them since.", pages(view.left), view.source)
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

/// What this person imported before.
#[component]
pub fn PastImports(desk: Desk, past: Vec<PageImportView>) -> impl IntoView {
    if past.is_empty() {
        return ().into_any();
    }
    let past = past.into_iter().map(|view| view! { <PastImport desk=desk view=view/> }).collect_view();
    view! { <section class="stack"><h2>"Your earlier imports"</h2><ul class="list">{past}</ul></section> }.into_any()
}

#[component]
fn PastImport(desk: Desk, view: PageImportView) -> impl IntoView {
    let now = RwSignal::new(view);
    let state = move || match now.with(|view| view.state) {
        ImportState::Waiting | ImportState::Running => "At work",
        ImportState::Done => "Done",
        ImportState::Failed => "Failed",
        ImportState::Undone => "Taken back",
    };
    let about = move || {
        now.with(|view| {
            let space = view.space.as_ref().map_or_else(String::new, |space| format!(" \u{b7} {}", space.name));
            format!("{}{space} \u{b7} {}", pages(view.pages_done), view.started.text)
        })
    };
    view! {
        <li>
            <Icon name=IconName::Upload/>
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
