//! Tables, written as markdown: the first row is the head, every cell is a line of text.

use super::{block::Links, escape, span::Writing};
use crate::wiki::document::node::{Align, Block, Cell, Inline, Row};

pub(super) fn table(rows: &[Row], link: Links<'_>) -> String {
    let rows: Vec<Vec<(String, Option<Align>)>> = rows.iter().map(|row| cells(row, link)).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    if columns == 0 {
        return String::new();
    }
    let line = |row: &[(String, Option<Align>)]| {
        let mut line = String::from("|");
        for column in 0..columns {
            let text = row.get(column).map_or("", |(text, _)| text.as_str());
            line.push_str(&format!(" {text} |"));
        }
        line
    };
    let aligns = (0..columns).map(|column| rows.first().and_then(|row| row.get(column)).and_then(|(_, align)| *align));
    let rule = aligns.fold(String::from("|"), |rule, align| {
        rule + match align {
            None => " --- |",
            Some(Align::Left) => " :-- |",
            Some(Align::Center) => " :-: |",
            Some(Align::Right) => " --: |",
        }
    });
    let mut lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
    lines.insert(1, rule);
    lines.join("\n")
}

/// A cell that is as wide as several has empty ones after it.
fn cells(row: &Row, link: Links<'_>) -> Vec<(String, Option<Align>)> {
    let mut cells = Vec::new();
    for cell in &row.0 {
        cells.push((text(cell, link), cell.align));
        cells.extend((1..cell.colspan.min(100)).map(|_| (String::new(), cell.align)));
    }
    cells
}

fn text(cell: &Cell, link: Links<'_>) -> String {
    let writing = Writing { link, in_table: true, one_line: true };
    let mut lines = Vec::new();
    flatten(&cell.content, &writing, &mut lines);
    lines.retain(|line: &String| !line.is_empty());
    lines.join("<br>")
}

/// Every line of text in these blocks.
fn flatten(blocks: &[Block], writing: &Writing<'_>, lines: &mut Vec<String>) {
    for block in blocks {
        let mut add = |content: &[Inline]| lines.push(writing.line(content).trim_matches(escape::is_space).to_owned());
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => add(content),
            Block::Code { text, .. } | Block::Math(text) => {
                text.split('\n').for_each(|line| add(&[Inline::text(line)]))
            }
            Block::Image(image) => lines.push(format!(
                "![{}]({}{})",
                escape::text(image.alt.as_deref().unwrap_or_default().trim(), true),
                escape::address(&image.src, true),
                escape::title(image.title.as_deref(), true)
            )),
            Block::File { src, name, .. } => lines.push(link_to(name, src)),
            Block::Embed { src } => lines.push(link_to(src, src)),
            Block::BulletList(items) | Block::OrderedList { items, .. } => {
                items.iter().for_each(|item| flatten(&item.0, writing, lines));
            }
            Block::TaskList(items) => items.iter().for_each(|item| flatten(&item.content, writing, lines)),
            Block::Quote(content) | Block::Callout { content, .. } => flatten(content, writing, lines),
            Block::Table(rows) => {
                rows.iter().flat_map(|row| &row.0).for_each(|cell| flatten(&cell.content, writing, lines));
            }
            Block::Divider => {}
        }
    }
}

fn link_to(text: &str, address: &str) -> String {
    format!("[{}]({})", escape::text(text.trim(), true), escape::address(address, true))
}
