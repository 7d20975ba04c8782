//! The inbox in the browser: what the server last said, changed at once by what is done here.

use super::{
    api,
    entry::{About, Entry, entries},
};
use crate::{failure::Failure, ui::Toasts};
use atrium::inbox::{InboxView, Mark, Shelf, Subjects};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct InboxState {
    pub workspace: StoredValue<String>,
    pub shelf: Shelf,
    pub view: RwSignal<InboxView>,
    /// The entry that keys act on.
    pub at: RwSignal<Option<About>>,
    /// The entry that the menu of times is open for.
    pub snoozing: RwSignal<Option<About>>,
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

    pub fn entries(self) -> Vec<Entry> {
        self.view.with(|view| self.workspace.with_value(|workspace| entries(view, workspace)))
    }

    fn entries_now(self) -> Vec<Entry> {
        self.view.with_untracked(|view| self.workspace.with_value(|workspace| entries(view, workspace)))
    }

    pub fn entry_at(self) -> Option<Entry> {
        let at = self.at.get_untracked()?;
        self.entries_now().into_iter().find(|entry| entry.about == at)
    }

    /// Moves the keys' entry on or back.
    pub fn step(self, on: bool) {
        let all: Vec<About> = self.entries_now().into_iter().map(|entry| entry.about).collect();
        let now = self.at.get_untracked().and_then(|at| all.iter().position(|about| *about == at));
        let next = match now {
            None => 0,
            Some(now) if on => (now + 1).min(all.len().saturating_sub(1)),
            Some(now) => now.saturating_sub(1),
        };
        self.at.set(all.get(next).copied());
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

    pub fn set_unread(self, about: About, unread: bool) {
        self.view.update(|view| match about {
            About::Task(id) => {
                for item in view.items.iter_mut().filter(|item| item.task_id == id) {
                    item.unread = unread;
                    item.lines.iter_mut().for_each(|line| line.unread = unread);
                }
            }
            About::Page(id) => {
                for page in view.pages.iter_mut().filter(|page| page.page_id == id) {
                    page.unread = unread;
                    page.lines.iter_mut().for_each(|line| line.unread = unread);
                }
            }
        });
        let mark = if unread { Mark::Unread } else { Mark::Read };
        self.send(api::mark_items(self.slug(), about.into(), mark));
    }

    /// Takes an entry off the shelf, and the keys to the one after it.
    fn take_away(self, about: About) {
        let all = self.entries_now();
        let at = all.iter().position(|entry| entry.about == about);
        self.view.update(|view| match about {
            About::Task(id) => view.items.retain(|item| item.task_id != id),
            About::Page(id) => view.pages.retain(|page| page.page_id != id),
        });
        if self.at.get_untracked() == Some(about) {
            let rest = self.entries_now();
            self.at.set(at.and_then(|at| rest.get(at).or(rest.last())).map(|entry| entry.about));
        }
    }

    /// Puts an entry among what is done; on that shelf, takes it back.
    pub fn finish(self, about: About) {
        let (mark, back, said) = match self.shelf {
            Shelf::Done => (Mark::Undone, Mark::Done, "Back in the inbox"),
            _ => (Mark::Done, Mark::Undone, "Done"),
        };
        self.take_away(about);
        self.send(api::mark_items(self.slug(), about.into(), mark));
        self.offer_back(said, about.into(), back);
    }

    /// Puts an entry off; on the shelf of those, takes it back.
    pub fn snooze(self, about: About, until: String, said: String) {
        self.take_away(about);
        self.send(api::snooze_items(self.slug(), about.into(), until));
        self.offer_back(said, about.into(), Mark::Woken);
    }

    pub fn wake(self, about: About) {
        self.take_away(about);
        self.send(api::mark_items(self.slug(), about.into(), Mark::Woken));
    }

    pub fn read_all(self) {
        leptos::task::spawn_local(async move {
            match api::read_all(self.slug()).await {
                Ok(about) if about.count() == 0 => self.toasts.success("Everything was read already"),
                Ok(about) => self.offer_back("All read", about, Mark::Unread),
                Err(failure) => self.toasts.error(failure.to_string()),
            }
            self.reload();
        });
    }

    fn offer_back(self, said: impl Into<String>, about: Subjects, mark: Mark) {
        let undo = move |()| self.send(api::mark_items(self.slug(), about.clone(), mark));
        self.toasts.undoable(said, Callback::new(undo));
    }
}
