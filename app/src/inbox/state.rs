//! The inbox in the browser: what the server last said, changed at once by what is done here.

use super::api;
use crate::{failure::Failure, ui::Toasts};
use atrium::{
    ids::TaskId,
    inbox::{InboxItem, InboxView, Mark, Shelf},
};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct InboxState {
    pub workspace: StoredValue<String>,
    pub shelf: Shelf,
    pub view: RwSignal<InboxView>,
    /// The item that keys act on.
    pub at: RwSignal<Option<TaskId>>,
    /// The item that the menu of times is open for.
    pub snoozing: RwSignal<Option<TaskId>>,
    /// How much was done here, and how much of it the server has not answered.
    acts: StoredValue<(u32, u32)>,
    pub toasts: Toasts,
}

impl InboxState {
    pub fn new(workspace: String, shelf: Shelf, view: InboxView, toasts: Toasts) -> Self {
        Self {
            workspace: StoredValue::new(workspace),
            shelf,
            view: RwSignal::new(view),
            at: RwSignal::new(None),
            snoozing: RwSignal::new(None),
            acts: StoredValue::new((0, 0)),
            toasts,
        }
    }

    fn slug(self) -> String {
        self.workspace.get_value()
    }

    pub fn item_at(self) -> Option<InboxItem> {
        let at = self.at.get_untracked()?;
        self.view.with_untracked(|view| view.items.iter().find(|item| item.task_id == at).cloned())
    }

    /// Moves the keys' item on or back.
    pub fn step(self, on: bool) {
        let tasks: Vec<TaskId> = self.view.with_untracked(|view| view.items.iter().map(|item| item.task_id).collect());
        let now = self.at.get_untracked().and_then(|at| tasks.iter().position(|id| *id == at));
        let next = match now {
            None => 0,
            Some(now) if on => (now + 1).min(tasks.len().saturating_sub(1)),
            Some(now) => now.saturating_sub(1),
        };
        self.at.set(tasks.get(next).copied());
    }

    /// Loads the shelf anew, unless something is on its way that will: an answer from before it would bring back for a
    /// moment what was put away. Where the page is gone by then, nothing happens.
    pub fn reload(self) {
        leptos::task::spawn_local(async move {
            let (Some(workspace), Some((acts, 0))) = (self.workspace.try_get_value(), self.acts.try_get_value()) else {
                return;
            };
            if let Ok(view) = api::load_inbox(workspace, self.shelf).await
                && self.acts.try_get_value() == Some((acts, 0))
            {
                self.view.try_set(view);
            }
        });
    }

    /// Waits for what the server says of something that is shown as done already.
    fn send(self, act: impl Future<Output = Result<(), Failure>> + 'static) {
        self.acts.try_update_value(|(acts, waiting)| (*acts, *waiting) = (*acts + 1, *waiting + 1));
        leptos::task::spawn_local(async move {
            if let Err(failure) = act.await {
                self.toasts.error(failure.to_string());
            }
            self.acts.try_update_value(|(_, waiting)| *waiting -= 1);
            self.reload();
        });
    }

    pub fn set_unread(self, task_id: TaskId, unread: bool) {
        self.view.update(|view| {
            for item in view.items.iter_mut().filter(|item| item.task_id == task_id) {
                item.unread = unread;
                item.lines.iter_mut().for_each(|line| line.unread = unread);
            }
        });
        let mark = if unread { Mark::Unread } else { Mark::Read };
        self.send(api::mark_items(self.slug(), vec![task_id], mark));
    }

    /// Takes an item off the shelf, and the keys to the one after it.
    fn take_away(self, task_id: TaskId) {
        let mut next = None;
        self.view.update(|view| {
            if let Some(at) = view.items.iter().position(|item| item.task_id == task_id) {
                view.items.remove(at);
                next = view.items.get(at).or(view.items.last()).map(|item| item.task_id);
            }
        });
        if self.at.get_untracked() == Some(task_id) {
            self.at.set(next);
        }
    }

    /// Puts an item among what is done; on that shelf, takes it back.
    pub fn finish(self, task_id: TaskId) {
        let (mark, back, said) = match self.shelf {
            Shelf::Done => (Mark::Undone, Mark::Done, "Back in the inbox"),
            _ => (Mark::Done, Mark::Undone, "Done"),
        };
        self.take_away(task_id);
        self.send(api::mark_items(self.slug(), vec![task_id], mark));
        self.offer_back(said, vec![task_id], back);
    }

    /// Puts an item off; on the shelf of those, takes it back.
    pub fn snooze(self, task_id: TaskId, until: String, said: String) {
        self.take_away(task_id);
        self.send(api::snooze_items(self.slug(), vec![task_id], until));
        self.offer_back(said, vec![task_id], Mark::Woken);
    }

    pub fn wake(self, task_id: TaskId) {
        self.take_away(task_id);
        self.send(api::mark_items(self.slug(), vec![task_id], Mark::Woken));
    }

    pub fn read_all(self) {
        leptos::task::spawn_local(async move {
            match api::read_all(self.slug()).await {
                Ok(tasks) if tasks.is_empty() => self.toasts.success("Everything was read already"),
                Ok(tasks) => self.offer_back("All read", tasks, Mark::Unread),
                Err(failure) => self.toasts.error(failure.to_string()),
            }
            self.reload();
        });
    }

    fn offer_back(self, said: impl Into<String>, tasks: Vec<TaskId>, mark: Mark) {
        let undo = move |()| self.send(api::mark_items(self.slug(), tasks.clone(), mark));
        self.toasts.undoable(said, Callback::new(undo));
    }
}
