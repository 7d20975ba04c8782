//! A database of Notion as a page with a table.

use super::{arrange::is_page, folder_of, notion, stem_of, title};
use crate::wiki::{
    document::{
        Document,
        node::{Block, Cell, Inline, Mark, Row},
    },
    import::folder::Folder,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::HashMap;

const MOST_ROWS: usize = 1_000;

/// The table, whose first column leads to the pages of its rows; and whether all rows are in it.
pub fn read(source: &str, folder: &Folder, path: &str) -> (Document, bool) {
    let complete = notion::complete(folder, path).map(|bytes| title::text(bytes).0);
    let source = complete.as_deref().unwrap_or(source);
    let rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(source.as_bytes());
    let pages = pages_of(folder, path);
    let mut table = Vec::new();
    let mut all = true;
    for record in rows.into_records().flatten() {
        if table.len() > MOST_ROWS {
            all = false;
            break;
        }
        let header = table.is_empty();
        let cell = |(at, text): (usize, &str)| {
            let to = pages.get(text.trim()).filter(|_| at == 0 && !header);
            Cell::new(header, vec![Block::Paragraph(line(text, to))])
        };
        table.push(Row(record.iter().enumerate().map(cell).collect()));
    }
    table.retain(|row| !row.0.is_empty());
    (if table.is_empty() { Document::empty() } else { Document { blocks: vec![Block::Table(table)] } }, all)
}

/// The files in the folder of the database, by the names of the rows.
fn pages_of(folder: &Folder, path: &str) -> HashMap<String, String> {
    let (base, stem) = (folder_of(path), stem_of(path));
    let folders = [format!("{base}{stem}/"), format!("{base}{}/", notion::stem(stem))];
    let within = |file: &&String| is_page(file) && folders.iter().any(|folder| folder_of(file) == folder);
    let named = |file: &String| (notion::stem(stem_of(file)).to_owned(), file.clone());
    folder.files.keys().filter(within).map(named).collect()
}

fn line(text: &str, to: Option<&String>) -> Vec<Inline> {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    let link = to.map(|path| {
        let parts: Vec<String> =
            path.split('/').map(|part| utf8_percent_encode(part, NON_ALPHANUMERIC).to_string()).collect();
        Mark::Link { href: format!("/{}", parts.join("/")), title: None }
    });
    vec![Inline::Text { text: text.to_owned(), marks: link.into_iter().collect() }]
}
