//! When somebody is reminded of a due day: at an hour where they are, on the day, the day or the week before.
//! Pure, so that every zone and every change of clocks can be tried.

use crate::{Result, day::Day};
use jiff::{ToSpan, civil, tz::TimeZone};
use time::{Duration, OffsetDateTime};

/// Days before the due day, on each of which there may be one reminder: in the order of the bits in which people choose.
pub const DAYS_BEFORE: [i16; 3] = [0, 1, 7];
/// A server that was down for longer reminds of nothing that is stale.
const LATE: Duration = Duration::hours(3);

/// The moment of a reminder at that hour, by the clock on the wall of that IANA zone; an unknown zone is UTC.
pub fn moment(due_on: Day, days_before: i16, hour: i16, zone: &str) -> Option<OffsetDateTime> {
    let (year, month, day) = due_on.0.to_calendar_date();
    let date = civil::Date::new(year.try_into().ok()?, u8::from(month).try_into().ok()?, day.try_into().ok()?).ok()?;
    let date = date.checked_sub(i64::from(days_before).days()).ok()?;
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let at = date.at(hour.clamp(0, 23).try_into().ok()?, 0, 0, 0).to_zoned(zone).ok()?;
    OffsetDateTime::from_unix_timestamp(at.timestamp().as_second()).ok()
}

/// Whether a reminder of this moment is to be given now: not before it, and not long after.
pub fn is_due(at: OffsetDateTime, now: OffsetDateTime) -> bool {
    at <= now && now < at + LATE
}

/// The due days of which somebody somewhere may have to be reminded now.
pub fn days_around(now: OffsetDateTime) -> Result<(Day, Day)> {
    let day = |days| now.date().checked_add(Duration::days(days)).map(Day).ok_or(crate::Error::NotFound);
    Ok((day(-1)?, day(9)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn nine_is_nine_on_either_side_of_a_change_of_clocks() {
        for (due_on, zone, at) in [
            // Forward on 29 March 2026, back on 25 October.
            ("2026-03-28", "Europe/Berlin", datetime!(2026-03-28 08:00 UTC)),
            ("2026-03-29", "Europe/Berlin", datetime!(2026-03-29 07:00 UTC)),
            ("2026-10-25", "Europe/Berlin", datetime!(2026-10-25 08:00 UTC)),
            // Forward on 8 March, back on 1 November.
            ("2026-03-07", "America/New_York", datetime!(2026-03-07 14:00 UTC)),
            ("2026-03-08", "America/New_York", datetime!(2026-03-08 13:00 UTC)),
            ("2026-11-01", "America/New_York", datetime!(2026-11-01 14:00 UTC)),
            // The other half of the world, and half an hour: forward on 4 October, back on 5 April.
            ("2026-10-03", "Australia/Lord_Howe", datetime!(2026-10-02 22:30 UTC)),
            ("2026-10-04", "Australia/Lord_Howe", datetime!(2026-10-03 22:00 UTC)),
            ("2026-04-05", "Australia/Lord_Howe", datetime!(2026-04-04 22:30 UTC)),
            // No change of clocks at all, and three quarters of an hour.
            ("2026-03-29", "Asia/Kathmandu", datetime!(2026-03-29 03:15 UTC)),
            ("2026-10-25", "Pacific/Kiritimati", datetime!(2026-10-24 19:00 UTC)),
        ] {
            let due_on: Day = due_on.parse().unwrap();
            assert_eq!(moment(due_on, 0, 9, zone), Some(at), "{due_on} in {zone}");
            assert!(!is_due(at, at - Duration::seconds(1)) && is_due(at, at));
            assert!(is_due(at, at + Duration::minutes(179)) && !is_due(at, at + LATE));
            let (first, last) = days_around(at).unwrap();
            assert!(first <= due_on && due_on <= last, "{due_on} in {zone}");
        }
        let day_before = moment("2026-03-29".parse().unwrap(), 1, 9, "Europe/Berlin");
        assert_eq!(day_before, Some(datetime!(2026-03-28 08:00 UTC)));
    }
}
