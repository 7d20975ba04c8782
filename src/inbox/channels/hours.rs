//! When something may go out, by the clock of the person it goes to. Pure, so that every zone and every change of
//! clocks can be tried.

use super::Settings;
use jiff::{
    Timestamp, ToSpan,
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};
use time::OffsetDateTime;

fn zone_of(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

fn on_the_wall(zone: &TimeZone, at: OffsetDateTime) -> DateTime {
    let at = Timestamp::from_second(at.unix_timestamp()).unwrap_or(Timestamp::UNIX_EPOCH);
    zone.to_datetime(at)
}

fn moment(at: Timestamp) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(at.as_second()).ok()
}

/// Until when the person wants quiet; nothing where they may be told now. An unknown zone is UTC.
pub fn quiet_until(settings: &Settings, zone: &str, now: OffsetDateTime) -> Option<OffsetDateTime> {
    let zone = zone_of(zone);
    let here = on_the_wall(&zone, now);
    let mut end = here;
    // A quiet night ends on a quiet day, and that one in a quiet night: a week has no more of them.
    for _ in 0..16 {
        match quiet_at(settings, end) {
            Some(later) => end = later,
            None => break,
        }
    }
    if end == here {
        return None;
    }
    // Where the clocks go back, an hour comes twice: it is quiet until its second end.
    moment(zone.to_ambiguous_zoned(end).later().ok()?.timestamp()).filter(|end| *end > now)
}

/// When the quiet that holds at this moment on the wall ends, as far as one rule says.
fn quiet_at(settings: &Settings, at: DateTime) -> Option<DateTime> {
    let day = u8::try_from(at.date().weekday().to_monday_zero_offset()).unwrap_or_default();
    let tomorrow = at.date().tomorrow().ok()?;
    if settings.is_quiet_day(day) {
        return Some(tomorrow.to_datetime(Time::midnight()));
    }
    let quiet = settings.quiet?;
    let (from, until) = (quiet.from.minutes(), quiet.until.minutes());
    let minute = i16::from(at.time().hour()) * 60 + i16::from(at.time().minute());
    let ends = |date: Date| date.to_datetime(Time::midnight()).checked_add(i64::from(until).minutes()).ok();
    if from < until {
        return if (from..until).contains(&minute) { ends(at.date()) } else { None };
    }
    match minute {
        minute if minute >= from => ends(tomorrow),
        minute if minute < until => ends(at.date()),
        _ => None,
    }
}

/// The first daily mail after this moment. An hour that the clocks leave out is the one after it.
pub fn digest_after(hour: i16, zone: &str, at: OffsetDateTime) -> Option<OffsetDateTime> {
    let zone = zone_of(zone);
    let today = on_the_wall(&zone, at).date();
    let time = Time::new(i8::try_from(hour).ok()?, 0, 0, 0).ok()?;
    [Some(today), today.tomorrow().ok(), today.checked_add(2.days()).ok()]
        .into_iter()
        .flatten()
        .filter_map(|day| moment(zone.to_ambiguous_zoned(day.to_datetime(time)).compatible().ok()?.timestamp()))
        .find(|digest| *digest > at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::channels::QuietHours;
    use time::{Duration, macros::datetime};

    fn quiet(from: &str, until: &str, days: &[u8]) -> Settings {
        let quiet = QuietHours { from: from.parse().unwrap(), until: until.parse().unwrap() };
        Settings { quiet: Some(quiet), quiet_days: days.to_vec(), ..Settings::default() }
    }

    #[test]
    fn a_quiet_night_ends_when_the_clock_on_the_wall_says_so() {
        let night = quiet("22:00", "07:00", &[]);
        for (zone, now, end) in [
            // The clocks of Berlin go forward in the night to 29 March 2026, and back in that to 25 October.
            ("Europe/Berlin", datetime!(2026-03-28 21:00 UTC), Some(datetime!(2026-03-29 05:00 UTC))),
            ("Europe/Berlin", datetime!(2026-03-28 20:59 UTC), None),
            ("Europe/Berlin", datetime!(2026-03-29 05:00 UTC), None),
            ("Europe/Berlin", datetime!(2026-10-24 20:00 UTC), Some(datetime!(2026-10-25 06:00 UTC))),
            ("Europe/Berlin", datetime!(2026-10-25 05:59 UTC), Some(datetime!(2026-10-25 06:00 UTC))),
            ("America/New_York", datetime!(2026-11-01 05:30 UTC), Some(datetime!(2026-11-01 12:00 UTC))),
            ("Australia/Lord_Howe", datetime!(2026-10-03 12:00 UTC), Some(datetime!(2026-10-03 20:00 UTC))),
            ("Asia/Kathmandu", datetime!(2026-03-28 17:00 UTC), Some(datetime!(2026-03-29 01:15 UTC))),
            ("Nowhere/At_All", datetime!(2026-03-28 23:00 UTC), Some(datetime!(2026-03-29 07:00 UTC))),
        ] {
            assert_eq!(quiet_until(&night, zone, now), end, "{now} in {zone}");
        }
    }

    #[test]
    fn an_end_in_an_hour_that_comes_twice_is_its_second() {
        let night = quiet("22:00", "02:30", &[]);
        let end = Some(datetime!(2026-10-25 01:30 UTC));
        for now in [datetime!(2026-10-24 23:00 UTC), datetime!(2026-10-25 01:15 UTC)] {
            assert_eq!(quiet_until(&night, "Europe/Berlin", now), end, "{now}");
        }
    }

    #[test]
    fn days_and_nights_add_up() {
        // From Friday night over a free weekend to Monday morning, 23 November 2026.
        let weekend = quiet("20:00", "08:00", &[5, 6]);
        let monday = Some(datetime!(2026-11-23 07:00 UTC));
        for now in [datetime!(2026-11-20 19:00 UTC), datetime!(2026-11-21 12:00 UTC), datetime!(2026-11-23 06:59 UTC)] {
            assert_eq!(quiet_until(&weekend, "Europe/Berlin", now), monday, "{now}");
        }
        assert_eq!(quiet_until(&weekend, "Europe/Berlin", datetime!(2026-11-20 18:59 UTC)), None);
        let lunch = quiet("12:00", "13:00", &[]);
        assert_eq!(quiet_until(&lunch, "UTC", datetime!(2026-11-20 12:30 UTC)), Some(datetime!(2026-11-20 13:00 UTC)));
        assert_eq!(quiet_until(&lunch, "UTC", datetime!(2026-11-20 13:00 UTC)), None);
        assert_eq!(quiet_until(&Settings::default(), "UTC", datetime!(2026-11-20 03:00 UTC)), None);
    }

    #[test]
    fn there_is_one_daily_mail_on_every_day_of_a_year_in_every_kind_of_zone() {
        for zone in ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"] {
            for hour in [0, 2, 8, 23] {
                let mut at = datetime!(2026-01-01 00:30 UTC);
                let mut days = 0;
                while at < datetime!(2027-01-01 00:30 UTC) {
                    let next = digest_after(hour, zone, at).unwrap();
                    let between = next - at;
                    assert!(between > Duration::ZERO && between <= Duration::hours(25), "{zone} {hour} {at} {next}");
                    at = next;
                    days += 1;
                }
                assert!((365..=366).contains(&days), "{days} in {zone} at {hour}");
            }
        }
        let hour = datetime!(2026-03-29 01:00 UTC);
        assert_eq!(
            digest_after(2, "Europe/Berlin", hour - Duration::hours(3)),
            Some(hour),
            "three, where two is left out"
        );
    }
}
