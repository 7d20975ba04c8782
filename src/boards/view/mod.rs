//! How the tasks of a project are looked at: as what, which of them, in which groups and order. It travels
//! as the query of an address that a person can read: `view=list&person=ada-king&due=late&group=person`.

pub mod arrange;
mod asked;
pub mod calendar;
pub mod group;
pub mod names;
mod query;
#[cfg(test)]
pub(super) mod sample;
#[cfg(test)]
mod tests;
pub mod timeline;

use super::filter::Filter;
use crate::{day::Day, ids::FieldId};
pub use group::GroupBy;
use names::Names;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    pub layout: Layout,
    pub filter: Filter,
    /// Without one, what suits the layout.
    pub group: Option<GroupBy>,
    pub sort: Sort,
    /// How much time a calendar or a timeline shows. Without one, what suits the layout.
    pub scale: Option<Scale>,
    /// The day that a calendar or a timeline is shown around. Without one, today.
    pub on: Option<Day>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layout {
    #[default]
    Board,
    List,
    Table,
    Calendar,
    Timeline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scale {
    Week,
    Month,
    Quarter,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    pub by: SortBy,
    /// The other way round.
    pub reversed: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// As the columns of the board have it.
    #[default]
    Manual,
    /// The earliest first.
    Due,
    /// The most urgent first.
    Priority,
    /// The oldest first.
    Created,
    Title,
    /// By what tasks say in a custom field, those that say nothing at the end.
    Field(FieldId),
}

impl Layout {
    pub const ALL: [Self; 5] = [Self::Board, Self::List, Self::Table, Self::Calendar, Self::Timeline];

    pub fn word(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::List => "list",
            Self::Table => "table",
            Self::Calendar => "calendar",
            Self::Timeline => "timeline",
        }
    }
}

impl Scale {
    pub const ALL: [Self; 3] = [Self::Week, Self::Month, Self::Quarter];

    pub fn word(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
        }
    }
}

impl SortBy {
    /// Those of every project.
    pub const ALL: [Self; 5] = [Self::Manual, Self::Due, Self::Priority, Self::Created, Self::Title];

    pub fn word(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Due => "due",
            Self::Priority => "priority",
            Self::Created => "created",
            Self::Title => "title",
            // An address says which.
            Self::Field(_) => "field",
        }
    }
}

impl View {
    /// What an address asks for. What nobody knows in it is passed over.
    pub fn parse(query: &str, names: &Names) -> Self {
        query::read(query, names)
    }

    /// As the query of an address, without its question mark; empty for the board as it is.
    pub fn query(&self, names: &Names) -> String {
        query::write(self, names)
    }

    /// The same in another layout. The groups of a list are no lanes of a board, nor the other way round: those are chosen.
    pub fn shown_as(&self, layout: Layout) -> Self {
        let stays = (self.layout == Layout::Board) == (layout == Layout::Board);
        Self { layout, group: self.group.filter(|_| stays), ..self.clone() }
    }

    /// What groups the tasks in this layout. A board has its columns, and no lanes of what nobody can be put into.
    pub fn grouped(&self) -> GroupBy {
        match self.layout {
            Layout::List | Layout::Timeline => self.group.unwrap_or(GroupBy::Status),
            Layout::Table => self.group.unwrap_or(GroupBy::Nothing),
            Layout::Board => self.group.filter(|group| group.makes_lanes()).unwrap_or(GroupBy::Nothing),
            Layout::Calendar => GroupBy::Nothing,
        }
    }

    /// How much time this layout shows.
    pub fn scaled(&self) -> Scale {
        match (self.layout, self.scale) {
            (Layout::Calendar, Some(Scale::Quarter)) | (_, None) => Scale::Month,
            (_, Some(scale)) => scale,
        }
    }

    /// What of it is worth keeping under a name: the day somebody happened to look at is not.
    pub fn lasting(&self) -> Self {
        Self { on: None, ..self.clone() }
    }
}
