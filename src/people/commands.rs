use super::{
    profile::{Theme, WorkingDays},
    store::{self, ProfileChange},
};
use crate::{
    Error, Result,
    actor::Caller,
    clock,
    database::Db,
    day::Day,
    identity::{self, account},
    text,
};
use serde_json::json;

/// A profile as its person filled it in.
#[derive(Clone, Debug)]
pub struct EditProfile<'a> {
    pub name: &'a str,
    pub title: &'a str,
    pub hue: i16,
    pub time_zone: &'a str,
    /// One bit a day, Monday the lowest.
    pub working_days: i16,
    pub leave_from: Option<Day>,
    pub leave_until: Option<Day>,
    pub theme: Theme,
}

/// Changes the caller's profile, everywhere at once. Answers with its new version.
pub async fn edit_profile(db: &Db, caller: &Caller, form: EditProfile<'_>, expected: Option<i32>) -> Result<i32> {
    let name = text::line("name", form.name, 100)?;
    let title = text::optional_line("title", form.title, 100)?;
    let working_days = WorkingDays::parse(form.working_days)?;
    if !(0..10).contains(&form.hue) {
        return Err(Error::invalid("hue", "A colour is a number from 0 to 9."));
    }
    if !clock::is_time_zone(form.time_zone) {
        return Err(Error::invalid("time_zone", "Please choose a time zone from the list, such as Europe/Paris."));
    }
    if let (Some(from), Some(until)) = (form.leave_from, form.leave_until)
        && until < from
    {
        return Err(Error::invalid("leave_until", "The last day of leave comes after the first."));
    }
    let mut tx = account::begin(db, caller, identity::Action::EditProfile).await?;
    let current = store::lock(tx.conn(), caller.person_id).await?;
    if expected.is_some_and(|expected| expected != current) {
        return Err(Error::Conflict { current: Some(current) });
    }
    let change = ProfileChange {
        name: &name,
        title: &title,
        hue: form.hue,
        time_zone: form.time_zone,
        working_days,
        leave_from: form.leave_from,
        leave_until: form.leave_until,
        theme: form.theme.name(),
    };
    let version = store::update(tx.conn(), caller.person_id, &change).await?;
    account::finish(tx, "profile.changed", caller.person_id.uuid(), json!({})).await?;
    Ok(version)
}

/// Chooses light, dark, or the system's.
pub async fn set_theme(db: &Db, caller: &Caller, theme: Theme) -> Result<()> {
    let mut tx = account::begin(db, caller, identity::Action::EditProfile).await?;
    store::set_theme(tx.conn(), caller.person_id, theme.name()).await?;
    account::finish(tx, "profile.theme_set", caller.person_id.uuid(), json!({ "theme": theme.name() })).await
}
