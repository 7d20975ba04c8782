use super::{
    api::{RestoreWorkspace, load_workspaces},
    create_form::CreateForm,
};
use crate::{
    form::{Action, ActionForm, Fresh},
    frame::{Excuse, Frame},
    ui::{Button, ButtonSize, Chip, Icon, IconName, Notice, RowsSkeleton, hue},
    wire::load,
};
use atrium::workspace::{Kind, WorkspaceSummary};
use leptos::prelude::*;

#[component]
pub fn WorkspacesPage() -> impl IntoView {
    let fresh = Fresh::new();
    let restore = Action::<RestoreWorkspace>::new();
    fresh.follow(restore, "The workspace is back, with all that was in it.");
    let mine = load(move || fresh.get(), |_| load_workspaces());
    view! {
        <Frame title="Workspaces">
            <div class="page narrow">
                <header><h1>"Workspaces"</h1><p>"A workspace is a place that people share: projects, teams, and what they make together."</p></header>
                <Transition fallback=|| view! { <RowsSkeleton rows=3/> }>
                    {move || Suspend::new(async move {
                        match mine.await {
                            Ok(mine) => view! { <WorkspaceList mine=mine restore=restore/> }.into_any(),
                            Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                        }
                    })}
                </Transition>
                <section id="new" class="stack">
                    <h2>"New workspace"</h2>
                    <CreateForm/>
                </section>
            </div>
        </Frame>
    }
}

#[component]
fn WorkspaceList(mine: Vec<WorkspaceSummary>, restore: Action<RestoreWorkspace>) -> impl IntoView {
    let lonely = mine.iter().all(|one| one.kind == Kind::Personal);
    view! {
        {lonely.then(|| view! {
            <Notice sentence="You have a space of your own. To work with others, make a workspace below and invite them, or open the link that somebody sent you."/>
        })}
        <ul class="list">
            {mine.into_iter().map(|one| view! { <WorkspaceRow one=one restore=restore/> }).collect_view()}
        </ul>
    }
}

#[component]
fn WorkspaceRow(one: WorkspaceSummary, restore: Action<RestoreWorkspace>) -> impl IntoView {
    let open = !one.suspended && one.deleted_at.is_none();
    let kind = match (one.deleted_at.is_some(), one.suspended, one.kind) {
        (true, ..) => "Deleted. It can be restored for 30 days.",
        (_, true, _) => "You are suspended here. Its owner can let you in again.",
        (_, _, Kind::Personal) => "Your own space",
        (_, _, Kind::Team) => "Shared",
    };
    let name = if open {
        view! { <a href=format!("/w/{}", one.slug)>{one.name.clone()}</a> }.into_any()
    } else {
        view! { <span>{one.name.clone()}</span> }.into_any()
    };
    view! {
        <li>
            <span class=format!("dot hue-{}", hue(&one.id.to_string())) aria-hidden="true"></span>
            <div class="what">{name}<small>{kind}</small></div>
            <span class="aside"><Chip text=role_word(one.role)/></span>
            {one.deleted_at.is_some().then(|| view! {
                <ActionForm action=restore>
                    <input type="hidden" name="slug" value=one.slug.clone()/>
                    <Button size=ButtonSize::Small icon=IconName::Undo2 submit=true>"Restore"</Button>
                </ActionForm>
            })}
            {open.then(|| view! { <Icon name=IconName::ChevronRight/> })}
        </li>
    }
}

/// A role as people read it.
pub fn role_word(role: atrium::actor::Role) -> &'static str {
    use atrium::actor::Role;
    match role {
        Role::Owner => "Owner",
        Role::Admin => "Admin",
        Role::Member => "Member",
        Role::Viewer => "Viewer",
        Role::Guest => "Guest",
    }
}
