use crate::{
    boards::{checklist::NewItem, recurrence::Cadence, relation::RelationKind},
    day::Day,
};
use time::OffsetDateTime;

/// What a task brings along besides what its row shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Luggage {
    /// What it is called where it comes from, with the tool before it: `jira:SHOP-12`.
    pub source: Option<String>,
    /// In order.
    pub checklist: Vec<NewItem>,
    /// What the task that it is a part of is called where it comes from.
    pub parent: Option<String>,
    /// How it stands to other tasks of the file: the kind, which is kept as it is, and what the other one is called.
    pub relations: Vec<(RelationKind, String)>,
    pub series: Option<Series>,
    /// What it says in custom fields: the name of the field, and what is written in it.
    pub fields: Vec<(String, String)>,
    /// The oldest first.
    pub comments: Vec<Remark>,
    /// A name or an address, as with assignees.
    pub created_by: Option<String>,
    pub created_at: Option<OffsetDateTime>,
    pub updated_at: Option<OffsetDateTime>,
    pub completed_at: Option<OffsetDateTime>,
    pub archived_at: Option<OffsetDateTime>,
}

/// How a task comes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// As a rule writes itself.
    pub rule: String,
    pub cadence: Cadence,
    pub starts_on: Day,
    pub time_zone: String,
}

/// A comment as the file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remark {
    /// A name or an address, as with assignees.
    pub author: String,
    /// When, in words, for whoever reads it under another name.
    pub said_on: String,
    pub at: Option<OffsetDateTime>,
    pub edited_at: Option<OffsetDateTime>,
    pub body: String,
}
