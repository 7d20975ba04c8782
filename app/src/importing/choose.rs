use crate::ui::{Icon, IconName};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, Event, FileList, HtmlInputElement};

/// Where files are chosen or dropped. Nothing is taken while it is busy.
#[component]
pub fn DropFiles(
    /// What is asked for, and what is said while it is read.
    words: [&'static str; 2],
    hint: &'static str,
    #[prop(optional)] accept: &'static str,
    #[prop(optional)] multiple: bool,
    busy: RwSignal<bool>,
    error: RwSignal<Option<String>>,
    take: Callback<FileList>,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        if busy.get_untracked() {
            return;
        }
        if has_folder(&event) {
            error.set(Some("A folder cannot be dropped here. Choose it, or drop its files.".to_owned()));
        } else if let Some(files) = event.data_transfer().and_then(|data| data.files()) {
            take.run(files);
        }
    };
    view! {
        <label
            class=move || if over.get() { "drop-file over" } else { "drop-file" }
            aria-busy=move || busy.get().then_some("true")
            on:dragover=move |event| { event.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false)
            on:drop=drop
        >
            <Icon name=IconName::Upload/>
            <strong>{move || words[usize::from(busy.get())]}</strong>
            <p>{hint}</p>
            <ChosenFiles accept=accept multiple=multiple busy=busy take=take/>
        </label>
    }
}

/// The field of a label that looks like something else.
#[component]
pub fn ChosenFiles(
    #[prop(optional)] accept: &'static str,
    multiple: bool,
    #[prop(optional)] folder: bool,
    busy: RwSignal<bool>,
    take: Callback<FileList>,
) -> impl IntoView {
    let chosen = move |event: Event| {
        let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        if let Some(files) = field.files().filter(|_| !busy.get_untracked()) {
            take.run(files);
        }
    };
    // The same file again is a choice too.
    let forget = |event: Event| {
        if let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            field.set_value("");
        }
    };
    view! {
        <input
            class="visually-hidden"
            type="file"
            accept=Some(accept).filter(|accept| !accept.is_empty())
            multiple=multiple
            prop:webkitdirectory=folder
            on:click=move |event| forget(event.into())
            on:change=chosen
        />
    }
}

/// A browser names a folder among what was dropped, and reads none of it.
fn has_folder(event: &DragEvent) -> bool {
    let Some(items) = event.data_transfer().map(|data| data.items()) else { return false };
    let is_folder = |at| items.get(at)?.webkit_get_as_entry().ok()?.map(|entry| entry.is_directory());
    (0..items.length()).any(|at| is_folder(at).unwrap_or_default())
}
