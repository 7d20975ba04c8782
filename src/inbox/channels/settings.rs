use super::ClockTime;
use crate::{Error, Result, inbox::Reason};
use serde::{Deserialize, Serialize};

/// A way by which somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    InApp,
    Mail,
    Push,
}

impl Channel {
    pub const ALL: [Self; 3] = [Self::InApp, Self::Mail, Self::Push];

    /// As forms and the API call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::InApp => "in_app",
            Self::Mail => "mail",
            Self::Push => "push",
        }
    }
}

/// Some of the reasons: one bit each, in the order of [`Reason::ALL`]. On the wire a list of their names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Reason>", into = "Vec<Reason>")]
pub struct Reasons(pub i16);

impl Reasons {
    pub const ALL: Self = Self(31);

    pub fn has(self, reason: Reason) -> bool {
        self.0 & reason.bit() != 0
    }
}

impl From<Vec<Reason>> for Reasons {
    fn from(list: Vec<Reason>) -> Self {
        Self(list.into_iter().fold(0, |bits, reason| bits | reason.bit()))
    }
}

impl From<Reasons> for Vec<Reason> {
    fn from(reasons: Reasons) -> Self {
        Reason::ALL.into_iter().filter(|reason| reasons.has(*reason)).collect()
    }
}

/// How long before a due day somebody is reminded of it, and at which hour of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Reminders {
    #[serde(default)]
    pub on_the_day: bool,
    #[serde(default)]
    pub day_before: bool,
    #[serde(default)]
    pub week_before: bool,
    /// 0 to 23, where the person is.
    #[cfg_attr(feature = "ssr", schema(minimum = 0, maximum = 23))]
    pub hour: i16,
}

impl Reminders {
    /// Bit 0 is the day itself, bit 1 the day before, bit 2 a week before.
    pub fn bits(self) -> i16 {
        i16::from(self.on_the_day) | i16::from(self.day_before) << 1 | i16::from(self.week_before) << 2
    }

    pub fn of(bits: i16, hour: i16) -> Self {
        Self { on_the_day: bits & 1 != 0, day_before: bits & 2 != 0, week_before: bits & 4 != 0, hour }
    }
}

/// From one minute of the day to another, over midnight where the second is the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct QuietHours {
    #[cfg_attr(feature = "ssr", schema(value_type = String, example = "22:00"))]
    pub from: ClockTime,
    #[cfg_attr(feature = "ssr", schema(value_type = String, example = "07:00"))]
    pub until: ClockTime,
}

/// How a person wants to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Settings {
    #[cfg_attr(feature = "ssr", schema(value_type = Vec<Reason>))]
    pub in_app: Reasons,
    #[cfg_attr(feature = "ssr", schema(value_type = Vec<Reason>))]
    pub mail: Reasons,
    #[cfg_attr(feature = "ssr", schema(value_type = Vec<Reason>))]
    pub push: Reasons,
    pub reminders: Reminders,
    /// When neither mail nor push goes out, where the person is.
    pub quiet: Option<QuietHours>,
    /// Days on which neither goes out at all, 0 is Monday.
    #[cfg_attr(feature = "ssr", schema(max_items = 6))]
    pub quiet_days: Vec<u8>,
    /// One mail a day at this hour, in place of one for each task.
    #[cfg_attr(feature = "ssr", schema(minimum = 0, maximum = 23))]
    pub digest_hour: Option<i16>,
}

impl Default for Settings {
    /// The inbox has everything; what asks for somebody in person goes further.
    fn default() -> Self {
        let personal = Reasons::from(vec![Reason::Mentioned, Reason::Assigned, Reason::Due]);
        Self {
            in_app: Reasons::ALL,
            mail: personal,
            push: personal,
            reminders: Reminders::of(3, 9),
            quiet: None,
            quiet_days: Vec::new(),
            digest_hour: None,
        }
    }
}

impl Settings {
    pub fn of(&self, channel: Channel) -> Reasons {
        match channel {
            Channel::InApp => self.in_app,
            Channel::Mail => self.mail,
            Channel::Push => self.push,
        }
    }

    pub fn is_quiet_day(&self, day: u8) -> bool {
        self.quiet_days.contains(&day)
    }

    /// One bit a day, Monday the lowest.
    pub fn quiet_day_bits(&self) -> i16 {
        self.quiet_days.iter().filter(|day| **day < 7).fold(0, |bits, day| bits | 1 << day)
    }

    pub fn check(&self) -> Result<()> {
        let hour = |field: &str, hour: i16| match hour {
            0..=23 => Ok(()),
            _ => Err(Error::invalid(field, "An hour is a number from 0 to 23.")),
        };
        hour("remind_hour", self.reminders.hour)?;
        hour("digest_hour", self.digest_hour.unwrap_or_default())?;
        if self.quiet.is_some_and(|quiet| quiet.from == quiet.until) {
            return Err(Error::invalid("quiet", "Quiet hours begin at one time and end at another."));
        }
        if self.quiet_days.iter().any(|day| *day > 6) {
            return Err(Error::invalid("quiet_days", "A day is a number from 0, which is Monday, to 6."));
        }
        if self.quiet_day_bits() == 127 {
            return Err(Error::invalid("quiet_days", "Please leave one day, or switch the mails off above."));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_their_names_in_their_order() {
        let some = Reasons::from(vec![Reason::Changed, Reason::Mentioned]);
        assert_eq!(some.0, 0b10001);
        assert_eq!(Vec::from(some), [Reason::Mentioned, Reason::Changed]);
        assert_eq!(Reasons::from(Reason::ALL.to_vec()), Reasons::ALL);
    }

    #[test]
    fn a_week_without_a_day_and_hours_without_length_are_refused() {
        assert_eq!(Settings::default().check(), Ok(()));
        let noon = ClockTime::of(720).unwrap();
        for settings in [
            Settings { quiet_days: (0..7).collect(), ..Settings::default() },
            Settings { quiet_days: vec![7], ..Settings::default() },
            Settings { quiet: Some(QuietHours { from: noon, until: noon }), ..Settings::default() },
            Settings { digest_hour: Some(24), ..Settings::default() },
            Settings { reminders: Reminders::of(1, -1), ..Settings::default() },
        ] {
            assert!(settings.check().is_err(), "{settings:?}");
        }
    }
}
