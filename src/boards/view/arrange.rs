//! Tasks in groups and order, as a list or a table shows them.

use super::{Sort, SortBy, View, group::Of};
use crate::{
    boards::{
        board::Board,
        field::{Field, FieldKind, compare as compare_values},
        filter::Around,
        project::Column,
        task::Card,
    },
    day::Day,
    ids::{ColumnId, FieldId, TaskId},
};
use std::{cmp::Ordering, collections::HashMap};

/// Tasks that belong together, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bunch {
    pub of: Of,
    pub name: String,
    pub tasks: Vec<TaskId>,
}

/// The cards of a view in their groups; a group without cards is left out. `moved` are the columns of cards that are on
/// their way. Who has two labels is in both groups.
pub fn arrange<'a>(
    cards: impl Iterator<Item = &'a Card>,
    board: &Board,
    moved: &[(TaskId, ColumnId)],
    view: &View,
) -> Vec<Bunch> {
    let places: HashMap<ColumnId, (usize, &Column)> =
        board.columns.iter().enumerate().map(|(at, column)| (column.id, (at, column))).collect();
    let matcher = view.filter.matcher();
    let mut kept: Vec<Placed<'_>> = cards
        .filter_map(|card| {
            let on_its_way = moved.iter().rfind(|(id, _)| *id == card.id);
            let column_id = on_its_way.map_or(card.column_id, |(_, column_id)| *column_id);
            let (place, column) = places.get(&column_id).copied()?;
            let around = Around { project_key: &board.project.key, today: board.today, done: column.done };
            matcher.matches(card, around).then_some(Placed { card, place, column_id, around })
        })
        .collect();
    kept.sort_unstable_by(|a, b| compare(a, b, view.sort, board));
    let by = view.grouped().on(board);
    let mut bunches: Vec<Bunch> =
        by.groups(board).into_iter().map(|(of, name)| Bunch { of, name, tasks: Vec::new() }).collect();
    let at: HashMap<Of, usize> = bunches.iter().enumerate().map(|(at, bunch)| (bunch.of, at)).collect();
    for placed in &kept {
        by.each_of(placed.card, placed.column_id, placed.around, |of| {
            if let Some(bunch) = at.get(&of).and_then(|at| bunches.get_mut(*at)) {
                bunch.tasks.push(placed.card.id);
            }
        });
    }
    bunches.retain(|bunch| !bunch.tasks.is_empty());
    bunches
}

/// A card, and where it stands.
struct Placed<'a> {
    card: &'a Card,
    place: usize,
    column_id: ColumnId,
    around: Around<'a>,
}

fn compare(a: &Placed<'_>, b: &Placed<'_>, sort: Sort, board: &Board) -> Ordering {
    let turn = |order: Ordering| if sort.reversed { order.reverse() } else { order };
    let manual = || (a.place, a.card.rank.as_str(), a.card.id).cmp(&(b.place, b.card.rank.as_str(), b.card.id));
    match sort.by {
        SortBy::Manual => turn(manual()),
        SortBy::Due => by_day(a.card.due_on, b.card.due_on, sort.reversed).then_with(manual),
        SortBy::Priority => turn(b.card.priority.cmp(&a.card.priority)).then_with(manual),
        SortBy::Created => turn(a.card.number.cmp(&b.card.number)),
        SortBy::Title => turn(a.card.title.to_lowercase().cmp(&b.card.title.to_lowercase())).then_with(manual),
        SortBy::Field(id) => {
            let field = board.fields.iter().find(|field| field.id == id);
            let (one, other) = (said(a.card, id), said(b.card, id));
            let order = field.map_or(Ordering::Equal, |field| by_field(one, other, sort.reversed, field, board));
            order.then_with(manual)
        }
    }
}

fn said(card: &Card, field: FieldId) -> Option<&str> {
    card.fields.get(&field).map(String::as_str)
}

/// Choices are in the order of their field, people in that of their names. What says nothing is last, whichever way.
fn by_field(a: Option<&str>, b: Option<&str>, reversed: bool, field: &Field, board: &Board) -> Ordering {
    let (Some(one), Some(other)) = (a, b) else { return b.is_some().cmp(&a.is_some()) };
    let option = |said: &str| field.options.iter().position(|option| option.id.to_string() == said);
    let person = |said: &str| board.people.iter().position(|person| person.id.to_string() == said);
    let order = match field.kind {
        FieldKind::Select => option(one).cmp(&option(other)),
        FieldKind::Person => person(one).cmp(&person(other)),
        FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Checkbox | FieldKind::Link => {
            compare_values(one, other)
        }
    };
    if reversed { order.reverse() } else { order }
}

/// What has no date is last, whichever way.
fn by_day(a: Option<Day>, b: Option<Day>, reversed: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if reversed => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}
