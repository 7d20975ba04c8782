//! Files that are dropped on the panel, or pasted into it.

use super::Shelf;
use leptos::{prelude::*, wasm_bindgen::JsCast};
use web_sys::{ClipboardEvent, DragEvent, Node};

/// Text and cards are dragged too, and are none of ours.
fn brings_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|carried| carried.types().includes(&"Files".into(), 0))
}

pub fn drag_over(shelf: Shelf, event: &DragEvent) {
    if shelf.can_add && brings_files(event) {
        event.prevent_default();
        shelf.over.set(true);
    }
}

/// Out of the panel, and not only from one part of it to another.
pub fn drag_out(shelf: Shelf, event: &DragEvent) {
    let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
    let panel = event.current_target().and_then(|panel| panel.dyn_into::<Node>().ok());
    if !panel.is_some_and(|panel| panel.contains(to.as_ref())) {
        shelf.over.set(false);
    }
}

pub fn dropped(shelf: Shelf, event: &DragEvent) {
    shelf.over.set(false);
    if shelf.can_add && brings_files(event) {
        event.prevent_default();
        if let Some(files) = event.data_transfer().and_then(|carried| carried.files()) {
            shelf.add(&files);
        }
    }
}

/// A picture from the clipboard. Text that is pasted into a field goes there.
pub fn pasted(shelf: Shelf, event: &ClipboardEvent) {
    let files = event.clipboard_data().and_then(|carried| carried.files());
    if let Some(files) = files.filter(|files| shelf.can_add && files.length() > 0) {
        event.prevent_default();
        shelf.add(&files);
    }
}
