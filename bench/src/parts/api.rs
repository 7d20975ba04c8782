use super::Bench;
use crate::{
    http::answer,
    load::{Schedule, closed_loop, open_loop},
    outcome::Outcome,
    scene::{self, WORKSPACE},
};
use reqwest::Method;
use serde::de::IgnoredAny;
use std::time::Instant;

const PER_SECOND: u32 = 500;

/// By turns a list of fifty tasks and one task.
pub async fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    bench.report.section("API, a list of 50 tasks and a task by turns");
    let visitor = bench.visitor()?;
    let board = scene::board(&visitor, bench.scene.boards[0].1).await?;
    let project = board.project.id;
    let paths: Vec<String> = board
        .cards
        .iter()
        .flat_map(|card| {
            let list = format!("/workspaces/{WORKSPACE}/projects/{project}/tasks?limit=50");
            [list, format!("/workspaces/{WORKSPACE}/tasks/{}", card.id)]
        })
        .collect();
    let ask = move |index: u32| {
        let at = usize::try_from(index).unwrap_or(0) % paths.len();
        let request = visitor.api(Method::GET, &paths[at]);
        async move { answer::<IgnoredAny>(request).await.map(|_| Instant::now()) }
    };
    let warm = ask.clone();
    closed_loop(16, 1, move || warm(0)).await?;

    let before = bench.used()?;
    let load = open_loop(Schedule { per_second: PER_SECOND, seconds: bench.options.seconds }, ask).await?;
    for (of_hundred, budget) in [(50, 10.0), (95, 50.0), (99, 200.0)] {
        let value = load.latencies.percentile(of_hundred).unwrap_or(f64::NAN);
        bench.report.below(budget, format!("p{of_hundred}, {PER_SECOND} requests/s"), value, "ms");
    }
    bench.costs(&before, &load)
}
