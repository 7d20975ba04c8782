//! Where the time went: of a project, of oneself, of everybody.

mod chart;
mod range;
mod tables;

use super::api::{TimeView, load_time};
use crate::{
    frame::{Excuse, Frame, use_workspace},
    routes::use_query,
    ui::{Crumb, EmptyState, IconName, LinkButton, RowsSkeleton},
    wire::load,
};
use atrium::time_tracking::{Span, hours};
use chart::Chart;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use range::Range;
use tables::{People, Projects, Tasks};

/// The time spent on a project.
#[component]
pub fn ProjectTimePage() -> impl IntoView {
    view! { <TimePage/> }
}

/// One's own time in a workspace, or everybody's.
#[component]
pub fn MyTimePage() -> impl IntoView {
    view! { <TimePage/> }
}

#[component]
fn TimePage() -> impl IntoView {
    let workspace = use_workspace();
    let (params, query) = (use_params_map(), use_query());
    let project = Memo::new(move |_| params.with(|params| params.get("project").unwrap_or_default()));
    let asked = move |name: &'static str| query.with(|query| query.get(name).unwrap_or_default());
    let everybody = Memo::new(move |_| asked("of") == "everybody");
    let time = load(
        {
            let workspace = workspace.clone();
            move || (workspace.clone(), project.get(), everybody.get(), asked("from"), asked("until"))
        },
        |(workspace, project, everybody, from, until)| load_time(workspace, project, everybody, from, until),
    );
    let key = project.get_untracked();
    let crumbs =
        if key.is_empty() { Vec::new() } else { vec![Crumb::new(key.clone(), format!("/w/{workspace}/p/{key}"))] };
    let title = if key.is_empty() { "Time" } else { "Time spent" };
    view! {
        <Frame title=title crumbs=crumbs>
            <div class="page time-report">
                <Transition fallback=|| view! { <RowsSkeleton rows=8/> }>
                    {move || {
                        let workspace = workspace.clone();
                        Suspend::new(async move {
                            match time.await {
                                Ok(view) => view! { <Report view=view workspace=workspace everybody=everybody.get_untracked()/> }.into_any(),
                                Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                            }
                        })
                    }}
                </Transition>
            </div>
        </Frame>
    }
}

#[component]
fn Report(view: TimeView, workspace: String, everybody: bool) -> impl IntoView {
    let TimeView { report, sees_others, project } = view;
    let (span, today) = (Span { from: report.from, until: report.until }, report.today);
    let base = format!("/w/{workspace}");
    let name = project.as_ref().map(|project| project.name.clone());
    let sentence = match (&name, everybody, sees_others) {
        (Some(name), _, true) => format!("What was written down on the tasks of {name}."),
        (Some(name), _, false) => format!("What you wrote down on the tasks of {name}."),
        (None, true, _) => "What everybody wrote down, in all projects.".to_owned(),
        (None, false, _) => "What you wrote down, in all projects of this workspace.".to_owned(),
    };
    let api = format!("/api/v1/workspaces/{workspace}");
    let api = project.as_ref().map_or_else(|| api.clone(), |project| format!("{api}/projects/{}", project.id));
    let whose = if everybody { "&everybody=true" } else { "" };
    let file = format!("{api}/time-report/export?from={}&until={}{whose}", span.from, span.until);
    let alone = project.is_some();
    let content = if report.minutes == 0 {
        view! { <Nothing today_in_span=span.has(today) base=base.clone()/> }.into_any()
    } else {
        let several = report.people.len() > 1 || everybody || (alone && sees_others);
        view! {
            <section aria-labelledby="by-day"><h2 id="by-day">"By day"</h2><Chart span=span days=report.days.clone()/></section>
            {several.then(|| view! { <section aria-labelledby="by-person"><h2 id="by-person">"By person"</h2><People people=report.people.clone()/></section> })}
            {(!alone).then(|| view! { <section aria-labelledby="by-project"><h2 id="by-project">"By project"</h2><Projects projects=report.projects.clone() base=base.clone()/></section> })}
            <section aria-labelledby="by-task"><h2 id="by-task">"By task"</h2><Tasks tasks=report.tasks.clone() base=base.clone()/></section>
        }
        .into_any()
    };
    view! {
        <header>
            <h1>{if alone { "Time spent" } else { "Time" }}</h1>
            {(report.minutes > 0).then(|| view! {
                <div class="actions"><a class="button small" href=file download="" rel="external">"Download as CSV"</a></div>
            })}
            <p>{sentence}</p>
        </header>
        {(!alone && sees_others).then(|| view! { <Whose span=span everybody=everybody/> })}
        <Range span=span today=today everybody=everybody/>
        {(report.minutes > 0).then(|| view! {
            <p class="sum"><strong>{hours(report.minutes)}</strong><span class="muted">{range::words(span, today)}</span></p>
        })}
        {content}
    }
}

/// One's own time or everybody's, of the same days.
#[component]
fn Whose(span: Span, everybody: bool) -> impl IntoView {
    let days = format!("from={}&until={}", span.from, span.until);
    view! {
        <nav class="segmented" aria-label="Whose time">
            <a href=format!("?{days}") aria-current=(!everybody).then_some("page")>"Mine"</a>
            <a href=format!("?{days}&of=everybody") aria-current=everybody.then_some("page")>"Everybody's"</a>
        </nav>
    }
}

#[component]
fn Nothing(today_in_span: bool, base: String) -> impl IntoView {
    let sentence = if today_in_span {
        "Open a task and start its timer, or write down how long you worked on it. It is summed up here."
    } else {
        "Nobody wrote down time in these days. Choose others above."
    };
    view! {
        <EmptyState icon=IconName::Timer title="No time in these days" sentence=sentence>
            <LinkButton href=format!("{base}/projects")>"Go to the projects"</LinkButton>
        </EmptyState>
    }
}
