//! What the roastery says of its tasks beside what every task says.

use super::content::{rows, take};
use crate::{
    Error, Result,
    actor::{Actor, Caller, Proof, Role},
    boards::{
        self,
        bulk::{BulkEdit, Change, Fields},
        field::{Field, FieldEdit, FieldKind, NewField, OptionEdit, Values},
    },
    database::Db,
    ids::{PersonId, TaskId, WorkspaceId},
};
use std::collections::{BTreeMap, HashMap};
use time::{Duration, OffsetDateTime};

const PROJECT: &str = "ROAST";
const ORIGINS: [(&str, i16); 5] = [("Ethiopia", 4), ("Colombia", 2), ("Rwanda", 7), ("Brazil", 1), ("Guatemala", 8)];
const FIELDS: [(&str, FieldKind); 7] = [
    ("Origin", FieldKind::Select),
    ("Cost", FieldKind::Number),
    ("Samples by", FieldKind::Date),
    ("Tasted by", FieldKind::Person),
    ("Cupping score", FieldKind::Number),
    ("Signed", FieldKind::Checkbox),
    ("Offer", FieldKind::Link),
];

pub async fn add(
    db: &Db,
    place: (WorkspaceId, PersonId),
    people: &HashMap<&str, PersonId>,
    now: OffsetDateTime,
) -> Result<()> {
    let caller = Caller { person_id: place.1, proof: Proof::Operator };
    let actor = Actor { caller, workspace_id: place.0, role: Role::Owner };
    let board = boards::board(db, &actor, PROJECT, now).await?;
    let mut fields = Vec::new();
    for (name, kind) in FIELDS {
        let origins = if kind == FieldKind::Select { ORIGINS.as_slice() } else { &[] };
        let option = |(name, hue): &(&str, i16)| OptionEdit { id: None, name: (*name).to_owned(), hue: *hue };
        let new = NewField { name: name.to_owned(), kind, options: origins.iter().map(option).collect() };
        fields.push(boards::add_field(db, &actor, board.project.id, new, None).await?);
    }
    for field in &fields[..2] {
        let edit = FieldEdit { on_card: Some(true), ..FieldEdit::default() };
        boards::edit_field(db, &actor, field.id, edit, None).await?;
    }
    let mut said: BTreeMap<TaskId, Values> = BTreeMap::new();
    for mut row in rows(include_str!("fields.csv"))? {
        let (title, name) = (take(&mut row, "title"), take(&mut row, "field"));
        let task = board.cards.iter().find(|card| card.title.starts_with(&title)).ok_or(Error::NotFound)?.id;
        let field = fields.iter().find(|field| field.name == name).ok_or(Error::NotFound)?;
        said.entry(task).or_default().insert(field.id, written(field, &take(&mut row, "said"), people, now));
    }
    let change = |(task, fields)| Change { tasks: vec![task], set: Fields { fields, ..Fields::default() } };
    let edit = BulkEdit { changes: said.into_iter().map(change).collect() };
    boards::edit_tasks(db, &actor, board.project.id, edit).await?;
    Ok(())
}

/// A choice and a person go by name in the file, and a date in so many days from today.
fn written(field: &Field, said: &str, people: &HashMap<&str, PersonId>, now: OffsetDateTime) -> String {
    match field.kind {
        FieldKind::Select => {
            let option = field.options.iter().find(|option| option.name == said);
            option.map(|option| option.id.to_string()).unwrap_or_default()
        }
        FieldKind::Person => people.get(said).map(ToString::to_string).unwrap_or_default(),
        FieldKind::Date => {
            let days = said.parse().map(Duration::days).unwrap_or_default();
            crate::day::Day((now + days).date()).to_string()
        }
        _ => said.to_owned(),
    }
}
