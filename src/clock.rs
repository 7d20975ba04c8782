//! Time comes in by argument, so that tests can choose it. This is where the real one is read.

use time::OffsetDateTime;

/// The present moment, to the microsecond that Postgres keeps.
#[expect(clippy::disallowed_methods, reason = "the one place where the real time is read")]
pub fn now() -> OffsetDateTime {
    let now = OffsetDateTime::now_utc();
    now.replace_microsecond(now.microsecond()).unwrap_or(now)
}

/// A moment as a person in that IANA time zone reads it, such as `21 Nov, 14:03` or, in another
/// year, `21 Nov 2025`. An unknown zone reads as UTC.
pub fn read_in(zone: &str, moment: OffsetDateTime, now: OffsetDateTime) -> String {
    let local = |at: OffsetDateTime| {
        let stamp = jiff::Timestamp::from_second(at.unix_timestamp()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        stamp.in_tz(zone).unwrap_or_else(|_| stamp.to_zoned(jiff::tz::TimeZone::UTC))
    };
    let (then, today) = (local(moment), local(now));
    if then.year() == today.year() {
        then.strftime("%-d %b, %H:%M").to_string()
    } else {
        then.strftime("%-d %b %Y").to_string()
    }
}

/// A moment for whoever compares logs, such as `21 Nov, 14:03:59`.
pub fn read_to_the_second(zone: &str, moment: OffsetDateTime) -> String {
    let stamp = jiff::Timestamp::from_second(moment.unix_timestamp()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let local = stamp.in_tz(zone).unwrap_or_else(|_| stamp.to_zoned(jiff::tz::TimeZone::UTC));
    local.strftime("%-d %b, %H:%M:%S").to_string()
}

/// The day of a moment for a person in that IANA time zone, with its year, such as `21 Nov 2026`.
pub fn day_in(zone: &str, moment: OffsetDateTime) -> String {
    crate::day::Day(today_in(zone, moment)).short(0)
}

/// The hour it is now for a person in that IANA time zone, such as `14:03`.
pub fn hour_in(zone: &str, now: OffsetDateTime) -> String {
    let stamp = jiff::Timestamp::from_second(now.unix_timestamp()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let local = stamp.in_tz(zone).unwrap_or_else(|_| stamp.to_zoned(jiff::tz::TimeZone::UTC));
    local.strftime("%H:%M").to_string()
}

/// The date it is now for a person in that IANA time zone.
pub fn today_in(zone: &str, now: OffsetDateTime) -> time::Date {
    let stamp = jiff::Timestamp::from_second(now.unix_timestamp()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let local = stamp.in_tz(zone).unwrap_or_else(|_| stamp.to_zoned(jiff::tz::TimeZone::UTC));
    time::Month::try_from(local.month().unsigned_abs())
        .and_then(|month| time::Date::from_calendar_date(local.year().into(), month, local.day().unsigned_abs()))
        .unwrap_or_else(|_| now.date())
}

/// Whether this is the name of an IANA time zone.
pub fn is_time_zone(name: &str) -> bool {
    jiff::tz::TimeZone::get(name).is_ok()
}

/// The IANA time zones that this server knows, by name.
pub fn time_zones() -> Vec<String> {
    jiff::tz::db().available().map(|name| name.to_string()).filter(|name| name.contains('/') || name == "UTC").collect()
}
