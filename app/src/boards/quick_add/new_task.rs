use super::{
    super::api,
    field::{Line, QuickField, Submit},
    send::{Target, add, drafts, why},
};
use crate::{
    at_hand::{private, use_reach},
    boards::templates::FromTemplate,
    failure::Failure,
    frame::use_workspace,
    ui::{Button, ButtonKind, Dialog, RowsSkeleton, use_toasts},
    undo::{Act, Done, use_history},
    wire::load,
};
use atrium::boards::board::{Desk, DeskPlace, Vocabulary};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

/// A task from anywhere: one line, and where it goes. The place is remembered for the next one.
#[component]
pub fn NewTask() -> impl IntoView {
    let reach = use_reach();
    let open = RwSignal::new(true);
    Effect::new(move |_| {
        if !open.get() {
            reach.close();
        }
    });
    let workspace = use_workspace();
    let here = use_location()
        .pathname
        .get_untracked()
        .split("/p/")
        .nth(1)
        .and_then(|rest| rest.split('/').next())
        .map(str::to_owned);
    let (last_project, last_column) = remembered(&workspace);
    let project = RwSignal::new(here.unwrap_or(last_project));
    let text = RwSignal::new(String::new());
    let slug = StoredValue::new(workspace.clone());
    let desk = load(move || project.get(), move |project| api::load_desk(slug.get_value(), project));
    let first = StoredValue::new(true);
    view! {
        <Dialog id="new-task" title="New task" open=open>
            <Transition fallback=|| view! { <RowsSkeleton/> }>
                {move || {
                    let (workspace, last_column) = (workspace.clone(), last_column.clone());
                    Suspend::new(async move {
                        let focus = first.try_update_value(std::mem::take).unwrap_or(false);
                        match desk.await {
                            Ok(Desk { projects, place: Some(place) }) => view! {
                                <Write workspace=workspace projects=projects place=place project=project text=text open=open last_column=last_column focus=focus/>
                            }.into_any(),
                            Ok(_) => view! { <p>"There is no project here in which you can add tasks."</p> }.into_any(),
                            Err(Failure::Refused(atrium::Error::NotFound)) => view! { <p>"Open a workspace first, then add a task to it."</p> }.into_any(),
                            Err(failure) => view! { <p>{failure.to_string()}</p> }.into_any(),
                        }
                    })
                }}
            </Transition>
        </Dialog>
    }
}

#[component]
#[expect(clippy::too_many_arguments, reason = "a component's properties")]
fn Write(
    workspace: String,
    projects: Vec<atrium::boards::project::Project>,
    place: DeskPlace,
    project: RwSignal<String>,
    text: RwSignal<String>,
    open: RwSignal<bool>,
    last_column: String,
    focus: bool,
) -> impl IntoView {
    let DeskPlace { project_id, columns, vocabulary } = place;
    let key = projects.iter().find(|one| one.id == project_id).map(|one| one.key.clone()).unwrap_or_default();
    let first = columns.iter().find(|column| column.id.to_string() == last_column).or(columns.first());
    let column = RwSignal::new(first.map(|column| column.id));
    let vocabulary: Signal<Vocabulary> = Signal::stored(vocabulary);
    let line = Line::new(text, vocabulary);
    let busy = RwSignal::new(false);
    let (toasts, history, navigate) = (use_toasts(), use_history(), use_navigate());
    let slug = workspace.clone();
    let shown = key.clone();
    let submit = Callback::new(move |how: Submit| {
        let drafts = vocabulary.with_untracked(|names| drafts(&text.get_untracked(), names));
        let Some(column_id) = column.get_untracked().filter(|_| !drafts.is_empty() && !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        let (navigate, key) = (navigate.clone(), key.clone());
        let target = Target { workspace: workspace.clone(), project_id, column_id };
        history.carry_out(async move {
            let last = StoredValue::new(0);
            let (_, failure) = add(&target, &drafts, |card| {
                last.set_value(card.number);
                let done = Done::new(
                    &target.workspace,
                    format!("{key}-{} was added", card.number),
                    Act::Archive(card.id),
                    Act::Restore(card.id),
                );
                history.did(done);
            })
            .await;
            let number = last.get_value();
            // The window may be gone by now.
            let _ = busy.try_set(false);
            if let Some(failure) = failure {
                return toasts.error(why(&failure));
            }
            remember(&target.workspace, &key, &column_id.to_string());
            let _ = open.try_set(false);
            match how {
                Submit::AddAndOpen => {
                    navigate(&format!("/w/{}/p/{key}/{number}", target.workspace), NavigateOptions::default());
                }
                Submit::Add => history.offer(),
            }
        });
    });
    view! {
        <QuickField line=line label="Title of the new task" submit=submit focus=focus/>
        <div class="form"><div class="pair">
            <label class="field"><span>"Project"</span>
                <select on:change=move |event| project.set(event_target_value(&event))>
                    {projects.into_iter().map(|one| view! {
                        <option value=one.key.clone() selected=one.key == shown>{one.name}</option>
                    }).collect_view()}
                </select>
            </label>
            <label class="field"><span>"Column"</span>
                <select on:change=move |event| column.set(event_target_value(&event).parse().ok())>
                    {columns.into_iter().map(|one| view! {
                        <option value=one.id.to_string() selected=column.get_untracked() == Some(one.id)>{one.name}</option>
                    }).collect_view()}
                </select>
            </label>
        </div></div>
        <p class="muted">
            "A day, @somebody, #label and !priority are understood."
            <span class="wide-only">" Enter adds it, Shift and Enter opens it."</span>
        </p>
        <div class="actions">
            <Button on:click=move |_| submit.run(Submit::AddAndOpen)>"Add and open"</Button>
            <Button kind=ButtonKind::Primary busy=busy on:click=move |_| submit.run(Submit::Add)>"Add"</Button>
        </div>
        <FromTemplate workspace=slug project_id=project_id open=open/>
    }
}

/// The key of the project and the id of the column that the last task went to from here.
fn remembered(workspace: &str) -> (String, String) {
    let kept = private::kept(&format!("new-task:{workspace}")).unwrap_or_default();
    kept.split_once(' ').map_or_else(Default::default, |(key, column)| (key.to_owned(), column.to_owned()))
}

fn remember(workspace: &str, key: &str, column: &str) {
    private::keep(&format!("new-task:{workspace}"), &format!("{key} {column}"));
}
