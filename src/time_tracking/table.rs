//! Entries as a table (RFC 4180), safe to open in a spreadsheet; read and written piece by piece.

use super::{
    Of, Span,
    queries::scope,
    store::{self, Line},
};
use crate::{
    Error, Result, activity::rfc3339, actor::Actor, database::Db, day::Day, ids::TimeEntryId, text::cell, workspace,
};
use csv::{Terminator, WriterBuilder};
use time::OffsetDateTime;

const HEADERS: [&str; 10] =
    ["Date", "Person", "Project", "Task", "Title", "Minutes", "Hours", "Note", "Started", "Ended"];
const PAGE: i64 = 500;

/// A table in the making. Whoever may not have it is told before its first piece.
#[derive(Debug)]
pub struct TimeTable {
    db: Db,
    actor: Actor,
    of: Of,
    span: Span,
    after: Option<(Day, TimeEntryId)>,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Headers,
    Lines,
    Over,
}

impl TimeTable {
    pub async fn new(db: Db, actor: Actor, of: Of, span: Option<Span>, now: OffsetDateTime) -> Result<Self> {
        let mut tx = db.view(&actor).await?;
        let span = scope(&mut tx, &actor, of, span, now).await?.0.span;
        drop(tx);
        Ok(Self { db, actor, of, span, after: None, stage: Stage::Headers })
    }

    /// The days that it is about.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The next piece; nothing at the end. Each is read under the rights that its reader has by then.
    pub async fn next(&mut self, now: OffsetDateTime) -> Result<Option<Vec<u8>>> {
        match self.stage {
            Stage::Over => Ok(None),
            Stage::Headers => {
                self.stage = Stage::Lines;
                write(std::iter::once(HEADERS.map(str::to_owned))).map(Some)
            }
            Stage::Lines => {
                let Actor { caller, workspace_id, .. } = self.actor;
                self.actor = workspace::enter_by_id(&self.db, &caller, workspace_id).await?;
                let mut tx = self.db.view(&self.actor).await?;
                let (scope, _) = scope(&mut tx, &self.actor, self.of, Some(self.span), now).await?;
                let lines = store::lines(&mut tx, &scope, self.after, PAGE).await?;
                drop(tx);
                self.after = lines.last().map(|line| (line.day, line.id));
                if self.after.is_none() {
                    self.stage = Stage::Over;
                    return Ok(None);
                }
                write(lines.iter().map(cells)).map(Some)
            }
        }
    }
}

fn cells(line: &Line) -> [String; 10] {
    let said = |text: &str| cell(text).into_owned();
    let moment = |at: Option<OffsetDateTime>| at.map(rfc3339).unwrap_or_default();
    [
        line.day.to_string(),
        said(&line.person),
        said(&line.project),
        format!("{}-{}", line.project_key, line.number),
        said(&line.title),
        line.minutes.to_string(),
        in_hours(line.minutes),
        said(&line.note),
        moment(line.started_at),
        moment(line.ended_at),
    ]
}

/// With two decimals, as invoices have it.
fn in_hours(minutes: i32) -> String {
    let hundredths = (minutes * 100 + 30) / 60;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn write(lines: impl Iterator<Item = [String; 10]>) -> Result<Vec<u8>> {
    let mut file = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for line in lines {
        file.write_record(line).map_err(Error::internal)?;
    }
    file.into_inner().map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::in_hours;

    #[test]
    fn hours_have_two_decimals() {
        assert_eq!([1, 20, 90, 1440].map(in_hours), ["0.02", "0.33", "1.50", "24.00"]);
    }
}
