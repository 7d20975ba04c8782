//! The whole file, read: headers, and each row as a task or as a problem.

use super::{
    mapping::Mapping,
    row,
    view::{Found, ImportRow, Preview, Problem},
};
use crate::{Error, Result};
use csv::{ByteRecord, ReaderBuilder};
use std::collections::HashMap;

pub const MOST_BYTES: usize = 10 * 1024 * 1024;
pub const MOST_ROWS: usize = 20_000;
const MOST_HEADERS: usize = 200;
/// A board has at most so many columns; a mapping that finds more is a mistake.
pub(super) const MOST_COLUMNS: usize = 50;
const MOST_LABELS: usize = 1_000;
pub(super) const MOST_PROBLEMS: usize = 200;

pub(super) struct Sheet {
    pub headers: Vec<String>,
    pub mapping: Mapping,
    pub rows: Vec<Result<ImportRow, Problem>>,
}

/// What an import of this file would do. Without a mapping, with the guessed one.
pub fn preview(content: &[u8], mapping: Option<&Mapping>) -> Result<Preview> {
    Ok(read(content, mapping)?.into_preview())
}

/// Reads the same bytes to the same rows, always.
pub(super) fn read(content: &[u8], mapping: Option<&Mapping>) -> Result<Sheet> {
    if content.len() > MOST_BYTES {
        return Err(refuse("A file has at most 10 MB. Please split it."));
    }
    if content.starts_with(b"\xFF\xFE") || content.starts_with(b"\xFE\xFF") {
        return Err(refuse("This file is UTF-16. Please save it as CSV UTF-8."));
    }
    let content = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(content);
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter(content)).has_headers(false).flexible(true).from_reader(content);
    let mut record = ByteRecord::new();
    if !reader.read_byte_record(&mut record).map_err(|_| refuse("This is not a CSV file."))? {
        return Err(refuse("This file is empty."));
    }
    let headers = headers(&record)?;
    let mapping = match mapping {
        Some(mapping) => mapping.clone(),
        None => Mapping::guess(&headers),
    };
    mapping.check(&headers)?;
    let mut rows = Vec::new();
    let mut lines = Lines { content, at: 0, line: 1 };
    let mut names = Names::default();
    while reader.read_byte_record(&mut record).map_err(|_| refuse("This is not a CSV file."))? {
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        if rows.len() == MOST_ROWS {
            return Err(refuse("A file has at most 20,000 rows. Please split it."));
        }
        let from = record.position().map_or(0, csv::Position::byte);
        let (raw, last) = between(content, from, reader.position().byte());
        let line = lines.at(from);
        let row = if is_unclosed(raw, last) {
            Err("A quotation mark is opened here and never closed.".to_owned())
        } else {
            read_row(line, &record, &mapping).and_then(|row| names.admit(row))
        };
        rows.push(row.map_err(|reason| Problem { line, reason }));
    }
    Ok(Sheet { headers, mapping, rows })
}

fn refuse(message: &str) -> Error {
    Error::invalid("file", message)
}

/// The sign that the first line has most often outside quotation marks.
fn delimiter(content: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for &byte in content {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    let mut best = counts[0];
    for other in counts {
        if other.1 > best.1 {
            best = other;
        }
    }
    best.0
}

fn headers(record: &ByteRecord) -> Result<Vec<String>> {
    // Asked first: ten million headers fit into a file, and each takes memory of its own.
    if record.len() > MOST_HEADERS {
        return Err(refuse("A file has at most 200 headers."));
    }
    let mut headers = Vec::with_capacity(record.len());
    for (at, cell) in record.iter().enumerate() {
        let text =
            std::str::from_utf8(cell).map_err(|_| refuse("This file is not UTF-8. Please save it as CSV UTF-8."))?;
        let text = super::cells::shorten(text, 200);
        headers.push(if text.is_empty() { format!("Column {}", at + 1) } else { text });
    }
    Ok(headers)
}

fn read_row(line: i32, record: &ByteRecord, mapping: &Mapping) -> Result<ImportRow, String> {
    let expected = mapping.0.len();
    if record.len() != expected {
        return Err(format!("There are {} cells under {expected} headers.", record.len()));
    }
    let cells: Vec<&str> = record
        .iter()
        .map(std::str::from_utf8)
        .collect::<Result<_, _>>()
        .map_err(|_| "There are characters that are not UTF-8.".to_owned())?;
    row::read(line, &cells, mapping)
}

/// The bytes of one record, and whether the file ends with it.
fn between(content: &[u8], from: u64, to: u64) -> (&[u8], bool) {
    let index = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(content.len());
    (content.get(index(from)..index(to)).unwrap_or_default(), index(to) == content.len())
}

/// Whether the last record of a file swallowed the rest of it.
fn is_unclosed(raw: &[u8], last: bool) -> bool {
    let quotes = raw.iter().filter(|&&byte| byte == b'"').count();
    last && quotes % 2 == 1 && raw.trim_ascii().contains(&b'\n')
}

/// Counts lines on the way through the file.
struct Lines<'a> {
    content: &'a [u8],
    at: usize,
    line: i32,
}

impl Lines<'_> {
    /// The line of the first character at or after `from` that does not end a line.
    fn at(&mut self, from: u64) -> i32 {
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        while let Some(&byte) = self.content.get(self.at) {
            let ends = byte == b'\n' || (byte == b'\r' && self.content.get(self.at + 1) != Some(&b'\n'));
            if self.at >= from && byte != b'\n' && byte != b'\r' {
                break;
            }
            self.line += i32::from(ends);
            self.at += 1;
        }
        self.line
    }
}

/// The columns and labels so far. A row that brings one too many is a problem.
#[derive(Default)]
struct Names {
    columns: HashMap<String, ()>,
    labels: HashMap<String, ()>,
}

impl Names {
    fn admit(&mut self, row: ImportRow) -> Result<ImportRow, String> {
        let full = |known: &HashMap<String, ()>, name: &String, most: usize| {
            known.len() >= most && !known.contains_key(&name.to_lowercase())
        };
        if row.column.iter().any(|name| full(&self.columns, name, MOST_COLUMNS)) {
            return Err(format!(
                "This would be column number {}; a board has at most {MOST_COLUMNS}.",
                MOST_COLUMNS + 1
            ));
        }
        if row.labels.iter().any(|name| full(&self.labels, name, MOST_LABELS)) {
            return Err(format!(
                "This would be label number {}; a file brings at most {MOST_LABELS}.",
                MOST_LABELS + 1
            ));
        }
        self.columns.extend(row.column.iter().map(|name| (name.to_lowercase(), ())));
        self.labels.extend(row.labels.iter().map(|name| (name.to_lowercase(), ())));
        Ok(row)
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

    /// The columns that rows name, in the order of the file.
    pub fn columns(&self) -> Vec<Found> {
        tally(self.good().flat_map(|row| &row.column))
    }

    pub fn into_preview(self) -> Preview {
        let (problems, problem_count) = self.problems(self.rows.len());
        let mut labels = tally(self.good().flat_map(|row| &row.labels));
        labels.truncate(500);
        Preview {
            rows_total: count(self.rows.len()),
            good: count(self.good().count()),
            problems,
            problem_count,
            columns: self.columns(),
            labels,
            unknown_people: Vec::new(),
            sample: self.good().take(5).cloned().collect(),
            headers: self.headers,
            mapping: self.mapping,
        }
    }
}

pub(super) fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

fn tally<'a>(names: impl Iterator<Item = &'a String>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for name in names {
        let at = *places.entry(name.to_lowercase()).or_insert_with(|| {
            found.push(Found { name: name.clone(), rows: 0 });
            found.len() - 1
        });
        found[at].rows += 1;
    }
    found
}

#[cfg(test)]
mod tests;
