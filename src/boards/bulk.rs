//! Several tasks changed at once, and what takes that back: the inverse of a change is a change.

use super::{
    field::{Values, say, unsay},
    task::{Card, Priority},
};
use crate::{
    Error, Result,
    day::{Day, NotADay},
    ids::{ColumnId, LabelId, PersonId, TaskId},
};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// As many tasks as one change takes.
pub const MOST_TASKS: usize = 500;

/// Changes that happen together or not at all. A task is in one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BulkEdit {
    /// At most 500 tasks in all of them.
    pub changes: Vec<Change>,
}

/// The same for each of these tasks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub tasks: Vec<TaskId>,
    pub set: Fields,
}

/// What of a task is to change; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Fields {
    /// Into this column: behind `after`, else before `before`, else to its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column_id: Option<ColumnId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<TaskId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<TaskId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// A date such as 2026-11-21, or empty for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<String>,
    /// A date such as 2026-11-21, not after `due_on`, or empty for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_on: Option<String>,
    /// These and nobody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assignees: Option<Vec<PersonId>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add_assignees: Vec<PersonId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remove_assignees: Vec<PersonId>,
    /// These and no others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<LabelId>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub add_labels: Vec<LabelId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub remove_labels: Vec<LabelId>,
    /// What they are to say in these custom fields, by their ids; an empty text takes a value away.
    #[serde(skip_serializing_if = "Values::is_empty")]
    #[cfg_attr(feature = "ssr", schema(value_type = std::collections::HashMap<String, String>))]
    pub fields: Values,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
}

/// What became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Bulk {
    /// The tasks that changed and are on the board.
    pub cards: Vec<Card>,
    /// The tasks that left the board.
    pub gone: Vec<TaskId>,
    /// Sent as the next change, it sets every field that changed to what it was.
    pub undo: BulkEdit,
}

impl BulkEdit {
    pub fn tasks(&self) -> impl Iterator<Item = TaskId> {
        self.changes.iter().flat_map(|change| change.tasks.iter().copied())
    }

    /// Refuses none, too many, and a task that is named twice.
    pub fn check(&self) -> Result<()> {
        let (mut known, mut count) = (HashSet::new(), 0);
        for task in self.tasks() {
            count += 1;
            if !known.insert(task) {
                return Err(Error::invalid("changes", "Each task is named once."));
            }
        }
        if count == 0 || count > MOST_TASKS {
            return Err(Error::invalid("changes", format!("Choose 1 to {MOST_TASKS} tasks.")));
        }
        Ok(())
    }
}

impl Fields {
    /// What becomes of a card's own fields; its place is another matter.
    pub fn apply(&self, card: &mut Card) -> Result<()> {
        if let Some(priority) = self.priority {
            card.priority = priority;
        }
        if let Some(due) = &self.due_on {
            card.due_on = parse_day("due_on", due)?;
        }
        if let Some(start) = &self.start_on {
            card.start_on = parse_day("start_on", start)?;
        }
        changed(&mut card.assignees, self.assignees.as_ref(), &self.add_assignees, &self.remove_assignees);
        changed(&mut card.labels, self.labels.as_ref(), &self.add_labels, &self.remove_labels);
        say(&mut card.fields, &self.fields);
        Ok(())
    }

    /// Whether it says where in a column, or changes the column together with something else.
    pub fn has_place(&self) -> bool {
        let alone = Self { column_id: self.column_id, ..Self::default() };
        self.column_id.is_some() && *self != alone
    }

    /// What takes `after` back to `before`, the place left out.
    pub fn undoing(before: &Card, after: &Card) -> Self {
        let back = |before: Option<Day>, after: Option<Day>| {
            (before != after).then(|| before.map(|day| day.to_string()).unwrap_or_default())
        };
        Self {
            priority: (before.priority != after.priority).then_some(before.priority),
            due_on: back(before.due_on, after.due_on),
            start_on: back(before.start_on, after.start_on),
            assignees: differ(&before.assignees, &after.assignees).then(|| before.assignees.clone()),
            labels: differ(&before.labels, &after.labels).then(|| before.labels.clone()),
            fields: unsay(&before.fields, &after.fields),
            ..Self::default()
        }
    }
}

fn parse_day(field: &str, text: &str) -> Result<Option<Day>> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|refusal: NotADay| Error::invalid(field, refusal.to_string())),
    }
}

fn changed<T: Copy + PartialEq>(items: &mut Vec<T>, exactly: Option<&Vec<T>>, add: &[T], remove: &[T]) {
    if let Some(exactly) = exactly {
        items.clone_from(exactly);
    }
    items.retain(|item| !remove.contains(item));
    for item in add {
        if !items.contains(item) {
            items.push(*item);
        }
    }
}

/// Whether two lists without repetition hold different things, in whatever order.
pub fn differ<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    a.len() != b.len() || a.iter().any(|item| !b.contains(item))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        boards::view::sample::{card, day, id},
        ids::FieldId,
    };
    use proptest::{prelude::*, sample::subsequence};

    #[test]
    fn a_task_named_twice_and_too_many_are_refused() {
        let change = |tasks: Vec<TaskId>| Change { tasks, set: Fields::default() };
        let all = |count: u128| (1..=count).map(|n| TaskId(id(n))).collect::<Vec<_>>();
        assert!(BulkEdit::default().check().is_err());
        assert!(BulkEdit { changes: vec![change(all(500))] }.check().is_ok());
        assert!(BulkEdit { changes: vec![change(all(501))] }.check().is_err());
        assert!(BulkEdit { changes: vec![change(all(2)), change(all(1))] }.check().is_err());
    }

    prop_compose! {
        fn any_set()(
            priority in proptest::option::of(proptest::sample::select(Priority::ALL.to_vec())),
            due_on in proptest::option::of(proptest::sample::select(vec![String::new(), "2026-11-21".to_owned()])),
            start_on in proptest::option::of(proptest::sample::select(vec![String::new(), "2026-11-12".to_owned()])),
            assignees in proptest::option::of(subsequence(vec![PersonId(id(1)), PersonId(id(2))], 0..=2)),
            add_assignees in subsequence(vec![PersonId(id(2)), PersonId(id(3))], 0..=2),
            remove_assignees in subsequence(vec![PersonId(id(1)), PersonId(id(3))], 0..=2),
            add_labels in subsequence(vec![LabelId(id(7)), LabelId(id(8))], 0..=2),
            remove_labels in subsequence(vec![LabelId(id(7)), LabelId(id(9))], 0..=2),
            fields in proptest::collection::btree_map((20_u128..24).prop_map(|n| FieldId(id(n))), "[ab]?", 0..=3),
        ) -> Fields {
            Fields { priority, due_on, start_on, assignees, add_assignees, remove_assignees, add_labels, remove_labels, fields, ..Fields::default() }
        }
    }

    proptest! {
        #[test]
        fn every_change_is_taken_back_by_its_inverse(set in any_set()) {
            let before = Card {
                due_on: Some(day("2026-11-18")),
                start_on: Some(day("2026-11-11")),
                assignees: vec![PersonId(id(1))],
                labels: vec![LabelId(id(9)), LabelId(id(7))],
                fields: [(FieldId(id(20)), "a".to_owned())].into(),
                ..card(1)
            };
            let mut after = before.clone();
            set.apply(&mut after).unwrap();
            let undo = Fields::undoing(&before, &after);
            undo.apply(&mut after).unwrap();
            after.assignees.sort_unstable();
            prop_assert!(!differ(&before.labels, &after.labels));
            prop_assert_eq!(Card { labels: before.labels.clone(), ..after }, before);
        }
    }
}
