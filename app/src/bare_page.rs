use crate::identity::brand;
use leptos::{config::LeptosOptions, prelude::*};
use leptos_meta::HashedStylesheet;

/// Says one thing at a door: what it is about, what there is to do, and the way to elsewhere.
pub fn bare_door(
    (title, sentence): (&'static str, &'static str),
    options: LeptosOptions,
    act: Option<AnyView>,
    foot: Option<AnyView>,
) -> String {
    bare_page(title, options, || {
        view! {
            <div class="door">
                {brand()}
                <main id="content"><div><h1>{title}</h1><p>{sentence}</p></div>{act}</main>
                {foot.map(|foot| view! { <footer><p>{foot}</p></footer> })}
            </div>
        }
    })
}

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
