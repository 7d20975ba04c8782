//! What an attacker tries at the door of the whole program, where no single rule is in charge.

use crate::stage::Stage;
use atrium::actor::Role;
use axum::http::StatusCode;
use data_encoding::BASE64URL;
use serde_json::json;

/// Postgres has no NUL in its texts; whoever sends one is told, and it is no fault of ours.
#[tokio::test]
async fn a_nul_in_any_text_is_an_answer_and_no_failure() {
    let stage = Stage::whole().await;
    let bo = stage.member("Bo", Role::Member).await;
    for path in ["/w/%00", "/w/nor%00th", "/w/north/p/%00", "/w/north/p/%00/1", "/w/north/people/%00", "/invite/%00"] {
        let answer = stage.ask_at("get", path).by(&bo).send().await;
        assert!(answer.status.as_u16() < 500, "{path}: {}", answer.status);
    }
    for (function, fields) in [
        ("boards/api/load_board", json!({ "workspace": "north", "project": "A\0" })),
        ("boards/api/load_projects", json!({ "workspace": "nor\0th", "archived": "false" })),
        ("people/api/load_people", json!({ "workspace": "north", "search": "\0" })),
        ("workspace/api/load_members", json!({ "workspace": "north", "search": "\0" })),
        ("workspace/api/restore_workspace", json!({ "slug": "nor\0th" })),
    ] {
        let ask = stage.ask_at("post", format!("/api/fn/app/{function}")).with("sec-fetch-site", "same-origin");
        let answer = ask.by(&bo).form(&fields).send().await;
        assert!((400..500).contains(&answer.status.as_u16()), "{function}: {} {}", answer.status, answer.text);
    }
}

/// A refusal in the query is believed where our own form brought it, and not where a link from elsewhere did.
#[tokio::test]
async fn a_link_from_elsewhere_puts_no_words_into_our_mouth() {
    let stage = Stage::whole().await;
    let said = BASE64URL.encode(br#"{"Refused":{"invalid":{"fields":{"":"Call 555 to unlock"}}}}"#);
    let path = format!("/sign-in?__path=%2Fapi%2Ffn%2Fapp%2Fidentity%2Fapi%2Fsign_in&__err={said}");
    let own = stage.ask_at("get", &path).with("sec-fetch-site", "same-origin").send().await;
    assert!(own.text.contains("Call 555"), "the form says what was refused");
    for site in ["cross-site", "same-site", "none"] {
        let answer = stage.ask_at("get", &path).with("sec-fetch-site", site).send().await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/sign-in"), "{site}");
    }
    let odd = stage.ask_at("get", "//evil.test?__err=x").with("sec-fetch-site", "cross-site").send().await;
    assert!(!odd.header("location").starts_with("//"));
}

#[tokio::test]
async fn the_service_worker_may_fetch_and_other_files_may_nothing() {
    let stage = Stage::whole().await;
    for path in ["/sw.js", "/offline.html"] {
        let answer = stage.ask_at("get", path).send().await;
        let policy = answer.header("content-security-policy");
        for allowed in ["default-src 'none'", "connect-src 'self'", "style-src 'self'", "frame-ancestors 'none'"] {
            assert!(policy.contains(allowed), "{path}: {policy}");
        }
        // The worker runs its own parts, and no other file of this server.
        let scripts = policy.split("; ").find(|rule| rule.starts_with("script-src"));
        let own = "script-src http://atrium.test/worker/ http://atrium.test/push.js";
        assert_eq!(scripts, (path == "/sw.js").then_some(own), "{path}: {policy}");
    }
    let other = stage.ask_at("get", "/api/openapi.json").send().await;
    assert!(other.header("content-security-policy").starts_with("default-src 'none'; frame-ancestors"));
}

#[tokio::test]
async fn what_belongs_to_a_person_is_kept_by_nobody_on_the_way() {
    let stage = Stage::whole().await;
    for path in
        ["/api/v1/profile", "/api/v1/workspaces", "/api/v1/workspaces/north", "/api/v1/workspaces/north/audit-events"]
    {
        let answer = stage.ask_at("get", path).by(&stage.founder).send().await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "private, no-store"), "{path}");
    }
    let page = stage.ask_at("get", "/w/north").by(&stage.founder).send().await;
    assert_eq!(page.header("cache-control"), "private, no-store");
}
