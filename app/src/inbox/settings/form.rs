use super::api::SettingsForm;
use atrium::{
    Error,
    inbox::channels::{QuietHours, Reminders, Settings},
};

impl SettingsForm {
    /// What the form says.
    pub fn read(self) -> Result<Settings, Error> {
        let quiet = match (self.quiet_from.as_str(), self.quiet_until.as_str()) {
            ("", "") => None,
            (from, until) => Some(QuietHours { from: from.parse()?, until: until.parse()? }),
        };
        let digest_hour = match self.digest_hour.as_str() {
            "" => None,
            hour => Some(hour.parse().map_err(|_| Error::invalid("digest_hour", "Please choose an hour."))?),
        };
        let wants = |name: &str| self.remind.iter().any(|one| one == name);
        Ok(Settings {
            reminders: Reminders {
                on_the_day: wants("on_the_day"),
                day_before: wants("day_before"),
                week_before: wants("week_before"),
                hour: self.remind_hour,
            },
            in_app: self.in_app.into(),
            mail: self.mail.into(),
            push: self.push.into(),
            quiet,
            quiet_days: self.quiet_days,
            digest_hour,
        })
    }
}
