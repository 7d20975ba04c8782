//! Whom an event concerns, and why. Pure: the same event tells the same people, however often it is read.

use super::reason::Reason;
use crate::ids::{CommentId, PageCommentId, PageId, PersonId, TaskId};
use serde_json::Value;
use std::{collections::BTreeMap, str::FromStr};
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
    /// The tasks it is about, as far as it is about any that people are told of.
    pub fn tasks(&self) -> Vec<TaskId> {
        if self.kind == "tasks.edited" {
            return self.said("tasks").map(ids).unwrap_or_default();
        }
        let of_task = self.kind.starts_with("task.") || self.kind.starts_with("comment.");
        self.subject_id.filter(|_| of_task).map(TaskId).into_iter().collect()
    }

    /// The page it is about, where people are told of that: what was said there.
    pub fn page(&self) -> Option<PageId> {
        let said = matches!(self.kind.as_str(), "page.commented" | "page.comment_edited");
        self.subject_id.filter(|_| said).map(PageId)
    }

    pub fn page_comment_id(&self) -> Option<PageCommentId> {
        self.said("comment_id")?.as_str()?.parse().ok()
    }

    pub fn comment_id(&self) -> Option<CommentId> {
        self.said("comment_id")?.as_str()?.parse().ok()
    }

    fn said(&self, name: &str) -> Option<&Value> {
        self.data.as_ref()?.get(name)
    }

    fn people(&self, name: &str) -> Vec<PersonId> {
        self.said(name).map(ids).unwrap_or_default()
    }

    /// Who was put on the task or taken off it.
    fn assigned(&self, task_id: TaskId) -> Vec<PersonId> {
        let mut concerned = self.people("assignees");
        concerned.extend(self.among_many("put_on", task_id).chain(self.among_many("taken_off", task_id)));
        if let Some(change) = self.said("changes").and_then(|changes| changes.get("assignees")) {
            let [before, after]: [Vec<PersonId>; 2] = [0, 1].map(|at| change.get(at).map(ids).unwrap_or_default());
            concerned.extend(after.iter().filter(|id| !before.contains(id)));
            concerned.extend(before.iter().filter(|id| !after.contains(id)));
        }
        concerned
    }

    /// Where many tasks were changed at once: whom that says of this task.
    fn among_many(&self, name: &str, task_id: TaskId) -> impl Iterator<Item = PersonId> {
        let people = self.said(name).and_then(Value::as_object).into_iter().flatten();
        people.filter(move |(_, tasks)| ids(tasks).contains(&task_id)).filter_map(|(id, _)| id.parse().ok())
    }

    /// Whether this person did it. What came by the clock is done in somebody's name, and is news to them too.
    fn is_by(&self, person_id: PersonId, reason: Reason) -> bool {
        let by_the_clock = self.kind == "task.came_again" && reason == Reason::Assigned;
        self.actor_id == Some(person_id) && !by_the_clock
    }

    /// Why those who watch the task are told; nothing where they are not.
    fn for_watchers(&self) -> Option<Reason> {
        // The order of cards in a column is not how far the work is.
        let stayed = self.kind == "task.moved" && self.said("from") == self.said("to");
        match self.kind.as_str() {
            "comment.added" => Some(Reason::Commented),
            "tasks.edited" => Some(Reason::Changed),
            kind if kind.starts_with("task.") && kind != "task.created" && !stayed => Some(Reason::Changed),
            _ => None,
        }
    }
}

fn ids<T: FromStr>(list: &Value) -> Vec<T> {
    let ids = list.as_array().into_iter().flatten();
    ids.filter_map(|id| id.as_str()?.parse().ok()).collect()
}

/// Whom it concerns what happened to one of the event's tasks: each once, for what concerns them most. Whoever did it
/// knows already.
pub fn concerned(event: &Event, task_id: TaskId, watchers: &[PersonId]) -> Vec<(PersonId, Reason)> {
    let mut told: BTreeMap<PersonId, Reason> = BTreeMap::new();
    let mut tell = |people: &[PersonId], reason: Reason| {
        for id in people {
            let known = told.entry(*id).or_insert(reason);
            *known = reason.min(*known);
        }
    };
    tell(&event.people("mentions"), Reason::Mentioned);
    tell(&event.assigned(task_id), Reason::Assigned);
    if let Some(reason) = event.for_watchers() {
        tell(watchers, reason);
    }
    told.into_iter().filter(|(id, reason)| !event.is_by(*id, *reason)).collect()
}

/// Whom it concerns what was said about a page: those who are called by it, and those who spoke in the conversation.
pub fn concerned_by_page(event: &Event) -> Vec<(PersonId, Reason)> {
    let mut told: BTreeMap<PersonId, Reason> = BTreeMap::new();
    for (field, reason) in [("mentions", Reason::Mentioned), ("speakers", Reason::Commented)] {
        for person in event.people(field) {
            told.entry(person).or_insert(reason);
        }
    }
    told.into_iter().filter(|(id, _)| event.actor_id != Some(*id)).collect()
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

    fn told(event: &Event, watchers: &[PersonId]) -> Vec<(PersonId, Reason)> {
        concerned(event, event.tasks().first().copied().unwrap_or(TaskId(Uuid::nil())), watchers)
    }

    #[test]
    fn of_many_tasks_everybody_hears_of_their_own() {
        let [me, ada, bo] = [1, 2, 3].map(person);
        let [roof, door] = [7, 8].map(|number| TaskId(Uuid::from_u128(number)));
        let edit = event(
            "tasks.edited",
            json!({ "tasks": [roof, door], "put_on": { ada.to_string(): [roof] }, "taken_off": { bo.to_string(): [door] } }),
        );
        assert_eq!(edit.tasks(), [roof, door]);
        assert_eq!(concerned(&edit, roof, &[me, bo]), [(ada, Reason::Assigned), (bo, Reason::Changed)]);
        assert_eq!(concerned(&edit, door, &[ada]), [(ada, Reason::Changed), (bo, Reason::Assigned)]);
    }

    #[test]
    fn what_comes_again_is_news_to_whom_it_is_given_though_it_came_in_their_name() {
        let [me, ada, bo] = [1, 2, 3].map(person);
        let again = event("task.came_again", json!({ "assignees": [me, ada] }));
        let expected = [(me, Reason::Assigned), (ada, Reason::Assigned), (bo, Reason::Changed)];
        assert_eq!(told(&again, &[me, ada, bo]), expected);
        assert_eq!(told(&event("task.came_again", json!({})), &[me, bo]), [(bo, Reason::Changed)]);
    }

    #[test]
    fn everybody_hears_once_for_what_concerns_them_most_and_never_of_themselves() {
        let [me, ada, bo, cleo] = [1, 2, 3, 4].map(person);
        let edit =
            event("task.edited", json!({ "mentions": [me, ada], "changes": { "assignees": [[bo], [ada, me]] } }));
        assert_eq!(
            told(&edit, &[me, ada, bo, cleo]),
            [(ada, Reason::Mentioned), (bo, Reason::Assigned), (cleo, Reason::Changed)]
        );
        let comment = event("comment.added", json!({ "mentions": [cleo] }));
        assert_eq!(told(&comment, &[me, ada]), [(ada, Reason::Commented), (cleo, Reason::Mentioned)]);
        let created = event("task.created", json!({ "assignees": [me, bo] }));
        assert_eq!(told(&created, &[me, ada, bo]), [(bo, Reason::Assigned)]);
    }

    #[test]
    fn what_is_said_about_a_page_concerns_who_is_called_and_who_spoke_before() {
        let [me, ada, bo] = [1, 2, 3].map(person);
        let said = event("page.commented", json!({ "mentions": [ada], "speakers": [me, ada, bo] }));
        assert_eq!(concerned_by_page(&said), [(ada, Reason::Mentioned), (bo, Reason::Commented)]);
        assert_eq!((said.page(), said.tasks()), (Some(PageId(Uuid::from_u128(99))), Vec::new()));
        assert_eq!(event("page.renamed", json!({})).page(), None);
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
            assert_eq!(told(&event(kind, data), &watchers), [], "{kind}");
        }
        assert_eq!(event("column.removed", json!({})).tasks(), []);
    }
}
