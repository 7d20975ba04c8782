//! Picking several tasks, and what is asked of them.

use super::state::BoardState;
use atrium::{
    boards::board::Board,
    ids::{FieldId, TaskId},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

/// A field of a task that a menu changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Status,
    People,
    Labels,
    Priority,
    Due,
    /// The days it takes, its start with them.
    When,
    /// A custom field of the project.
    Own(FieldId),
}

impl Field {
    /// Those of every project that have a column in a table.
    pub const COLUMNS: [Self; 5] = [Self::Status, Self::People, Self::Labels, Self::Priority, Self::Due];

    /// What a cell of the field is found by in the page.
    pub fn mark(self) -> String {
        if let Self::Own(id) = self { id.to_string() } else { self.word().to_owned() }
    }

    pub fn of_mark(mark: &str) -> Option<Self> {
        let own = || mark.parse().ok().map(Self::Own);
        Self::COLUMNS.into_iter().chain([Self::When]).find(|field| field.word() == mark).or_else(own)
    }

    /// The field that a letter asks for, on a card or in a row.
    pub fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "m" | "s" => Self::Status,
            "a" => Self::People,
            "l" => Self::Labels,
            "p" => Self::Priority,
            "d" => Self::Due,
            _ => return None,
        })
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::People => "people",
            Self::Labels => "labels",
            Self::Priority => "priority",
            Self::Due => "due",
            Self::When => "when",
            Self::Own(_) => "own",
        }
    }

    pub fn title(self, board: &Board) -> String {
        let title = match self {
            Self::Status => "Status",
            Self::People => "People",
            Self::Labels => "Labels",
            Self::Priority => "Priority",
            Self::Due => "Due",
            Self::When => "When",
            Self::Own(id) => {
                let known = board.fields.iter().find(|field| field.id == id);
                known.map_or("A field", |field| field.name.as_str())
            }
        };
        title.to_owned()
    }
}

/// What the menu of fields is asked to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub field: Field,
    pub tasks: Vec<TaskId>,
}

impl BoardState {
    /// Picks a task to be changed together with others, or leaves it out.
    pub fn pick(self, task_id: TaskId) {
        self.picked.update(|picked| match picked.iter().position(|id| *id == task_id) {
            Some(at) => drop(picked.remove(at)),
            None => picked.push(task_id),
        });
    }

    /// The task, or all that are picked where it is one of them.
    pub fn with_picked(self, task_id: TaskId) -> Vec<TaskId> {
        let picked = self.picked.get_untracked();
        if picked.contains(&task_id) { picked } else { vec![task_id] }
    }

    /// Picks everything from the task picked last to this one, as `shown` has them.
    pub fn pick_until(self, task_id: TaskId, shown: &[TaskId]) {
        let at = |id: TaskId| shown.iter().position(|other| *other == id);
        let last = self.picked.with_untracked(|picked| picked.last().copied());
        match (last.and_then(at), at(task_id)) {
            (Some(from), Some(to)) => self.picked.update(|picked| {
                let between = &shown[from.min(to)..=from.max(to)];
                picked.extend(between.iter().filter(|id| !picked.contains(id)).copied().collect::<Vec<_>>());
            }),
            _ => self.pick(task_id),
        }
    }
}

/// The element that an event came to.
pub fn target(event: &web_sys::Event) -> Option<Element> {
    event.target().and_then(|target| target.dyn_into::<Element>().ok())
}

/// The task in whose row or card an element is.
pub fn task_at(element: &Element) -> Option<TaskId> {
    element.closest("[data-task]").ok().flatten()?.get_attribute("data-task")?.parse().ok()
}

/// A click with Ctrl, Cmd or Shift picks a task in place of opening it. `shown` are all tasks, in order.
pub fn clicked(event: &MouseEvent, state: BoardState, shown: impl FnOnce() -> Vec<TaskId>) -> bool {
    let more = event.ctrl_key() || event.meta_key();
    if !state.board.with_untracked(|board| board.can.edit_tasks) || !(more || event.shift_key()) {
        return false;
    }
    let Some(task_id) = target(event).as_ref().and_then(task_at) else { return false };
    event.prevent_default();
    if event.shift_key() {
        state.pick_until(task_id, &shown());
    } else {
        state.pick(task_id);
    }
    true
}

/// Whether somebody writes, so that letters are not commands.
pub fn writing(event: &web_sys::Event) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return false };
    let field = matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        && target.get_attribute("type").as_deref() != Some("checkbox");
    field || target.is_content_editable()
}

/// Escape lets go of what was picked.
pub fn listen(state: BoardState) {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        let picked = event.key() == "Escape" && state.picked.with_untracked(|picked| !picked.is_empty());
        if picked && !event.default_prevented() && !writing(&event) {
            event.prevent_default();
            state.picked.set(Vec::new());
        }
    });
    on_cleanup(move || handle.remove());
}
