//! One record of the file as a task.

use super::{
    cells::{self, shorten},
    format::Format,
    guess, jira,
    luggage::Remark,
    mapping::{Field, MappedHeader, Mapping},
    view::ImportRow,
};
use crate::boards::task::{parse_description, parse_title};
use std::borrow::Cow;

/// A title made of running text is cut here.
const SHORT_TITLE: usize = 120;
pub(super) const COLUMN_NAME: usize = 60;
const LABEL_NAME: usize = 40;
const FIELD_NAME: usize = 60;
pub(super) const MOST_LABELS: usize = 20;

/// Reads a record under a mapping of as many headers as it has cells.
pub fn read(line: i32, cells: &[&str], mapping: &Mapping, format: Format) -> Result<ImportRow, String> {
    let mut row = ImportRow { line, ..ImportRow::default() };
    row.luggage.source = source(cells, mapping, format);
    let mut title: Vec<&str> = Vec::new();
    let mut cut_title = false;
    for (cell, mapped) in cells.iter().map(|cell| cell.trim()).zip(&mapping.0).filter(|(cell, _)| !cell.is_empty()) {
        match mapped.field {
            Field::Title => title.push(cell),
            Field::TitleAndDescription => {
                title.push(cell);
                cut_title = true;
            }
            Field::Column => row.column = Some(shorten(cell, COLUMN_NAME)),
            Field::Label => add_label(&mut row.labels, &mapped.prefix, cell),
            Field::Labels => cell.split([',', ';']).for_each(|one| add_label(&mut row.labels, &mapped.prefix, one)),
            Field::Priority => row.priority = cells::priority(cell)?,
            Field::StartOn => row.start_on = cells::day(cell)?,
            Field::DueOn => row.due_on = cells::day(cell)?,
            Field::Estimate => row.estimate = cells::estimate(cell)?,
            Field::Assignee => row.assignees.extend(people(cell)),
            Field::Comment => row.luggage.comments.push(comment(cell, format)),
            Field::CustomField => row.luggage.fields.push((shorten(&mapped.header, FIELD_NAME), cell.to_owned())),
            Field::Description | Field::SourceId | Field::Ignore => {}
        }
    }
    if title.is_empty() {
        return Err("There is no title.".to_owned());
    }
    let title = title.join(" ");
    let title = if cut_title { shorten(&title, SHORT_TITLE) } else { title };
    row.title = parse_title(&title).map_err(|refusal| format!("The title: {refusal}"))?;
    row.description = parse_description(&description(cells, mapping, format))
        .map_err(|refusal| format!("The description: {refusal}"))?;
    if row.labels.len() > MOST_LABELS {
        return Err(format!("A task has at most {MOST_LABELS} labels. This has {}.", row.labels.len()));
    }
    if row.column.iter().chain(&row.labels).any(|name| name.chars().any(char::is_control)) {
        return Err("A name of a column or label has control characters.".to_owned());
    }
    Ok(row)
}

fn add_label(labels: &mut Vec<String>, prefix: &str, name: &str) {
    let name = shorten(&format!("{prefix}{}", name.trim()), LABEL_NAME);
    let known = labels.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    if !name.is_empty() && name.trim() != prefix.trim() && !known {
        labels.push(name);
    }
}

fn people(cell: &str) -> impl Iterator<Item = String> {
    cell.split([',', ';']).map(|one| shorten(one, 254)).filter(|one| !one.is_empty())
}

/// What the row is called in the other tool, with the tool before it.
fn source(cells: &[&str], mapping: &Mapping, format: Format) -> Option<String> {
    let named =
        |(cell, mapped): (&&str, &MappedHeader)| (mapped.field == Field::SourceId).then(|| cell.trim().to_owned());
    let id = cells.iter().zip(&mapping.0).find_map(named).filter(|id| !id.is_empty())?;
    Some(format!("{}:{}", format.name(), shorten(&id, 180)))
}

fn comment(cell: &str, format: Format) -> Remark {
    if format == Format::Jira { jira::comment(cell) } else { Remark { body: cell.to_owned(), ..Remark::default() } }
}

/// Text of another tool with the marks of markdown.
fn marked(text: &str, format: Format) -> Cow<'_, str> {
    if format == Format::Jira { jira::to_markdown(text).into() } else { text.into() }
}

/// Text as it is where it is the only one or is meant as text; else under its header.
fn description(cells: &[&str], mapping: &Mapping, format: Format) -> String {
    let is_text = |mapped: &MappedHeader| matches!(mapped.field, Field::Description | Field::TitleAndDescription);
    let alone = mapping.0.iter().filter(|mapped| is_text(mapped)).count() == 1;
    let bare = |mapped: &MappedHeader| {
        alone || mapped.field == Field::TitleAndDescription || guess::is_description(&mapped.header)
    };
    let mut parts: Vec<String> = Vec::new();
    for wanted in [true, false] {
        for (cell, mapped) in cells.iter().zip(&mapping.0) {
            if is_text(mapped) && bare(mapped) == wanted && !cell.trim().is_empty() {
                let cell = marked(cell.trim(), format);
                parts.push(if wanted { cell.into_owned() } else { format!("**{}:** {cell}", mapped.header) });
            }
        }
    }
    parts.join("\n\n")
}
