//! Whom an event concerns, and why. Pure: the same event tells the same people, however often it is read.

use super::reason::Reason;
use crate::ids::{CommentId, PersonId, TaskId};
use serde_json::Value;
use std::collections::BTreeMap;
use time::OffsetDateTime;
use uuid::Uuid;

/// An event as the log has it.
#[derive(Clone, Debug)]
pub struct Event {
    pub seq: i64,
    pub at: OffsetDateTime,
    pub kind: String,
    pub actor_id: Option<PersonId>,
    pub subject_id: Option<Uuid>,
    pub data: Option<Value>,
}

impl Event {
    /// The task it is about, if it is about one that people are told of.
    pub fn task_id(&self) -> Option<TaskId> {
        let of_task = self.kind.starts_with("task.") || self.kind.starts_with("comment.");
        self.subject_id.filter(|_| of_task).map(TaskId)
    }

    pub fn comment_id(&self) -> Option<CommentId> {
        self.said("comment_id")?.as_str()?.parse().ok()
    }

    fn said(&self, name: &str) -> Option<&Value> {
        self.data.as_ref()?.get(name)
    }

    fn people(&self, name: &str) -> Vec<PersonId> {
        self.said(name).map(people).unwrap_or_default()
    }

    /// Who was put on the task or taken off it.
    fn assigned(&self) -> Vec<PersonId> {
        let mut concerned = self.people("assignees");
        if let Some(change) = self.said("changes").and_then(|changes| changes.get("assignees")) {
            let (before, after) = (change.get(0).map(people), change.get(1).map(people));
            let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
            concerned.extend(after.iter().filter(|id| !before.contains(id)));
            concerned.extend(before.iter().filter(|id| !after.contains(id)));
        }
        concerned
    }

    /// Why those who watch the task are told; nothing where they are not.
    fn for_watchers(&self) -> Option<Reason> {
        // The order of cards in a column is not how far the work is.
        let stayed = self.kind == "task.moved" && self.said("from") == self.said("to");
        match self.kind.as_str() {
            "comment.added" => Some(Reason::Commented),
            kind if kind.starts_with("task.") && kind != "task.created" && !stayed => Some(Reason::Changed),
            _ => None,
        }
    }
}

fn people(list: &Value) -> Vec<PersonId> {
    let ids = list.as_array().into_iter().flatten();
    ids.filter_map(|id| id.as_str()?.parse().ok()).collect()
}

/// Each once, for what concerns them most. Whoever did it knows already.
pub fn concerned(event: &Event, watchers: &[PersonId]) -> Vec<(PersonId, Reason)> {
    let mut told: BTreeMap<PersonId, Reason> = BTreeMap::new();
    let mut tell = |people: &[PersonId], reason: Reason| {
        for id in people {
            let known = told.entry(*id).or_insert(reason);
            *known = reason.min(*known);
        }
    };
    tell(&event.people("mentions"), Reason::Mentioned);
    tell(&event.assigned(), Reason::Assigned);
    if let Some(reason) = event.for_watchers() {
        tell(watchers, reason);
    }
    told.into_iter().filter(|(id, _)| Some(*id) != event.actor_id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use time::macros::datetime;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn event(kind: &str, data: Value) -> Event {
        Event {
            seq: 1,
            at: datetime!(2026-11-21 12:00 UTC),
            kind: kind.to_owned(),
            actor_id: Some(person(1)),
            subject_id: Some(Uuid::from_u128(99)),
            data: Some(data),
        }
    }

    #[test]
    fn everybody_hears_once_for_what_concerns_them_most_and_never_of_themselves() {
        let [me, ada, bo, cleo] = [1, 2, 3, 4].map(person);
        let edit =
            event("task.edited", json!({ "mentions": [me, ada], "changes": { "assignees": [[bo], [ada, me]] } }));
        assert_eq!(
            concerned(&edit, &[me, ada, bo, cleo]),
            [(ada, Reason::Mentioned), (bo, Reason::Assigned), (cleo, Reason::Changed)]
        );
        let comment = event("comment.added", json!({ "mentions": [cleo] }));
        assert_eq!(concerned(&comment, &[me, ada]), [(ada, Reason::Commented), (cleo, Reason::Mentioned)]);
        let created = event("task.created", json!({ "assignees": [me, bo] }));
        assert_eq!(concerned(&created, &[me, ada, bo]), [(bo, Reason::Assigned)]);
    }

    #[test]
    fn what_is_no_news_is_told_to_nobody() {
        for (kind, data) in [
            ("task.moved", json!({ "from": "To do", "to": "To do" })),
            ("comment.edited", json!({})),
            ("comment.removed", json!({})),
            ("comment.reacted", json!({})),
            ("column.removed", json!({})),
            ("task.edited", json!({ "mentions": "nobody", "changes": { "assignees": [] } })),
        ] {
            let watchers = if kind == "task.edited" { vec![] } else { vec![person(2)] };
            assert_eq!(concerned(&event(kind, data), &watchers), [], "{kind}");
        }
        assert_eq!(event("column.removed", json!({})).task_id(), None);
    }
}
