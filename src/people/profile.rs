use crate::{Error, Result, actor::Role, day::Day, ids::PersonId};
use serde::{Deserialize, Serialize};

/// The days a person works: one bit each, Monday the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct WorkingDays(pub i16);

impl WorkingDays {
    pub const NAMES: [&'static str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    pub fn parse(bits: i16) -> Result<Self> {
        if (1..=127).contains(&bits) {
            Ok(Self(bits))
        } else {
            Err(Error::invalid("working_days", "Please choose at least one day of the week."))
        }
    }

    /// 0 is Monday, 6 is Sunday.
    pub fn has(self, day: u8) -> bool {
        day < 7 && self.0 & (1 << day) != 0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl std::str::FromStr for Theme {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|theme| theme.name() == text)
            .ok_or_else(|| Error::invalid("theme", "Please choose light, dark, or the system's."))
    }
}

/// A person's profile, to that person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ProfileView {
    pub id: PersonId,
    pub email: String,
    pub name: String,
    pub title: String,
    /// 0 to 9: which of the ten colours of people.
    pub hue: i16,
    pub time_zone: String,
    pub working_days: WorkingDays,
    /// First and last day of leave.
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, format = Date))]
    pub leave_from: Option<Day>,
    #[cfg_attr(feature = "ssr", schema(value_type = Option<String>, format = Date))]
    pub leave_until: Option<Day>,
    pub theme: Theme,
    pub version: i32,
}

/// A person, to their colleagues.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PersonCard {
    pub person_id: PersonId,
    pub name: String,
    pub title: String,
    pub hue: i16,
    pub role: Role,
    pub time_zone: String,
    /// The hour it is for them, such as `14:03`.
    pub local_time: String,
    pub on_leave: bool,
    /// Whether today, where they are, is one of their working days.
    pub works_today: bool,
    pub manager: Option<String>,
    pub teams: Vec<String>,
}

/// One page of the directory, by name; `next` asks for the one after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct PersonPage {
    pub items: Vec<PersonCard>,
    pub next: Option<PersonId>,
}

/// Whether a day lies within a leave, which may be open at either end.
pub fn on_leave(today: Day, from: Option<Day>, until: Option<Day>) -> bool {
    (from.is_some() || until.is_some())
        && from.is_none_or(|from| from <= today)
        && until.is_none_or(|until| today <= until)
}

#[cfg(test)]
mod tests {
    use super::{WorkingDays, on_leave};

    #[test]
    fn the_first_bit_is_monday() {
        let weekdays = WorkingDays::parse(31).unwrap();
        assert!((0..5).all(|day| weekdays.has(day)));
        assert!(!weekdays.has(5) && !weekdays.has(6) && !weekdays.has(7));
        assert!(WorkingDays::parse(0).is_err());
        assert!(WorkingDays::parse(128).is_err());
    }

    #[test]
    fn a_leave_includes_its_first_and_its_last_day() {
        let day = |text: &str| text.parse().unwrap();
        let (from, until) = (Some(day("2026-11-20")), Some(day("2026-11-22")));
        assert!(on_leave(day("2026-11-20"), from, until));
        assert!(on_leave(day("2026-11-22"), from, until));
        assert!(!on_leave(day("2026-11-23"), from, until));
        assert!(on_leave(day("2026-11-23"), from, None));
        assert!(!on_leave(day("2026-11-23"), None, None));
    }
}
