//! Tasks in groups and order, as a list or a table shows them.

use super::{Group, Sort, SortBy, View};
use crate::{
    boards::{
        board::Board,
        filter::{Around, sunday},
        project::Column,
        task::{Card, Priority},
    },
    day::Day,
    ids::{ColumnId, LabelId, PersonId, TaskId},
};
use std::{cmp::Ordering, collections::HashMap};

/// Tasks that belong together, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bunch {
    pub of: Of,
    pub name: String,
    pub tasks: Vec<TaskId>,
}

/// What the tasks of a bunch have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Of {
    All,
    Status(ColumnId),
    Person(Option<PersonId>),
    Label(Option<LabelId>),
    Priority(Priority),
    Due(When),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    Late,
    Today,
    /// After today, until Sunday.
    Week,
    Later,
    Never,
    /// The day is over, and so is the work.
    Over,
}

impl When {
    const ALL: [Self; 6] = [Self::Late, Self::Today, Self::Week, Self::Later, Self::Never, Self::Over];

    fn of(due: Option<Day>, around: Around<'_>) -> Self {
        let today = around.today;
        match due {
            None => Self::Never,
            Some(due) if due < today && around.done => Self::Over,
            Some(due) if due < today => Self::Late,
            Some(due) if due == today => Self::Today,
            Some(due) if due <= sunday(today) => Self::Week,
            Some(_) => Self::Later,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Late => "Late",
            Self::Today => "Today",
            Self::Week => "This week",
            Self::Later => "Later",
            Self::Never => "No date",
            Self::Over => "Done before today",
        }
    }
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
    kept.sort_unstable_by(|a, b| compare(a, b, view.sort));
    let all = kinds(board, view.grouped());
    let mut bunches: Vec<Bunch> = all.into_iter().map(|(of, name)| Bunch { of, name, tasks: Vec::new() }).collect();
    let at: HashMap<Of, usize> = bunches.iter().enumerate().map(|(at, bunch)| (bunch.of, at)).collect();
    for placed in &kept {
        placed.kinds(view.grouped(), |of| {
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

impl Placed<'_> {
    fn kinds(&self, group: Group, mut each: impl FnMut(Of)) {
        let card = self.card;
        match group {
            Group::Nothing => each(Of::All),
            Group::Status => each(Of::Status(self.column_id)),
            Group::Priority => each(Of::Priority(card.priority)),
            Group::Due => each(Of::Due(When::of(card.due_on, self.around))),
            Group::Person if card.assignees.is_empty() => each(Of::Person(None)),
            Group::Person => card.assignees.iter().for_each(|id| each(Of::Person(Some(*id)))),
            Group::Label if card.labels.is_empty() => each(Of::Label(None)),
            Group::Label => card.labels.iter().for_each(|id| each(Of::Label(Some(*id)))),
        }
    }
}

/// Every group there can be, in order.
fn kinds(board: &Board, group: Group) -> Vec<(Of, String)> {
    match group {
        Group::Nothing => vec![(Of::All, String::new())],
        Group::Status => board.columns.iter().map(|column| (Of::Status(column.id), column.name.clone())).collect(),
        Group::Person => {
            let people = board.people.iter().map(|person| (Of::Person(Some(person.id)), person.name.clone()));
            people.chain([(Of::Person(None), "Nobody".to_owned())]).collect()
        }
        Group::Label => {
            let labels = board.labels.iter().map(|label| (Of::Label(Some(label.id)), label.name.clone()));
            labels.chain([(Of::Label(None), "No label".to_owned())]).collect()
        }
        Group::Priority => Priority::ALL
            .into_iter()
            .rev()
            .map(|priority| (Of::Priority(priority), priority.title().to_owned()))
            .collect(),
        Group::Due => When::ALL.into_iter().map(|when| (Of::Due(when), when.name().to_owned())).collect(),
    }
}

fn compare(a: &Placed<'_>, b: &Placed<'_>, sort: Sort) -> Ordering {
    let turn = |order: Ordering| if sort.reversed { order.reverse() } else { order };
    let manual = || (a.place, a.card.rank.as_str(), a.card.id).cmp(&(b.place, b.card.rank.as_str(), b.card.id));
    match sort.by {
        SortBy::Manual => turn(manual()),
        SortBy::Due => by_day(a.card.due_on, b.card.due_on, sort.reversed).then_with(manual),
        SortBy::Priority => turn(b.card.priority.cmp(&a.card.priority)).then_with(manual),
        SortBy::Created => turn(a.card.number.cmp(&b.card.number)),
        SortBy::Title => turn(a.card.title.to_lowercase().cmp(&b.card.title.to_lowercase())).then_with(manual),
    }
}

/// What has no date is last, whichever way.
fn by_day(a: Option<Day>, b: Option<Day>, reversed: bool) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) if reversed => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}
