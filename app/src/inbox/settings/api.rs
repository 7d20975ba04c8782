use crate::{failure::Failure, wire::Reply};
use atrium::{
    ids::DeviceId,
    inbox::{
        Reason,
        channels::{Settings, push::PushDesk},
    },
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::context::{caller, request};
#[cfg(feature = "ssr")]
use atrium::{
    clock,
    inbox::channels::{
        self,
        push::{self, NewDevice},
    },
};

#[server(output = Reply)]
pub async fn load_notifications() -> Result<Settings, Failure> {
    let (db, caller) = caller()?;
    Ok(channels::settings(&db, &caller).await?)
}

/// The settings as the form sends them: a list is absent where nothing in it is ticked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SettingsForm {
    #[serde(default)]
    pub in_app: Vec<Reason>,
    #[serde(default)]
    pub mail: Vec<Reason>,
    #[serde(default)]
    pub push: Vec<Reason>,
    /// `on_the_day`, `day_before`, `week_before`.
    #[serde(default)]
    pub remind: Vec<String>,
    pub remind_hour: i16,
    /// Such as 22:00; both empty where no hours are quiet.
    pub quiet_from: String,
    pub quiet_until: String,
    #[serde(default)]
    pub quiet_days: Vec<u8>,
    /// Empty where each task has a mail of its own.
    pub digest_hour: String,
}

#[server(output = Reply)]
pub async fn set_notifications(settings: SettingsForm) -> Result<(), Failure> {
    let (db, caller) = caller()?;
    Ok(channels::set_settings(&db, &caller, &settings.read()?).await?)
}

#[server(output = Reply)]
pub async fn load_devices() -> Result<PushDesk, Failure> {
    let (db, caller) = caller()?;
    Ok(push::push_desk(&db, &caller, clock::now()).await?)
}

/// The parts of a browser's push subscription.
#[server(output = Reply)]
pub async fn add_device(endpoint: String, p256dh: String, auth: String, device: String) -> Result<(), Failure> {
    let (db, caller) = caller()?;
    let reach = request()?.reach;
    let new = NewDevice { endpoint: &endpoint, p256dh: &p256dh, auth: &auth, device: &device };
    push::add_device(&db, &caller, new, &reach, clock::now()).await?;
    Ok(())
}

#[server(output = Reply)]
pub async fn remove_device(id: DeviceId) -> Result<(), Failure> {
    let (db, caller) = caller()?;
    Ok(push::remove_device(&db, &caller, id).await?)
}
