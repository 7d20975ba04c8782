//! Where the focus goes once the screen is drawn anew.

use leptos::{
    prelude::*,
    task::{spawn_local, tick},
};
use std::{cell::RefCell, time::Duration};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement};

/// In a dialog, what comes before what: its first field, what it is for, and where that is dangerous the way out.
const IN_DIALOG: [&str; 3] = [
    ".body :is(input:not([type=hidden], [type=radio]:not(:checked)), select, textarea):not(:disabled)",
    ".body .button.primary:not(:disabled)",
    ".body .button:not(:disabled)",
];

thread_local! {
    /// Whose focus the window had that closes just now: the next one gives it back to the same.
    static LENDER: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// Gives the focus to the first element that the selector finds, and says whether it took it.
pub fn focus_now(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    found.and_then(|found| found.dyn_into::<HtmlElement>().ok()).is_some_and(|found| takes(&found))
}

/// The same as soon as the screen has followed what was set just now, so that a key that comes before the next frame finds
/// it there, and once more in that frame: what is drawn late is there then, and what gave the focus elsewhere as it closed
/// has done so.
pub fn focus_soon(selector: String) {
    spawn_local(async move {
        tick().await;
        focus_now(&selector);
        next_frame(move || {
            focus_now(&selector);
        });
    });
}

/// The same in the next frame for the first that is there, and only if what had the focus is gone by then.
pub fn keep_focus(wanted: Vec<String>) {
    next_frame(move || {
        if focused().is_none() && !wanted.iter().any(|selector| focus_now(selector)) {
            focus_somewhere();
        }
    });
}

/// While nothing has the focus, what is on top gets it. A frame later, since others may know better where it belongs.
fn focus_somewhere() {
    next_frame(|| {
        if focused().is_none() {
            let dialog = document().query_selector("dialog[open]").ok().flatten();
            let _ = dialog.is_some_and(|dialog| enter_dialog(&dialog)) || focus_now(".panel") || focus_now("#content");
        }
    });
}

/// What has the focus now gets it back when the calling view, or run of an effect, is over and took it along. If it is
/// gone or hidden by then, the button of the menu that it stood in does, or else what `otherwise` finds.
pub fn lend_focus(otherwise: &'static str) {
    let lender = StoredValue::new_local(LENDER.take().or_else(focused));
    on_cleanup(move || {
        let lender = lender.try_get_value().flatten();
        LENDER.set(lender.clone());
        next_frame(move || {
            LENDER.take();
            if focused().is_none() && !lender.is_some_and(|lender| takes_back(&lender)) {
                let _ = !otherwise.is_empty() && focus_now(otherwise);
                focus_somewhere();
            }
        });
    });
}

/// Gives the focus to what comes first in the dialog, unless something below its head has it already.
pub fn enter_dialog(dialog: &Element) -> bool {
    let first = |selector| {
        let found = dialog.query_selector_all(selector).ok();
        let mut found = found.into_iter().flat_map(|all| (0..all.length()).filter_map(move |at| all.item(at)));
        found.any(|one| one.dyn_ref::<HtmlElement>().is_some_and(takes))
    };
    dialog.query_selector(".body :focus").is_ok_and(|inside| inside.is_some()) || IN_DIALOG.into_iter().any(first)
}

/// What has the focus, if anything on the screen has.
pub(super) fn focused() -> Option<HtmlElement> {
    let active = document().active_element()?.dyn_into::<HtmlElement>().ok()?;
    // What is no longer drawn keeps it until the browser looks.
    let area = active.get_bounding_client_rect();
    (active.tag_name() != "BODY" && (area.width() > 0.0 || area.height() > 0.0)).then_some(active)
}

fn takes(element: &HtmlElement) -> bool {
    let _ = element.focus();
    document().active_element().as_ref() == Some(element.as_ref())
}

fn takes_back(lender: &HtmlElement) -> bool {
    let menu = || lender.closest("[popover]").ok().flatten().map(|menu| menu.id());
    takes(lender) || menu().is_some_and(|menu| focus_opener(&menu))
}

/// Gives the focus to the button that opens the menu with this id.
pub(super) fn focus_opener(menu: &str) -> bool {
    focus_now(&format!("[popovertarget=\"{menu}\"]:not([popovertargetaction])"))
}

/// Whether nothing in particular has the focus, so that keys may begin a walk through what is shown.
pub fn is_idle(target: &Element) -> bool {
    target.tag_name() == "BODY" || target.id() == "content"
}

/// Gives the focus to the one behind or before the element, of all that the selector finds; from none of them to the
/// first.
pub fn focus_beside(selector: &str, from: &Element, by: isize) {
    let Ok(found) = document().query_selector_all(selector) else { return };
    let all: Vec<HtmlElement> = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect();
    let at = all.iter().position(|one| **one == *from);
    if let Some(next) = at.map_or(Some(0), |at| at.checked_add_signed(by)).and_then(|at| all.get(at)) {
        let _ = next.focus();
    }
}

/// Whether the selector finds anything on the page.
pub(super) fn is_there(selector: &str) -> bool {
    document().query_selector(selector).is_ok_and(|found| found.is_some())
}

/// Whether a dialog or a menu lies over the page and has the keys.
pub fn is_covered() -> bool {
    is_there("dialog[open], .menu:popover-open")
}

/// In a task of its own after the next frame, unless the calling view is gone by then. The browser knows then where
/// everything is: what is asked of it costs nothing, and what is drawn is laid out once.
pub fn after_frame(act: impl FnOnce() + 'static) {
    let _ = request_animation_frame(move || {
        set_timeout(act, Duration::ZERO).ok();
    });
}

/// Leptos cancels a frame when the view that asked for it is gone, which is just what a field does that hands its focus
/// back; this one comes anyway.
pub fn next_frame(act: impl FnOnce() + 'static) {
    let act = Closure::once_into_js(act);
    let _ = window().request_animation_frame(act.unchecked_ref());
}
