//! How many names a file may bring.

use super::{ImportRow, MOST_COLUMNS, MOST_LABELS};
use std::collections::HashMap;

/// The columns and labels so far. A row that brings one too many is a problem.
#[derive(Default)]
pub struct Names {
    columns: HashMap<String, ()>,
    labels: HashMap<String, ()>,
}

impl Names {
    pub fn admit(&mut self, row: ImportRow) -> Result<ImportRow, String> {
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
