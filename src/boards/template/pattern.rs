//! What a template has in it, and what of a project goes into one.

use crate::{
    Error, Result,
    boards::export::document::{ColumnDocument, LabelDocument, PROJECT, PersonDocument, TaskDocument, VERSION},
    day::Day,
    ids::TaskId,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use time::Duration;

/// A project as an export writes it, without what is of one time alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pattern {
    format: String,
    version: u32,
    pub columns: Vec<ColumnDocument>,
    pub labels: Vec<LabelDocument>,
    pub tasks: Vec<TaskDocument>,
}

impl Pattern {
    /// Keeps the layout of these tasks. What was done is to be done again.
    pub fn of(
        columns: Vec<ColumnDocument>,
        labels: Vec<LabelDocument>,
        tasks: Vec<TaskDocument>,
        keep_people: bool,
    ) -> Self {
        let first = columns.iter().find(|column| !column.done).or(columns.first()).map(|column| column.name.clone());
        let is_done = |name: &str| columns.iter().any(|column| column.done && column.name == name);
        let bare = |task: TaskDocument| TaskDocument {
            column: first.clone().filter(|_| is_done(&task.column)).unwrap_or_else(|| task.column.clone()),
            assignees: if keep_people { task.assignees.clone() } else { Vec::new() },
            checklist: task
                .checklist
                .iter()
                .cloned()
                .map(|mut item| {
                    item.done = false;
                    item
                })
                .collect(),
            key: String::new(),
            created_by: PersonDocument::default(),
            created_at: None,
            updated_at: None,
            completed_at: None,
            archived_at: None,
            comments: Vec::new(),
            time: Vec::new(),
            ..task
        };
        let tasks = tasks.into_iter().filter(|task| task.archived_at.is_none()).map(bare).collect();
        Self { format: PROJECT.to_owned(), version: VERSION, columns, labels, tasks }
    }

    pub fn read(content: &str) -> Result<Self> {
        serde_json::from_str(content).map_err(Error::internal)
    }

    pub fn write(&self) -> Result<String> {
        serde_json::to_string(self).map_err(Error::internal)
    }

    /// The same with tasks of its own, so that a template that is used twice makes different tasks, and with the first
    /// date on this day.
    pub fn anew(mut self, starts_on: Day) -> Self {
        let ids: HashMap<TaskId, TaskId> = self.tasks.iter().map(|task| (task.id, TaskId::new())).collect();
        let days = self.tasks.iter().flat_map(|task| [task.start_on, task.due_on]).flatten();
        let shift = days.min().map_or(Duration::ZERO, |first| starts_on.0 - first.0);
        let moved = |day: Day| Day(day.0.saturating_add(shift));
        for task in &mut self.tasks {
            task.id = ids.get(&task.id).copied().unwrap_or(task.id);
            // What hung on a task that was left out hangs on nothing.
            task.parent = task.parent.and_then(|parent| ids.get(&parent).copied());
            task.relations.retain_mut(|relation| match ids.get(&relation.task) {
                Some(id) => {
                    relation.task = *id;
                    true
                }
                None => false,
            });
            task.start_on = task.start_on.map(moved);
            task.due_on = task.due_on.map(moved);
            if let Some(series) = &mut task.repeats {
                series.starts_on = moved(series.starts_on);
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boards::template::shipped::SHIPPED;

    #[test]
    fn days_keep_their_distance_and_the_first_is_the_one_that_was_chosen() {
        for one in &SHIPPED {
            let pattern = Pattern::read(one.content).unwrap();
            let days = |pattern: &Pattern| -> Vec<Day> {
                pattern.tasks.iter().flat_map(|task| [task.start_on, task.due_on]).flatten().collect()
            };
            let before = days(&pattern);
            let start: Day = "2027-03-01".parse().unwrap();
            let after = days(&pattern.anew(start));
            assert_eq!(after.iter().min(), Some(&start), "{}", one.id);
            let spans = |days: &[Day]| days.windows(2).map(|two| two[1].0 - two[0].0).collect::<Vec<_>>();
            assert_eq!(spans(&before), spans(&after));
        }
    }

    #[test]
    fn a_template_that_is_used_twice_makes_other_tasks_that_hang_together_alike() {
        let pattern = Pattern::read(SHIPPED[0].content).unwrap();
        let start: Day = "2027-03-01".parse().unwrap();
        let (one, two) = (pattern.clone().anew(start), pattern.anew(start));
        assert!(one.tasks.iter().zip(&two.tasks).all(|(one, two)| one.id != two.id && one.title == two.title));
        let known = |id: TaskId| one.tasks.iter().any(|task| task.id == id);
        assert!(one.tasks.iter().filter_map(|task| task.parent).all(known));
        assert!(one.tasks.iter().flat_map(|task| &task.relations).all(|relation| known(relation.task)));
    }
}
