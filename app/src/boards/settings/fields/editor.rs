use super::{Shelf, api, options::Options};
use crate::{failure::Failure, ui::focus_soon};
use atrium::{
    Error,
    boards::field::{Field, FieldEdit, FieldKind, OptionEdit},
};
use leptos::prelude::*;
use web_sys::SubmitEvent;

/// The name of a field, and its choices.
#[component]
pub fn Editor(shelf: Shelf, field: Field, editing: RwSignal<bool>) -> impl IntoView {
    let (id, version, kind) = (field.id, field.version, field.kind);
    let written = |option: &atrium::boards::field::FieldOption| OptionEdit {
        id: Some(option.id),
        name: option.name.clone(),
        hue: option.hue,
    };
    let options = RwSignal::new(field.offered().map(written).collect::<Vec<_>>());
    let name = RwSignal::new(field.name.clone());
    let (busy, refused) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let close = move || {
        editing.set(false);
        focus_soon(format!("#field-row-{id} button[aria-expanded]"));
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let mut chosen = options.get_untracked();
        chosen.retain(|option| !option.name.trim().is_empty());
        let options = (kind == FieldKind::Select).then_some(chosen);
        let edit = FieldEdit { name: Some(name.get_untracked()), on_card: None, options };
        busy.set(true);
        let act = api::edit_field(shelf.workspace(), shelf.project_id, id, edit, version);
        shelf.run(act, move |said| {
            busy.try_set(false);
            match said {
                Ok(()) => {
                    editing.try_set(false);
                    focus_soon(format!("#field-row-{id} button[aria-expanded]"));
                }
                Err(failure) => drop(refused.try_set(Some(why(&failure)))),
            }
        });
    };
    view! {
        <form class="form" on:submit=save on:keydown=move |event| if event.key() == "Escape" { event.stop_propagation(); close(); }>
            <label class="field">
                <span>"Name"</span>
                <input
                    type="text"
                    required
                    maxlength="60"
                    autocomplete="off"
                    prop:value=move || name.get()
                    on:input=move |event| name.set(event_target_value(&event))
                />
            </label>
            {(kind == FieldKind::Select).then(|| view! {
                <Options options=options/>
                <p class="muted">"A choice that tasks have stays on them when you take it away here."</p>
            })}
            {move || refused.get().map(|why| view! { <p class="danger-text" role="alert">{why}</p> })}
            <div class="actions">
                <button class="button primary small" type="submit" aria-busy=move || busy.get().then_some("true")>"Save"</button>
                <button class="button quiet small" type="button" on:click=move |_| close()>"Cancel"</button>
            </div>
        </form>
    }
}

fn why(failure: &Failure) -> String {
    match failure {
        Failure::Refused(Error::Conflict { .. }) => {
            "Somebody changed this field meanwhile. Load the page anew to see how it is now.".to_owned()
        }
        failure => failure.field("name").or_else(|| failure.field("options")).unwrap_or_else(|| failure.to_string()),
    }
}
