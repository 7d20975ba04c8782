//! What becomes of each thing that waits, by one channel. Pure.

use crate::{
    ids::TaskId,
    inbox::{
        Reason,
        channels::{Channel, Settings, hours},
    },
};
use std::collections::BTreeMap;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// What waits for a later moment is looked at again in this time, since the person may choose otherwise.
const LOOK_AGAIN: Duration = Duration::minutes(30);

/// Something that somebody was told and that may go out.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub id: Uuid,
    pub task_id: TaskId,
    pub reason: Reason,
    pub at: OffsetDateTime,
    pub mail_at: Option<OffsetDateTime>,
    pub push_at: Option<OffsetDateTime>,
    pub snoozed_until: Option<OffsetDateTime>,
    /// It was read or finished, or may not be seen any more.
    pub over: bool,
}

impl Waiting {
    fn by(&self, channel: Channel) -> Option<OffsetDateTime> {
        match channel {
            Channel::InApp => None,
            Channel::Mail => self.mail_at,
            Channel::Push => self.push_at,
        }
    }
}

/// For whom, and when.
#[derive(Clone, Debug)]
pub struct Moment<'a> {
    pub settings: &'a Settings,
    pub zone: &'a str,
    pub now: OffsetDateTime,
}

enum Fate {
    /// Nothing is sent of it.
    Over,
    Later(OffsetDateTime),
    /// Its time is about to come: it goes along with what goes of the same task.
    Soon,
    Going,
}

/// What waits, sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sorted {
    pub over: Vec<Uuid>,
    pub later: BTreeMap<OffsetDateTime, Vec<Uuid>>,
    pub going: BTreeMap<TaskId, Vec<Uuid>>,
}

impl Moment<'_> {
    pub fn sort(&self, channel: Channel, waiting: &[Waiting]) -> Sorted {
        let quiet = hours::quiet_until(self.settings, self.zone, self.now);
        let mut sorted = Sorted::default();
        let mut soon: Vec<&Waiting> = Vec::new();
        for one in waiting {
            let Some(at) = one.by(channel) else { continue };
            match self.fate(channel, one, at, quiet) {
                Fate::Over => sorted.over.push(one.id),
                Fate::Later(until) => {
                    sorted.later.entry(until.min(self.now + LOOK_AGAIN)).or_default().push(one.id);
                }
                Fate::Soon => soon.push(one),
                Fate::Going => sorted.going.entry(one.task_id).or_default().push(one.id),
            }
        }
        for one in soon {
            if let Some(going) = sorted.going.get_mut(&one.task_id) {
                going.push(one.id);
            }
        }
        sorted
    }

    fn fate(&self, channel: Channel, one: &Waiting, at: OffsetDateTime, quiet: Option<OffsetDateTime>) -> Fate {
        if one.over || !self.settings.of(channel).has(one.reason) {
            return Fate::Over;
        }
        let digest = self.settings.digest_hour.filter(|_| channel == Channel::Mail);
        let digest = digest.and_then(|hour| hours::digest_after(hour, self.zone, one.at));
        match [one.snoozed_until, quiet, digest].into_iter().flatten().max() {
            Some(until) if until > self.now => Fate::Later(until),
            _ if at > self.now => Fate::Soon,
            _ => Fate::Going,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::channels::{QuietHours, Reasons};
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-20 12:00 UTC);

    fn waits(id: u128, task: u128, at: OffsetDateTime) -> Waiting {
        Waiting {
            id: Uuid::from_u128(id),
            task_id: TaskId(Uuid::from_u128(task)),
            reason: Reason::Assigned,
            at,
            mail_at: Some(at + Duration::minutes(2)),
            push_at: None,
            snoozed_until: None,
            over: false,
        }
    }

    fn sort(settings: &Settings, now: OffsetDateTime, waiting: &[Waiting]) -> Sorted {
        Moment { settings, zone: "Europe/Berlin", now }.sort(Channel::Mail, waiting)
    }

    fn ids(numbers: &[u128]) -> Vec<Uuid> {
        numbers.iter().map(|number| Uuid::from_u128(*number)).collect()
    }

    #[test]
    fn what_has_just_happened_goes_along_with_what_waits_of_the_same_task_and_not_alone() {
        let (old, fresh) = (NOW - Duration::minutes(3), NOW - Duration::seconds(5));
        let sorted = sort(&Settings::default(), NOW, &[waits(1, 7, old), waits(2, 7, fresh), waits(3, 8, fresh)]);
        assert_eq!(sorted.going.into_values().collect::<Vec<_>>(), [ids(&[1, 2])]);
        assert!(sorted.over.is_empty() && sorted.later.is_empty());
    }

    #[test]
    fn what_was_read_or_is_not_wanted_any_more_is_over() {
        let read = Waiting { over: true, ..waits(1, 7, NOW) };
        let unwanted = Waiting { reason: Reason::Changed, ..waits(2, 7, NOW - Duration::hours(1)) };
        assert_eq!(sort(&Settings::default(), NOW, &[read, unwanted]).over, ids(&[1, 2]));
        let none = Settings { mail: Reasons::default(), ..Settings::default() };
        assert_eq!(sort(&none, NOW, &[waits(3, 7, NOW - Duration::hours(1))]).over, ids(&[3]));
    }

    #[test]
    fn quiet_holds_back_and_is_asked_again_before_it_ends() {
        let quiet = QuietHours { from: "12:30".parse().unwrap(), until: "18:00".parse().unwrap() };
        let settings = Settings { quiet: Some(quiet), ..Settings::default() };
        let waiting = [waits(1, 7, NOW - Duration::hours(1))];
        assert_eq!(sort(&settings, NOW, &waiting).later, BTreeMap::from([(NOW + LOOK_AGAIN, ids(&[1]))]));
        let nearly = datetime!(2026-11-20 16:50 UTC);
        let end = datetime!(2026-11-20 17:00 UTC);
        assert_eq!(sort(&settings, nearly, &waiting).later, BTreeMap::from([(end, ids(&[1]))]));
        assert_eq!(sort(&settings, end, &waiting).going.len(), 1);
    }

    #[test]
    fn a_digest_has_what_happened_before_its_hour_and_nothing_is_in_two() {
        let settings = Settings { digest_hour: Some(8), ..Settings::default() };
        // The clocks of Berlin go back on 25 October: eight is six by UTC, and on the day after seven.
        for (happened, digest) in [
            (datetime!(2026-10-23 10:00 UTC), datetime!(2026-10-24 06:00 UTC)),
            (datetime!(2026-10-24 06:00 UTC), datetime!(2026-10-25 07:00 UTC)),
            (datetime!(2026-10-25 06:59 UTC), datetime!(2026-10-25 07:00 UTC)),
        ] {
            let waiting = [waits(1, 7, happened)];
            assert_eq!(sort(&settings, digest - Duration::seconds(1), &waiting).going.len(), 0, "{happened}");
            assert_eq!(sort(&settings, digest, &waiting).later.len(), 0, "{happened}");
            assert_eq!(sort(&settings, digest + Duration::minutes(2), &waiting).going.len(), 1, "{happened}");
        }
    }

    #[test]
    fn what_is_put_off_waits_until_it_comes_back() {
        let back = NOW + Duration::minutes(10);
        let waiting = [Waiting { snoozed_until: Some(back), ..waits(1, 7, NOW - Duration::hours(1)) }];
        assert_eq!(sort(&Settings::default(), NOW, &waiting).later, BTreeMap::from([(back, ids(&[1]))]));
        assert_eq!(sort(&Settings::default(), back, &waiting).going.len(), 1);
    }
}
