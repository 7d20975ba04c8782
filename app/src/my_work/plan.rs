//! The list in the browser, and what is done with it: at once on the screen, then on the server.

use crate::{
    boards::api::{self, Edit},
    failure::Failure,
    ui::Toasts,
    undo::{Act, Done, History},
};
use atrium::{
    boards::mine::{MyTask, When},
    day::Day,
    ids::TaskId,
};
use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Mine {
    pub tasks: RwSignal<Vec<MyTask>>,
    pub today: Day,
    /// Only of this workspace.
    pub workspace: RwSignal<Option<String>>,
    /// Whether a row says of which workspace it is.
    pub several: bool,
    pub dragged: RwSignal<Option<TaskId>>,
    /// What screen readers are told.
    pub said: RwSignal<String>,
    pub history: History,
    pub toasts: Toasts,
}

impl Mine {
    /// Those of a group that are shown, in their order.
    pub fn in_group(self, when: When) -> Vec<MyTask> {
        let wanted = self.workspace.get();
        let fits = |one: &&MyTask| {
            When::of(one.task.due_on, self.today) == when && wanted.as_ref().is_none_or(|slug| *slug == one.workspace)
        };
        self.tasks.with(|tasks| tasks.iter().filter(fits).cloned().collect())
    }

    pub fn find(self, id: TaskId) -> Option<MyTask> {
        self.tasks.with_untracked(|tasks| tasks.iter().find(|one| one.task.id == id).cloned())
    }

    /// Whether something that is dragged can be put into this group.
    pub fn takes(self, when: When) -> bool {
        self.dragged.get().is_some() && when.plan(self.today).is_some()
    }

    pub fn plan_for(self, id: TaskId, when: When) {
        if let Some(due) = when.plan(self.today) {
            self.plan(id, due);
            self.said.set(format!("Now under {}.", when.name()));
        }
    }

    /// Gives a task another date, or none.
    pub fn plan(self, id: TaskId, due: Option<Day>) {
        let Some(before) = self.find(id).filter(|one| one.can_edit && one.task.due_on != due) else { return };
        self.put(id, |one| one.task.due_on = due);
        let edit = |due: Option<Day>| Edit {
            due_on: Some(due.map(|day| day.to_string()).unwrap_or_default()),
            ..Edit::default()
        };
        self.history.carry_out(async move {
            let slug = before.workspace.clone();
            match api::edit_task(slug, id, edit(due), Some(before.version)).await {
                Ok(card) => {
                    self.put(id, |one| one.version = card.version);
                    let act = |due| Act::Edit { task: id, edit: edit(due) };
                    let words = due.map_or_else(
                        || "has no date now".to_owned(),
                        |day| format!("is due {}", day.short(self.today.0.year())),
                    );
                    let said = format!("{} {words}", before.task.key);
                    let done = Done::new(&before.workspace, said, act(before.task.due_on), act(due));
                    self.history.did(done.between(before.version, card.version));
                    self.history.offer();
                }
                Err(failure) => {
                    self.put(id, |one| one.task.due_on = before.task.due_on);
                    self.complain(&failure);
                }
            }
        });
    }

    /// Moves a task to where its board has what is done.
    pub fn complete(self, id: TaskId) {
        let Some(before) = self.find(id).filter(|one| one.can_edit) else { return };
        let at = self.tasks.with_untracked(|tasks| tasks.iter().position(|one| one.task.id == id)).unwrap_or(0);
        self.tasks.update(|tasks| tasks.retain(|one| one.task.id != id));
        self.history.carry_out(async move {
            match api::complete_task(before.workspace.clone(), id).await {
                Ok(ticked) => {
                    let to = api::Place { column_id: ticked.card.column_id, after: None, before: None };
                    let act = |to| Act::Move { task: id, to };
                    let said = format!("{} is done", before.task.key);
                    let done = Done::new(&before.workspace, said, act(ticked.was), act(to));
                    self.history.did(done.between(ticked.version_before, ticked.card.version));
                    self.history.offer();
                }
                Err(failure) => {
                    self.tasks.update(|tasks| tasks.insert(at.min(tasks.len()), before));
                    self.complain(&failure);
                }
            }
        });
    }

    fn put(self, id: TaskId, change: impl FnOnce(&mut MyTask)) {
        self.tasks.update(|tasks| {
            if let Some(one) = tasks.iter_mut().find(|one| one.task.id == id) {
                change(one);
            }
            tasks.sort_by_key(|one| (one.task.due_on.is_none(), one.task.due_on, std::cmp::Reverse(one.task.priority)));
        });
    }

    fn complain(self, failure: &Failure) {
        let conflict = matches!(failure, Failure::Refused(atrium::Error::Conflict { .. }));
        self.toasts.error(if conflict {
            "Somebody has changed this task meanwhile. Load the page again to see it.".to_owned()
        } else {
            failure.form_message().unwrap_or_else(|| failure.to_string())
        });
    }
}
