//! The lines of a table (RFC 4180), safe to open in a spreadsheet.

use super::document::{CommentDocument, ItemDocument, TaskDocument};
use crate::{Error, Result, activity::rfc3339, boards::field::Number, text::cell};
use csv::{Terminator, WriterBuilder};
use time::OffsetDateTime;

const HEADERS: [&str; 17] = [
    "Key",
    "Title",
    "Description",
    "Column",
    "Labels",
    "Priority",
    "Start date",
    "Due date",
    "Estimate",
    "Assignees",
    "Created",
    "Created by",
    "Updated",
    "Completed",
    "Archived",
    "Checklist",
    "Comments",
];
/// By which programs of Microsoft know UTF-8.
const MARK: &str = "\u{feff}";

/// The line of the headers. A table about a workspace names the project of each task first, and has what tasks say in
/// custom fields in one column at the end; one about a project has a column for each field.
pub fn headers(of_workspace: bool, fields: &[String], mark: bool) -> Result<Vec<u8>> {
    let (project, all) = if of_workspace { (Some("Project"), Some("Fields".to_owned())) } else { (None, None) };
    let own = fields.iter().map(|name| cell(name).into_owned()).chain(all);
    let line = project.into_iter().chain(HEADERS).map(str::to_owned).chain(own).collect();
    let line = write(std::iter::once(line))?;
    Ok(if mark { [MARK.as_bytes(), &line].concat() } else { line })
}

/// One line for each task.
pub fn tasks(tasks: &[TaskDocument], project: Option<&str>, fields: &[String]) -> Result<Vec<u8>> {
    write(tasks.iter().map(|task| line(task, project, fields)))
}

fn line(task: &TaskDocument, project: Option<&str>, fields: &[String]) -> Vec<String> {
    let moment = |at: Option<OffsetDateTime>| at.map(rfc3339).unwrap_or_default();
    let people: Vec<String> = task.assignees.iter().map(ToString::to_string).collect();
    let items: Vec<String> = task.checklist.iter().map(item).collect();
    let comments: Vec<String> = task.comments.iter().map(comment).collect();
    let said = |text: &str| cell(text).into_owned();
    project
        .map(said)
        .into_iter()
        .chain([
            said(&task.key),
            said(&task.title),
            said(&task.description),
            said(&task.column),
            said(&task.labels.join(", ")),
            task.priority.name().to_owned(),
            task.start_on.map(|day| day.to_string()).unwrap_or_default(),
            task.due_on.map(|day| day.to_string()).unwrap_or_default(),
            task.estimate.map(|estimate| estimate.to_string()).unwrap_or_default(),
            said(&people.join("; ")),
            moment(task.created_at),
            said(&task.created_by.to_string()),
            moment(task.updated_at),
            moment(task.completed_at),
            moment(task.archived_at),
            said(&items.join("\n")),
            said(&comments.join("\n\n")),
        ])
        .chain(fields.iter().map(|name| task.fields.get(name).map(|value| value_cell(value)).unwrap_or_default()))
        .chain(project.map(|_| said(&all_fields(task))))
        .collect()
}

/// A number is none the worse for a minus before it.
fn value_cell(value: &str) -> String {
    if value.parse::<Number>().is_ok() { value.to_owned() } else { cell(value).into_owned() }
}

fn all_fields(task: &TaskDocument) -> String {
    task.fields.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("\n")
}

fn item(item: &ItemDocument) -> String {
    format!("[{}] {}", if item.done { 'x' } else { ' ' }, item.text)
}

fn comment(comment: &CommentDocument) -> String {
    let at = comment.at.map(rfc3339).unwrap_or_default();
    format!("{} ({at}): {}", comment.author, comment.body)
}

fn write(lines: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let mut file = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for line in lines {
        file.write_record(line).map_err(Error::internal)?;
    }
    file.into_inner().map_err(Error::internal)
}
