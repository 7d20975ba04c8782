use super::api::{History, VersionLine};
use crate::ui::{People, Person};
use atrium::{ids::PageVersionId, wiki::version::VersionKind};
use leptos::prelude::*;

/// The versions, day by day, the newest first.
#[component]
pub fn Versions(history: History, chosen: Option<PageVersionId>) -> impl IntoView {
    let mut days: Vec<(String, Vec<VersionLine>)> = Vec::new();
    for version in history.versions {
        match days.last_mut() {
            Some((day, versions)) if *day == version.day => versions.push(version),
            _ => days.push((version.day.clone(), vec![version])),
        }
    }
    let day = move |(day, versions): (String, Vec<VersionLine>)| {
        view! {
            <section>
                <h2>{day}</h2>
                <ol>{versions.into_iter().map(|version| line(version, chosen)).collect_view()}</ol>
            </section>
        }
    };
    view! { <nav aria-label="Versions">{days.into_iter().map(day).collect_view()}</nav> }
}

fn line(version: VersionLine, chosen: Option<PageVersionId>) -> impl IntoView {
    let VersionLine { id, kind, name, hour, people, .. } = version;
    let current = (chosen == Some(id)).then_some("true");
    let names = people.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    let what = name.unwrap_or_else(|| why(kind, &names));
    let people = people.into_iter().map(|(name, hue)| Person { hue, name }).collect::<Vec<_>>();
    view! {
        <li>
            <a href=format!("?version={id}") aria-current=current>
                <span class="hour">{hour}</span>
                <span class="one-line">{what}</span>
                <People people=people/>
            </a>
        </li>
    }
}

/// Why it was kept, where nobody named it.
fn why(kind: VersionKind, names: &str) -> String {
    match kind {
        VersionKind::Session | VersionKind::Named => names.to_owned(),
        VersionKind::Restore => "Before a version was restored".to_owned(),
        VersionKind::Import => "Before an import".to_owned(),
        VersionKind::Merge => "Before much was merged".to_owned(),
        VersionKind::Rewrite => "Before it was written anew".to_owned(),
    }
}
