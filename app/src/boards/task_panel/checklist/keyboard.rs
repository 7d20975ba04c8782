//! The checklist by keyboard: arrows or j and k go from item to item, space ticks, Enter writes, Alt and
//! an arrow move, Delete removes.

use super::list::{Change, List};
use crate::ui::focus_soon;
use atrium::ids::ChecklistItemId;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

pub fn pressed(event: &KeyboardEvent, list: List) {
    if event.ctrl_key() || event.meta_key() {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let row = target.as_ref().and_then(|target| target.closest("[data-item]").ok().flatten());
    let id = row.and_then(|row| row.get_attribute("data-item")).and_then(|id| id.parse::<ChecklistItemId>().ok());
    let Some((id, target)) = id.zip(target) else { return };
    let on_box = target.tag_name() == "INPUT";
    let part = if on_box { "input" } else { ".text" };
    let may_edit = list.open.with(|task| task.can.edit);
    let down = matches!(event.key().as_str(), "ArrowDown" | "j");
    match event.key().as_str() {
        "ArrowDown" | "ArrowUp" if event.alt_key() && may_edit => {
            list.step(id, down);
            focus_item(id, part);
        }
        "ArrowDown" | "ArrowUp" | "j" | "k" if !event.alt_key() => {
            if let Some(next) = beside(list, id, down) {
                focus_item(next, part);
            }
        }
        "Delete" | "Backspace" if may_edit => {
            let next = beside(list, id, true).or_else(|| beside(list, id, false));
            list.change(Change::Remove(id));
            match next {
                Some(next) => focus_item(next, part),
                None => focus_soon(".checklist .add textarea".to_owned()),
            }
        }
        // The text beside it is a button, which opens the field.
        "Enter" if on_box && may_edit => {
            let text = target.parent_element().and_then(|row| row.query_selector(".text").ok().flatten());
            if let Some(text) = text.and_then(|text| text.dyn_into::<HtmlElement>().ok()) {
                text.click();
            }
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

fn beside(list: List, id: ChecklistItemId, down: bool) -> Option<ChecklistItemId> {
    list.shown.with_untracked(|items| {
        let at = items.iter().position(|item| item.id == id)?;
        let next = if down { at.checked_add(1) } else { at.checked_sub(1) }?;
        items.get(next).map(|item| item.id)
    })
}

/// Focuses a part of an item, after the list has been drawn anew.
pub fn focus_item(id: ChecklistItemId, part: &str) {
    focus_soon(format!("[data-item=\"{id}\"] {part}"));
}
