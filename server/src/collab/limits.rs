//! How many sockets there may be, and how much one may send. Who sends more is read more slowly: nothing is dropped.

use std::time::Duration;
use tokio::time::Instant;

/// One message, the answer of a client that was away for long included.
pub const LARGEST_FRAME: usize = 4 * 1024 * 1024;
/// On one page at once, in this installation.
pub const MOST_CLIENTS: usize = 100;
/// Of one person on one page. Each socket may have all of the page on its way to it.
pub const MOST_OWN_CLIENTS: usize = 10;
/// Of one person in this process, on whatever pages.
pub const MOST_SOCKETS: usize = 50;
/// Who is there, as one client says it.
pub const LARGEST_PRESENCE: usize = 4096;
/// Bytes that may wait for one client.
pub const MOST_QUEUED: usize = 16 * 1024 * 1024;
/// Yjs clients behind one socket, of those that are seen.
pub const MOST_NAMES: usize = 4;
/// Yjs clients that one update is new of: each time that a page is opened without a line makes one.
pub const MOST_WRITERS: usize = 1000;

const BYTES_PER_FRAME: f64 = 6_700.0;
/// At once, before the pace holds: a client that comes back, or a paste.
const BURST_FRAMES: f64 = 4.0;
const BURST_BYTES: f64 = 8.0 * 1024.0 * 1024.0;

/// Two buckets that fill with time: of frames and of bytes.
#[derive(Debug)]
pub struct Pace {
    frames_per_second: f64,
    frames: f64,
    bytes: f64,
    at: Instant,
}

impl Pace {
    pub fn new(frames_per_second: u32, now: Instant) -> Self {
        let rate = f64::from(frames_per_second.max(1));
        Self { frames_per_second: rate, frames: rate * BURST_FRAMES, bytes: BURST_BYTES, at: now }
    }

    /// Takes a frame of so many bytes, and says how long to wait before the next one is read.
    #[expect(clippy::cast_precision_loss, reason = "a frame has far fewer bytes than a float counts exactly")]
    pub fn take(&mut self, bytes: usize, now: Instant) -> Duration {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.at = now;
        let byte_rate = self.frames_per_second * BYTES_PER_FRAME;
        self.frames = (self.frames + passed * self.frames_per_second).min(self.frames_per_second * BURST_FRAMES) - 1.0;
        self.bytes = (self.bytes + passed * byte_rate).min(BURST_BYTES) - bytes as f64;
        let debt = (-self.frames / self.frames_per_second).max(-self.bytes / byte_rate).max(0.0);
        Duration::from_secs_f64(debt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_and_a_burst_pass_and_a_flood_is_slowed_to_the_rate() {
        let start = Instant::now();
        let mut pace = Pace::new(30, start);
        let mut now = start;
        for _ in 0..300 {
            now += Duration::from_millis(50);
            assert_eq!(pace.take(40, now), Duration::ZERO);
        }
        let mut waited = Duration::ZERO;
        for _ in 0..120 + 300 {
            waited += pace.take(40, now + waited);
        }
        assert!((Duration::from_secs(9)..Duration::from_secs(11)).contains(&waited), "{waited:?}");
    }

    #[test]
    fn bytes_count_too() {
        let now = Instant::now();
        let mut pace = Pace::new(30, now);
        assert_eq!(pace.take(LARGEST_FRAME, now), Duration::ZERO);
        assert_eq!(pace.take(LARGEST_FRAME, now), Duration::ZERO);
        let wait = pace.take(LARGEST_FRAME, now);
        assert!((Duration::from_secs(19)..Duration::from_secs(22)).contains(&wait), "{wait:?}");
    }
}
