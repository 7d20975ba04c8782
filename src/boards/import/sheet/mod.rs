//! The whole file, read: what it has besides tasks, and each of its rows as a task or as a problem.

mod names;
mod table;

use super::{
    format::Format,
    mapping::Mapping,
    own, trello,
    view::{Found, ImportRow, Preview, Problem},
};
use crate::{
    Error, Result,
    boards::{field::Field, project::Column},
    ids::ColumnId,
};
use names::Names;
use std::collections::HashMap;

pub const MOST_BYTES: usize = 10 * 1024 * 1024;
pub const MOST_ROWS: usize = 20_000;
/// A board has at most so many columns; a mapping that finds more is a mistake.
pub(super) const MOST_COLUMNS: usize = 50;
const MOST_LABELS: usize = 1_000;
pub(super) const MOST_PROBLEMS: usize = 200;

/// How a file is to be read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Told from the file without it.
    pub format: Option<Format>,
    /// Guessed from the headers without it.
    pub mapping: Option<Mapping>,
    /// Where the reader is, for moments that become days: the name of an IANA time zone.
    pub zone: String,
}

/// A column as a file describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetColumn {
    pub name: String,
    /// Told from the name without it.
    pub done: Option<bool>,
    pub task_limit: Option<i32>,
}

impl SheetColumn {
    pub fn named(name: &str) -> Self {
        Self { name: name.to_owned(), done: None, task_limit: None }
    }

    pub fn is_done(&self) -> bool {
        let done = ["done", "closed", "complete", "completed", "resolved", "finished"];
        self.done.unwrap_or_else(|| done.contains(&self.name.to_lowercase().as_str()))
    }

    /// The column itself, new, at this rank.
    pub fn column(&self, rank: String) -> Column {
        let (name, done, task_limit) = (self.name.clone(), self.is_done(), self.task_limit);
        Column { id: ColumnId::new(), name, rank, done, task_limit, version: 1 }
    }
}

/// A label as a file describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetLabel {
    pub name: String,
    /// 0 to 9.
    pub hue: i16,
}

#[derive(Default)]
pub(super) struct Sheet {
    pub format: Format,
    pub headers: Vec<String>,
    pub mapping: Mapping,
    /// The columns of the board, in order, in a file that knows them.
    pub columns: Vec<SheetColumn>,
    /// The labels of the board, in a file that knows them.
    pub labels: Vec<SheetLabel>,
    /// The custom fields of the board, in a file that knows them.
    pub fields: Vec<Field>,
    pub rows: Vec<Result<ImportRow, Problem>>,
}

/// What an import of this file would do. Without a mapping, with the guessed one.
pub fn preview(content: &[u8], format: Format, mapping: Option<&Mapping>) -> Result<Preview> {
    let reading = Reading { format: Some(format), mapping: mapping.cloned(), ..Reading::default() };
    Ok(read(content, &reading)?.into_preview())
}

/// Reads the same bytes to the same rows, always.
pub(super) fn read(content: &[u8], reading: &Reading) -> Result<Sheet> {
    if content.len() > MOST_BYTES {
        let megabytes = content.len().div_ceil(1024 * 1024);
        return Err(refuse(format!("A file has at most 10 MB, and this one {megabytes}. Please split it.")));
    }
    if content.starts_with(b"\xFF\xFE") || content.starts_with(b"\xFE\xFF") {
        return Err(refuse("This file is UTF-16. Please save it as UTF-8."));
    }
    let content = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(content);
    let sheet = match reading.format.map_or_else(|| guess(content), Ok)? {
        Format::Trello => trello::read(content, &reading.zone)?,
        Format::Json => own::read(content, &reading.zone)?,
        format @ (Format::Csv | Format::Jira) => table::read(content, format, reading)?,
    };
    if sheet.rows.len() > MOST_ROWS {
        return Err(refuse("A file has at most 20,000 rows. Please split it."));
    }
    sheet.admit()
}

pub(super) fn refuse(message: impl Into<String>) -> Error {
    Error::invalid("file", message)
}

/// Which tool wrote this. What begins like JSON is told by what it has at its top.
fn guess(content: &[u8]) -> Result<Format> {
    if content.trim_ascii_start().starts_with(b"{") {
        trello::recognise(content)
    } else if table::is_jira(content) {
        Ok(Format::Jira)
    } else {
        Ok(Format::Csv)
    }
}

impl Sheet {
    /// The problems of the first `rows` rows: those to show, and how many there are.
    pub fn problems(&self, rows: usize) -> (Vec<Problem>, i32) {
        let found = || self.rows.iter().take(rows).filter_map(|row| row.as_ref().err());
        (found().take(MOST_PROBLEMS).cloned().collect(), count(found().count()))
    }

    pub fn good(&self) -> impl Iterator<Item = &ImportRow> {
        self.rows.iter().filter_map(|row| row.as_ref().ok())
    }

    /// The columns that the file or its rows name, in the order of the file, with the rows in each.
    pub fn used_columns(&self) -> Vec<Found> {
        tally(self.columns.iter().map(|column| &column.name), self.good().flat_map(|row| &row.column))
    }

    /// What the file says of the column of this name.
    pub fn column(&self, name: &str) -> SheetColumn {
        let wanted = name.to_lowercase();
        let found = self.columns.iter().find(|column| column.name.to_lowercase() == wanted);
        found.cloned().unwrap_or_else(|| SheetColumn::named(name))
    }

    /// Refuses what is too much of names, row by row.
    fn admit(mut self) -> Result<Self> {
        if self.columns.len() > MOST_COLUMNS {
            let count = self.columns.len();
            return Err(refuse(format!("This board has {count} columns; here one has at most {MOST_COLUMNS}.")));
        }
        if self.labels.len() > MOST_LABELS {
            return Err(refuse(format!("This board has {} labels; a file brings at most 1,000.", self.labels.len())));
        }
        let mut names = Names::default();
        self.rows = self
            .rows
            .into_iter()
            .map(|row| {
                let row = row?;
                let (line, name) = (row.line, row.title.clone());
                let row = in_order(row).and_then(|row| names.admit(row));
                row.map_err(|reason| Problem { line, name: self.format.name_of(name), reason })
            })
            .collect();
        Ok(self)
    }

    pub fn into_preview(self) -> Preview {
        let (problems, problem_count) = self.problems(self.rows.len());
        let named = self.labels.iter().map(|label| &label.name);
        let mut labels = tally(named, self.good().flat_map(|row| &row.labels));
        labels.truncate(500);
        Preview {
            format: self.format,
            known: 0,
            archived: count(self.good().filter(|row| row.archived).count()),
            comments: count(self.good().map(|row| row.luggage.comments.len()).sum()),
            replaces_columns: false,
            rows_total: count(self.rows.len()),
            good: count(self.good().count()),
            problems,
            problem_count,
            columns: self.used_columns(),
            labels,
            unknown_people: Vec::new(),
            sample: self.good().take(5).cloned().collect(),
            headers: self.headers,
            mapping: self.mapping,
        }
    }
}

/// A row whose dates can be.
fn in_order(row: ImportRow) -> Result<ImportRow, String> {
    match row.start_on.zip(row.due_on) {
        Some((start, due)) if start > due => Err(format!("It starts on {start}, after it is due on {due}.")),
        _ => Ok(row),
    }
}

pub(super) fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// Each name once, with how often it is used; large and small letters are one.
fn tally<'a>(known: impl Iterator<Item = &'a String>, used: impl Iterator<Item = &'a String>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (name, rows) in known.map(|name| (name, 0)).chain(used.map(|name| (name, 1))) {
        let at = *places.entry(name.to_lowercase()).or_insert_with(|| {
            found.push(Found { name: name.clone(), rows: 0 });
            found.len() - 1
        });
        found[at].rows += rows;
    }
    found
}

#[cfg(test)]
mod tests;
