use super::{Bench, moves::keep_moving};
use crate::{
    figures::{milliseconds, number},
    load::Schedule,
    outcome::Outcome,
    scene,
};
use atrium::{
    boards::{board::Board, task::Card},
    ids::TaskId,
    realtime::Tell,
};
use std::{collections::HashMap, time::Instant};

const AWAY: u32 = 30;
const PER_SECOND: u32 = 10;

/// A client hears of the board, is cut off while cards go on moving, and resumes with the number it
/// knows: what it then has must be the board as the API gives it.
pub async fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    bench.report.section(format!("a client cut off for {AWAY} s, {PER_SECOND} moves/s meanwhile"));
    let visitor = bench.visitor()?;
    let door = bench.door(&bench.server)?;
    let board = scene::board(&visitor, bench.scene.boards[0].1).await?;
    let topic = scene::topic(&board);
    let mut socket = door.open(&topic, board.seq).await?;
    let mut known = Known::new(&board);
    while !known.take(socket.tell().await?)? {}
    socket.close().await;

    let moved = keep_moving(&visitor, &board, Schedule { per_second: PER_SECOND, seconds: AWAY }).await?;
    let truth = scene::board(&visitor, &board.project.key).await?;

    let back = Instant::now();
    let before = known.seq;
    let mut socket = door.open(&topic, known.seq).await?;
    while known.seq < truth.seq {
        known.take(socket.tell().await?)?;
    }
    let took = milliseconds(back.elapsed());
    socket.close().await;
    let missed = known.differences(&truth);
    bench.report.figure("moves while it was away", number(moved.len()), "");
    bench.report.figure("events it was told of at once", f64::from(u32::try_from(known.seq - before)?), "");
    let found = format!("{missed} of {} cards differ", truth.cards.len());
    bench.report.finding("missed", found, "none", missed == 0);
    bench.report.below(1_000.0, "connected and caught up after", took, "ms");
    Ok(())
}

/// What a client knows of a board.
struct Known {
    seq: i64,
    cards: HashMap<TaskId, Card>,
}

impl Known {
    fn new(board: &Board) -> Self {
        Self { seq: board.seq, cards: board.cards.iter().map(|card| (card.id, card.clone())).collect() }
    }

    /// Whether it was about changes.
    fn take(&mut self, tell: Tell) -> Outcome<bool> {
        let Tell::Changes { changes, .. } = tell else { return Ok(false) };
        if changes.reload {
            return Err("the client was told to load the board anew, which is not what is measured here.".into());
        }
        self.seq = changes.seq;
        self.cards.extend(changes.cards.into_iter().map(|card| (card.id, card)));
        for gone in changes.gone {
            self.cards.remove(&gone);
        }
        Ok(true)
    }

    fn differences(&self, truth: &Board) -> usize {
        let wrong = truth.cards.iter().filter(|card| self.cards.get(&card.id) != Some(card)).count();
        wrong + self.cards.len().saturating_sub(truth.cards.len())
    }
}
