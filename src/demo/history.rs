//! Three weeks that lead to the boards as they are: when each task was added, moved and talked about.

use super::content::{Content, Person, Project, Task};
use crate::{
    Error, Result,
    boards::{
        mention::{self, Mention},
        rank,
        task::Priority,
    },
    ids::{ColumnId, CommentId, LabelId, PersonId, ProjectId, TaskId, WorkspaceId},
};
use serde_json::{Value, json};
use std::collections::HashMap;
use time::{Date, Duration, OffsetDateTime};
use uuid::Uuid;

const LENGTH: Duration = Duration::days(21);

type People<'a> = HashMap<&'a str, PersonId>;

pub struct Event {
    pub at: OffsetDateTime,
    pub actor: PersonId,
    pub kind: &'static str,
    pub project_id: Option<ProjectId>,
    pub subject_id: Uuid,
    pub data: Value,
}

pub struct PlannedTask<'a> {
    pub id: TaskId,
    pub number: i32,
    pub column_id: ColumnId,
    pub rank: String,
    pub task: &'a Task,
    pub due: Option<Date>,
    pub version: i32,
    pub creator: PersonId,
    pub created: OffsetDateTime,
    pub changed: OffsetDateTime,
    pub completed: Option<OffsetDateTime>,
    pub labels: Vec<LabelId>,
    pub assignees: Vec<PersonId>,
}

pub struct PlannedComment {
    pub id: CommentId,
    pub task_id: TaskId,
    pub author: PersonId,
    pub body: String,
    pub at: OffsetDateTime,
}

pub struct Plan<'a> {
    pub id: ProjectId,
    pub project: &'a Project,
    pub began: OffsetDateTime,
    /// Id and rank, in the order of the project's columns.
    pub columns: Vec<(ColumnId, String)>,
    pub labels: Vec<(LabelId, &'a str)>,
    pub guest: Option<PersonId>,
    pub tasks: Vec<PlannedTask<'a>>,
    pub comments: Vec<PlannedComment>,
    pub events: Vec<Event>,
}

/// When the company began to use Atrium.
pub fn start(now: OffsetDateTime) -> OffsetDateTime {
    at_work(now - LENGTH, now)
}

/// The same day, between eight and six; today as it is.
pub fn at_work(at: OffsetDateTime, now: OffsetDateTime) -> OffsetDateTime {
    let midnight = at.replace_time(time::Time::MIDNIGHT);
    if at.date() == now.date() { at } else { midnight + Duration::hours(8) + (at - midnight) * 10 / 24 }
}

/// The beginning of the workspace: who founded it, and who joined.
pub fn of_people(people: &[Person], ids: &People<'_>, workspace_id: WorkspaceId, began: OffsetDateTime) -> Vec<Event> {
    let mut events = Vec::new();
    for (minutes, person) in (0..).zip(people) {
        let Some(&id) = ids.get(person.short.as_str()) else { continue };
        let (kind, subject_id, data) = if person.role == "owner" {
            ("workspace.created", workspace_id.uuid(), json!({ "name": super::NAME }))
        } else {
            ("member.joined", id.uuid(), json!({ "name": person.name, "role": person.role }))
        };
        let at = began + Duration::minutes(minutes);
        events.push(Event { at, actor: id, kind, project_id: None, subject_id, data });
    }
    events
}

fn known(ids: &People<'_>, short: &str) -> Result<PersonId> {
    ids.get(short).copied().ok_or_else(|| Error::internal(format!("nobody is called {short}")))
}

/// A project with all that happened in it.
pub fn plan<'a>(project: &'a Project, content: &'a Content, ids: &People<'_>, now: OffsetDateTime) -> Result<Plan<'a>> {
    let began = now - LENGTH + Duration::hours(2);
    let founder = known(ids, "odile")?;
    let columns = rank::spread(project.columns.len()).into_iter().map(|rank| (ColumnId::new(), rank)).collect();
    let guest = if project.guest.is_empty() { None } else { Some(known(ids, &project.guest)?) };
    let mut plan = Plan {
        id: ProjectId::new(),
        project,
        began: at_work(began, now),
        columns,
        labels: Vec::new(),
        guest,
        tasks: Vec::new(),
        comments: Vec::new(),
        events: Vec::new(),
    };
    let data = json!({ "key": project.key, "name": project.name });
    plan.say(plan.began, founder, "project.created", plan.id.uuid(), data);
    let tasks: Vec<&Task> = content.tasks.iter().filter(|task| task.project == project.key).collect();
    let span = now - began - Duration::hours(3);
    let ranks = rank::spread(tasks.len());
    for ((index, task), rank) in (0..).zip(&tasks).zip(ranks) {
        let added = began + Duration::hours(1) + span * index / i32::try_from(tasks.len()).unwrap_or(i32::MAX);
        plan.add(index, task, rank, ids, added, now)?;
    }
    plan.talk(content, ids, now)?;
    Ok(plan)
}

impl<'a> Plan<'a> {
    fn say(&mut self, at: OffsetDateTime, actor: PersonId, kind: &'static str, subject_id: Uuid, data: Value) {
        self.events.push(Event { at, actor, kind, project_id: Some(self.id), subject_id, data });
    }

    fn label(&mut self, name: &'a str) -> LabelId {
        if let Some((id, _)) = self.labels.iter().find(|(_, known)| *known == name) {
            return *id;
        }
        let id = LabelId::new();
        self.labels.push((id, name));
        id
    }

    /// A task: added to the first column, taken through the others one by one to where it is now.
    fn add(
        &mut self,
        index: i32,
        task: &'a Task,
        rank: String,
        ids: &People<'_>,
        added: OffsetDateTime,
        now: OffsetDateTime,
    ) -> Result<()> {
        let project = self.project;
        let reached = project.columns.iter().position(|column| column.name == task.column).unwrap_or_default();
        let creator = known(ids, ["odile", "amara", "hanne", "priya", "nadia"][index.unsigned_abs() as usize % 5])?;
        let assignees: Vec<PersonId> = task.people.iter().map(|short| known(ids, short)).collect::<Result<_>>()?;
        let doer = assignees.first().copied().unwrap_or(creator);
        let id = TaskId::new();
        let key = format!("{}-{}", project.key, index + 1);
        let created = at_work(added, now);
        let said = |data: Value| with(json!({ "key": key, "title": task.title }), data);
        let new = json!({ "column": project.columns[0].name, "assignees": assignees });
        self.say(created, creator, "task.created", id.uuid(), said(new));
        let (mut changed, mut version, mut completed) = (created, 1, None);
        if task.priority != Priority::None && index % 4 == 1 {
            changed = created + Duration::minutes(7);
            version += 1;
            let changes = json!({ "changes": { "priority": [Priority::None, task.priority] } });
            self.say(changed, creator, "task.edited", id.uuid(), said(changes));
        }
        let steps = i32::try_from(reached).unwrap_or_default();
        for step in 1..=reached {
            let wait = (now - added) * i32::try_from(step).unwrap_or_default() / (steps + 1);
            changed = at_work(added + wait, now).max(changed + Duration::seconds(30));
            version += 1;
            let (from, to) = (&project.columns[step - 1], &project.columns[step]);
            let data = json!({ "from": from.name, "to": to.name, "spread": false });
            self.say(changed, doer, "task.moved", id.uuid(), said(data));
            completed = to.done.then_some(changed);
        }
        let labels = task.labels.iter().map(|name| self.label(name)).collect();
        self.tasks.push(PlannedTask {
            id,
            number: index + 1,
            column_id: self.columns[reached].0,
            rank,
            due: task.due.and_then(|days| now.date().checked_add(Duration::days(days))),
            task,
            version,
            creator,
            created,
            changed,
            completed,
            labels,
            assignees,
        });
        Ok(())
    }

    /// Comments, spread over the life of their tasks in the order of the file.
    fn talk(&mut self, content: &Content, ids: &People<'_>, now: OffsetDateTime) -> Result<()> {
        let prefix = format!("{}-", self.project.key);
        let mut said: HashMap<&str, i32> = HashMap::new();
        for comment in content.comments.iter().filter(|comment| comment.task.starts_with(&prefix)) {
            let number: i32 = comment.task[prefix.len()..].parse().map_err(Error::internal)?;
            let Some(task) = self.tasks.iter().find(|task| task.number == number) else { continue };
            let turn = said.entry(&comment.task).and_modify(|turn| *turn += 1).or_insert(1);
            let at = at_work(task.created + (now - task.created) * *turn / 5, now).max(task.created);
            let (task_id, title) = (task.id, &task.task.title);
            let (id, author) = (CommentId::new(), known(ids, &comment.author)?);
            let (body, called) = call(&comment.body, &content.people, ids);
            let data = json!({ "key": comment.task, "title": title, "comment_id": id, "mentions": called });
            self.say(at, author, "comment.added", task_id.uuid(), data);
            self.comments.push(PlannedComment { id, task_id, author, body, at });
        }
        Ok(())
    }
}

/// The words with each `@odile` as a mention, and who is called.
fn call(words: &str, people: &[Person], ids: &People<'_>) -> (String, Vec<PersonId>) {
    let (mut text, mut called) = (words.to_owned(), Vec::new());
    for person in people {
        let short = format!("@{}", person.short);
        let Some(&person_id) = ids.get(person.short.as_str()).filter(|_| words.contains(&short)) else { continue };
        text = text.replace(&short, &mention::write(&Mention { person_id, name: person.name.clone() }));
        called.push(person_id);
    }
    (text, called)
}

/// Two JSON objects as one.
fn with(mut left: Value, right: Value) -> Value {
    if let (Value::Object(left), Value::Object(right)) = (&mut left, right) {
        left.extend(right);
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn nothing_happens_in_the_future_and_every_task_comes_to_its_column_in_order() {
        let content = Content::read().unwrap();
        let ids: People<'_> = content.people.iter().map(|person| (person.short.as_str(), PersonId::new())).collect();
        for now in [datetime!(2026-11-21 05:54 UTC), datetime!(2026-03-01 23:59 UTC), datetime!(2026-01-01 00:01 UTC)] {
            for project in &content.projects {
                let plan = plan(project, &content, &ids, now).unwrap();
                assert!(plan.events.iter().all(|event| event.at <= now), "{}", project.key);
                assert!(plan.events.iter().all(|event| event.at >= start(now)), "{}", project.key);
                for task in &plan.tasks {
                    let mine: Vec<_> = plan
                        .events
                        .iter()
                        .filter(|event| event.subject_id == task.id.uuid() && event.kind != "comment.added")
                        .collect();
                    assert!(mine.is_sorted_by_key(|event| event.at), "{}", task.task.title);
                    assert_eq!(mine.len(), usize::try_from(task.version).unwrap());
                }
            }
        }
    }
}
