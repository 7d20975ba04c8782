//! What changes entries.

pub mod entries;
pub mod timer;

use super::store::EntryRow;
use crate::{
    Result,
    database::{Happening, TenantTx},
    text,
};
use serde_json::json;
use time::OffsetDateTime;

fn parse_note(note: &str) -> Result<String> {
    text::optional_line("note", note, 500)
}

/// Tells of an entry in the history of its task. How long it is stays out of the sentence, which guests read too.
async fn say(tx: &mut TenantTx, kind: &str, entry: &EntryRow) -> Result<()> {
    let data = json!({
        "key": entry.key(),
        "title": entry.title,
        "entry_id": entry.id,
        "person_id": entry.person.id,
        "minutes": entry.minutes,
        "day": entry.day,
    });
    let what = Happening { kind, project_id: Some(entry.project_id), subject_id: entry.task_id.uuid(), data };
    tx.record(what).await?;
    Ok(())
}

/// What counts of a timer between two moments: at least a minute, and at most a day.
fn counted(from: OffsetDateTime, until: OffsetDateTime) -> i32 {
    let minutes = ((until - from).whole_seconds() + 30) / 60;
    i32::try_from(minutes.clamp(1, super::MOST_MINUTES.into())).unwrap_or(super::MOST_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::counted;
    use time::{Duration, macros::datetime};

    #[test]
    fn a_timer_counts_whole_minutes_up_to_a_day() {
        let start = datetime!(2026-11-21 12:00 UTC);
        for (seconds, minutes) in [(-5, 1), (0, 1), (29, 1), (89, 1), (90, 2), (3600, 60), (200_000, 1440)] {
            assert_eq!(counted(start, start + Duration::seconds(seconds)), minutes, "{seconds}");
        }
    }
}
