use super::Bench;
use crate::{figures::number, http::COMPRESSED, load::closed_loop, outcome::Outcome, scene};

/// One page to read, as a signed-in browser asks for it, over one connection and over many.
pub async fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    let visitor = bench.visitor()?;
    let path = scene::wiki_page();
    let (_, compressed) = visitor.page(&path, COMPRESSED).await?;
    bench.report.section("a wiki page to read");
    bench.report.figure("HTML, compressed", number(compressed) / 1024.0, "KB");
    let ask = move || {
        let (visitor, path) = (visitor.clone(), path.clone());
        async move { visitor.page(&path, COMPRESSED).await.map(|(first_byte, _)| first_byte) }
    };
    // Connections, caches and prepared statements are there before it counts.
    closed_loop(16, 1, ask.clone()).await?;
    for connections in [1, 16] {
        bench.report.section(format!("a wiki page to read, connections: {connections}"));
        let before = bench.used()?;
        let load = closed_loop(connections, bench.options.seconds, ask.clone()).await?;
        bench.report.figure("requests/s", number(load.latencies.count()) / load.took.as_secs_f64(), "");
        for of_hundred in [50, 99] {
            let value = load.latencies.percentile(of_hundred).unwrap_or(f64::NAN);
            bench.report.figure(format!("first byte p{of_hundred}"), value, "ms");
        }
        bench.costs(&before, &load)?;
    }
    Ok(())
}
