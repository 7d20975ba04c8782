use super::Bench;
use crate::{crowd::Crowd, http::COMPRESSED, load::closed_loop, outcome::Outcome, scene};
use std::time::Duration;
use tokio::time::sleep;

const SETTLED: Duration = Duration::from_secs(5);

/// At rest after a start, for each live client, and after load.
pub async fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    bench.report.section("memory (proportional set size)");
    bench.server.stop();
    bench.server = bench.house.serve(Some(bench.server.port)).await?;
    // Half of the connections to Postgres open with the first request.
    let board = scene::board(&bench.visitor()?, bench.scene.boards[0].1).await?;
    sleep(SETTLED).await;
    let rest = bench.memory()?;
    bench.report.below(80.0, "server at rest", rest.server / 1024.0, "MB");
    bench.report.figure("its Postgres at rest", rest.postgres / 1024.0, "MB");

    let clients = bench.options.clients;
    let door = bench.door(&bench.server)?;
    let crowd = Crowd::gather(&[door], &scene::topic(&board), board.seq, usize::try_from(clients)?).await?;
    sleep(SETTLED).await;
    crowd.check()?;
    let full = bench.memory()?;
    let each = (full.server - rest.server) / f64::from(clients);
    bench.report.below(20.0, format!("each of {clients} live clients"), each, "KB");
    drop(crowd);

    let visitor = bench.visitor()?;
    for (tasks, key) in bench.scene.boards {
        let (visitor, path) = (visitor.clone(), scene::page(key));
        let ask = move || {
            let (visitor, path) = (visitor.clone(), path.clone());
            async move { visitor.page(&path, COMPRESSED).await.map(|(first_byte, _)| first_byte) }
        };
        closed_loop(16, bench.options.seconds, ask).await?;
        sleep(SETTLED).await;
        let after = bench.memory()?;
        bench.report.figure(format!("server after 16 readers of {tasks} tasks"), after.server / 1024.0, "MB");
        bench.report.figure("its Postgres then", after.postgres / 1024.0, "MB");
    }
    Ok(())
}
