//! What was done on a board, remembered so that it can be taken back.

use super::{
    api::Place,
    state::{BoardState, place_at},
};
use crate::undo::{Act, Done};
use atrium::{
    boards::{bulk::BulkEdit, project::Column, task::Card},
    ids::{ColumnId, TaskId},
};
use leptos::prelude::*;

impl BoardState {
    /// Where a card is shown, and its version.
    pub fn place_of(self, task_id: TaskId) -> Option<(Place, i32)> {
        let version = self.card_now(task_id)?.version;
        let column_id = self.column_of(task_id)?;
        let mut tasks = self.order_of(column_id);
        let at = tasks.iter().position(|id| *id == task_id)?;
        tasks.remove(at);
        Some((place_at(column_id, &tasks, at), version))
    }

    /// Remembers what changed a card from the version that was shown, so that it can be taken back; `what` is such as
    /// `moved`.
    pub fn did_to(self, card: &Card, shown: i32, what: &str, back: Act, again: Act) {
        // Where it was changed twice in quick succession, the first is not on the screen yet. A change makes one version.
        if shown < card.version {
            self.did(card, what, back, again, card.version - 1);
        }
    }

    /// The same of what has made another version, or none.
    pub fn did(self, card: &Card, what: &str, back: Act, again: Act, version_before: i32) {
        let key = self.board.with_untracked(|board| board.project.key.clone());
        let said = format!("{key}-{} was {what}", card.number);
        let done = Done::new(&self.workspace.get_value(), said, back, again);
        self.history.did(done.between(version_before, card.version));
    }

    /// Says what was done last, with the offer to take it back.
    pub fn offer_undo(self) {
        self.history.offer();
    }

    /// Remembers what was done to several tasks at once, and offers to take it back.
    pub fn did_together(self, (act, count): (&str, usize), back: BulkEdit, again: BulkEdit) {
        let tasks = if count == 1 { "task" } else { "tasks" };
        let were = if count == 1 { "was" } else { "were" };
        let project = self.board.with_untracked(|board| board.project.id);
        let said = format!("{count} {tasks} {were} {act}");
        let all = |edit| Act::Together { project, edit };
        self.history.did(Done::new(&self.workspace.get_value(), said, all(back), all(again)));
        self.history.offer();
    }

    /// Remembers that a column was moved.
    pub fn did_move_column(self, column: &Column, from: Option<ColumnId>, to: Option<ColumnId>) {
        let act = |after| Act::MoveColumn { column: column.id, after };
        let said = format!("The column {} was moved", column.name);
        self.history.did(Done::new(&self.workspace.get_value(), said, act(from), act(to)));
    }
}
