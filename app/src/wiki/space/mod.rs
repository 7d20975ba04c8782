//! A space: its pages as a tree, what lies in its trash, and what it is called and who sees it.

mod settings;
mod trash;

use super::{
    access::{SpaceAccess, SpaceSection},
    api::{SpaceDesk, load_space, load_trash},
    new_page::{FromTemplate, NewPage},
    news,
    tree::{MoveDialog, PageTree, TreeState},
    walk,
};
use crate::{
    form::Fresh,
    frame::{Excuse, Frame, use_workspace},
    hydration::once_awake,
    routes::use_query,
    ui::{Crumb, Dot, EmptyState, Icon, IconName, RowsSkeleton, Tab, Tabs},
    wire::load,
};
use atrium::wiki::{level::Level, space::SpaceView, template::PageTemplate};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;
use settings::{Archiving, Files, Naming};
use trash::Trash;

/// What of a space is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shelf {
    Pages,
    Trash,
    Settings,
}

#[component]
pub fn SpacePage() -> impl IntoView {
    let workspace = use_workspace();
    let (params, query) = (use_params_map(), use_query());
    let slug = Memo::new(move |_| params.with(|params| params.get("space").unwrap_or_default()));
    let shelf = Memo::new(move |_| match query.with(|query| query.get("shelf")).as_deref() {
        Some("trash") => Shelf::Trash,
        Some("settings") => Shelf::Settings,
        _ => Shelf::Pages,
    });
    let fresh = Fresh::new();
    let named = workspace.clone();
    let desk =
        load(move || (named.clone(), slug.get(), fresh.get()), |(workspace, space, _)| load_space(workspace, space));
    let named = workspace.clone();
    let trash = load(
        move || (named.clone(), slug.get(), shelf.get() == Shelf::Trash, fresh.get()),
        |(workspace, space, wanted, _)| async move { if wanted { Some(load_trash(workspace, space).await) } else { None } },
    );
    let access = SpaceAccess::of_space(workspace.clone(), slug, move || shelf.get() == Shelf::Settings);
    let title = RwSignal::new(String::new());
    let crumbs = vec![Crumb::new("Wiki", format!("/w/{workspace}/wiki"))];
    let workspace = StoredValue::new(workspace);
    view! {
        <Frame title=Signal::derive(move || title.get()) crumbs=crumbs>
            <Transition fallback=|| view! { <RowsSkeleton rows=8/> }>
                {move || {
                    let shown = shelf.get();
                    Suspend::new(async move {
                        let (desk, trash) = (desk.await, trash.await);
                        match desk {
                            Ok(desk) => {
                                title.set(desk.view.space.name.clone());
                                let (view, templates) = (desk.view.clone(), desk.templates.clone());
                                let body = match (shown, trash) {
                                    (Shelf::Pages, _) => view! { <Pages desk=desk workspace=workspace/> }.into_any(),
                                    (Shelf::Trash, Some(Ok(pages))) => view! { <Trash pages=pages workspace=workspace fresh=fresh/> }.into_any(),
                                    (Shelf::Trash, Some(Err(failure))) => view! { <Excuse failure=failure/> }.into_any(),
                                    (Shelf::Trash, None) => view! { <RowsSkeleton/> }.into_any(),
                                    (Shelf::Settings, _) => view! { <Settings view=desk.view workspace=workspace fresh=fresh access=access/> }.into_any(),
                                };
                                view! { <div class="page space-page"><Head view=view templates=templates workspace=workspace shelf=shown/>{body}</div> }.into_any()
                            }
                            Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                        }
                    })
                }}
            </Transition>
        </Frame>
    }
}

#[component]
fn Head(view: SpaceView, templates: Vec<PageTemplate>, workspace: StoredValue<String>, shelf: Shelf) -> impl IntoView {
    let SpaceView { space, can, .. } = view;
    let here = workspace.with_value(|workspace| super::address::space(workspace, &space.slug));
    let (trash, settings) = (format!("{here}?shelf=trash"), format!("{here}?shelf=settings"));
    let closed = space.everyone == Level::None && space.project_id.is_none();
    let said = (!space.description.is_empty()).then(|| view! { <p>{space.description.clone()}</p> });
    let space_id = space.id;
    view! {
        <header>
            <h1 class="space-name">
                <Dot hue=u8::try_from(space.hue).unwrap_or_default()/>{space.name.clone()}
                {closed.then(|| view! { <span class="closed"><Icon name=IconName::KeyRound/>"Private"</span> })}
            </h1>
            <div class="actions">
                {(can.create_page && !space.archived && !templates.is_empty()).then(|| view! {
                    <FromTemplate templates=templates workspace=workspace.get_value() space_id=space_id/>
                })}
                {(can.create_page && !space.archived).then(|| view! {
                    <NewPage workspace=workspace.get_value() space_id=space_id parent=None class="button primary"/>
                })}
            </div>
            {said}
        </header>
        {space.archived.then(|| view! {
            <p class="notice warning" role="status">
                <Icon name=IconName::Archive/>
                <span>"This space is archived: you can read everything and change nothing."</span>
            </p>
        })}
        <Tabs label="Of this space">
            <Tab href=here current=shelf == Shelf::Pages>"Pages"</Tab>
            {can.restore_page.then(|| view! { <Tab href=trash current=shelf == Shelf::Trash>"Trash"</Tab> })}
            {(can.edit || can.see_access || can.archive).then(|| view! {
                <Tab href=settings current=shelf == Shelf::Settings>"Settings and access"</Tab>
            })}
        </Tabs>
    }
}

#[component]
fn Pages(desk: SpaceDesk, workspace: StoredValue<String>) -> impl IntoView {
    let SpaceDesk { view, pages, seq, .. } = desk;
    let can = view.can.create_page && !view.space.archived;
    let space = view.space;
    if pages.is_empty() {
        let sentence = if can {
            "Begin with the page that somebody new should read first. Others go below it."
        } else {
            "Nobody has written anything here yet."
        };
        return view! { <EmptyState icon=IconName::BookOpen title="No page yet" sentence=sentence/> }.into_any();
    }
    // The tree goes on from there by keys of its own.
    walk::listen(".space-tree [tabindex='0']");
    let label = format!("Pages of {}", space.name);
    let state = TreeState::new(workspace.get_value(), space.id, pages, None);
    Effect::new(move |_| {
        let slug = space.slug.clone();
        once_awake(move || {
            news::follow(
                workspace.get_value(),
                move || seq,
                move |is_told| {
                    if is_told(state.space_id.uuid()) {
                        let slug = slug.clone();
                        spawn_local(async move {
                            if let Ok(desk) = load_space(workspace.get_value(), slug).await {
                                state.take(desk.pages);
                            }
                        });
                    }
                },
            );
        });
    });
    view! {
        <div class="space-tree scrolls"><PageTree state=state label=label/></div>
        <MoveDialog state=state/>
    }
    .into_any()
}

#[component]
fn Settings(view: SpaceView, workspace: StoredValue<String>, fresh: Fresh, access: SpaceAccess) -> impl IntoView {
    let SpaceView { space, can, .. } = view;
    let (space_id, slug, archived) = (space.id, space.slug.clone(), space.archived);
    view! {
        <div class="settings alone space-settings">
            <div class="content">
                {(can.edit && !archived).then(|| view! { <Naming space=space workspace=workspace fresh=fresh/> })}
                {can.see_access.then(|| view! { <SpaceSection desk=access workspace=workspace space_id=space_id/> })}
                <Files space_id=space_id slug=slug open=can.create_page && !archived workspace=workspace/>
                {can.archive.then(|| view! { <Archiving space_id=space_id archived=archived workspace=workspace fresh=fresh/> })}
            </div>
        </div>
    }
}
