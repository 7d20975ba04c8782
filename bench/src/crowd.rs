//! Many live clients on one board, who read what they are sent and do nothing else.

use crate::{outcome::Outcome, socket::Door};
use atrium::realtime::Topic;
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use tokio::{
    runtime::{Builder, Runtime},
    sync::Semaphore,
    time::sleep,
};

/// How many connect at once.
const AT_ONCE: usize = 64;

/// They live on a thread of their own, so that the one whose latency is measured does not wait for
/// them in this process.
pub struct Crowd {
    runtime: Option<Runtime>,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    listening: AtomicUsize,
    frames: AtomicUsize,
    lost: AtomicUsize,
    why: Mutex<Option<String>>,
}

impl Crowd {
    /// `count` clients, shared out among the doors, each of them listening when this returns.
    pub async fn gather(doors: &[Door], topic: &Topic, after: i64, count: usize) -> Outcome<Self> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let crowd = Self { runtime: Some(runtime), seen: Arc::default() };
        let places = Arc::new(Semaphore::new(AT_ONCE));
        for door in doors.iter().cycle().take(count) {
            let (door, topic, places, seen) = (door.clone(), topic.clone(), places.clone(), crowd.seen.clone());
            if let Some(runtime) = &crowd.runtime {
                runtime.spawn(async move {
                    if let Err(error) = listen(&door, &topic, after, &places, &seen).await {
                        seen.lost.fetch_add(1, Relaxed);
                        seen.why.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error.to_string());
                    }
                });
            }
        }
        let deadline = Instant::now() + Duration::from_mins(3);
        while crowd.seen.listening.load(Relaxed) < count {
            crowd.check()?;
            if Instant::now() > deadline {
                let listening = crowd.seen.listening.load(Relaxed);
                return Err(format!("only {listening} of {count} live clients came in.").into());
            }
            sleep(Duration::from_millis(50)).await;
        }
        Ok(crowd)
    }

    /// An error when a client was lost.
    pub fn check(&self) -> Outcome<()> {
        match self.seen.lost.load(Relaxed) {
            0 => Ok(()),
            lost => {
                let why = self.seen.why.lock().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or_default();
                Err(format!("{lost} live clients were lost: {why}").into())
            }
        }
    }

    pub fn frames(&self) -> usize {
        self.seen.frames.load(Relaxed)
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        // A runtime must not be waited for inside another one.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn listen(door: &Door, topic: &Topic, after: i64, places: &Semaphore, seen: &Seen) -> Outcome<()> {
    let place = places.acquire().await?;
    let mut socket = door.open(topic, after).await?;
    socket.frame().await?;
    seen.listening.fetch_add(1, Relaxed);
    drop(place);
    loop {
        socket.frame().await?;
        seen.frames.fetch_add(1, Relaxed);
    }
}
