use crate::{
    day::Day,
    ids::{ProjectId, TaskId, TemplateId},
};
use serde::{Deserialize, Serialize};

/// A template, without what is in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Template {
    pub id: TemplateId,
    pub name: String,
    /// The project in which it adds a task; null where it makes a project.
    pub project_id: Option<ProjectId>,
    /// How many tasks it makes.
    pub tasks: i32,
    pub created_by: String,
    pub version: i32,
}

/// A template that comes with Atrium.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ShippedTemplate {
    /// By which it is asked for, such as `software-team`.
    pub id: String,
    pub name: String,
    pub about: String,
}

/// What a project can be made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct TemplateShelf {
    pub shipped: Vec<ShippedTemplate>,
    /// Those of the workspace, by name.
    pub own: Vec<Template>,
}

/// What is kept of a project or a task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTemplate {
    #[cfg_attr(feature = "ssr", schema(min_length = 1, max_length = 80))]
    pub name: String,
    /// Whether its tasks are assigned to whom they are assigned now.
    #[serde(default)]
    pub keep_people: bool,
}

/// A project to be made from a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FromTemplate {
    /// The id of a template of the workspace, or of one that comes with Atrium.
    #[cfg_attr(feature = "ssr", schema(min_length = 1, max_length = 60))]
    pub template: String,
    /// 2 to 10 letters or digits, such as ATR.
    #[cfg_attr(feature = "ssr", schema(pattern = "^[A-Z][A-Z0-9]{1,9}$"))]
    pub key: String,
    #[cfg_attr(feature = "ssr", schema(min_length = 1, max_length = 80))]
    pub name: String,
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(max_length = 2_000))]
    pub description: String,
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(minimum = 0, maximum = 9))]
    pub hue: i16,
    /// On which day its first date falls; without it, today where the caller is.
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, format = Date))]
    pub starts_on: Option<Day>,
}

/// When the tasks of a template begin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UseTemplate {
    /// On which day its first date falls; without it, today where the caller is.
    #[serde(default)]
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, format = Date))]
    pub starts_on: Option<Day>,
}

/// What came of a task's template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Added {
    /// The task that the others are a part of.
    pub task_id: TaskId,
    pub project_key: String,
    pub number: i32,
    pub tasks: i32,
}
