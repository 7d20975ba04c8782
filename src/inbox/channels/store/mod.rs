//! All SQL of how somebody wants to be told.

pub mod outgoing;
pub mod push;
pub mod unsubscribing;

use super::{ClockTime, QuietHours, Reasons, Reminders, Settings};
use crate::{Result, ids::PersonId};
use sqlx::PgConnection;

pub struct SettingsRow {
    pub in_app: i16,
    pub mail: i16,
    pub push: i16,
    pub remind: i16,
    pub remind_hour: i16,
    pub quiet_from: Option<i16>,
    pub quiet_until: Option<i16>,
    pub quiet_days: i16,
    pub digest_hour: Option<i16>,
}

impl TryFrom<SettingsRow> for Settings {
    type Error = crate::Error;

    fn try_from(row: SettingsRow) -> Result<Self> {
        let quiet = match (row.quiet_from, row.quiet_until) {
            (Some(from), Some(until)) => Some(QuietHours { from: ClockTime::of(from)?, until: ClockTime::of(until)? }),
            _ => None,
        };
        Ok(Self {
            in_app: Reasons(row.in_app),
            mail: Reasons(row.mail),
            push: Reasons(row.push),
            reminders: Reminders::of(row.remind, row.remind_hour),
            quiet,
            quiet_days: (0..7).filter(|day| row.quiet_days & (1 << day) != 0).collect(),
            digest_hour: row.digest_hour,
        })
    }
}

/// What the person chose, or what is usual.
pub async fn settings(conn: &mut PgConnection, id: PersonId) -> Result<Settings> {
    let row = sqlx::query_as!(
        SettingsRow,
        "select in_app, mail, push, remind, remind_hour, quiet_from, quiet_until, quiet_days, digest_hour
         from notification_settings
         where person_id = $1",
        id.uuid(),
    )
    .fetch_optional(conn)
    .await?;
    row.map_or_else(|| Ok(Settings::default()), Settings::try_from)
}

pub async fn set(conn: &mut PgConnection, id: PersonId, settings: &Settings) -> Result<()> {
    sqlx::query!(
        "insert into notification_settings
           (person_id, in_app, mail, push, remind, remind_hour, quiet_from, quiet_until, quiet_days, digest_hour)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (person_id) do update
           set in_app = excluded.in_app, mail = excluded.mail, push = excluded.push, remind = excluded.remind,
             remind_hour = excluded.remind_hour, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
             quiet_days = excluded.quiet_days, digest_hour = excluded.digest_hour",
        id.uuid(),
        settings.in_app.0,
        settings.mail.0,
        settings.push.0,
        settings.reminders.bits(),
        settings.reminders.hour,
        settings.quiet.map(|quiet| quiet.from.minutes()),
        settings.quiet.map(|quiet| quiet.until.minutes()),
        settings.quiet_day_bits(),
        settings.digest_hour,
    )
    .execute(conn)
    .await?;
    Ok(())
}
