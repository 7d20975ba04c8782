//! What tasks are grouped by: the groups of a list, and the lanes of a board.
//!
//! What else tasks can be grouped by needs a variant here, its groups in [`GroupBy::groups`], the groups of a card in
//! [`GroupBy::each_of`] and, if a board may have lanes of it, what putting a card into one means in [`Of::entering`].

use crate::{
    boards::{
        board::Board,
        bulk::Fields,
        field::{Field, FieldKind, Value},
        filter::{Around, sunday},
        task::{Card, Priority},
    },
    day::Day,
    ids::{ColumnId, FieldId, LabelId, PersonId},
};
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupBy {
    Nothing,
    Status,
    Person,
    Label,
    Priority,
    Due,
    /// A custom field of choices, people or boxes.
    Field(FieldId),
}

/// A group: what its tasks have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Of {
    All,
    Status(ColumnId),
    Person(Option<PersonId>),
    Label(Option<LabelId>),
    Priority(Priority),
    Due(When),
    Field(FieldId, Said),
}

/// What tasks say in a field that groups them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Said {
    Nothing,
    /// A choice or a person.
    This(Uuid),
    Ticked,
}

impl Said {
    fn of(card: &Card, field: FieldId) -> Self {
        match card.fields.get(&field).map(|written| written.parse()) {
            None => Self::Nothing,
            Some(Ok(id)) => Self::This(id),
            Some(Err(_)) => Self::Ticked,
        }
    }

    /// As a value is written.
    fn written(self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::This(id) => id.to_string(),
            Self::Ticked => Value::Ticked.to_string(),
        }
    }
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

impl GroupBy {
    /// Those of every project.
    pub const ALL: [Self; 6] = [Self::Nothing, Self::Status, Self::Person, Self::Label, Self::Priority, Self::Due];

    /// Those that a board can have lanes by: a task can be put into each of their groups.
    pub const LANES: [Self; 4] = [Self::Nothing, Self::Person, Self::Label, Self::Priority];

    /// Whether a board can have lanes by it.
    pub fn makes_lanes(self) -> bool {
        matches!(self, Self::Field(_)) || Self::LANES.contains(&self)
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Nothing => "none",
            Self::Status => "status",
            Self::Person => "person",
            Self::Label => "label",
            Self::Priority => "priority",
            Self::Due => "due",
            // An address says which.
            Self::Field(_) => "field",
        }
    }

    /// Itself, or nothing where the board has no such field, or one that makes no groups.
    pub fn on(self, board: &Board) -> Self {
        match self {
            Self::Field(id) if !board.fields.iter().any(|field| field.id == id && field.kind.groups()) => Self::Nothing,
            by => by,
        }
    }

    /// Every group there can be, in order, with its name.
    pub fn groups(self, board: &Board) -> Vec<(Of, String)> {
        match self {
            Self::Nothing => vec![(Of::All, String::new())],
            Self::Status => board.columns.iter().map(|column| (Of::Status(column.id), column.name.clone())).collect(),
            Self::Person => {
                let people = board.people.iter().map(|person| (Of::Person(Some(person.id)), person.name.clone()));
                people.chain([(Of::Person(None), "Nobody".to_owned())]).collect()
            }
            Self::Label => {
                let labels = board.labels.iter().map(|label| (Of::Label(Some(label.id)), label.name.clone()));
                labels.chain([(Of::Label(None), "No label".to_owned())]).collect()
            }
            Self::Priority => Priority::ALL
                .into_iter()
                .rev()
                .map(|priority| (Of::Priority(priority), priority.title().to_owned()))
                .collect(),
            Self::Due => When::ALL.into_iter().map(|when| (Of::Due(when), when.name().to_owned())).collect(),
            Self::Field(id) => {
                let field = board.fields.iter().find(|field| field.id == id);
                field.map(|field| said_in(field, board)).unwrap_or_default()
            }
        }
    }

    /// Tells every group of a card, which stands in this column. Who has two labels is in both groups.
    pub fn each_of(self, card: &Card, column_id: ColumnId, around: Around<'_>, mut tell: impl FnMut(Of)) {
        match self {
            Self::Nothing => tell(Of::All),
            Self::Status => tell(Of::Status(column_id)),
            Self::Priority => tell(Of::Priority(card.priority)),
            Self::Due => tell(Of::Due(When::of(card.due_on, around))),
            Self::Person if card.assignees.is_empty() => tell(Of::Person(None)),
            Self::Person => card.assignees.iter().for_each(|id| tell(Of::Person(Some(*id)))),
            Self::Label if card.labels.is_empty() => tell(Of::Label(None)),
            Self::Label => card.labels.iter().for_each(|id| tell(Of::Label(Some(*id)))),
            Self::Field(id) => tell(Of::Field(id, Said::of(card, id))),
        }
    }
}

/// Everything that tasks can say in a field, and nothing at the end.
fn said_in(field: &Field, board: &Board) -> Vec<(Of, String)> {
    let mut said: Vec<(Said, String)> = match field.kind {
        FieldKind::Person => {
            board.people.iter().map(|person| (Said::This(person.id.uuid()), person.name.clone())).collect()
        }
        FieldKind::Checkbox => vec![(Said::Ticked, field.name.clone())],
        _ => field.options.iter().map(|option| (Said::This(option.id.uuid()), option.name.clone())).collect(),
    };
    let none = if field.kind == FieldKind::Checkbox { "Not" } else { "No" };
    said.push((Said::Nothing, format!("{none} {}", field.name)));
    said.into_iter().map(|(said, name)| (Of::Field(field.id, said), name)).collect()
}

impl Of {
    /// What finds the group in a page, and among those that were folded.
    pub fn word(self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Status(id) => id.to_string(),
            Self::Person(Some(id)) => id.to_string(),
            Self::Label(Some(id)) => id.to_string(),
            Self::Person(None) | Self::Label(None) => "none".to_owned(),
            Self::Priority(priority) => priority.name().to_owned(),
            Self::Due(when) => when.name().to_owned(),
            Self::Field(_, said) => said.written(),
        }
    }

    /// What changes of a task that is taken from one lane to another. Of several people or labels only the one whose
    /// lane it leaves goes; in the lane of nobody it has none.
    pub fn entering(self, from: Self) -> Fields {
        if self == from {
            return Fields::default();
        }
        let left = |of: Self| match of {
            Self::Person(Some(id)) => (vec![id], Vec::new()),
            Self::Label(Some(id)) => (Vec::new(), vec![id]),
            _ => (Vec::new(), Vec::new()),
        };
        let (remove_assignees, remove_labels) = left(from);
        match self {
            Self::Person(None) => Fields { assignees: Some(Vec::new()), ..Fields::default() },
            Self::Label(None) => Fields { labels: Some(Vec::new()), ..Fields::default() },
            Self::Person(Some(id)) => Fields { add_assignees: vec![id], remove_assignees, ..Fields::default() },
            Self::Label(Some(id)) => Fields { add_labels: vec![id], remove_labels, ..Fields::default() },
            Self::Priority(priority) => Fields { priority: Some(priority), ..Fields::default() },
            Self::Field(id, said) => Fields { fields: [(id, said.written())].into(), ..Fields::default() },
            Self::All | Self::Status(_) | Self::Due(_) => Fields::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boards::view::sample::{board, card, id};

    #[test]
    fn a_card_taken_to_another_lane_is_in_it_and_not_in_the_one_it_left() {
        let (ada, bob, zoe) = (PersonId(id(200)), PersonId(id(201)), PersonId(id(203)));
        let shared = Card { assignees: vec![ada, zoe], ..card(1) };
        let after = |to: Of, from: Of| {
            let mut card = shared.clone();
            to.entering(from).apply(&mut card).unwrap();
            card.assignees
        };
        let lane = |person| Of::Person(Some(person));
        assert_eq!(after(lane(bob), lane(ada)), [zoe, bob]);
        assert_eq!(after(lane(zoe), lane(ada)), [zoe], "it stood in both lanes");
        assert!(after(Of::Person(None), lane(ada)).is_empty());
        assert_eq!(after(lane(ada), lane(ada)), [ada, zoe]);
    }

    #[test]
    fn every_lane_a_board_can_have_takes_a_card_in() {
        let board = board();
        for by in GroupBy::LANES.into_iter().chain([GroupBy::Field(FieldId(id(400)))]) {
            let around = Around { project_key: "ATR", today: board.today, done: false };
            for (of, name) in by.groups(&board) {
                let mut card = card(1);
                by.each_of(&card.clone(), card.column_id, around, |from| of.entering(from).apply(&mut card).unwrap());
                let mut found = Vec::new();
                by.each_of(&card, card.column_id, around, |one| found.push(one));
                assert_eq!(found, [of], "{name}");
            }
        }
    }
}
