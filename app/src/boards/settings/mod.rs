//! A project beside its board: what it is called, who else sees it, and what was put aside.

mod archived_tasks;
mod export;
mod fields;
mod guests;
mod project;

use super::{
    api::load_project_settings,
    calendar::{CalendarDesk, CalendarSection},
    share::{ShareDesk, ShareSection},
    templates::TemplateSection,
};
use crate::{
    form::Fresh,
    frame::{Excuse, Frame, use_workspace},
    ui::{Crumb, RowsSkeleton},
    wire::load,
};
use archived_tasks::ArchivedTasks;
use atrium::{boards::project::ProjectSettings, ids::ProjectId};
pub use export::ExportFiles;
use export::ExportSection;
use fields::Fields;
use guests::Guests;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use project::{Archiving, Naming};

/// What every part of the page needs.
#[derive(Clone, Copy)]
struct Desk {
    workspace: StoredValue<String>,
    project_id: ProjectId,
    fresh: Fresh,
}

#[component]
pub fn ProjectSettingsPage() -> impl IntoView {
    let fresh = Fresh::new();
    let workspace = use_workspace();
    let key = use_params_map().with_untracked(|params| params.get("project")).unwrap_or_default();
    let crumbs = vec![
        Crumb::new("Projects", format!("/w/{workspace}/projects")),
        Crumb::new(key.clone(), format!("/w/{workspace}/p/{key}")),
    ];
    let calendar = CalendarDesk::of_project(workspace.clone(), key.clone());
    let share = ShareDesk::of_project(workspace.clone(), key.clone());
    let slug = workspace.clone();
    let settings = load(
        move || (slug.clone(), key.clone(), fresh.get()),
        |(workspace, key, _)| load_project_settings(workspace, key),
    );
    view! {
        <Frame title="Project settings" crumbs=crumbs>
            <Transition fallback=|| view! { <RowsSkeleton/> }>
                {move || {
                    let workspace = workspace.clone();
                    Suspend::new(async move {
                        match settings.await {
                            Ok(settings) => view! { <Sections workspace=workspace settings=settings calendar=calendar share=share fresh=fresh/> }.into_any(),
                            Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                        }
                    })
                }}
            </Transition>
        </Frame>
    }
}

#[component]
fn Sections(
    workspace: String,
    settings: ProjectSettings,
    calendar: CalendarDesk,
    share: ShareDesk,
    fresh: Fresh,
) -> impl IntoView {
    let ProjectSettings { project, can, fields, guests, archived_tasks, archived_count, templates } = settings;
    let board = format!("/w/{workspace}/p/{}", project.key);
    let (slug, name) = (workspace.clone(), project.name.clone());
    let publish = can.publish && !project.archived;
    let subject = Some((workspace.clone(), project.id));
    let desk = Desk { workspace: StoredValue::new(workspace), project_id: project.id, fresh };
    let archived = project.archived;
    let key = project.key.clone();
    view! {
        <div class="settings alone">
            <div class="content">
                <header>
                    <h1>{project.name.clone()}</h1>
                    <p>{format!("Its tasks are called {key}-1, {key}-2 and so on. ")}<a href=board.clone()>"Open the board"</a></p>
                </header>
                {archived.then(|| view! { <Archiving desk=desk archived=true can=can.archive/> })}
                <Naming desk=desk project=project can=can.edit/>
                {can.edit.then(|| view! { <Fields desk=desk fields=fields/> })}
                {can.share.then(|| view! { <Guests desk=desk guests=guests/> })}
                {publish.then(|| view! { <ShareSection desk=share workspace=slug project_id=desk.project_id/> })}
                <ArchivedTasks desk=desk board=board key=key tasks=archived_tasks count=archived_count can=can.restore_tasks/>
                {(!archived).then(|| view! { <CalendarSection desk=calendar subject=subject/> })}
                {can.save_template.then(|| view! {
                    <TemplateSection workspace=desk.workspace.get_value() project_id=desk.project_id name=name templates=templates fresh=fresh/>
                })}
                {can.export.then(|| view! { <ExportSection desk=desk/> })}
                {(!archived && can.archive).then(|| view! { <Archiving desk=desk archived=false can=true/> })}
            </div>
        </div>
    }
}
