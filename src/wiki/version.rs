use crate::ids::{PageVersionId, PersonId};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use time::{Duration, OffsetDateTime};

/// Why a version was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type, utoipa::ToSchema), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum VersionKind {
    /// By itself, after a while of writing.
    Session,
    /// Somebody gave it a name.
    Named,
    /// Before an older version was restored.
    Restore,
    /// Before something was imported into the page.
    Import,
    /// Before much was merged that somebody had written long ago.
    Merge,
    /// Before the page was written anew.
    Rewrite,
}

/// How a page stood at some moment, for the list of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PageVersion {
    pub id: PageVersionId,
    pub kind: VersionKind,
    pub name: Option<String>,
    /// Of the page, then.
    pub title: String,
    /// Who wrote since the version before.
    pub people: Vec<PersonId>,
    #[serde(with = "time::serde::rfc3339")]
    #[cfg_attr(feature = "ssr", schema(value_type = String, format = DateTime))]
    pub at: OffsetDateTime,
}

/// Younger versions all stay.
pub const ALL: Duration = Duration::days(1);
/// Up to this age the last one of each hour stays, and of each day up to the next one; beyond that, of each week.
const HOURLY: Duration = Duration::days(7);
const DAILY: Duration = Duration::days(90);
/// A version that is larger than the next one by so many bytes has something that was taken out.
const LOSS: i32 = 200;

/// What of a version tells whether it can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weighed {
    pub id: PageVersionId,
    pub kind: VersionKind,
    pub at: OffsetDateTime,
    pub bytes: i32,
}

/// Which versions of one page, the newest first, nobody will miss: of those by themselves one a stretch of time stays.
/// The newest stays, and each with a name. What was kept for a reason, or before something was taken out, stays as long
/// as the days are told apart. Doing it twice does it once.
pub fn superfluous(versions: &[Weighed], now: OffsetDateTime) -> Vec<PageVersionId> {
    let mut stretches = HashSet::new();
    let mut newer: Option<&Weighed> = None;
    let mut going = Vec::new();
    for version in versions {
        let age = now - version.at;
        let lost = newer.is_some_and(|newer| version.bytes > newer.bytes.saturating_add(LOSS));
        let has_reason = version.kind != VersionKind::Session || lost;
        let stays = version.kind == VersionKind::Named
            || age < ALL
            || (age < DAILY && has_reason)
            || stretches.insert(stretch(version.at, age))
            || newer.is_none();
        if stays {
            newer = Some(version);
        } else {
            going.push(version.id);
        }
    }
    going
}

/// How long the stretch is that a version stands for, and which one it is.
fn stretch(at: OffsetDateTime, age: Duration) -> (i64, i64) {
    let length = if age < HOURLY {
        Duration::HOUR
    } else if age < DAILY {
        Duration::DAY
    } else {
        Duration::WEEK
    };
    (length.whole_seconds(), at.unix_timestamp().div_euclid(length.whole_seconds()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A moment at which a week begins, as they are counted here.
    fn now() -> OffsetDateTime {
        OffsetDateTime::UNIX_EPOCH + Duration::weeks(2_900)
    }

    fn at(id: u128, age: Duration) -> Weighed {
        Weighed { id: id.into(), kind: VersionKind::Session, at: now() - age, bytes: 1_000 }
    }

    /// The numbers of those that stay.
    fn left(versions: &[Weighed]) -> Vec<u128> {
        let going = superfluous(versions, now());
        let left: Vec<_> = versions.iter().filter(|version| !going.contains(&version.id)).copied().collect();
        assert_eq!(superfluous(&left, now()), [], "twice is once");
        left.iter().map(|version| version.id.into()).collect()
    }

    #[test]
    fn the_last_one_of_each_hour_then_of_each_day_then_of_each_week_stays() {
        let minutes = |id: u128, days: i64, minutes: i64| at(id, Duration::days(days) + Duration::minutes(minutes));
        assert_eq!(left(&[minutes(1, 0, 5), minutes(2, 0, 10), minutes(3, 0, 1_400)]), [1, 2, 3]);
        assert_eq!(left(&[minutes(1, 2, 5), minutes(2, 2, 10), minutes(3, 2, 55), minutes(4, 2, 65)]), [1, 4]);
        assert_eq!(left(&[minutes(1, 10, 5), minutes(2, 10, 65), minutes(3, 10, 1_445)]), [1, 3]);
        assert_eq!(left(&[minutes(1, 98, 5), minutes(2, 100, 0), minutes(3, 104, 0), minutes(4, 106, 0)]), [1, 4]);
    }

    #[test]
    fn the_newest_and_those_with_a_name_always_stay() {
        let named = |version: Weighed| Weighed { kind: VersionKind::Named, ..version };
        let years = |years: i64, minutes: i64| Duration::weeks(years * 52) + Duration::minutes(minutes);
        let versions = [at(1, years(1, 1)), at(2, years(1, 2)), named(at(3, years(1, 3))), named(at(4, years(9, 0)))];
        assert_eq!(left(&versions), [1, 3, 4]);
    }

    #[test]
    fn what_has_a_reason_stays_for_ninety_days() {
        for kind in [VersionKind::Restore, VersionKind::Import, VersionKind::Merge, VersionKind::Rewrite] {
            let kept = |version: Weighed| Weighed { kind, ..version };
            let days = |days: i64, minutes: i64| Duration::days(days) + Duration::minutes(minutes);
            assert_eq!(left(&[at(1, days(80, 1)), kept(at(2, days(80, 2))), at(3, days(80, 3))]), [1, 2]);
            assert_eq!(left(&[at(1, days(98, 1)), kept(at(2, days(98, 2)))]), [1]);
        }
    }

    #[test]
    fn what_stood_there_before_much_was_taken_out_stays() {
        let heavy = |version: Weighed| Weighed { bytes: 5_000, ..version };
        let minutes = |minutes: i64| Duration::days(2) + Duration::minutes(minutes);
        assert_eq!(
            left(&[at(1, minutes(1)), at(2, minutes(2)), heavy(at(3, minutes(3))), heavy(at(4, minutes(4)))]),
            [1, 3]
        );
    }
}
