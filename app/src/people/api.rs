use crate::{failure::Failure, wire::Reply};
use atrium::{
    ids::PersonId,
    people::{PersonPage, ProfileView},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::context::{actor, caller};
#[cfg(feature = "ssr")]
use atrium::{Error, clock, day::Day, people};

/// The profile, and the time zones to choose from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProfileDesk {
    pub profile: ProfileView,
    pub time_zones: Vec<String>,
}

#[server(output = Reply)]
pub async fn load_profile() -> Result<ProfileDesk, Failure> {
    let (db, caller) = caller()?;
    Ok(ProfileDesk { profile: people::profile(&db, &caller).await?, time_zones: clock::time_zones() })
}

/// A profile as the form sends it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProfileForm {
    pub name: String,
    pub title: String,
    pub hue: i16,
    pub time_zone: String,
    /// Numbers of days, Monday is 0. Absent where none is ticked.
    #[serde(default)]
    pub days: Vec<u8>,
    pub leave_from: String,
    pub leave_until: String,
    pub theme: String,
    pub version: i32,
}

#[server(output = Reply)]
pub async fn edit_profile(profile: ProfileForm) -> Result<(), Failure> {
    let (db, caller) = caller()?;
    let form = people::EditProfile {
        name: &profile.name,
        title: &profile.title,
        hue: profile.hue,
        time_zone: &profile.time_zone,
        working_days: profile.days.iter().filter(|day| **day < 7).fold(0, |bits, day| bits | (1_i16 << day)),
        leave_from: day("leave_from", &profile.leave_from)?,
        leave_until: day("leave_until", &profile.leave_until)?,
        theme: profile.theme.parse()?,
    };
    people::edit_profile(&db, &caller, form, Some(profile.version)).await?;
    Ok(())
}

#[cfg(feature = "ssr")]
fn day(field: &str, text: &str) -> Result<Option<Day>, Error> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|error: atrium::day::NotADay| Error::invalid(field, error.to_string()))
}

#[server(output = Reply)]
pub async fn load_people(workspace: String, search: String, after: Option<PersonId>) -> Result<PersonPage, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(people::directory(&db, &actor, &search, after, 60, clock::now()).await?)
}
