use super::upload;
use atrium::ids::{AttachmentId, TaskId};
use leptos::prelude::*;
use web_sys::FileList;

/// Where files are put: a task, for whoever is looking at it.
#[derive(Clone, Copy)]
pub struct Shelf {
    pub workspace: StoredValue<String>,
    pub task_id: TaskId,
    pub can_add: bool,
    /// Shows the task anew.
    pub reload: Callback<()>,
    /// Something is held over it, to be dropped.
    pub over: RwSignal<bool>,
}

impl Shelf {
    pub fn new(workspace: String, task_id: TaskId, can_add: bool, reload: Callback<()>) -> Self {
        Self { workspace: StoredValue::new(workspace), task_id, can_add, reload, over: RwSignal::new(false) }
    }

    /// Where the task's files are in the API.
    pub fn address(self) -> String {
        format!("/api/v1/workspaces/{}/tasks/{}/attachments", self.workspace.get_value(), self.task_id)
    }

    pub fn address_of(self, id: AttachmentId) -> String {
        format!("{}/{id}", self.address())
    }

    /// Begins to upload them, one after the other.
    pub fn add(self, files: &FileList) {
        if self.can_add {
            (0..files.length()).filter_map(|at| files.get(at)).for_each(|file| upload::start(self, file));
        }
    }
}
