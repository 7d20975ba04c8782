use super::Desk;
use crate::ui::{Icon, IconName};
use leptos::prelude::*;

/// The project as a file.
#[component]
pub fn ExportSection(desk: Desk) -> impl IntoView {
    let base = format!("/api/v1/workspaces/{}/projects/{}/export", desk.workspace.get_value(), desk.project_id);
    view! {
        <section id="export">
            <h2>"Export"</h2>
            <p>"All tasks with their comments, the archived ones too, as a file to keep or to take elsewhere."</p>
            <ExportFiles base=base reads_back="Everything. Atrium reads it back."/>
        </section>
    }
}

/// The files there are at this address, in each format.
#[component]
pub fn ExportFiles(base: String, reads_back: &'static str) -> impl IntoView {
    let files = [
        ("JSON", reads_back, "format=json"),
        ("CSV", "A table of the tasks, for programs.", "format=csv"),
        ("CSV for Excel", "The same, with the mark that Excel looks for.", "format=csv&mark=true"),
    ];
    view! {
            <ul class="list">
                {files.into_iter().map(|(name, about, query)| {
                    let label = format!("Download as {name}");
                    view! {
                        <li>
                            <Icon name=IconName::FileSpreadsheet/>
                            <div class="what"><span>{name}</span><small>{about}</small></div>
                            <a class="button small" href=format!("{base}?{query}") download="" rel="external" aria-label=label>"Download"</a>
                        </li>
                    }
                }).collect_view()}
            </ul>
    }
}
