//! That nothing answers which the other tests of this folder do not ask.

use super::cast::cast;
use crate::stage::{Stage, compare};
use axum::Router;
use std::{collections::BTreeSet, fmt::Write};

/// Paths that are neither page nor server function nor operation of the API, with how they are asked.
const PLAIN: [(&str, &str); 16] = [
    ("get", "/api/v1"),
    ("get", "/api/openapi.json"),
    // These with an address that there is not: real ones are asked for in the tests of calendars, shares, public pages and mails.
    ("get", "/calendar/{file}"),
    ("get", "/healthz"),
    ("get", "/live"),
    // Who is let in by them is asked in the tests of collab.
    ("get", "/live/page/{workspace}/{page}"),
    ("get", "/live/relay"),
    ("get", "/metrics"),
    ("get", "/program.json"),
    ("get", "/readyz"),
    ("get", "/s/{secret}"),
    ("get", "/s/{secret}/{number}"),
    ("get", "/s/{secret}/{number}/files/{file}"),
    ("get", "/share/{secret}"),
    ("post", "/sign-out"),
    ("post", "/unsubscribe/{token}"),
];

/// Every path of a router. It does not list them, but its debug output does.
fn paths(app: &Router) -> BTreeSet<String> {
    let shown = format!("{app:?}");
    let found = shown.split("RouteId(").filter_map(|rest| rest.split_once("): \"")?.1.split('"').next());
    found.filter(|path| !path.contains("__private__axum")).map(str::to_owned).collect()
}

#[tokio::test]
async fn every_path_is_asked_for_by_everybody() {
    let stage = Stage::whole().await;
    let asked: BTreeSet<String> = super::pages::paths()
        .chain(super::functions::paths())
        .chain(super::operations::paths())
        .chain(PLAIN.iter().map(|(_, path)| (*path).to_owned()))
        .collect();
    let paths = paths(&stage.app);
    assert!(paths.len() > 100, "the paths can be read");
    // A page is found with a slash at its end too.
    let is_asked = |path: &str| asked.contains(path) || path.strip_suffix('/').is_some_and(|path| asked.contains(path));
    let unasked: Vec<_> = paths.iter().filter(|path| !is_asked(path)).collect();
    assert!(unasked.is_empty(), "No test asks for these paths: {unasked:?}");
}

#[tokio::test]
async fn everybody_gets_what_the_file_says_from_the_other_paths() {
    let stage = Stage::whole().await;
    let mut personas = cast(&stage).await;
    let names: Vec<&str> = personas.iter().map(|who| who.name).collect();
    let mut text = format!("{:<32}{}\n", "", names.join("  "));
    for (method, path) in PLAIN {
        let mut row = Vec::new();
        for who in &mut personas {
            let ask =
                who.sends(stage.ask_at(method, path.replace(['{', '}'], ""))).with("sec-fetch-site", "same-origin");
            let answer = ask.send().await;
            who.keep_cookie(&answer);
            if path == "/sign-out"
                && let Some(person) = &mut who.person
            {
                person.secret = person.sign_in(&stage.db).await.1;
            }
            row.push(format!("{:>w$}", answer.status.as_u16(), w = who.name.len()));
        }
        writeln!(text, "{path:<32}{}", row.join("  ")).expect("text");
    }
    compare("access/ways_in.txt", &text);
}
