//! Sends out what people were told and have not read: looks every few seconds, as every server does.

use atrium::{clock, database::Db, inbox::channels};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// The longest that something waits past its time.
const LOOK_EVERY: Duration = Duration::from_secs(5);

pub async fn follow(db: Db, base_url: String, stop: CancellationToken) {
    let mut look = tokio::time::interval(LOOK_EVERY);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = look.tick() => {}
        }
        if let Err(error) = channels::go_out(&db, &base_url, clock::now()).await {
            tracing::warn!(%error, "could not look for what waits to go out; trying again in a moment");
        }
    }
}
