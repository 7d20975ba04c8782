//! Cards that are moved at a steady pace, over the API, and a client who sees it.

use crate::{
    http::Visitor,
    load::Schedule,
    outcome::Outcome,
    scene::WORKSPACE,
    socket::{Door, Socket},
};
use atrium::{
    boards::{board::Board, task::Card},
    ids::TaskId,
    realtime::{Tell, Topic},
};
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::{sync::oneshot, task::JoinSet};

/// A move that was answered: when it was meant to be sent, and the card's version since.
pub struct Moved {
    pub task: TaskId,
    pub version: i32,
    pub sent: Instant,
}

/// Sends one move after the other at their times, each of the next card into the next column.
pub async fn keep_moving(visitor: &Visitor, board: &Board, schedule: Schedule) -> Outcome<Vec<Moved>> {
    let mut dues = schedule.start();
    let mut sent = JoinSet::new();
    while let Some((index, intended)) = dues.recv().await {
        let index = usize::try_from(index)?;
        let card = &board.cards[index % board.cards.len()];
        let at = board.columns.iter().position(|column| column.id == card.column_id).unwrap_or(0);
        // Each round takes a card one column further than the one before.
        let round = 1 + index / board.cards.len();
        let column = board.columns[(at + round) % board.columns.len()].id;
        let (visitor, task) = (visitor.clone(), card.id);
        sent.spawn(async move {
            let path = format!("/workspaces/{WORKSPACE}/tasks/{task}/move");
            let moved: Card = visitor.post(&path, &json!({ "column_id": column })).await?;
            Outcome::Ok(Moved { task, version: moved.version, sent: intended })
        });
    }
    sent.join_all().await.into_iter().collect()
}

/// A card as a client was told of it.
pub struct Heard {
    pub task: TaskId,
    pub version: i32,
    pub at: Instant,
}

/// A client on a thread of its own, so that nobody else's work in this process delays it.
pub struct Observer {
    stop: oneshot::Sender<()>,
    thread: std::thread::JoinHandle<Outcome<Vec<Heard>>>,
}

impl Observer {
    /// Listens when this returns.
    pub async fn start(door: Door, topic: Topic, after: i64) -> Outcome<Self> {
        let (stop, stopped) = oneshot::channel();
        let (ready, listening) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut socket = door.open(&topic, after).await?;
                socket.frame().await?;
                let _ = ready.send(());
                watch(&mut socket, stopped).await
            })
        });
        let observer = Self { stop, thread };
        match listening.await {
            Ok(()) => Ok(observer),
            Err(_) => Err(observer.finish().err().unwrap_or_else(|| "the observer did not come in".into())),
        }
    }

    pub fn finish(self) -> Outcome<Vec<Heard>> {
        let _ = self.stop.send(());
        self.thread.join().map_err(|_| "the observer failed")?
    }
}

async fn watch(socket: &mut Socket, mut stopped: oneshot::Receiver<()>) -> Outcome<Vec<Heard>> {
    let mut heard = Vec::new();
    loop {
        let tell = tokio::select! {
            tell = socket.tell() => tell?,
            _ = &mut stopped => return Ok(heard),
        };
        let at = Instant::now();
        if let Tell::Changes { changes, .. } = tell {
            heard.extend(changes.cards.iter().map(|card| Heard { task: card.id, version: card.version, at }));
        }
    }
}

/// How long each move took to be seen, and how many never were.
pub fn latencies(moved: &[Moved], heard: &[Heard]) -> (Vec<Duration>, usize) {
    let seen: Vec<_> = moved
        .iter()
        .filter_map(|one| {
            let told = heard.iter().find(|told| told.task == one.task && told.version >= one.version)?;
            Some(told.at.saturating_duration_since(one.sent))
        })
        .collect();
    let unseen = moved.len() - seen.len();
    (seen, unseen)
}
