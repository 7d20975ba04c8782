use super::Bench;
use crate::{
    figures::number,
    http::COMPRESSED,
    load::{Schedule, closed_loop, open_loop},
    outcome::Outcome,
    scene,
};

const PER_SECOND: u32 = 200;
const CONNECTIONS: u32 = 16;

/// The page of each board, as a signed-in browser asks for it.
pub async fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    for (tasks, key) in bench.scene.boards {
        bench.report.section(format!("board of {tasks} tasks"));
        of_size(bench, tasks, scene::page(key)).await?;
    }
    Ok(())
}

async fn of_size(bench: &mut Bench<'_>, tasks: usize, path: String) -> Outcome<()> {
    let visitor = bench.visitor()?;
    let (_, plain) = visitor.page(&path, "identity").await?;
    let (_, compressed) = visitor.page(&path, COMPRESSED).await?;
    let seconds = bench.options.seconds;
    let ask = move || {
        let (visitor, path) = (visitor.clone(), path.clone());
        async move { visitor.page(&path, COMPRESSED).await.map(|(first_byte, _)| first_byte) }
    };
    // Connections, caches and prepared statements are there before it counts.
    closed_loop(CONNECTIONS, 1, ask.clone()).await?;

    let before = bench.used()?;
    let again = ask.clone();
    let load = open_loop(Schedule { per_second: PER_SECOND, seconds }, move |_| again()).await?;
    for (of_hundred, budget) in [(50, 15.0), (99, 100.0)] {
        let what = format!("first byte p{of_hundred}, {PER_SECOND} requests/s");
        let value = load.latencies.percentile(of_hundred).unwrap_or(f64::NAN);
        if tasks == 200 {
            bench.report.below(budget, what, value, "ms");
        } else {
            bench.report.figure(what, value, "ms");
        }
    }
    bench.costs(&before, &load)?;

    let load = closed_loop(CONNECTIONS, seconds, ask).await?;
    let rate = number(load.latencies.count()) / load.took.as_secs_f64();
    bench.report.figure(format!("requests/s over {CONNECTIONS} connections"), rate, "");
    bench.failures(&load);
    bench.report.figure("HTML", number(plain) / 1024.0, "KB");
    bench.report.figure("HTML, compressed", number(compressed) / 1024.0, "KB");
    Ok(())
}
