use super::{Shelf, api, kind_says, options::Options};
use crate::{
    boards::new_card::fresh_key,
    ui::{Icon, IconName, focus_soon},
};
use atrium::boards::field::{FieldKind, NewField, OptionEdit};
use leptos::prelude::*;
use web_sys::SubmitEvent;

/// A field to be: its name, its kind, and for choices what they are.
#[component]
pub fn AddField(shelf: Shelf) -> impl IntoView {
    let open = RwSignal::new(false);
    let start = move |_| {
        open.set(true);
        focus_soon("#new-field-name".to_owned());
    };
    view! {
        <Show
            when=move || open.get()
            fallback=move || view! {
                <button class="button needs-script add-field" type="button" on:click=start><Icon name=IconName::Plus/>"Add a field"</button>
            }
        >
            <Form shelf=shelf open=open/>
        </Show>
    }
}

#[component]
fn Form(shelf: Shelf, open: RwSignal<bool>) -> impl IntoView {
    let (name, kind) = (RwSignal::new(String::new()), RwSignal::new(FieldKind::Text));
    let options = RwSignal::new(vec![OptionEdit::default()]);
    let (busy, refused) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let key = StoredValue::new(fresh_key());
    let close = move || {
        open.set(false);
        focus_soon(".add-field".to_owned());
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let mut chosen = options.get_untracked();
        chosen.retain(|option| !option.name.trim().is_empty());
        if kind.get_untracked() != FieldKind::Select {
            chosen.clear();
        }
        let field = NewField { name: name.get_untracked(), kind: kind.get_untracked(), options: chosen };
        busy.set(true);
        let act = api::add_field(shelf.workspace(), shelf.project_id, field, key.get_value());
        shelf.run(act, move |said| {
            busy.try_set(false);
            match said {
                Ok(()) => close(),
                Err(failure) => {
                    // Another try is another field.
                    key.try_set_value(fresh_key());
                    let of_field = failure.field("name").or_else(|| failure.field("options"));
                    refused.try_set(Some(of_field.unwrap_or_else(|| failure.to_string())));
                }
            }
        });
    };
    let choose = move |event| {
        let word = event_target_value(&event);
        kind.set(FieldKind::ALL.into_iter().find(|kind| kind.name() == word).unwrap_or(FieldKind::Text));
    };
    view! {
        <form class="form new-field" on:submit=save>
            <div class="pair">
                <label class="field">
                    <span>"Name"</span>
                    <input
                        id="new-field-name"
                        type="text"
                        required
                        maxlength="60"
                        autocomplete="off"
                        aria-invalid=move || refused.with(Option::is_some).then_some("true")
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))
                    />
                </label>
                <label class="field">
                    <span>"Kind"</span>
                    <select on:change=choose>
                        {FieldKind::ALL.map(|one| view! { <option value=one.name() selected=one == FieldKind::Text>{one.title()}</option> }).collect_view()}
                    </select>
                </label>
            </div>
            <p class="muted">{move || kind_says(kind.get())}". The kind stays as it is."</p>
            <Show when=move || kind.get() == FieldKind::Select><Options options=options/></Show>
            {move || refused.get().map(|why| view! { <p class="danger-text" role="alert">{why}</p> })}
            <div class="actions">
                <button class="button primary" type="submit" aria-busy=move || busy.get().then_some("true")>"Add the field"</button>
                <button class="button quiet" type="button" on:click=move |_| close()>"Cancel"</button>
            </div>
        </form>
    }
}
