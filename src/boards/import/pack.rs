//! Rows as the batch that goes into the tables.

use super::{fields::Fields, luggage::Remark, people::People, places::Places, store::Batch, view::ImportRow};
use crate::{
    Result,
    boards::{comment::parse_body, estimate::Estimate, rank, task::parse_description},
    ids::{ChecklistItemId, CommentId, TaskId},
};
use uuid::Uuid;

const MOST_COMMENT: usize = 20_000;

/// Who the people of a file are here.
pub struct Cast<'a> {
    pub people: &'a People,
    /// Whether what a file says of others is believed: that they made a task, or wrote a comment. It is
    /// for those who may change the comments of others anyway; nobody else puts words into a mouth.
    pub speaks_for_others: bool,
    pub importer: Uuid,
}

impl Cast<'_> {
    fn believed(&self, who: &str) -> Option<Uuid> {
        let found = self.people.find(who)?.uuid();
        (self.speaks_for_others || found == self.importer).then_some(found)
    }
}

/// Puts the rows at the ends of their columns.
pub fn pack(
    rows: &[&ImportRow],
    first_number: i32,
    (places, fields): (&mut Places, &Fields),
    cast: &Cast<'_>,
) -> Result<Batch> {
    let mut batch = Batch::default();
    for (row, number) in rows.iter().zip(first_number..) {
        let (column_id, rank, done) = places.take(row)?;
        let task_id = TaskId::new();
        let id = task_id.uuid();
        let mut unknown: Vec<&str> = Vec::new();
        for who in &row.assignees {
            match cast.people.find(who) {
                Some(person) => batch.assignees.push((id, person.uuid())),
                None => unknown.push(who),
            }
        }
        batch.labels.extend(places.labels(row).map(|label| (id, label.uuid())));
        batch.ids.push(id);
        batch.columns.push(column_id.uuid());
        batch.numbers.push(number);
        batch.ranks.push(rank);
        batch.titles.push(row.title.clone());
        let (said, lost) = fields.said(task_id, row, cast);
        batch.said.extend(said);
        batch.descriptions.push(naming(&row.description, &unknown, &lost));
        batch.priorities.push(row.priority.number());
        batch.start.push(row.start_on.map(|day| day.0));
        batch.due.push(row.due_on.map(|day| day.0));
        batch.estimates.push(row.estimate.map(Estimate::minutes));
        batch.done.push(done);
        batch.archived.push(row.archived);
        add_luggage(&mut batch, id, row, cast);
    }
    Ok(batch)
}

fn add_luggage(batch: &mut Batch, id: Uuid, row: &ImportRow, cast: &Cast<'_>) {
    let luggage = &row.luggage;
    batch.makers.push(luggage.created_by.as_deref().and_then(|who| cast.believed(who)));
    batch.created.push(luggage.created_at);
    batch.updated.push(luggage.updated_at);
    batch.completed.push(luggage.completed_at);
    batch.put_aside.push(luggage.archived_at);
    batch.sources.extend(luggage.source.clone().map(|source| (id, source)));
    for (item, rank) in luggage.checklist.iter().zip(rank::spread(luggage.checklist.len())) {
        batch.items.ids.push(ChecklistItemId::new().uuid());
        batch.items.tasks.push(id);
        batch.items.ranks.push(rank);
        batch.items.texts.push(item.text.clone());
        batch.items.done.push(item.done);
    }
    for remark in &luggage.comments {
        let author = cast.believed(&remark.author);
        let body = if author.is_some() { remark.body.clone() } else { attributed(remark) };
        // What is empty, or cannot be stored, says nothing.
        let Ok(body) = parse_body(&shortened(body)) else { continue };
        batch.comments.ids.push(CommentId::new().uuid());
        batch.comments.tasks.push(id);
        batch.comments.authors.push(author);
        batch.comments.bodies.push(body);
        batch.comments.created.push(remark.at);
        batch.comments.edited.push(remark.edited_at);
    }
}

/// A comment that names who wrote it and when.
fn attributed(remark: &Remark) -> String {
    if remark.body.trim().is_empty() {
        return String::new();
    }
    match (remark.author.as_str(), remark.said_on.as_str()) {
        ("", "") => remark.body.clone(),
        ("", day) => format!("**{day}**\n\n{}", remark.body),
        (author, "") => format!("**{author}**\n\n{}", remark.body),
        (author, day) => format!("**{author}**, {day}\n\n{}", remark.body),
    }
}

fn shortened(body: String) -> String {
    if body.chars().count() <= MOST_COMMENT {
        return body;
    }
    body.chars().take(MOST_COMMENT - 1).chain(['\u{2026}']).collect()
}

/// A description that names those who cannot be assigned, and what no field could take, so that nothing of the row is
/// lost.
fn naming(description: &str, unknown: &[&str], lost: &[(&str, &str)]) -> String {
    let people = (!unknown.is_empty()).then(|| format!("**Assignee:** {}", unknown.join(", ")));
    let lost = lost.iter().map(|(name, said)| format!("**{name}:** {said}"));
    let named: Vec<String> = people.into_iter().chain(lost).collect();
    if named.is_empty() {
        return description.to_owned();
    }
    let with = format!("{description}\n\n{}", named.join("\n\n"));
    parse_description(with.trim_start()).unwrap_or_else(|_| description.to_owned())
}
