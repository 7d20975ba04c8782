//! The HTML around the application.

use crate::App;
use leptos::{
    hydration::{AutoReload, HydrationScripts},
    prelude::*,
};
use leptos_meta::{HashedStylesheet, MetaTags};

/// The whole document. The theme comes by cookie, so that the first paint has it right.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let theme = use_context::<http::request::Parts>().map_or("system", |parts| theme_of(&parts.headers));
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#fcfaf6" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#161310" media="(prefers-color-scheme: dark)"/>
                <meta name="description" content="Boards, wiki, standups, answers and agents for your team."/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <HashedStylesheet id="style" options=options.clone()/>
                <AutoReload options=options.clone()/>
                // The first paint comes before the program is run.
                <HydrationScripts options=options defer=true/>
                <MetaTags/>
            </head>
            <body><App/></body>
        </html>
    }
}

fn theme_of(headers: &http::HeaderMap) -> &'static str {
    let cookies = headers.get(http::header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let theme = cookies.split(';').find_map(|cookie| cookie.trim().strip_prefix("theme=")).unwrap_or_default();
    crate::ui::Theme::parse(theme).as_str()
}
