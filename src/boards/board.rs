use super::{
    field::Field,
    project::{Column, Label, Project},
    quick_add::{self, Completion, Names, QuickAdd},
    saved_view::SavedView,
    task::Card,
};
use crate::{
    day::Day,
    ids::{PersonId, ProjectId, TaskId},
};
use serde::{Deserialize, Serialize};

/// A whole board, as of event number `seq` of its workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Board {
    pub project: Project,
    /// In order.
    pub columns: Vec<Column>,
    /// In the order of their columns' ranks, then their own.
    pub cards: Vec<Card>,
    pub labels: Vec<Label>,
    /// In order, without those put aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ssr", schema(required = false))]
    pub fields: Vec<Field>,
    pub people: Vec<PersonRef>,
    pub seq: i64,
    /// Today, where the reader is.
    #[cfg_attr(feature = "ssr", schema(value_type = String, format = Date))]
    pub today: Day,
    /// The reader's own, and those that everybody has here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<SavedView>,
    pub can: BoardCan,
}

/// A colleague, as far as a card needs them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PersonRef {
    pub id: PersonId,
    pub name: String,
    pub hue: i16,
}

/// What a line of text can name in a project: see [`quick_add`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vocabulary {
    pub people: Vec<PersonRef>,
    pub labels: Vec<Label>,
    /// Today, where the writer is.
    pub today: Day,
    /// The writer.
    pub me: Option<PersonId>,
}

impl Vocabulary {
    pub fn read(&self, text: &str) -> QuickAdd {
        quick_add::parse(text, self.today, self.names())
    }

    /// `caret` is in bytes.
    pub fn complete(&self, text: &str, caret: usize) -> Option<Completion> {
        quick_add::completion(text, caret, self.names())
    }

    fn names(&self) -> Names<'_> {
        Names { people: &self.people, labels: &self.labels, me: self.me }
    }
}

/// Where a new task can go, from anywhere in a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Those in which the reader may add tasks, by name.
    pub projects: Vec<Project>,
    /// Of the project that was asked for, else of the first.
    pub place: Option<DeskPlace>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskPlace {
    pub project_id: ProjectId,
    pub columns: Vec<Column>,
    pub vocabulary: Vocabulary,
}

/// What the reader may do on a board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[expect(clippy::struct_excessive_bools, reason = "one ability a field, as the screen reads them")]
pub struct BoardCan {
    pub edit_tasks: bool,
    pub comment: bool,
    pub manage_columns: bool,
    pub edit_project: bool,
    pub share: bool,
    pub import: bool,
    #[serde(default)]
    pub save_views: bool,
}

/// What changed on a board after some event number, as it stands now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct BoardChanges {
    pub seq: i64,
    /// Too much has happened: load the board anew.
    pub reload: bool,
    /// Cards that were added or changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<Card>,
    /// Cards that left the board.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<TaskId>,
    /// All columns, if any of them changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<Vec<Column>>,
    /// All labels, if any of them changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<Label>>,
    /// All custom fields, if any of them changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fields: Option<Vec<Field>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<Box<Project>>,
}
