//! How the tasks of a project are looked at: as what, which of them, in which groups and order. It travels
//! as the query of an address that a person can read: `view=list&person=ada-king&due=late&group=person`.

pub mod arrange;
mod asked;
pub mod group;
pub mod names;
mod query;
#[cfg(test)]
pub(super) mod sample;
#[cfg(test)]
mod tests;

use super::filter::Filter;
use crate::ids::FieldId;
pub use group::GroupBy;
use names::Names;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    pub layout: Layout,
    pub filter: Filter,
    /// Without one, what suits the layout.
    pub group: Option<GroupBy>,
    pub sort: Sort,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layout {
    #[default]
    Board,
    List,
    Table,
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
    pub const ALL: [Self; 3] = [Self::Board, Self::List, Self::Table];

    pub fn word(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::List => "list",
            Self::Table => "table",
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

    /// The group that holds in this layout.
    pub fn grouped(&self) -> GroupBy {
        self.group.unwrap_or(match self.layout {
            Layout::List => GroupBy::Status,
            Layout::Board | Layout::Table => GroupBy::Nothing,
        })
    }
}
