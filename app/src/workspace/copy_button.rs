use crate::ui::{Button, ButtonSize, IconName, use_toasts};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

/// Puts a text into the clipboard.
#[component]
pub fn CopyButton(#[prop(into)] text: String) -> impl IntoView {
    let toasts = use_toasts();
    let copy = move |_| match write(&text) {
        Some(()) => toasts.success("Copied."),
        None => toasts.error("This browser does not let us copy. Please select the text and copy it."),
    };
    view! { <Button size=ButtonSize::Small icon=IconName::Copy on:click=copy>"Copy"</Button> }
}

fn write(text: &str) -> Option<()> {
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).ok()?;
    let write = js_sys::Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into::<js_sys::Function>().ok()?;
    write.call1(&clipboard, &JsValue::from_str(text)).ok().map(drop)
}
