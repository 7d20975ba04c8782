//! A table of comma-separated values, one task a row.

use super::{MOST_ROWS, Reading, Sheet, refuse};
use crate::{
    Result,
    boards::import::{
        cells,
        format::Format,
        guess,
        mapping::Mapping,
        row,
        view::{ImportRow, Problem},
    },
};
use csv::{ByteRecord, Reader, ReaderBuilder};

/// Jira repeats a header for each comment, label and sprint of the issue that has most.
const MOST_HEADERS: usize = 1_000;

pub fn read(content: &[u8], format: Format, reading: &Reading) -> Result<Sheet> {
    let mut reader = reader(content);
    let mut record = ByteRecord::new();
    if !reader.read_byte_record(&mut record).map_err(|_| refuse("This is not a CSV file."))? {
        return Err(refuse("This file is empty."));
    }
    let headers = headers(&record)?;
    let mapping = reading.mapping.clone().unwrap_or_else(|| Mapping::guess(&headers));
    mapping.check(&headers)?;
    let mut rows = Vec::new();
    let mut lines = Lines { content, at: 0, line: 1 };
    while reader.read_byte_record(&mut record).map_err(|_| refuse("This is not a CSV file."))? {
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        let from = record.position().map_or(0, csv::Position::byte);
        let (raw, last) = between(content, from, reader.position().byte());
        let line = lines.at(from);
        let row = if is_unclosed(raw, last) {
            Err("A quotation mark is opened here and never closed.".to_owned())
        } else {
            read_row(line, &record, &mapping, format)
        };
        rows.push(row.map_err(|reason| Problem { line, reason, ..Problem::default() }));
        if rows.len() > MOST_ROWS {
            break;
        }
    }
    Ok(Sheet { format, headers, mapping, rows, ..Sheet::default() })
}

fn reader(content: &[u8]) -> Reader<&[u8]> {
    ReaderBuilder::new().delimiter(delimiter(content)).has_headers(false).flexible(true).from_reader(content)
}

/// Whether the first line has the headers of an export from Jira.
pub fn is_jira(content: &[u8]) -> bool {
    let mut record = ByteRecord::new();
    let read = reader(content).read_byte_record(&mut record);
    read.is_ok_and(|read| read) && headers(&record).is_ok_and(|headers| guess::is_jira(&headers))
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
        return Err(refuse("A file has at most 1,000 headers."));
    }
    let mut headers = Vec::with_capacity(record.len());
    for (at, cell) in record.iter().enumerate() {
        let text =
            std::str::from_utf8(cell).map_err(|_| refuse("This file is not UTF-8. Please save it as CSV UTF-8."))?;
        let text = cells::shorten(text, 200);
        headers.push(if text.is_empty() { format!("Column {}", at + 1) } else { text });
    }
    Ok(headers)
}

fn read_row(line: i32, record: &ByteRecord, mapping: &Mapping, format: Format) -> Result<ImportRow, String> {
    let expected = mapping.0.len();
    if record.len() != expected {
        return Err(format!("There are {} cells under {expected} headers.", record.len()));
    }
    let cells: Vec<&str> = record
        .iter()
        .map(std::str::from_utf8)
        .collect::<Result<_, _>>()
        .map_err(|_| "There are characters that are not UTF-8.".to_owned())?;
    row::read(line, &cells, mapping, format)
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
