//! The first page of a workspace: my day, what changed around me, the projects.

mod api;
mod day_list;

use crate::{
    boards::ProjectTiles,
    frame::{Excuse, Frame, use_workspace},
    ui::{Avatar, ButtonKind, EmptyState, IconName, LinkButton, RowsSkeleton, Skeleton},
    wire::load,
};
use api::{HomeView, load_home};
use atrium::activity::EventView;
use day_list::DayList;
pub use day_list::due_words;
use leptos::prelude::*;

#[component]
pub fn HomePage() -> impl IntoView {
    let workspace = use_workspace();
    let slug = workspace.clone();
    let home = load(move || slug.clone(), load_home);
    view! {
        <Frame title="Home">
            <Suspense fallback=HomeSkeleton>
                {move || {
                    let workspace = workspace.clone();
                    Suspend::new(async move {
                        match home.await {
                            Ok(home) => view! { <Home home=home workspace=workspace/> }.into_any(),
                            Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                        }
                    })
                }}
            </Suspense>
        </Frame>
    }
}

#[component]
fn HomeSkeleton() -> impl IntoView {
    view! {
        <div class="home">
            <header><Skeleton shape="title"/></header>
            <div class="columns"><RowsSkeleton/><RowsSkeleton/></div>
        </div>
    }
}

#[component]
fn Home(home: HomeView, workspace: String) -> impl IntoView {
    let base = format!("/w/{workspace}");
    let body = if home.projects.is_empty() {
        view! { <NothingYet base=base can_create=home.can_create/> }.into_any()
    } else {
        view! {
            <div class="columns">
                <div>
                    <section><h2>"My day"</h2><DayList tasks=home.tasks today=home.today base=base.clone()/></section>
                    <section>
                        <h2>"Projects" <a href=format!("{base}/projects")>"All projects"</a></h2>
                        <ProjectTiles projects=home.projects.into_iter().take(6).collect() base=base/>
                    </section>
                </div>
                <aside><section><h2>"Around you"</h2><Changes changes=home.changes/></section></aside>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="home">
            <header><h1>{home.greeting}</h1><p>{home.date}</p></header>
            {body}
        </div>
    }
}

#[component]
fn NothingYet(base: String, can_create: bool) -> impl IntoView {
    if can_create {
        view! {
            <EmptyState icon=IconName::SquareKanban title="Begin with a project" sentence="A project has a board: columns of tasks that everybody moves along together.">
                <LinkButton href=format!("{base}/projects#new-project") kind=ButtonKind::Primary icon=IconName::Plus>"Create the first project"</LinkButton>
                <LinkButton href=format!("{base}/members")>"Invite somebody"</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <EmptyState icon=IconName::SquareKanban title="Nothing is shared with you yet" sentence="As soon as there is a project for you, it is here."/> }.into_any()
    }
}

/// Who did what, newest first.
#[component]
fn Changes(changes: Vec<EventView>) -> impl IntoView {
    if changes.is_empty() {
        return view! { <p class="muted">"When somebody moves a task or writes a comment, you read it here."</p> }
            .into_any();
    }
    view! {
        <ul class="changes">
            {changes.into_iter().map(|event| {
                view! {
                    <li>
                        <Avatar hue=event.hue name=event.who.clone() size="small"/>
                        <p>{event.who} " " {event.what}</p>
                        <time>{event.when}</time>
                    </li>
                }
            }).collect_view()}
        </ul>
    }
    .into_any()
}
