use super::{
    Bench,
    moves::{Observer, keep_moving, latencies},
};
use crate::{
    crowd::Crowd,
    figures::{Figures, number},
    load::Schedule,
    outcome::Outcome,
    scene,
    server::Server,
};
use std::time::Duration;

/// Moves in a second: a busy team's.
const PER_SECOND: u32 = 10;

/// A card move seen by another client while many others listen: with one server process, and with
/// two on one database, the move going to one and the observer listening to the other.
pub async fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    with(bench, "one server process", None).await?;
    let second = bench.house.serve(None).await?;
    with(bench, "the observer at a second server process", Some(&second)).await
}

async fn with(bench: &mut Bench<'_>, title: &str, second: Option<&Server>) -> Outcome<()> {
    let watchers = bench.options.watchers;
    bench.report.section(format!("card move seen by another client, {watchers} more listening, {title}"));
    let visitor = bench.visitor()?;
    let board = scene::board(&visitor, bench.scene.boards[0].1).await?;
    let topic = scene::topic(&board);
    let mut doors = vec![bench.door(&bench.server)?];
    if let Some(second) = second {
        doors.push(bench.door(second)?);
    }
    let crowd = Crowd::gather(&doors, &topic, board.seq, usize::try_from(watchers)?).await?;
    let observer = Observer::start(doors.pop().ok_or("no door")?, topic, board.seq).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;

    let (before, frames) = (bench.used()?, crowd.frames());
    let schedule = Schedule { per_second: PER_SECOND, seconds: bench.options.seconds * 2 };
    let moved = keep_moving(&visitor, &board, schedule).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let after = bench.used()?;
    crowd.check()?;
    let frames = number(crowd.frames() - frames);
    let (seen, unseen) = latencies(&moved, &observer.finish()?);
    let figures: Figures = seen.into_iter().collect();
    for of_hundred in [50, 95, 99] {
        let what = format!("p{of_hundred}, {PER_SECOND} moves/s");
        let value = figures.percentile(of_hundred).unwrap_or(f64::NAN);
        match of_hundred {
            95 => bench.report.below(100.0, what, value, "ms"),
            _ => bench.report.figure(what, value, "ms"),
        }
    }
    let found = format!("{unseen} of {}", moved.len());
    bench.report.finding("moves never seen", found, "none", unseen == 0);
    if second.is_none() {
        bench.report.figure("frames a second to all", frames / f64::from(schedule.seconds), "");
        bench.report.figure("server's CPU a frame", (after.server - before.server) / frames * 1_000.0, "µs");
    }
    Ok(())
}
