use super::{
    Desk, Step,
    files::{self, Chosen},
};
use crate::{
    importing::{ChosenFiles, DropFiles},
    ui::{Icon, IconName},
};
use leptos::{prelude::*, task::spawn_local};
use web_sys::FileList;

/// The first step: a zip or some files, or a whole folder.
#[component]
pub fn ChooseFiles(desk: Desk) -> impl IntoView {
    let take = Callback::new(move |files: FileList| match files::taken(&files) {
        Some(Ok(chosen)) => spawn_local(begin(desk, chosen)),
        Some(Err(sentence)) => desk.error.set(Some(sentence)),
        None => {}
    });
    view! {
        <DropFiles
            words=["Choose a zip, or some files", "Reading the files"]
            hint="or drop them here, up to 50 MB: markdown (a SUMMARY.md gives the order), HTML, or the zip that Notion or Confluence exports"
            multiple=true
            busy=desk.busy
            error=desk.error
            take=take
        />
        <p class="choose-folder">
            <label class="button">
                <Icon name=IconName::Folder/>"Choose a folder"
                <ChosenFiles multiple=true folder=true busy=desk.busy take=take/>
            </label>
        </p>
    }
}

async fn begin(desk: Desk, chosen: Chosen) {
    desk.busy.set(true);
    desk.error.set(None);
    desk.tried.set_value(None);
    match files::look(&desk.workspace.get_value(), &chosen).await {
        Ok(preview) => {
            desk.chosen.set(Some(chosen));
            desk.preview.set(Some(preview));
            desk.step.set(Step::Look);
        }
        Err(sentence) => desk.error.set(Some(sentence)),
    }
    desk.busy.set(false);
}
