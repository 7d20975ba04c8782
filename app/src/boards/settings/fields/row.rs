use super::{Shelf, api, editor::Editor};
use crate::ui::{Icon, IconName, focus_soon};
use atrium::{
    boards::field::{Field, FieldEdit, FieldKind},
    ids::FieldId,
};
use leptos::prelude::*;
use web_sys::HtmlInputElement;

/// A field in use: where it stands, what it is, and whether cards show it.
#[component]
pub fn FieldRow(shelf: Shelf, field: Field) -> impl IntoView {
    let (id, version) = (field.id, field.version);
    let editing = RwSignal::new(false);
    let name = field.name.clone();
    let says = match field.kind {
        FieldKind::Select => {
            let names: Vec<_> = field.offered().map(|option| option.name.as_str()).collect();
            if names.is_empty() { "Choice, none yet".to_owned() } else { format!("Choice: {}", names.join(", ")) }
        }
        kind => kind.title().to_owned(),
    };
    let on_card = field.on_card;
    let show = move |event| {
        let edit = FieldEdit { on_card: Some(event_target_checked(&event)), ..FieldEdit::default() };
        let (input, toasts) = (event_target::<HtmlInputElement>(&event), shelf.toasts);
        shelf.run(api::edit_field(shelf.workspace(), shelf.project_id, id, edit, version), move |said| match said {
            // The row is drawn anew.
            Ok(()) => focus_soon(format!("#field-row-{id} input[type=checkbox]")),
            Err(failure) => {
                input.set_checked(on_card);
                toasts.error(failure.field("on_card").unwrap_or_else(|| failure.to_string()));
            }
        });
    };
    let remove = move |_| {
        let act = api::put_field_aside(shelf.workspace(), shelf.project_id, id, true);
        shelf.run_saying(act, || focus_soon(".add-field".to_owned()));
    };
    let shown = field.clone();
    view! {
        <li id=format!("field-row-{id}")>
            <Places shelf=shelf id=id name=name.clone()/>
            <div class="what"><span>{name.clone()}</span><small class="one-line">{says}</small></div>
            <label class="check"><input type="checkbox" checked=on_card on:change=show aria-label=format!("Show {name} on cards")/><span>"On cards"</span></label>
            <button class="button quiet small" type="button" aria-expanded=move || editing.get().to_string() aria-label=format!("Edit {name}") on:click=move |_| editing.update(|editing| *editing = !*editing)>
                "Edit"
            </button>
            <button class="button quiet small icon-only" type="button" aria-label=format!("Take {name} away") data-tip="Take away" on:click=remove>
                <Icon name=IconName::X/>
            </button>
            {move || editing.get().then(|| view! { <Editor shelf=shelf field=shown.clone() editing=editing/> })}
        </li>
    }
}

/// One step up, one step down: by mouse, and by keyboard with the focus going along.
#[component]
fn Places(shelf: Shelf, id: FieldId, name: String) -> impl IntoView {
    let at = Memo::new(move |_| {
        let fields = shelf.in_use();
        (fields.iter().position(|field| field.id == id).unwrap_or(0), fields.len())
    });
    let step = move |down: bool| {
        let others: Vec<FieldId> =
            shelf.in_use().into_iter().map(|field| field.id).filter(|other| *other != id).collect();
        let (place, _) = at.get_untracked();
        let place = if down { place + 1 } else { place.saturating_sub(1) };
        let after = place.checked_sub(1).and_then(|before| others.get(before).copied());
        let act = api::move_field(shelf.workspace(), shelf.project_id, id, after);
        let word = if down { "down" } else { "up" };
        let other = if down { "up" } else { "down" };
        shelf.run_saying(act, move || {
            // At an end the button that moved it there rests.
            let row = format!("#field-row-{id} .places");
            focus_soon(format!("{row} .{word}:not(:disabled), {row}:has(.{word}:disabled) .{other}"));
        });
    };
    view! {
        <div class="places">
            <button class="button quiet small icon-only up" type="button" disabled=move || at.get().0 == 0 aria-label=format!("{name} up") on:click=move |_| step(false)>
                <Icon name=IconName::ArrowUp/>
            </button>
            <button class="button quiet small icon-only down" type="button" disabled=move || { let (place, count) = at.get(); place + 1 >= count } aria-label=format!("{name} down") on:click=move |_| step(true)>
                <Icon name=IconName::ArrowDown/>
            </button>
        </div>
    }
}

/// A field that was put aside, with what tasks say in it.
#[component]
pub fn AsideRow(shelf: Shelf, field: Field) -> impl IntoView {
    let id = field.id;
    let restore = move |_| {
        let act = api::put_field_aside(shelf.workspace(), shelf.project_id, id, false);
        shelf.run_saying(act, move || focus_soon(format!("#field-row-{id} button")));
    };
    let label = format!("Bring {} back", field.name);
    view! {
        <li>
            <div class="what"><span>{field.name}</span><small>{field.kind.title()}</small></div>
            <button class="button small" type="button" aria-label=label on:click=restore>"Bring back"</button>
        </li>
    }
}
