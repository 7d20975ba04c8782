use super::{Desk, Step, api::try_import, file};
use crate::importing::DropFiles;
use leptos::{prelude::*, task::spawn_local};
use web_sys::{File, FileList};

/// The first step. The file stays in this browser until its columns are read.
#[component]
pub fn ChooseFile(desk: Desk) -> impl IntoView {
    let take = Callback::new(move |files: FileList| {
        if let Some(found) = files.get(0) {
            spawn_local(begin(desk, found));
        }
    });
    view! {
        <DropFiles
            words=["Choose a file", "Reading the file"]
            hint="or drop it here, up to 10 MB: a table (CSV), issues of Jira (CSV), a board of Trello (JSON) or a project of Atrium (JSON)"
            accept=".csv,.json,text/csv,text/plain,application/json"
            busy=desk.busy
            error=desk.error
            take=take
        />
    }
}

async fn begin(desk: Desk, found: File) {
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
