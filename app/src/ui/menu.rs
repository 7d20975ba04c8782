use super::{Icon, IconName};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, MouseEvent};

/// A popover of things to do. Any button with `popovertarget` set to its id opens it, with no script.
#[component]
pub fn Menu(#[prop(into)] id: String, #[prop(into)] label: String, children: Children) -> impl IntoView {
    view! { <div class="menu" id=id popover="auto" role="group" aria-label=label>{children()}</div> }
}

/// Something to do. It closes the menu whose id is `menu`.
#[component]
pub fn MenuItem(
    #[prop(into)] menu: String,
    #[prop(optional)] icon: Option<IconName>,
    #[prop(optional)] shortcut: Option<&'static str>,
    #[prop(optional)] danger: bool,
    /// The one that holds now.
    #[prop(optional, into)]
    chosen: Signal<bool>,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class=if danger { "danger" } else { "" }
            type=if submit { "submit" } else { "button" }
            // A button that sends a form must not be an invoker too: browsers would then only close the menu.
            popovertarget=(!submit).then_some(menu)
            popovertargetaction="hide"
            aria-current=move || chosen.get().then_some("true")
        >
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
            {move || chosen.get().then(|| view! { <span class="check-mark"><Icon name=IconName::Check/></span> })}
            {shortcut.map(|key| view! { <kbd class="kbd">{key}</kbd> })}
        </button>
    }
}

/// Somewhere to go.
#[component]
pub fn MenuLink(
    #[prop(into)] href: String,
    #[prop(optional)] icon: Option<IconName>,
    children: Children,
) -> impl IntoView {
    view! { <a href=href>{icon.map(|name| view! { <Icon name/> })}{children()}</a> }
}

/// A file to keep. No page of the application, so the browser fetches it by itself, and the menu is to close.
#[component]
pub fn MenuDownload(#[prop(into)] href: String, children: Children) -> impl IntoView {
    view! { <a href=href download="" rel="external" on:click=|event| close_around(&event)><Icon name=IconName::Download/>{children()}</a> }
}

/// Closes the menu that was clicked in.
fn close_around(event: &MouseEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let menu = target.and_then(|target| target.closest("[popover]").ok().flatten());
    if let Some(menu) = menu.and_then(|menu| menu.dyn_into::<HtmlElement>().ok()) {
        let _ = menu.hide_popover();
    }
}

/// A length in whole pixels: the code that writes fractions is larger than what they are worth.
#[allow(clippy::cast_possible_truncation, reason = "no screen is that large, and a cast does not wrap")]
pub fn px(length: f64) -> String {
    format!("{}px", length.round() as i32)
}

/// Puts an open menu below what it belongs to, where no anchor does it, and within the window.
pub fn place_below(menu: &HtmlElement, anchor: &Element) {
    let (at, own) = (anchor.get_bounding_client_rect(), menu.get_bounding_client_rect());
    let length = |side: Result<JsValue, JsValue>| side.ok().and_then(|side| side.as_f64()).unwrap_or(0.0);
    let (width, height) = (length(window().inner_width()), length(window().inner_height()));
    let left = at.left().min(width - own.width() - 8.0).max(8.0);
    let top = at.bottom().min(height - own.height() - 8.0).max(8.0);
    let style = menu.style();
    for (name, value) in [
        ("position", "fixed".to_owned()),
        ("margin", "0".to_owned()),
        ("inset", "auto".to_owned()),
        ("left", px(left)),
        ("top", px(top)),
    ] {
        let _ = style.set_property(name, &value);
    }
}
