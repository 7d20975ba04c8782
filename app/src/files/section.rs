use super::{Shelf, remove::RemoveFile, upload::Uploads, viewer::Viewer};
use crate::ui::{Icon, IconName};
use atrium::files::{Attachment, size_text};
use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::HtmlInputElement;

/// The files of a task: pictures as a grid, the rest as rows, and a place to add more.
#[component]
pub fn FilesSection(shelf: Shelf, files: Vec<Attachment>) -> impl IntoView {
    if files.is_empty() && !shelf.can_add {
        return ().into_any();
    }
    let (pictures, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.picture);
    let shown = RwSignal::new(None::<usize>);
    let tiles = pictures
        .iter()
        .cloned()
        .enumerate()
        .map(|(at, file)| view! { <Picture shelf=shelf file=file open=move || shown.set(Some(at))/> })
        .collect_view();
    let has_pictures = !pictures.is_empty();
    let has_others = !others.is_empty();
    let rows = others.into_iter().map(|file| view! { <Row shelf=shelf file=file/> }).collect_view();
    view! {
        <section class="files" aria-labelledby="files-title">
            <h2 class="section-title" id="files-title">"Files"</h2>
            {has_pictures.then(|| view! { <ul class="pictures">{tiles}</ul> })}
            {has_others.then(|| view! { <ul class="list">{rows}</ul> })}
            <Uploads task_id=shelf.task_id/>
            {shelf.can_add.then(|| view! { <Add shelf=shelf/> })}
            {has_pictures.then(|| view! { <Viewer shelf=shelf pictures=pictures shown=shown/> })}
        </section>
    }
    .into_any()
}

#[component]
fn Picture(shelf: Shelf, file: Attachment, open: impl Fn() + 'static) -> impl IntoView {
    let address = shelf.address_of(file.id);
    view! {
        <li>
            <a
                href=address.clone()
                target="_blank"
                aria-label=format!("Open {}", file.name)
                title=file.name.clone()
                on:click=move |event| {
                    event.prevent_default();
                    open();
                }
            >
                <Icon name=IconName::File large=true/>
                <img src=format!("{address}/thumbnail") alt="" loading="lazy" decoding="async"/>
            </a>
            {file.can_remove.then(|| view! { <RemoveFile shelf=shelf file=file.clone()/> })}
        </li>
    }
}

#[component]
fn Row(shelf: Shelf, file: Attachment) -> impl IntoView {
    let about =
        format!("{} \u{b7} {} \u{b7} {}, {}", called(&file), size_text(file.size), file.added_by, file.added.text);
    view! {
        <li>
            <Icon name=IconName::File/>
            <div class="what"><a href=shelf.address_of(file.id) download=file.name.clone()>{file.name.clone()}</a><small>{about}</small></div>
            {file.can_remove.then(|| view! { <RemoveFile shelf=shelf file=file.clone()/> })}
        </li>
    }
}

/// What people call such a file: by the end of its name, as they know it.
fn called(file: &Attachment) -> String {
    match file.name.rsplit_once('.') {
        Some((_, ending)) if (1..=5).contains(&ending.len()) => ending.to_uppercase(),
        _ => "File".to_owned(),
    }
}

#[component]
fn Add(shelf: Shelf) -> impl IntoView {
    let choose = move |event: web_sys::Event| {
        let field = event.target().and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        if let Some(field) = field {
            if let Some(files) = field.files() {
                shelf.add(&files);
            }
            // The same file again is a choice too.
            field.set_value("");
        }
    };
    view! {
        <label class="attach needs-script">
            <Icon name=IconName::Paperclip/>
            <span>"Attach files"<small class="wide-only">", drop them here or paste a picture"</small></span>
            <input class="visually-hidden" type="file" multiple on:change=choose/>
        </label>
    }
}
