//! Every server function of the registry, called by everybody there is. One that this test does not
//! know how to call fails it.

use super::{
    cast::{cast, get_ready, guests, put_back, renew},
    function_inputs::{Input, input_of},
};
use crate::stage::{Stage, compare};
use leptos::server_fn::axum::server_fn_paths;
use std::fmt::Write;

const PREFIX: &str = "/api/fn/app/";

/// The paths of the server functions. They are known once a router was made.
pub fn paths() -> impl Iterator<Item = String> {
    server_fn_paths().map(|(path, _)| path.to_owned())
}

#[tokio::test]
async fn everybody_gets_what_the_file_says_from_every_server_function() {
    let stage = Stage::whole().await;
    let mut personas = cast(&stage).await;
    let mut things = stage.things(&guests(&personas)).await;
    let names: Vec<&str> = personas.iter().map(|who| who.name).collect();
    let mut text = format!("{:<36}{}\n", "", names.join("  "));
    let mut paths: Vec<_> = server_fn_paths().collect();
    paths.sort_by_key(|(path, _)| *path);
    for (path, method) in paths {
        assert_eq!(method, "POST", "{path}: what changes something must not come by a link");
        let label = path.strip_prefix(PREFIX).expect("a server function of the application");
        let name = label.rsplit('/').next().expect("a name");
        let mut row = Vec::new();
        for at in 0..personas.len() {
            let who = &mut personas[at];
            get_ready(name, &stage, &things).await;
            let ask = who.sends(stage.ask_at("post", path)).with("sec-fetch-site", "same-origin");
            let ask = match input_of(label, &stage, &things, who).await {
                Input::Form(fields) => ask.form(&fields),
                Input::Json(body) => ask.json(&body),
            };
            let answer = ask.send().await;
            let status = answer.status.as_u16();
            assert!(status != 400 && status < 500, "{label} for {}: {status} {}", who.name, answer.text);
            put_back(name, &stage, &things, who, &answer).await;
            row.push(format!("{status:>w$}", w = who.name.len()));
            if answer.status.is_success() && !name.starts_with("load_") {
                renew(&stage, &mut things, &personas, label.starts_with("wiki/")).await;
            }
        }
        writeln!(text, "{label:<36}{}", row.join("  ")).expect("text");
    }
    compare("access/functions.txt", &text);
}
