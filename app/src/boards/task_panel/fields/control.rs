use super::row::Writing;
use crate::ui::{Icon, IconName};
use atrium::boards::field::{FieldKind, Value};
use leptos::prelude::*;
use web_sys::HtmlInputElement;

/// The control that a browser has for the kind of a field.
#[component]
pub fn Control(
    writing: Writing,
    id: String,
    can_edit: Memo<bool>,
    /// The id of the sentence that says what is wrong.
    described: Signal<Option<String>>,
) -> impl IntoView {
    let kind = writing.field.with_value(|field| field.kind);
    match kind {
        FieldKind::Select | FieldKind::Person => view! { <Choice writing=writing id=id can_edit=can_edit/> }.into_any(),
        FieldKind::Checkbox => view! {
            <input
                type="checkbox"
                id=id
                disabled=move || !can_edit.get()
                prop:checked=move || !writing.shown.with(String::is_empty)
                on:change=move |event| {
                    writing.write(if event_target_checked(&event) { Value::Ticked.to_string() } else { String::new() });
                }
            />
        }
        .into_any(),
        FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Link => {
            view! { <Line writing=writing id=id kind=kind can_edit=can_edit described=described/> }.into_any()
        }
    }
}

/// Something typed. Enter keeps it, Escape takes it back.
#[component]
fn Line(
    writing: Writing,
    id: String,
    kind: FieldKind,
    can_edit: Memo<bool>,
    described: Signal<Option<String>>,
) -> impl IntoView {
    let (kind_of_input, mode, most) = match kind {
        FieldKind::Date => ("date", "none", 10),
        // A field for numbers would change what it does not understand.
        FieldKind::Number => ("text", "decimal", 24),
        FieldKind::Link => ("url", "url", 2000),
        _ => ("text", "text", 500),
    };
    let link = move || {
        let said = writing.said.get();
        (kind == FieldKind::Link && !said.is_empty()).then(|| {
            view! {
                <a class="button quiet small icon-only" href=said target="_blank" rel="noopener noreferrer nofollow" aria-label="Open the link">
                    <Icon name=IconName::Link/>
                </a>
            }
        })
    };
    view! {
        <span class="line" class:number=kind == FieldKind::Number>
            <input
                id=id
                type=kind_of_input
                inputmode=(kind != FieldKind::Date).then_some(mode)
                maxlength=most.to_string()
                autocomplete="off"
                placeholder="Empty"
                class:unset=move || writing.shown.with(String::is_empty)
                disabled=move || !can_edit.get()
                aria-invalid=move || described.with(Option::is_some).then_some("true")
                aria-describedby=move || described.get()
                prop:value=move || writing.shown.get()
                on:input=move |_| writing.type_on()
                on:change=move |event| writing.write(event_target_value(&event))
                on:keydown=move |event| match event.key().as_str() {
                    "Enter" if !event.is_composing() => writing.write(event_target_value(&event)),
                    "Escape" if event_target_value(&event) != writing.said.get_untracked() => {
                        event.prevent_default();
                        event.stop_propagation();
                        event_target::<HtmlInputElement>(&event).set_value(&writing.said.get_untracked());
                        writing.let_go();
                    }
                    _ => {}
                }
            />
            {link}
        </span>
    }
}

/// One of the field's choices, or of the people of the board.
#[component]
fn Choice(writing: Writing, id: String, can_edit: Memo<bool>) -> impl IntoView {
    let choices = Memo::new(move |_| {
        let shown = writing.shown.get();
        let people = || writing.open.state.board.with(|board| board.people.clone());
        writing.field.with_value(|field| {
            if field.kind == FieldKind::Person {
                return people().into_iter().map(|person| (person.id.to_string(), person.name)).collect::<Vec<_>>();
            }
            // One that was put aside stays where it is.
            let there = field.options.iter().map(|option| (option.id.to_string(), option));
            let kept = there.filter(|(id, option)| !option.archived || *id == shown);
            kept.map(|(id, option)| (id, option.name.clone())).collect()
        })
    });
    let hue = move || {
        let shown = writing.shown.get();
        writing.field.with_value(|field| {
            field.options.iter().find(|option| option.id.to_string() == shown).map(|option| option.hue)
        })
    };
    view! {
        <span class="line">
            {move || hue().map(|hue| view! { <span class=format!("dot hue-{hue}") aria-hidden="true"></span> })}
            <select
                id=id
                disabled=move || !can_edit.get()
                class:unset=move || writing.shown.with(String::is_empty)
                on:change=move |event| writing.write(event_target_value(&event))
            >
                <option value="" selected=move || writing.shown.with(String::is_empty)>"Empty"</option>
                {move || choices.get().into_iter().map(|(id, name)| {
                    let this = id.clone();
                    view! { <option value=id prop:selected=move || writing.shown.with(|shown| *shown == this)>{name}</option> }
                }).collect_view()}
            </select>
        </span>
    }
}
