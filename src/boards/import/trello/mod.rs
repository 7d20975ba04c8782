//! A board of Trello, as its export to JSON has it: lists become columns, cards become tasks.
//!
//! A card that is archived, or whose list is, comes in archived. An archived list is a column only if
//! there are cards in it. Moments become days where the reader is.

mod belongings;
mod card;
mod links;
mod shape;

use super::{
    cells::shorten,
    format::Format,
    sheet::{Sheet, SheetColumn, SheetLabel, refuse},
    view::Problem,
};
use crate::Result;
use card::Surroundings;
use serde::{Deserialize, de::IgnoredAny};
use serde_json::{Error as JsonError, value::RawValue};
use shape::{Board, Card, Label, List, Member};
use std::collections::{HashMap, HashSet};
use time::OffsetDateTime;

/// What is at the top of a file of JSON.
#[derive(Deserialize)]
struct Top {
    format: Option<IgnoredAny>,
    lists: Option<IgnoredAny>,
    cards: Option<IgnoredAny>,
}

/// Which tool wrote this JSON.
pub fn recognise(content: &[u8]) -> Result<Format> {
    let top: Top = serde_json::from_slice(content).map_err(|error| refuse(not_json(&error)))?;
    if top.format.is_some() {
        Ok(Format::Json)
    } else if top.lists.is_some() && top.cards.is_some() {
        Ok(Format::Trello)
    } else {
        Err(refuse("This is JSON, but neither a board from Trello nor a project that was exported here."))
    }
}

/// Why a text is no JSON of the wanted shape, with the place.
pub fn not_json(error: &JsonError) -> String {
    let place = format!("line {}, column {}", error.line(), error.column());
    match error.classify() {
        serde_json::error::Category::Data => format!("This file has something in an unexpected place, at {place}."),
        serde_json::error::Category::Eof => format!("This file ends too early, at {place}. Was it saved completely?"),
        _ => format!("This is not JSON: it breaks at {place}."),
    }
}

/// Reads an export. A card that cannot go in is a problem; a damaged file is refused.
pub fn read(content: &[u8], zone: &str) -> Result<Sheet> {
    let board: Board<'_> = serde_json::from_slice(content).map_err(|error| refuse(not_json(&error)))?;
    let mut lists: Vec<List> = all(&board.lists);
    lists.sort_by(|one, other| one.pos.total_cmp(&other.pos));
    let mut rows = Vec::with_capacity(board.cards.len());
    let mut cards = Vec::with_capacity(board.cards.len());
    for (number, raw) in (1..).zip(&board.cards) {
        match serde_json::from_str::<Card>(raw.get()) {
            Ok(card) => cards.push((number, card)),
            Err(error) => rows.push(Err(damaged(number, raw, &error))),
        }
    }
    let places: HashMap<&str, usize> = lists.iter().enumerate().map(|(at, list)| (list.id.as_str(), at)).collect();
    let place = |card: &Card| places.get(card.id_list.as_str()).copied().unwrap_or(usize::MAX);
    cards.sort_by(|(_, one), (_, other)| place(one).cmp(&place(other)).then(one.pos.total_cmp(&other.pos)));
    let labels: Vec<Label> = all(&board.labels);
    let columns = columns(&lists, &cards);
    let used: HashSet<&str> = cards.iter().flat_map(|(_, card)| &card.id_labels).map(String::as_str).collect();
    let wanted = labels.iter().filter(|label| !label.name.is_empty() || used.contains(label.id.as_str())).map(label);
    let mut sheet = Sheet { format: Format::Trello, columns, labels: wanted.collect(), ..Sheet::default() };
    let mut around = Surroundings {
        lists: lists.iter().map(|list| (list.id.as_str(), list)).collect(),
        labels: labels.iter().map(|one| (one.id.as_str(), label(one).name)).collect(),
        people: all(&board.members).into_iter().map(|member: Member| (member.id.clone(), called(&member))).collect(),
        links: cards.iter().map(|(_, card)| (card.short_link.clone(), card.name.clone())).collect(),
        zone,
        checklists: HashMap::new(),
        comments: HashMap::new(),
    };
    around.checklists = belongings::checklists(&board, &around.links);
    around.comments = belongings::comments(&board, &around.links, zone);
    rows.extend(cards.iter().map(|(number, card)| card::read(*number, card, &mut around)));
    sheet.rows = rows;
    Ok(sheet)
}

/// Those that can be read.
fn all<'a, T: Deserialize<'a>>(found: &[&'a RawValue]) -> Vec<T> {
    found.iter().filter_map(|raw| serde_json::from_str(raw.get()).ok()).collect()
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

fn damaged(line: i32, raw: &RawValue, error: &JsonError) -> Problem {
    let name = serde_json::from_str::<Named>(raw.get()).map(|named| shorten(&named.name, 120)).unwrap_or_default();
    let said = error.to_string();
    let missing = said.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let reason = match missing {
        Some("idList") => "It is in no list.".to_owned(),
        Some(field) => format!("It has no {field}."),
        None => "It is damaged.".to_owned(),
    };
    Problem { line, name: card::known_as(line, name), reason }
}

fn columns(lists: &[List], cards: &[(i32, Card)]) -> Vec<SheetColumn> {
    let used: HashSet<&str> = cards.iter().map(|(_, card)| card.id_list.as_str()).collect();
    let mut columns: Vec<SheetColumn> = Vec::new();
    for list in lists.iter().filter(|list| !list.closed || used.contains(list.id.as_str())) {
        let name = card::column_name(list);
        if !columns.iter().any(|other| other.name.to_lowercase() == name.to_lowercase()) {
            columns.push(SheetColumn { name, done: None, task_limit: None });
        }
    }
    columns
}

/// A label without a name goes by its colour.
fn label(label: &Label) -> SheetLabel {
    let name = if label.name.trim().is_empty() { label.color.replace('_', " ") } else { label.name.clone() };
    let name = if name.trim().is_empty() { "Label".to_owned() } else { name };
    SheetLabel { name: shorten(&name, 40), hue: hue(&label.color) }
}

/// The nearest of our ten hues.
fn hue(color: &str) -> i16 {
    match color.split('_').next().unwrap_or_default() {
        "red" => 0,
        "orange" => 1,
        "yellow" => 2,
        "lime" => 3,
        "green" => 4,
        "sky" => 6,
        "blue" => 7,
        "purple" => 8,
        "pink" => 9,
        _ => 5,
    }
}

/// By all that may tell who it is.
fn called(member: &Member) -> String {
    match (member.full_name.trim(), member.email.trim(), member.username.trim()) {
        (name, "", "") => name.to_owned(),
        ("", "", user) => format!("(@{user})"),
        (name, "", user) => format!("{name} (@{user})"),
        (name, email, _) => format!("{name} <{email}>"),
    }
}

/// RFC 3339, as Trello writes it.
fn moment(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).ok()
}

#[cfg(test)]
mod tests;
