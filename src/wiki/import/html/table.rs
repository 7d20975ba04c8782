use super::Writer;
use crate::wiki::document::node::{Block, Cell, Row};
use scraper::ElementRef;

impl Writer {
    pub(super) fn table(&mut self, element: ElementRef<'_>, depth: usize) {
        self.flush();
        let mut rows = Vec::new();
        for part in element.children().filter_map(ElementRef::wrap) {
            match part.value().name() {
                "tr" => rows.extend(self.row(part, depth)),
                "thead" | "tbody" | "tfoot" => {
                    let inner = part.children().filter_map(ElementRef::wrap);
                    rows.extend(inner.filter(|row| row.value().name() == "tr").filter_map(|row| self.row(row, depth)));
                }
                "caption" => {
                    self.children(part, depth + 1);
                    self.flush();
                }
                _ => {}
            }
        }
        if !rows.is_empty() {
            self.push(Block::Table(rows));
        }
    }

    fn row(&self, row: ElementRef<'_>, depth: usize) -> Option<Row> {
        let cells = row.children().filter_map(ElementRef::wrap);
        let cells = cells.filter(|cell| matches!(cell.value().name(), "td" | "th"));
        let cells: Vec<Cell> = cells.map(|cell| self.cell(cell, depth)).collect();
        (!cells.is_empty()).then_some(Row(cells))
    }

    fn cell(&self, cell: ElementRef<'_>, depth: usize) -> Cell {
        let span = |name: &str, most: u32| {
            let given = cell.value().attr(name).and_then(|given| given.trim().parse::<u32>().ok());
            given.unwrap_or(1).clamp(1, most)
        };
        let content = self.inner(cell, depth + 2);
        let header = cell.value().name() == "th";
        Cell { colspan: span("colspan", 100), rowspan: span("rowspan", 1_000), ..Cell::new(header, content) }
    }
}
