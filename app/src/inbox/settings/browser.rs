//! What this browser can do about push.

use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
};
use serde::Deserialize;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Notification, NotificationPermission, PushManager, PushSubscription, PushSubscriptionOptionsInit,
    ServiceWorkerRegistration,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    Ready,
    /// Only once Atrium is installed: iPhone and iPad.
    Install,
    /// The person told the browser no.
    Denied,
    Missing,
}

pub fn support() -> Support {
    let navigator = window().navigator();
    let has = |of: &JsValue, name: &str| js_sys::Reflect::has(of, &name.into()).unwrap_or(false);
    if has(&navigator, "serviceWorker") && has(&window(), "PushManager") && has(&window(), "Notification") {
        return if Notification::permission() == NotificationPermission::Denied {
            Support::Denied
        } else {
            Support::Ready
        };
    }
    let agent = navigator.user_agent().unwrap_or_default();
    // An iPad says that it is a Mac.
    let touched = agent.contains("Macintosh") && navigator.max_touch_points() > 1;
    if touched || agent.contains("iPhone") || agent.contains("iPad") { Support::Install } else { Support::Missing }
}

/// The parts of a subscription.
pub struct Subscribed {
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
    pub device: String,
}

/// As `PushSubscription.toJSON` has it.
#[derive(Deserialize)]
struct Parts {
    endpoint: String,
    keys: Keys,
}

#[derive(Deserialize)]
struct Keys {
    p256dh: String,
    auth: String,
}

/// Asks the person, and then the push service of the browser. What goes wrong comes as a sentence.
pub async fn subscribe(key: &str) -> Result<Subscribed, &'static str> {
    let allowed = match Notification::request_permission() {
        Ok(asked) => JsFuture::from(asked).await.ok().and_then(|answer| answer.as_string()),
        Err(_) => None,
    };
    if allowed.as_deref() != Some("granted") {
        return Err("The browser was not allowed to show messages, so nothing is pushed to it.");
    }
    let subscription =
        ask(key).await.map_err(|_| "The push service of this browser did not answer. Please try again later.")?;
    let text = js_sys::JSON::stringify(&subscription).ok().and_then(|text| text.as_string()).unwrap_or_default();
    let parts: Parts = crate::wire::decode(&text).map_err(|_| "This browser can not receive pushed messages.")?;
    Ok(Subscribed {
        endpoint: parts.endpoint,
        p256dh: parts.keys.p256dh,
        auth: parts.keys.auth,
        device: window().navigator().user_agent().unwrap_or_default(),
    })
}

async fn ask(key: &str) -> Result<PushSubscription, JsValue> {
    let ready = JsFuture::from(window().navigator().service_worker().ready()?).await?;
    let manager: PushManager = ready.unchecked_into::<ServiceWorkerRegistration>().push_manager()?;
    // One of an earlier sign-in, perhaps with another key.
    let earlier = JsFuture::from(manager.get_subscription()?).await?;
    if let Some(earlier) = earlier.dyn_ref::<PushSubscription>() {
        JsFuture::from(earlier.unsubscribe()?).await?;
    }
    let options = PushSubscriptionOptionsInit::new();
    options.set_user_visible_only(true);
    options.set_application_server_key(&key.into());
    Ok(JsFuture::from(manager.subscribe_with_options(&options)?).await?.unchecked_into())
}
