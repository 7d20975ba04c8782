//! Two kinds of load. The open loop asks at fixed times whatever the answers do, and each latency
//! counts from the intended time: a server that stalls cannot hide the requests that waited for it.
//! The closed loop asks as fast as a number of connections can.

use crate::{
    figures::Figures,
    outcome::{Outcome, whole},
};
use std::{
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::mpsc, task::JoinSet};

/// When each request is due after the start.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    pub per_second: u32,
    pub seconds: u32,
}

impl Schedule {
    pub fn count(self) -> u32 {
        self.per_second * self.seconds
    }

    pub fn due(self, index: u32) -> Duration {
        Duration::from_secs(index.into()) / self.per_second
    }

    /// Says each index with its intended time. A thread of its own keeps the time to some 50 µs;
    /// the timers of the runtime are a millisecond coarse.
    pub fn start(self) -> mpsc::UnboundedReceiver<(u32, Instant)> {
        let (due, dues) = mpsc::unbounded_channel();
        std::thread::spawn(move || {
            let start = Instant::now() + Duration::from_millis(5);
            for index in 0..self.count() {
                let intended = start + self.due(index);
                std::thread::sleep(intended.saturating_duration_since(Instant::now()));
                if due.send((index, intended)).is_err() {
                    return;
                }
            }
        });
        dues
    }
}

/// How a load went.
#[derive(Debug, Default)]
pub struct Load {
    pub latencies: Figures,
    pub failed: usize,
    pub took: Duration,
    pub first_failure: Option<String>,
}

/// `ask` returns when the answer counts as there.
pub async fn open_loop<F>(schedule: Schedule, ask: impl Fn(u32) -> F + Send + Sync + 'static) -> Outcome<Load>
where
    F: Future<Output = Outcome<Instant>> + Send + 'static,
{
    let start = Instant::now();
    let mut dues = schedule.start();
    let mut asked = JoinSet::new();
    while let Some((index, intended)) = dues.recv().await {
        let asking = ask(index);
        asked.spawn(async move { asking.await.map(|there| there.saturating_duration_since(intended)) });
    }
    gather(asked.join_all().await, start)
}

/// Asks over `connections` at once for so many seconds.
pub async fn closed_loop<F>(
    connections: u32,
    seconds: u32,
    ask: impl Fn() -> F + Send + Sync + 'static,
) -> Outcome<Load>
where
    F: Future<Output = Outcome<Instant>> + Send + 'static,
{
    let start = Instant::now();
    let deadline = start + Duration::from_secs(seconds.into());
    let ask = Arc::new(ask);
    let mut loops = JoinSet::new();
    for _ in 0..connections {
        let ask = ask.clone();
        loops.spawn(async move {
            let mut times = Vec::new();
            while Instant::now() < deadline {
                let begun = Instant::now();
                times.push(ask().await.map(|there| there.saturating_duration_since(begun)));
            }
            times
        });
    }
    gather(loops.join_all().await.into_iter().flatten().collect(), start)
}

fn gather(times: Vec<Outcome<Duration>>, start: Instant) -> Outcome<Load> {
    let took = start.elapsed();
    let mut first_failure = None;
    let all = times.len();
    let latencies: Figures =
        times.into_iter().filter_map(|time| time.map_err(|error| first_failure = Some(whole(&*error))).ok()).collect();
    if latencies.count() == 0 {
        return Err(format!("nothing was answered: {}", first_failure.unwrap_or_default()).into());
    }
    Ok(Load { failed: all - latencies.count(), latencies, took, first_failure })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_due_evenly_and_do_not_drift() {
        let schedule = Schedule { per_second: 300, seconds: 10 };
        assert_eq!(schedule.count(), 3_000);
        assert_eq!(schedule.due(0), Duration::ZERO);
        assert_eq!(schedule.due(300), Duration::from_secs(1));
        assert_eq!(schedule.due(2_700), Duration::from_secs(9));
    }

    #[tokio::test]
    async fn a_stall_counts_for_those_who_waited() {
        let turn = Arc::new(tokio::sync::Mutex::new(()));
        let schedule = Schedule { per_second: 100, seconds: 1 };
        let load = open_loop(schedule, move |index| {
            let turn = turn.clone();
            async move {
                let _turn = turn.lock().await;
                if index == 0 {
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
                Ok(Instant::now())
            }
        });
        let load = load.await.unwrap();
        assert_eq!(load.latencies.count(), 100);
        // Half of them were due while the first one held the only place.
        assert!(load.latencies.percentile(75).is_some_and(|ms| ms > 200.0), "{load:?}");
    }

    #[tokio::test]
    async fn failures_are_counted_and_nothing_answered_is_an_error() {
        let schedule = Schedule { per_second: 100, seconds: 1 };
        let half = open_loop(schedule, |index| async move {
            if index % 2 == 0 { Ok(Instant::now()) } else { Err("refused".into()) }
        });
        assert_eq!(half.await.unwrap().failed, 50);
        let none = closed_loop(1, 0, || async { Ok(Instant::now()) });
        assert!(none.await.is_err());
    }
}
