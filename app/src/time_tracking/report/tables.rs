use super::super::section::against;
use crate::ui::{Avatar, Table};
use atrium::{
    boards::estimate::Estimate,
    time_tracking::{PersonTime, ProjectTime, TaskTotal, hours},
};
use leptos::prelude::*;

/// How much of the largest it is, beside the words that say it.
fn share(minutes: i64, most: i64) -> impl IntoView {
    view! { <progress class="share" max=most.max(1).to_string() value=minutes.to_string() aria-hidden="true"></progress> }
}

#[component]
pub fn People(people: Vec<PersonTime>) -> impl IntoView {
    let most = people.first().map_or(1, |first| first.minutes);
    view! {
        <Table caption="Time by person" heads=vec!["Person", "Time", "Share"]>
            {people.into_iter().map(|one| view! {
                <tr>
                    <td><div class="person"><Avatar hue=one.person.hue name=one.person.name.clone() size="small"/>{one.person.name}</div></td>
                    <td class="number">{hours(one.minutes)}</td>
                    <td class="share">{share(one.minutes, most)}</td>
                </tr>
            }).collect_view()}
        </Table>
    }
}

#[component]
pub fn Projects(projects: Vec<ProjectTime>, base: String) -> impl IntoView {
    let most = projects.first().map_or(1, |first| first.minutes);
    view! {
        <Table caption="Time by project" heads=vec!["Project", "Time", "Share"]>
            {projects.into_iter().map(|one| view! {
                <tr>
                    <td><a href=format!("{base}/p/{}/time", one.key)><span class=format!("dot hue-{}", one.hue)></span>" "{one.name}</a></td>
                    <td class="number">{hours(one.minutes)}</td>
                    <td class="share">{share(one.minutes, most)}</td>
                </tr>
            }).collect_view()}
        </Table>
    }
}

/// Each with how much of its estimate is spent since the beginning.
#[component]
pub fn Tasks(tasks: Vec<TaskTotal>, base: String) -> impl IntoView {
    let cut = tasks.len() >= 500;
    view! {
        <Table caption="Time by task" heads=vec!["Task", "Time", "Of the estimate, in all"]>
            {tasks.into_iter().map(|task| {
                let href = format!("{base}/p/{}/{}", task.project_key, task.number);
                let estimate = task.estimate.map(|estimate| i64::from(Estimate::minutes(estimate)));
                let standing = match estimate {
                    Some(estimate) => view! {
                        <progress class:over=(task.total > estimate) max=estimate.to_string() value=task.total.to_string() aria-hidden="true"></progress>
                        " "{against(task.total, estimate)}
                    }.into_any(),
                    None => view! { <span class="muted">"No estimate"</span> }.into_any(),
                };
                view! {
                    <tr>
                        <td><a href=href><span class="key">{format!("{}-{}", task.project_key, task.number)}</span>" "{task.title}</a></td>
                        <td class="number">{hours(task.minutes)}</td>
                        <td>{standing}</td>
                    </tr>
                }
            }).collect_view()}
        </Table>
        {cut.then(|| view! { <p class="muted">"These are the 500 tasks with the most time. The file has all."</p> })}
    }
}
