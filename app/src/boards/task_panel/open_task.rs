use super::super::{api, kept::lay_over, page::TaskResource, state::BoardState};
use crate::{
    failure::Failure,
    undo::{Act, reverse, words},
};
use atrium::boards::{
    board::PersonRef,
    task::{Card, TaskDetail},
};
use leptos::prelude::*;

/// What a part of the panel needs: the task it shows, as the server last said it, and the board around it.
///
/// The panel is drawn once for a task. What the server says later changes the parts that look at it, so
/// that nothing somebody is writing is drawn over.
#[derive(Clone, Copy)]
pub struct OpenTask {
    task: RwSignal<TaskDetail>,
    /// Counts the questions, because a later answer is the newer one whichever comes first.
    asked: StoredValue<u32>,
    resource: TaskResource,
    pub state: BoardState,
}

impl OpenTask {
    pub fn new(mut detail: TaskDetail, resource: TaskResource, state: BoardState) -> Self {
        lay_over(&mut detail, state);
        Self { task: RwSignal::new(detail), asked: StoredValue::new(0), resource, state }
    }

    pub fn workspace(self) -> String {
        self.state.workspace.get_value()
    }

    /// Who can be called.
    pub fn people(self) -> Signal<Vec<PersonRef>> {
        Signal::derive(move || self.state.board.with(|board| board.people.clone()))
    }

    /// Looks at the task as it is now.
    pub fn with<T>(self, look: impl FnOnce(&TaskDetail) -> T) -> T {
        self.task.with_untracked(look)
    }

    /// The same, and again whenever it changes.
    pub fn watch<T>(self, look: impl FnOnce(&TaskDetail) -> T) -> T {
        self.task.with(look)
    }

    /// Has what is drawn here drawn anew when the task changes.
    pub fn follow(self) {
        self.task.track();
    }

    /// Takes a part of the task that the server has just said. What was asked before is older.
    pub fn update(self, change: impl FnOnce(&mut TaskDetail)) {
        self.asked.try_update_value(|asked| *asked += 1);
        self.task.try_update(change);
    }

    /// Loads the task anew. The panel may be closed by the time the answer comes.
    pub fn reload(self) {
        let Some((project, number)) = self.task.try_with_untracked(|task| (task.project_key.clone(), task.card.number))
        else {
            return;
        };
        let turn = self.asked.get_value() + 1;
        self.asked.set_value(turn);
        let workspace = self.workspace();
        // What is kept shows without an answer too.
        self.show(self.task.get_untracked());
        leptos::task::spawn_local(async move {
            match api::load_task(workspace, project, number).await.and_then(|detail| detail.open()) {
                Ok(detail) if self.asked.try_get_value() == Some(turn) => self.show(detail),
                // The line says so when it is cut, and the board tells again when it is back.
                Ok(_) | Err(Failure::Offline) => {}
                Err(_) => self.resource.refetch(),
            }
        });
    }

    /// Shows a task with what is kept over it. Nothing is drawn anew, under somebody's hands, where nothing is new.
    fn show(self, mut detail: TaskDetail) {
        lay_over(&mut detail, self.state);
        if self.task.try_with_untracked(|now| *now != detail) == Some(true) {
            self.task.try_set(detail);
        }
    }

    /// Sends an edit of the version that is shown, and shows what came of it.
    pub fn edit(self, edit: api::Edit) {
        let toasts = self.state.toasts;
        self.edit_or(edit, move |failure| toasts.error(failure.to_string()));
    }

    /// The same, with something to do when it is refused.
    pub fn edit_or(self, mut edit: api::Edit, refused: impl FnOnce(Failure) + 'static) {
        let words = edit.title.is_some() || edit.description.is_some();
        let expected = words.then_some(self.with(|task| task.card.version));
        edit.was = edit.title.as_ref().map(|_| self.with(|task| task.card.title.clone()));
        self.edit_from(edit, expected, refused);
    }

    /// Sends an edit of a version that may have been shown some time ago.
    pub fn edit_from(self, edit: api::Edit, expected: Option<i32>, refused: impl FnOnce(Failure) + 'static) {
        let (task_id, version) = self.with(|task| (task.card.id, task.card.version));
        let back = self.with(|task| reverse(&edit, task));
        let workspace = self.workspace();
        self.state.history.carry_out(async move {
            match api::edit_task(workspace, task_id, edit.clone(), expected).await {
                Ok(card) => {
                    self.did_edit(&card, version, back, edit);
                    self.state.put(card);
                    self.reload();
                }
                Err(Failure::Kept) => {}
                Err(failure) => {
                    if matches!(failure, Failure::Refused(atrium::Error::Conflict { .. })) {
                        self.reload();
                    }
                    refused(failure);
                }
            }
        });
    }

    /// Remembers an edit of the version that was shown, so that it can be taken back. The panel may be closed by now.
    pub fn did_edit(self, card: &Card, shown: i32, back: api::Edit, again: api::Edit) {
        let act = |edit| Act::Edit { task: card.id, edit };
        self.state.did_to(card, shown, words(&again), act(back), act(again));
    }
}
