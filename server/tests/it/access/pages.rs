//! Every page, opened by everybody there is. 303 leads to the sign-in.

use super::cast::{cast, guests};
use crate::stage::{Stage, Things, compare};
use app::App;
use std::fmt::Write;

/// The paths of the pages, in the router's words.
pub fn paths() -> impl Iterator<Item = String> {
    leptos_axum::generate_route_list(App).into_iter().map(|route| route.path().to_owned())
}

fn address_of(template: &str, stage: &Stage, things: &Things) -> String {
    let mut path = template.to_owned();
    for (name, value) in [
        ("{workspace}", stage.slug),
        ("{project}", &things.project.key),
        ("{number}", &things.task.number.to_string()),
        ("{space}", &things.wiki.space.slug),
        ("{page}", &format!("{}-opening-hours", things.wiki.page.number)),
        ("{webhook}", &things.webhook.to_string()),
        ("{token}", &things.invitation_secret),
    ] {
        path = path.replace(name, value);
    }
    assert!(!path.contains('{'), "This test does not know all parameters of {template}: please add them.");
    path
}

#[tokio::test]
async fn everybody_gets_what_the_file_says_from_every_page() {
    let stage = Stage::whole().await;
    let mut personas = cast(&stage).await;
    let things = stage.things(&guests(&personas)).await;
    let names: Vec<&str> = personas.iter().map(|who| who.name).collect();
    let mut text = format!("{:<42}{}\n", "", names.join("  "));
    let mut templates: Vec<String> = paths().collect();
    templates.sort();
    for template in templates {
        let path = address_of(&template, &stage, &things);
        let mut row = Vec::new();
        for who in &mut personas {
            let answer = who.sends(stage.ask_at("get", &path)).send().await;
            who.keep_cookie(&answer);
            let status = answer.status.as_u16();
            if status == 303 {
                assert!(answer.header("location").starts_with("/sign-in?next="), "{path}");
            }
            if ["guest-none", "suspended", "stranger", "token-write", "token-read", "nobody"].contains(&who.name) {
                for secret in [&things.project.name, &things.task.title, &things.colleague.email, &stage.founder.email]
                {
                    assert!(!answer.text.contains(secret.as_str()), "{path} tells {} of {secret}", who.name);
                }
            }
            row.push(format!("{status:>w$}", w = who.name.len()));
        }
        writeln!(text, "{template:<42}{}", row.join("  ")).expect("text");
    }
    compare("access/pages.txt", &text);
}
