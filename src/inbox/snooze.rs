//! When something that was put off comes back, by the clock of the person who put it off.

use super::item::Until;
use crate::{Error, Result};
use jiff::{Timestamp, ToSpan, Zoned, civil::Weekday, tz::TimeZone};
use time::OffsetDateTime;

const MORNING: i8 = 9;

/// The moment, for a person in that IANA zone; an unknown zone is UTC.
pub fn comes_back(until: Until, zone: &str, now: OffsetDateTime) -> Result<OffsetDateTime> {
    let here = Timestamp::from_second(now.unix_timestamp())
        .map_err(Error::internal)?
        .to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC));
    let back = match until {
        Until::LaterToday => here.checked_add(3.hours()),
        Until::Tomorrow => here.tomorrow().and_then(|day| morning(&day)),
        Until::NextWeek => here.nth_weekday(1, Weekday::Monday).and_then(|day| morning(&day)),
        Until::On(day) => {
            let month = i8::try_from(u8::from(day.0.month())).unwrap_or(1);
            let date = jiff::civil::Date::new(
                i16::try_from(day.0.year()).unwrap_or(i16::MAX),
                month,
                i8::try_from(day.0.day()).unwrap_or(1),
            );
            date.and_then(|date| date.to_zoned(here.time_zone().clone())).and_then(|day| morning(&day))
        }
    };
    let back = back.map_err(|_| Error::invalid("until", "Please choose another day."))?;
    let back = OffsetDateTime::from_unix_timestamp(back.timestamp().as_second()).map_err(Error::internal)?;
    if back <= now {
        return Err(Error::invalid("until", "Please choose a moment that is still to come."));
    }
    Ok(back)
}

fn morning(day: &Zoned) -> std::result::Result<Zoned, jiff::Error> {
    day.with().hour(MORNING).minute(0).second(0).subsec_nanosecond(0).build()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    #[test]
    fn nine_in_the_morning_is_nine_by_the_clock_on_the_wall() {
        // The clocks of Berlin go back on 25 October 2026, those of New York on 1 November.
        let saturday = datetime!(2026-10-24 20:00 UTC);
        for (until, zone, back) in [
            (Until::LaterToday, "Europe/Berlin", datetime!(2026-10-24 23:00 UTC)),
            (Until::Tomorrow, "Europe/Berlin", datetime!(2026-10-25 08:00 UTC)),
            (Until::Tomorrow, "America/New_York", datetime!(2026-10-25 13:00 UTC)),
            (Until::NextWeek, "Europe/Berlin", datetime!(2026-10-26 08:00 UTC)),
            (Until::On("2026-11-01".parse().unwrap()), "America/New_York", datetime!(2026-11-01 14:00 UTC)),
            (Until::Tomorrow, "Pacific/Auckland", datetime!(2026-10-25 20:00 UTC)),
        ] {
            assert_eq!(comes_back(until, zone, saturday), Ok(back), "{until:?} in {zone}");
        }
    }

    #[test]
    fn the_past_is_refused() {
        let now = datetime!(2026-11-21 12:00 UTC);
        for day in ["2026-11-20", "2026-11-21", "1950-01-01"] {
            assert!(comes_back(Until::On(day.parse().unwrap()), "UTC", now).is_err(), "{day}");
        }
    }
}
