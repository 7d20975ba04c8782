use leptos::{config::LeptosOptions, prelude::*};
use leptos_meta::HashedStylesheet;

/// A whole document without a program, for whoever holds a link.
pub fn bare_page<V: IntoView>(title: &str, options: LeptosOptions, body: impl FnOnce() -> V) -> String {
    Owner::new().with(|| {
        view! {
            <!DOCTYPE html>
            <html lang="en" data-theme="system">
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                    <meta name="color-scheme" content="light dark"/>
                    <meta name="robots" content="noindex, nofollow"/>
                    <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                    <HashedStylesheet id="style" options=options/>
                    <title>{format!("{title} \u{b7} Atrium")}</title>
                </head>
                <body>{body()}</body>
            </html>
        }
        .to_html()
    })
}
