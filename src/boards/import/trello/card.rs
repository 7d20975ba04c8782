//! One card as a task.

use super::{
    links::{CardNames, name_cards},
    moment,
    shape::{Attachment, Card, List},
};
use crate::{
    boards::{
        import::{
            cells::shorten,
            checklist::{Checklist, in_one, with_checklists},
            luggage::{Luggage, Remark},
            row::{COLUMN_NAME, MOST_LABELS},
            view::{ImportRow, Problem},
        },
        task::{parse_description, parse_title},
    },
    clock,
    day::Day,
};
use std::collections::HashMap;
use time::OffsetDateTime;

const MOST_TITLE: usize = 500;

/// What a card refers to.
pub struct Surroundings<'a> {
    pub lists: HashMap<&'a str, &'a List>,
    /// The names of labels, by id.
    pub labels: HashMap<&'a str, String>,
    /// What members are called, by id.
    pub people: HashMap<String, String>,
    pub links: CardNames,
    /// By the id of their card, taken when it is read.
    pub checklists: HashMap<String, Vec<Checklist>>,
    pub comments: HashMap<String, Vec<Remark>>,
    pub zone: &'a str,
}

pub fn column_name(list: &List) -> String {
    let name = shorten(&list.name, COLUMN_NAME);
    if name.is_empty() { "A list without a name".to_owned() } else { name }
}

pub fn read(line: i32, card: &Card, around: &mut Surroundings<'_>) -> Result<ImportRow, Problem> {
    let name = shorten(&card.name, 120);
    row(line, card, around).map_err(|reason| Problem { line, name: known_as(line, name), reason })
}

/// A card without a name goes by its number in the file.
pub fn known_as(number: i32, name: String) -> String {
    if name.is_empty() { format!("Card {number}") } else { name }
}

fn row(line: i32, card: &Card, around: &mut Surroundings<'_>) -> Result<ImportRow, String> {
    let list = *around.lists.get(card.id_list.as_str()).ok_or("Its list is not in the file.")?;
    if card.name.trim().is_empty() {
        return Err("It has no name.".to_owned());
    }
    let (checklist, further) = in_one(around.checklists.remove(&card.id).unwrap_or_default());
    let title = name_cards(&card.name, &around.links);
    let mut labels: Vec<String> = Vec::new();
    for name in card.id_labels.iter().filter_map(|id| around.labels.get(id.as_str())) {
        if !labels.iter().any(|other| other.to_lowercase() == name.to_lowercase()) {
            labels.push(name.clone());
        }
    }
    if labels.len() > MOST_LABELS {
        return Err(format!("A task has at most {MOST_LABELS} labels. This has {}.", labels.len()));
    }
    let description = describe(card, &title, &around.links, &further);
    let description = parse_description(&description).map_err(|refusal| format!("The description: {refusal}"))?;
    let archived = card.closed || list.closed;
    let (start_on, due_on) = (day(&card.start, around.zone)?, day(&card.due, around.zone)?);
    let people = card.id_members.iter().map(|id| around.people.get(id).cloned().unwrap_or_else(|| id.clone()));
    Ok(ImportRow {
        line,
        title: parse_title(&shorten(&title, MOST_TITLE)).map_err(|refusal| format!("The name: {refusal}"))?,
        description,
        column: Some(column_name(list)),
        labels,
        start_on: start_on.filter(|start| due_on.is_none_or(|due| *start <= due)),
        due_on,
        assignees: people.collect(),
        archived,
        luggage: Luggage {
            source: Some(format!("trello:{}", shorten(&card.id, 100))),
            checklist,
            comments: around.comments.remove(&card.id).unwrap_or_default(),
            created_at: made_at(&card.id),
            archived_at: moment(&card.date_last_activity).filter(|_| archived),
            ..Luggage::default()
        },
        ..ImportRow::default()
    })
}

/// The text of a card, and all of it that has no place of its own here.
fn describe(card: &Card, title: &str, links: &CardNames, checklists: &[Checklist]) -> String {
    let mut parts: Vec<String> = Vec::new();
    if title.chars().count() > MOST_TITLE {
        parts.push(title.to_owned());
    }
    if !card.desc.trim().is_empty() {
        parts.push(name_cards(card.desc.trim(), links).into_owned());
    }
    let link = |one: &Attachment| {
        let name = if one.name.trim().is_empty() { &one.url } else { &one.name };
        format!("- [{}](<{}>)", name.replace(['[', ']', '\n'], " "), one.url.replace(['<', '>', '\n'], ""))
    };
    let attached: Vec<String> = card.attachments.iter().filter(|one| !one.url.is_empty()).map(link).collect();
    if !attached.is_empty() {
        parts.push(format!("**Attachments**\n\n{}", attached.join("\n")));
    }
    with_checklists(&parts.join("\n\n"), checklists)
}

/// The day on which a moment falls where the reader is.
fn day(text: &str, zone: &str) -> Result<Option<Day>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let at = moment(text).filter(|at| (1900..=2999).contains(&at.year()));
    let at = at.ok_or_else(|| format!("\u{201c}{}\u{201d} is not a date.", shorten(text, 40)))?;
    Ok(Some(Day(clock::today_in(zone, at))))
}

/// The first eight digits of an id are the second in which the card was made.
fn made_at(id: &str) -> Option<OffsetDateTime> {
    let seconds = i64::from_str_radix(id.get(..8)?, 16).ok()?;
    // Trello has been there since 2011.
    OffsetDateTime::from_unix_timestamp(seconds).ok().filter(|_| id.len() == 24 && seconds > 1_293_840_000)
}
