//! Close together or with more room: a cookie, as the theme is.
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{Choice, Segmented};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    #[default]
    Compact,
    Comfortable,
}

impl Density {
    pub const COOKIE: &str = "density";

    /// The value of `data-density` on `<html>`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::Comfortable => "comfortable",
        }
    }

    /// Anything unknown is `Compact`.
    pub fn parse(text: &str) -> Self {
        if text == "comfortable" { Self::Comfortable } else { Self::Compact }
    }

    /// Shows it at once and keeps it for a year. Browser only.
    pub fn apply(self) {
        let document = document();
        let cookie = format!("{}={}; path=/; max-age=31536000; samesite=lax", Self::COOKIE, self.as_str());
        // Where cookies are forbidden the choice lasts as long as the page.
        drop(js_sys::Reflect::set(&document, &JsValue::from_str("cookie"), &JsValue::from_str(&cookie)));
        if let Some(html) = document.document_element() {
            drop(html.set_attribute("data-density", self.as_str()));
        }
    }
}

/// The switch. It acts at once, in this browser.
#[component]
pub fn DensitySwitch() -> impl IntoView {
    let chosen = RwSignal::new(Density::default().as_str());
    Effect::new(move |_| {
        let shown = document().document_element().and_then(|html| html.get_attribute("data-density"));
        chosen.set(Density::parse(&shown.unwrap_or_default()).as_str());
    });
    view! {
        {move || view! {
            <Segmented
                legend="Density"
                name=Density::COOKIE
                choices=vec![Choice::new("compact", "Compact"), Choice::new("comfortable", "Comfortable")]
                value=chosen.get()
                on:change=move |event| Density::parse(&event_target_value(&event)).apply()
            />
        }}
    }
}
