//! Light, dark, or what the system says: a cookie, so that the server's first byte has it right.
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{Choice, Segmented};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
    #[default]
    System,
}

impl Theme {
    pub const COOKIE: &str = "theme";

    /// The value of `data-theme` on `<html>`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::System => "system",
        }
    }

    /// Anything unknown is `System`.
    pub fn parse(text: &str) -> Self {
        match text {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    /// Reads it from a `Cookie` header.
    pub fn from_cookies(header: &str) -> Self {
        header
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == Self::COOKIE)
            .map_or(Self::System, |(_, value)| Self::parse(value))
    }

    /// Shows it at once and keeps it for a year. Browser only.
    pub fn apply(self) {
        let document = document();
        let cookie = format!("{}={}; path=/; max-age=31536000; samesite=lax", Self::COOKIE, self.as_str());
        // Where cookies are forbidden the choice lasts as long as the page.
        drop(js_sys::Reflect::set(&document, &JsValue::from_str("cookie"), &JsValue::from_str(&cookie)));
        if let Some(html) = document.document_element() {
            drop(html.set_attribute("data-theme", self.as_str()));
        }
    }
}

/// The switch. It acts at once; in a form it is sent as `theme`, too.
#[component]
pub fn ThemeSwitch(#[prop(optional)] current: Theme) -> impl IntoView {
    let choices = vec![Choice::new("light", "Light"), Choice::new("dark", "Dark"), Choice::new("system", "System")];
    view! {
        <Segmented
            legend="Theme"
            name=Theme::COOKIE
            choices=choices
            value=current.as_str()
            on:change=move |event| Theme::parse(&event_target_value(&event)).apply()
        />
    }
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn the_cookie_decides_and_nonsense_is_the_system() {
        assert_eq!(Theme::from_cookies("a=b; theme=dark"), Theme::Dark);
        assert_eq!(Theme::from_cookies("theme=light; x=y"), Theme::Light);
        assert_eq!(Theme::from_cookies("theme=pink"), Theme::System);
        assert_eq!(Theme::from_cookies(""), Theme::System);
    }
}
