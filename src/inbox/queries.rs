//! Every look at an inbox: one's own, of what one may see now.

use super::{
    item::{InboxItem, InboxLine, InboxPage, InboxView, Shelf},
    policy::{Action, allows},
    reason::Reason,
    store::{
        pages::{self, PageLineRow},
        shelves::{self, LineRow},
    },
};
use crate::{
    Error, Result, activity,
    actor::Actor,
    boards::{markdown, task::Moment},
    clock,
    database::{Db, TenantTx},
    day::Day,
    ids::{PersonId, TaskId, WorkspaceId},
    workspace::Visit,
};
use serde_json::Value;
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

/// Items shown at once.
const MOST: i64 = 200;
/// What is shown of what was said about a page.
/// Characters of a comment that are shown.
const WORDS: usize = 160;

/// One shelf of the actor's inbox, newest first.
pub async fn inbox(visit: &mut Visit, shelf: Shelf, now: OffsetDateTime) -> Result<InboxView> {
    let Visit { actor, tx } = visit;
    check(actor, Action::Look)?;
    let reader = Reader { id: actor.person_id(), zone: shelves::time_zone(tx).await?, now };
    let mut rows = shelves::items(tx, actor, shelf, now, MOST + 1).await?;
    let more = i64::try_from(rows.len()) == Ok(MOST + 1);
    if more {
        rows.pop();
    }
    let tasks: Vec<TaskId> = rows.iter().map(|row| row.task_id).collect();
    let mut lines: HashMap<TaskId, Vec<InboxLine>> = HashMap::new();
    for row in shelves::lines(tx, actor, shelf, now, &tasks).await? {
        lines.entry(row.task_id).or_default().push(reader.line(row)?);
    }
    let items = rows.into_iter().map(|row| {
        let lines = lines.remove(&row.task_id).unwrap_or_default();
        InboxItem {
            key: format!("{}-{}", row.project_key, row.number),
            snoozed: row
                .snoozed_until
                .filter(|until| *until > now)
                .map(|until| clock::read_in(&reader.zone, until, now)),
            earlier: row.count - i64::try_from(lines.len()).unwrap_or_default(),
            task_id: row.task_id,
            project_key: row.project_key,
            project: row.project,
            project_hue: row.project_hue,
            number: row.number,
            title: row.title,
            completed: row.completed,
            unread: row.unread,
            newest: milliseconds(row.newest),
            lines,
        }
    });
    let items = items.collect();
    let mut pages: Vec<InboxPage> = Vec::new();
    for row in pages::lines(tx, shelf, now, MOST + 1).await? {
        reader.put_among(&mut pages, row)?;
    }
    let few = usize::try_from(MOST).unwrap_or_default();
    let more = more || pages.len() > few;
    pages.truncate(few);
    Ok(InboxView { items, unread: count(tx, actor, now).await?, more, pages })
}

pub(super) fn check(actor: &Actor, action: Action) -> Result<()> {
    let may = allows(actor.role, action) && (action.only_reads() || actor.caller.may_write());
    if may { Ok(()) } else { Err(Error::Forbidden) }
}

/// How many tasks and pages of the actor's inbox have something unread.
pub async fn unread_on(visit: &mut Visit, now: OffsetDateTime) -> Result<i64> {
    count(&mut visit.tx, &visit.actor, now).await
}

async fn count(tx: &mut TenantTx, actor: &Actor, now: OffsetDateTime) -> Result<i64> {
    let counts = shelves::unread(tx, &[actor.person_id()], now).await?;
    Ok(counts.first().map_or(0, |(_, count)| *count))
}

/// The same for many people of a workspace at once, whom the live hub has let in to their inboxes.
pub async fn unread_of(
    db: &Db,
    workspace_id: WorkspaceId,
    people: &[PersonId],
    now: OffsetDateTime,
) -> Result<HashMap<PersonId, i64>> {
    let mut tx = db.tenant_as(workspace_id, PersonId(Uuid::nil())).await?;
    Ok(shelves::unread(&mut tx, people, now).await?.into_iter().collect())
}

/// Whether the person of this transaction has not read something that they were told about a task.
pub(crate) async fn has_news(tx: &mut TenantTx, task_id: TaskId) -> Result<bool> {
    shelves::has_news(tx, task_id).await
}

fn milliseconds(moment: OffsetDateTime) -> i64 {
    i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX)
}

/// For whom the words are made.
pub(super) struct Reader {
    pub id: PersonId,
    pub zone: String,
    pub now: OffsetDateTime,
}

impl Reader {
    pub fn line(&self, row: LineRow) -> Result<InboxLine> {
        let reason: Reason = row.reason.parse()?;
        Ok(InboxLine {
            what: self.what(reason, &row),
            words: row.words.map(|body| markdown::to_line(&body, WORDS)).unwrap_or_default(),
            who: row.who.unwrap_or_default(),
            hue: row.hue.unwrap_or_default(),
            when: Moment { at: activity::rfc3339(row.at), text: clock::read_in(&self.zone, row.at, self.now) },
            unread: row.unread,
            reason,
        })
    }

    /// Puts a line under its page.
    fn put_among(&self, pages: &mut Vec<InboxPage>, row: PageLineRow) -> Result<()> {
        let reason: Reason = row.reason.parse()?;
        let edited = row.kind.as_deref() == Some("page.comment_edited");
        let line = InboxLine {
            what: match reason {
                Reason::Mentioned if edited => "mentioned you in a comment, which they changed".to_owned(),
                Reason::Mentioned => "mentioned you in a comment".to_owned(),
                _ => "replied".to_owned(),
            },
            words: row.words.map(|body| markdown::to_line(&body, WORDS)).unwrap_or_default(),
            who: row.who.unwrap_or_default(),
            hue: row.hue.unwrap_or_default(),
            when: Moment { at: activity::rfc3339(row.at), text: clock::read_in(&self.zone, row.at, self.now) },
            unread: row.unread,
            reason,
        };
        match pages.iter_mut().find(|page| page.page_id == row.page_id) {
            Some(page) => {
                page.earlier -= 1;
                page.lines.push(line);
            }
            None => pages.push(InboxPage {
                page_id: row.page_id,
                number: row.number,
                title: row.title,
                unread: row.any_unread,
                newest: milliseconds(row.newest),
                snoozed: row
                    .snoozed_until
                    .filter(|until| *until > self.now)
                    .map(|until| clock::read_in(&self.zone, until, self.now)),
                lines: vec![line],
                earlier: row.count - 1,
            }),
        }
        Ok(())
    }

    fn what(&self, reason: Reason, row: &LineRow) -> String {
        let kind = row.kind.as_deref().unwrap_or_default();
        match reason {
            Reason::Mentioned if kind.starts_with("comment.") => "mentioned you in a comment".to_owned(),
            Reason::Mentioned => "mentioned you in the description".to_owned(),
            Reason::Assigned if kind == "task.came_again" => activity::sentence(kind, row.data.as_ref()),
            Reason::Assigned if self.is_on_it(row) => "gave this to you".to_owned(),
            Reason::Assigned => "took you off this".to_owned(),
            Reason::Due => self.due(row.due_on),
            Reason::Commented | Reason::Changed => activity::sentence(kind, row.data.as_ref()),
        }
    }

    /// Whether the reader is on the task from this event on.
    fn is_on_it(&self, row: &LineRow) -> bool {
        let Some(data) = &row.data else { return true };
        if row.kind.as_deref() == Some("tasks.edited") {
            let tasks = data.get("taken_off").and_then(|people| people.get(self.id.to_string())?.as_array());
            let task_id = row.task_id.to_string();
            return tasks.is_none_or(|tasks| tasks.iter().all(|id| id.as_str() != Some(task_id.as_str())));
        }
        let after = data.get("changes").and_then(|changes| changes.get("assignees")?.get(1));
        let after = after.or_else(|| data.get("assignees")).and_then(Value::as_array);
        after.is_none_or(|after| after.iter().any(|id| id.as_str() == Some(self.id.to_string().as_str())))
    }

    fn due(&self, due_on: Option<Day>) -> String {
        let today = Day(clock::today_in(&self.zone, self.now));
        let Some(due_on) = due_on else { return "is due".to_owned() };
        match (due_on.0 - today.0).whole_days() {
            0 => "Due today".to_owned(),
            1 => "Due tomorrow".to_owned(),
            -1 => "Was due yesterday".to_owned(),
            ..-1 => format!("Was due on {}", due_on.short(today.0.year())),
            _ => format!("Due on {}", due_on.short(today.0.year())),
        }
    }
}
