use super::{Desk, Step, api::try_import, file};
use crate::ui::{Icon, IconName};
use leptos::{prelude::*, task::spawn_local};

/// The first step. The file stays in this browser until its columns are read.
#[component]
pub fn ChooseFile(desk: Desk) -> impl IntoView {
    let over = RwSignal::new(false);
    let take = move |found: Option<web_sys::File>| {
        if let Some(found) = found {
            spawn_local(begin(desk, found));
        }
    };
    view! {
        <label
            class=move || if over.get() { "drop-file over" } else { "drop-file" }
            aria-busy=move || desk.busy.get().then_some("true")
            on:dragover=move |event| { event.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| { event.prevent_default(); over.set(false); take(file::dropped(&event)); }
        >
            <Icon name=IconName::Upload/>
            <strong>{move || if desk.busy.get() { "Reading the file" } else { "Choose a file" }}</strong>
            <p>"or drop it here, up to 10 MB: a table (CSV), issues of Jira (CSV), a board of Trello (JSON) or a project of Atrium (JSON)"</p>
            <input class="visually-hidden" type="file" accept=".csv,.json,text/csv,text/plain,application/json" on:change=move |event| take(file::chosen(&event))/>
        </label>
    }
}

async fn begin(desk: Desk, found: web_sys::File) {
    desk.busy.set(true);
    desk.error.set(None);
    match file::read(found).await {
        Err(sentence) => desk.error.set(Some(sentence.to_owned())),
        Ok((name, content)) => {
            match try_import(desk.workspace.get_value(), desk.project, content.clone(), None).await {
                Ok(preview) => {
                    let next = if preview.format.has_headers() { Step::Match } else { Step::Try };
                    desk.file.set(Some((name, content)));
                    desk.preview.set(Some(preview));
                    desk.step.set(next);
                }
                Err(failure) => desk.error.set(Some(failure.to_string())),
            }
        }
    }
    desk.busy.set(false);
}
