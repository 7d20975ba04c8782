use super::Bench;
use crate::{outcome::Outcome, scene};
use serde::Deserialize;
use std::process::Stdio;
use tokio::process::Command;

const SCRIPT: &str = "end2end/bench.mjs";
/// The simulated phone's budgets. Everything that a first load brings counts.
const FIRST_LOAD_KB: f64 = 350.0;
const PAGE_TO_READ_KB: f64 = 200.0;
const WIKI_PAGE: &str = "wiki page";

#[derive(Deserialize)]
struct Found {
    profile: String,
    page: String,
    /// In the order to print, in KB on the wire.
    kilobytes: Vec<(String, f64)>,
    lcp: f64,
    cls: f64,
    blocking: f64,
    hydrated: f64,
    /// What, how much, its unit, and the budget where there is one.
    #[serde(default)]
    interactions: Vec<(String, f64, String, Option<f64>)>,
}

/// Cold loads in Chromium, as a mid-range phone on 4G and as a desktop, and what a press costs.
pub async fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    let pages: Vec<String> = [("sign-in".to_owned(), "/sign-in".to_owned())]
        .into_iter()
        .chain(bench.scene.boards.iter().map(|(tasks, key)| (format!("board of {tasks} tasks"), scene::page(key))))
        .chain([(WIKI_PAGE.to_owned(), scene::wiki_page())])
        .map(|(name, path)| format!("{name}={path}"))
        .collect();
    let script = Command::new("node")
        .arg(SCRIPT)
        .args(pages)
        .env("BENCH_ADDRESS", bench.server.url(""))
        .env("BENCH_COOKIE", &bench.scene.cookie)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let answer = script.wait_with_output().await?;
    if !answer.status.success() {
        return Err(format!("{SCRIPT} failed.").into());
    }
    for line in String::from_utf8(answer.stdout)?.lines() {
        tell(bench, serde_json::from_str(line)?);
    }
    Ok(())
}

fn tell(bench: &mut Bench<'_>, found: Found) {
    let report = &mut *bench.report;
    report.section(format!("{}, {}", found.page, found.profile));
    let sum: f64 = found.kilobytes.iter().map(|(_, size)| size).sum();
    let budget = if found.page == WIKI_PAGE { PAGE_TO_READ_KB } else { FIRST_LOAD_KB };
    report.below(budget, "first load on the wire", sum, "KB");
    for (kind, size) in found.kilobytes {
        report.figure(format!("  of it {kind}"), size, "KB");
    }
    report.below(1_200.0, "largest contentful paint", found.lcp, "ms");
    report.below(0.02, "layout shift", found.cls, "");
    report.below(100.0, "blocking time", found.blocking, "ms");
    report.figure("until it answers to clicks", found.hydrated, "ms");
    for (what, value, unit, budget) in found.interactions {
        match budget {
            Some(budget) => report.below(budget, what, value, &unit),
            None => report.figure(what, value, &unit),
        }
    }
}
