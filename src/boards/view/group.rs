//! What tasks are grouped by: the groups of a list, and the lanes of a board.
//!
//! What else tasks can be grouped by needs a variant here, its groups in [`GroupBy::groups`], the groups of a card in
//! [`GroupBy::each_of`] and, if a board may have lanes of it, what putting a card into one means in [`Of::entering`].

use crate::{
    boards::{
        board::Board,
        bulk::Fields,
        filter::{Around, sunday},
        task::{Card, Priority},
    },
    day::Day,
    ids::{ColumnId, LabelId, PersonId},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupBy {
    Nothing,
    Status,
    Person,
    Label,
    Priority,
    Due,
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
    pub const ALL: [Self; 6] = [Self::Nothing, Self::Status, Self::Person, Self::Label, Self::Priority, Self::Due];

    /// Those that a board can have lanes by: a task can be put into each of their groups.
    pub const LANES: [Self; 4] = [Self::Nothing, Self::Person, Self::Label, Self::Priority];

    pub fn word(self) -> &'static str {
        match self {
            Self::Nothing => "none",
            Self::Status => "status",
            Self::Person => "person",
            Self::Label => "label",
            Self::Priority => "priority",
            Self::Due => "due",
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
        }
    }
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
        for by in GroupBy::LANES {
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
