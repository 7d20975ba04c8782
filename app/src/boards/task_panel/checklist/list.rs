use super::super::{
    super::pause::until_reached,
    OpenTask,
    api::{add_checklist_items, move_checklist_item, remove_checklist_item, tick_checklist_item},
};
use crate::failure::Failure;
use atrium::{
    boards::checklist::ChecklistItem,
    ids::{ChecklistItemId, TaskId},
};
use leptos::prelude::*;
use std::collections::VecDeque;

/// A change that the server has not answered.
#[derive(Clone)]
pub enum Change {
    Add {
        text: String,
        key: String,
    },
    Tick(ChecklistItemId, bool),
    /// Behind another item, or first.
    Move(ChecklistItemId, Option<ChecklistItemId>),
    Remove(ChecklistItemId),
}

impl Change {
    fn replay(&self, items: &mut Vec<ChecklistItem>) {
        let at = |items: &[ChecklistItem], id| items.iter().position(|item| item.id == id);
        match *self {
            Self::Add { .. } => {}
            Self::Tick(id, done) => items.iter_mut().filter(|item| item.id == id).for_each(|item| item.done = done),
            Self::Move(id, after) => {
                let Some(from) = at(items, id) else { return };
                let item = items.remove(from);
                let to = after.and_then(|after| at(items, after)).map_or(0, |at| at + 1);
                items.insert(to, item);
            }
            Self::Remove(id) => items.retain(|item| item.id != id),
        }
    }

    async fn send(self, workspace: String, task_id: TaskId) -> Result<Vec<ChecklistItem>, Failure> {
        match self {
            Self::Add { text, key } => add_checklist_items(workspace, task_id, text, key).await,
            Self::Tick(id, done) => tick_checklist_item(workspace, id, done).await,
            Self::Move(id, after) => move_checklist_item(workspace, id, after).await,
            Self::Remove(id) => remove_checklist_item(workspace, id).await,
        }
    }
}

/// Changes on their way to the server, in their order. They go there also when the panel is closed.
#[derive(Default)]
struct Waiting {
    changes: VecDeque<Change>,
    sending: bool,
}

/// The checklist as it is shown: what the server last said, and over it what it has not answered.
#[derive(Clone, Copy)]
pub struct List {
    pub open: OpenTask,
    pub shown: Memo<Vec<ChecklistItem>>,
    /// What stands in the field for new items.
    pub draft: RwSignal<String>,
    waiting: StoredValue<ArcRwSignal<Waiting>>,
}

impl List {
    pub fn new(open: OpenTask) -> Self {
        let waiting = ArcRwSignal::new(Waiting::default());
        let over = waiting.clone();
        let shown = Memo::new(move |_| {
            let mut items = open.watch(|task| task.checklist_items.clone());
            over.with(|over| over.changes.iter().for_each(|change| change.replay(&mut items)));
            items
        });
        Self { open, shown, draft: RwSignal::new(String::new()), waiting: StoredValue::new(waiting) }
    }

    pub fn item(self, id: ChecklistItemId) -> Memo<Option<ChecklistItem>> {
        Memo::new(move |_| self.shown.with(|items| items.iter().find(|item| item.id == id).cloned()))
    }

    /// The texts that are being added.
    pub fn coming(self) -> Vec<String> {
        let texts = |waiting: &Waiting| {
            let texts = waiting.changes.iter().filter_map(|change| match change {
                Change::Add { text, .. } => Some(text.clone()),
                _ => None,
            });
            texts.collect()
        };
        self.waiting.with_value(|waiting| waiting.with(texts))
    }

    /// Moves an item one place.
    pub fn step(self, id: ChecklistItemId, down: bool) {
        let order: Vec<_> = self.shown.with_untracked(|items| items.iter().map(|item| item.id).collect());
        let Some(at) = order.iter().position(|other| *other == id) else { return };
        let after = if down { order.get(at + 1).copied() } else { at.checked_sub(2).map(|before| order[before]) };
        if (down && after.is_some()) || (!down && at > 0) {
            self.change(Change::Move(id, after));
        }
    }

    /// Shows a change at once and tells the server after those before it.
    pub fn change(self, change: Change) {
        let waiting = self.waiting.get_value();
        waiting.update(|waiting| waiting.changes.push_back(change));
        if waiting.with_untracked(|waiting| waiting.sending) {
            return;
        }
        waiting.update_untracked(|waiting| waiting.sending = true);
        let (open, workspace, task_id) = (self.open, self.open.workspace(), self.open.with(|task| task.card.id));
        let toasts = open.state.toasts;
        leptos::task::spawn_local(async move {
            while let Some(next) = waiting.with_untracked(|waiting| waiting.changes.front().cloned()) {
                match until_reached(|| next.clone().send(workspace.clone(), task_id)).await {
                    Ok(items) => open.update(|task| task.checklist_items = items),
                    Err(failure) => {
                        toasts.error(failure.field("text").unwrap_or_else(|| failure.to_string()));
                        if let Change::Add { text, .. } = next {
                            self.draft.try_update(|draft| draft.insert_str(0, &text));
                        }
                    }
                }
                waiting.update(|waiting| drop(waiting.changes.pop_front()));
            }
            waiting.update_untracked(|waiting| waiting.sending = false);
            open.reload();
        });
    }
}
