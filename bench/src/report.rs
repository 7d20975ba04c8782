use std::fmt;

/// What was measured, as one table, with what was said about the circumstances before it.
#[derive(Debug, Default)]
pub struct Report {
    said: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Debug)]
enum Row {
    Section(String),
    Note(String),
    Figure { what: String, figure: String, budget: String, holds: &'static str },
}

impl Report {
    pub fn say(&mut self, sentence: String) {
        self.said.push(sentence);
    }

    pub fn section(&mut self, title: impl Into<String>) {
        self.rows.push(Row::Section(title.into()));
    }

    /// A figure that no budget is set for.
    pub fn figure(&mut self, what: impl Into<String>, value: f64, unit: &str) {
        self.row(what.into(), with_unit(value, unit), String::new(), "");
    }

    /// A figure that should stay below its budget.
    pub fn below(&mut self, budget: f64, what: impl Into<String>, value: f64, unit: &str) {
        let budget_text = format!("< {}", with_unit(budget, unit));
        self.row(what.into(), with_unit(value, unit), budget_text, word(value < budget));
    }

    /// A finding in words, and whether it is as it must be.
    pub fn finding(&mut self, what: impl Into<String>, found: String, must: &str, holds: bool) {
        self.row(what.into(), found, must.to_owned(), word(holds));
    }

    /// More about the figure above.
    pub fn note(&mut self, sentence: String) {
        eprintln!("   {sentence}");
        self.rows.push(Row::Note(sentence));
    }

    fn row(&mut self, what: String, figure: String, budget: String, holds: &'static str) {
        eprintln!("   {what}: {figure} {holds}");
        self.rows.push(Row::Figure { what, figure, budget, holds });
    }
}

fn word(holds: bool) -> &'static str {
    if holds { "yes" } else { "NO" }
}

fn with_unit(value: f64, unit: &str) -> String {
    let decimals = match value.abs() {
        _ if value.fract().abs() < 1e-9 => 0,
        ..1.0 => 3,
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    format!("{value:.decimals$} {unit}").trim_end().to_owned()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for sentence in &self.said {
            writeln!(f, "{sentence}")?;
        }
        let width = |of: fn(&Row) -> usize| self.rows.iter().map(of).max().unwrap_or(0);
        let first = width(|row| match row {
            Row::Section(_) | Row::Note(_) => 0,
            Row::Figure { what, .. } => what.chars().count() + 2,
        });
        let second = width(|row| match row {
            Row::Section(_) | Row::Note(_) => 0,
            Row::Figure { figure, .. } => figure.chars().count(),
        });
        if !self.rows.is_empty() {
            writeln!(f, "\n{:first$}  {:>second$}  budget          holds", "", "")?;
        }
        for row in &self.rows {
            match row {
                Row::Section(title) => writeln!(f, "\n{title}")?,
                Row::Note(sentence) => writeln!(f, "    {sentence}")?,
                Row::Figure { what, figure, budget, holds } => {
                    let line = format!("  {what:width$}  {figure:>second$}  {budget:14}  {holds}", width = first - 2);
                    writeln!(f, "{}", line.trim_end())?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_stands_beside_its_figure() {
        let mut report = Report::default();
        report.section("Board");
        report.below(15.0, "first byte p50", 4.217, "ms");
        report.below(15.0, "first byte p99", 15.0, "ms");
        report.figure("requests/s", 812.4, "");
        let table = report.to_string();
        let lines: Vec<_> = table.lines().skip(4).collect();
        assert_eq!(
            lines,
            [
                "  first byte p50  4.22 ms  < 15 ms         yes",
                "  first byte p99    15 ms  < 15 ms         NO",
                "  requests/s          812",
            ]
        );
    }
}
