use super::{super::api::Edit, OpenTask};
use leptos::{html, prelude::*};

/// The title as large text, edited in place.
#[component]
pub fn TaskTitle(open: OpenTask) -> impl IntoView {
    let title = open.with(|task| task.card.title.clone());
    if !open.with(|task| task.can.edit) {
        return view! { <h1 class="title" id="task-title">{title}</h1> }.into_any();
    }
    let field = NodeRef::<html::Textarea>::new();
    let before = StoredValue::new(title.clone());
    let save = move || {
        let wanted = field.get_untracked().map(|field| field.value().trim().to_owned()).unwrap_or_default();
        if wanted.is_empty() {
            if let Some(field) = field.get_untracked() {
                field.set_value(&before.get_value());
            }
        } else if wanted != before.get_value() {
            open.edit(Edit { title: Some(wanted), ..Edit::default() });
        }
    };
    view! {
        <h1 class="visually-hidden" id="task-title">{title.clone()}</h1>
        <textarea
            class="title"
            rows="1"
            aria-label="Title"
            maxlength="500"
            node_ref=field
            prop:value=title.clone()
            on:blur=move |_| save()
            on:keydown=move |event| match event.key().as_str() {
                "Enter" if !event.is_composing() => {
                    event.prevent_default();
                    if let Some(field) = field.get_untracked() { let _ = field.blur(); }
                }
                "Escape" => {
                    event.prevent_default();
                    if let Some(field) = field.get_untracked() { field.set_value(&before.get_value()); let _ = field.blur(); }
                }
                _ => {}
            }
        >{title.clone()}</textarea>
    }
    .into_any()
}
