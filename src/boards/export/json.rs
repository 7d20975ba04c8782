//! The pieces of a file of JSON.

use super::document::{PROJECT, ProjectDocument, TaskDocument, VERSION, WORKSPACE};
use crate::{Error, Result, activity::rfc3339};
use serde::Serialize;
use time::OffsetDateTime;

#[derive(Serialize)]
struct Opening<'a> {
    format: &'static str,
    version: u32,
    exported_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    workspace: Option<&'a str>,
}

/// The beginning of a file about all projects of a workspace, up to the first of them.
pub fn open_workspace(name: &str, now: OffsetDateTime) -> Result<String> {
    let workspace = Some(name);
    Ok(unclosed(&Opening { format: WORKSPACE, version: VERSION, exported_at: rfc3339(now), workspace })?
        + ",\"projects\":[\n")
}

/// The beginning of a project, up to its first task; with a moment, that of a file about it alone.
pub fn open_project(project: &ProjectDocument, alone: Option<OffsetDateTime>) -> Result<String> {
    let about = unclosed(project)? + ",\"tasks\":[\n";
    let Some(now) = alone else { return Ok(about) };
    let opening = Opening { format: PROJECT, version: VERSION, exported_at: rfc3339(now), workspace: None };
    Ok(unclosed(&opening)? + "," + about.trim_start_matches('{'))
}

/// One task a line.
pub fn tasks(tasks: &[TaskDocument], first: bool) -> Result<String> {
    let lines: Vec<String> = tasks.iter().map(text).collect::<Result<_>>()?;
    let joined = lines.join(",\n");
    Ok(if first || joined.is_empty() { joined } else { format!(",\n{joined}") })
}

pub const CLOSE: &str = "\n]}";

/// An object that is still open at its end.
fn unclosed<T: Serialize>(value: &T) -> Result<String> {
    let mut text = text(value)?;
    text.pop();
    Ok(text)
}

fn text<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}
