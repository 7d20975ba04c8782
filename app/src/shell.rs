//! The HTML around the application.

use crate::{
    App,
    context::Request,
    packs::{Packs, Program, Style},
    routes::{is_board, is_door, is_wiki_page},
    ui::{Density, Theme},
};
use leptos::{
    hydration::{AutoReload, HydrationScripts},
    nonce::use_nonce,
    prelude::*,
};
use leptos_meta::{HashedStylesheet, MetaTags};

/// The name of the program that this server has for the browser.
#[derive(Clone, Debug)]
pub struct Build(pub String);

/// Fetches the program and, together with it, the parts that the page names (`routes::hints`).
const FETCH_PROGRAM: &str = r#"
function fetchProgram() {
    const program = document.getElementById("program");
    if (!program) return;
    document.head.append(program.content.cloneNode(true));
    program.remove();
    for (const hint of document.querySelectorAll("link[rel=preload][media='not all']")) {
        const link = hint.cloneNode();
        link.removeAttribute("media");
        hint.replaceWith(link);
    }
}"#;

const AFTER_FIRST_PAINT: &str = r#"
if (document.hidden) addEventListener("DOMContentLoaded", fetchProgram);
else requestAnimationFrame(() => setTimeout(fetchProgram));
"#;

/// The forms of a door work without the program, and a page of the wiki is read without it; it comes at the first sign of
/// a person, while they type or reach for something. Who begins with "Edit" has come to write: then the editor goes first.
/// Without a connection it comes at once, since it is here already and says that the page is a copy.
const WHEN_TOUCHED: &str = r#"
function touched({ target }) {
    if (!target.closest?.("[data-edit-page]")) return fetchProgram();
    addEventListener("atrium:editing", fetchProgram, { once: true, capture: true });
    setTimeout(fetchProgram, 1500);
}
for (const sign of ["pointerdown", "pointermove", "keydown", "focusin"])
    addEventListener(sign, touched, { once: true, passive: true });
if (!navigator.onLine) addEventListener("DOMContentLoaded", fetchProgram);
"#;

/// The whole document. The theme comes by cookie, so that the first paint has it right.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let parts = use_context::<http::request::Parts>();
    let theme = parts.as_ref().map_or("system", |parts| theme_of(&parts.headers));
    let density = parts.as_ref().map_or("compact", |parts| density_of(&parts.headers));
    let board_alone = parts.as_ref().is_some_and(|parts| is_board(parts.uri.path()));
    let can_wait = parts.is_some_and(|parts| is_door(parts.uri.path()) || is_wiki_page(parts.uri.path()));
    let account =
        use_context::<Request>().and_then(|request| request.caller).map(|caller| caller.person_id.to_string());
    let build = use_context::<Build>().map(|build| build.0);
    let (style, program) = match use_context::<Packs>() {
        Some(packs) => (
            view! { <Style packs=packs.clone() board_alone=board_alone/> }.into_any(),
            view! { <Program packs/> }.into_any(),
        ),
        None => (
            view! { <HashedStylesheet id="style" options=options.clone()/> }.into_any(),
            view! { <HydrationScripts options=options.clone() defer=true/> }.into_any(),
        ),
    };
    let start = if can_wait { WHEN_TOUCHED } else { AFTER_FIRST_PAINT };
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme data-density=density data-account=account data-build=build>
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
                {style}
                <AutoReload options/>
                // In a template nothing is fetched: what is read comes before the program.
                <template id="program">
                    {program}
                    <script nonce=use_nonce() src="/offline.js" fetchpriority="low"></script>
                </template>
                <script nonce=use_nonce()>{FETCH_PROGRAM}{start}</script>
                <MetaTags/>
            </head>
            <body><App/></body>
        </html>
    }
}

fn theme_of(headers: &http::HeaderMap) -> &'static str {
    Theme::parse(cookie(headers, Theme::COOKIE)).as_str()
}

fn density_of(headers: &http::HeaderMap) -> &'static str {
    Density::parse(cookie(headers, Density::COOKIE)).as_str()
}

fn cookie<'a>(headers: &'a http::HeaderMap, name: &str) -> &'a str {
    let cookies = headers.get(http::header::COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(named, _)| *named == name).map_or("", |(_, value)| value)
}
