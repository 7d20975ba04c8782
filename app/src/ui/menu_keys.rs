//! Menus by keyboard, all of them in one place: arrows go from one thing to the next and round, Home and End to the first and
//! the last. With Escape the browser closes a menu, and what opened it has the focus again.

use super::focus::{focus_opener, focused, next_frame};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

const OPEN: &str = ".menu:popover-open";

/// What the keys go along. Fields to which arrows mean something are reached by Tab.
const THINGS: &str = "button:not(:disabled), a[href], summary, \
    input:is([type=checkbox], [type=search], [type=text]):not(:disabled, [list], [role=combobox])";

/// In which keys go into a value.
const FIELDS: &str = "input:not([type=checkbox]), select, textarea, [contenteditable]";

/// Once, for all menus of all pages.
pub fn walk_menus() {
    let keys = window_event_listener(ev::keydown, |event| walk_menu(&event));
    on_cleanup(move || keys.remove());
}

/// The same for a menu that keeps its keys from the page.
pub fn walk_menu(event: &KeyboardEvent) {
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
    let key = event.key();
    let meant = matches!(key.as_str(), "ArrowDown" | "ArrowUp" | "Home" | "End" | "Escape");
    if !meant || modified || event.default_prevented() || event.is_composing() {
        return;
    }
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let Some(menu) = menu_of(&target) else { return };
    if key == "Escape" {
        return give_back(menu.id());
    }
    let things = menu_things(&menu);
    let at = things.iter().position(|thing| **thing == target);
    let is_own = target.matches(FIELDS).unwrap_or(false) && (at.is_none() || matches!(key.as_str(), "Home" | "End"));
    let next = if is_own { None } else { step(&key, at, things.len()) };
    if let Some(thing) = next.and_then(|next| things.get(next)) {
        event.prevent_default();
        let _ = thing.focus();
    }
}

/// The open menu around the target; or, since what opened one keeps the focus, the one that is open.
fn menu_of(target: &Element) -> Option<Element> {
    let around = target.closest(OPEN).ok().flatten();
    around.or_else(|| document().query_selector(OPEN).ok().flatten())
}

/// What the keys go along in a menu, in its order and as far as it is shown.
pub fn menu_things(menu: &Element) -> Vec<HtmlElement> {
    let Ok(found) = menu.query_selector_all(THINGS) else { return Vec::new() };
    let things = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<HtmlElement>().ok());
    things.filter(|thing| thing.get_bounding_client_rect().height() > 0.0).collect()
}

/// Which of so many comes next; from outside of them, the first or the last.
fn step(key: &str, at: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowDown" => Some(at.filter(|at| *at < last).map_or(0, |at| at + 1)),
        "ArrowUp" => Some(at.and_then(|at| at.checked_sub(1)).unwrap_or(last)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// Browsers give the focus back where it was when the menu opened, if it was anywhere.
fn give_back(id: String) {
    next_frame(move || {
        let menu = document().get_element_by_id(&id);
        let is_open = menu.is_some_and(|menu| menu.matches(OPEN).unwrap_or(false));
        if !is_open && focused().is_none() {
            focus_opener(&id);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::step;

    #[test]
    fn keys_go_along_a_menu_and_round() {
        assert_eq!(step("ArrowDown", None, 3), Some(0));
        assert_eq!(step("ArrowDown", Some(0), 3), Some(1));
        assert_eq!(step("ArrowDown", Some(2), 3), Some(0));
        assert_eq!(step("ArrowUp", None, 3), Some(2));
        assert_eq!(step("ArrowUp", Some(2), 3), Some(1));
        assert_eq!(step("ArrowUp", Some(0), 3), Some(2));
        assert_eq!(step("Home", Some(2), 3), Some(0));
        assert_eq!(step("End", None, 3), Some(2));
        assert_eq!(step("Tab", Some(1), 3), None);
    }

    #[test]
    fn in_an_empty_menu_they_go_nowhere() {
        assert_eq!(step("ArrowDown", None, 0), None);
        assert_eq!(step("End", None, 0), None);
    }
}
