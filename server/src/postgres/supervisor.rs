//! Keeps Postgres running while the server does, and stops it after.

use super::{process::Cluster, try_lock};
use rustix::process::{Pid, Signal, kill_process};
use std::{fs::File, time::Duration};
use tokio::{
    process::Child,
    time::{Instant, sleep, timeout},
};
use tokio_util::sync::CancellationToken;

const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// Having run this long, a death is a new misfortune rather than the same one again.
const HEALTHY: Duration = Duration::from_mins(1);
const SHUTDOWN: Duration = Duration::from_secs(20);

/// Restarts Postgres whenever it dies. The lock is held until it has stopped.
pub async fn run(cluster: Cluster, lock: File, mut child: Option<Child>, stop: CancellationToken) {
    let mut pause = FIRST_PAUSE;
    loop {
        if let Some(running) = child.take() {
            let started = Instant::now();
            if !watch(running, &stop).await {
                break;
            }
            if started.elapsed() > HEALTHY {
                pause = FIRST_PAUSE;
            }
        }
        tokio::select! {
            () = stop.cancelled() => break,
            () = sleep(pause) => {}
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
        match cluster.start().await {
            Ok(started) => {
                tracing::info!("Postgres runs again");
                child = Some(started);
            }
            Err(error) => tracing::error!(%error, "Postgres could not be restarted"),
        }
    }
    drop(lock);
}

/// Waits beside a Postgres that another process runs, to take over when that process ends.
pub async fn stand_by(cluster: Cluster, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = sleep(Duration::from_secs(1)) => {}
        }
        if let Ok(Some(lock)) = try_lock(&cluster) {
            tracing::warn!("the process that ran Postgres has ended: taking over");
            return run(cluster, lock, None, stop).await;
        }
    }
}

/// Until Postgres dies (true) or has been stopped (false).
async fn watch(mut child: Child, stop: &CancellationToken) -> bool {
    tokio::select! {
        () = stop.cancelled() => {
            shut_down(&mut child).await;
            false
        }
        ended = child.wait() => {
            tracing::error!(?ended, "Postgres died; restarting it");
            true
        }
    }
}

/// A fast shutdown: open transactions are rolled back, everything committed is kept.
async fn shut_down(child: &mut Child) {
    signal(child, Signal::INT);
    if timeout(SHUTDOWN, child.wait()).await.is_err() {
        tracing::warn!("Postgres takes long to stop; stopping it at once");
        signal(child, Signal::QUIT);
        if timeout(SHUTDOWN, child.wait()).await.is_err() {
            let _ = child.kill().await;
        }
    }
}

fn signal(child: &Child, signal: Signal) {
    let pid = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
    if let Some(Err(error)) = pid.map(|pid| kill_process(pid, signal)) {
        tracing::warn!(%error, "Postgres could not be signalled");
    }
}
