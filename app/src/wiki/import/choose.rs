use super::{
    Desk, Step,
    files::{self, Chosen},
};
use crate::ui::{Icon, IconName};
use leptos::{prelude::*, task::spawn_local};

/// The first step: a zip or some files, or a whole folder.
#[component]
pub fn ChooseFiles(desk: Desk) -> impl IntoView {
    let over = RwSignal::new(false);
    let take = move |found: Option<Result<Chosen, String>>| match found {
        Some(Ok(chosen)) => spawn_local(begin(desk, chosen)),
        Some(Err(sentence)) => desk.error.set(Some(sentence)),
        None => {}
    };
    view! {
        <label
            class=move || if over.get() { "drop-file over" } else { "drop-file" }
            aria-busy=move || desk.busy.get().then_some("true")
            on:dragover=move |event| { event.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| { event.prevent_default(); over.set(false); take(files::dropped(&event)); }
        >
            <Icon name=IconName::Upload/>
            <strong>{move || if desk.busy.get() { "Reading the files" } else { "Choose a zip, or some files" }}</strong>
            <p>"or drop them here, up to 50 MB: markdown (a SUMMARY.md gives the order), HTML, or the zip that Notion or Confluence exports"</p>
            <input class="visually-hidden" type="file" multiple accept=".zip,.md,.markdown,.html,.htm,.txt,.png,.jpg,.jpeg,.gif,.webp,.svg" on:change=move |event| take(files::chosen(&event))/>
        </label>
        <p class="choose-folder">
            <label class="button">
                <Icon name=IconName::Folder/>"Choose a folder"
                <input class="visually-hidden" type="file" multiple prop:webkitdirectory=true on:change=move |event| take(files::chosen(&event))/>
            </label>
        </p>
    }
}

async fn begin(desk: Desk, chosen: Chosen) {
    desk.busy.set(true);
    desk.error.set(None);
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
