//! The other forms of a page, which people read and search.

use super::{LONGEST_WRITING, PAUSE, Room};
use atrium::wiki::content::{self, Texts};
use tokio::time::Instant;

impl Room {
    pub(super) fn changed(&mut self, now: Instant) {
        let (first, _) = self.stale.unwrap_or((now, now));
        self.stale = Some((first, now));
    }

    pub(super) fn texts_due(&self) -> Option<Instant> {
        self.stale.map(|(first, last)| (last + PAUSE).min(first + LONGEST_WRITING))
    }

    /// Said of the document while nothing is on its way to the log: it is as far as `seq`.
    pub(super) async fn save_texts(&mut self) {
        if self.stale.take().is_none() {
            return;
        }
        let Some(keeper) = self.keeper else { return };
        let saved = match Texts::of(&self.doc) {
            Ok(texts) => content::save_texts(&self.rooms.db, self.key, keeper, self.epoch, self.seq, &texts).await,
            Err(misfit) => {
                tracing::warn!(page = %self.key.page_id, %misfit, "a page cannot be read as what the schema knows");
                return;
            }
        };
        // Whoever reads the page makes them, when they are not there.
        if let Err(error) = saved {
            tracing::warn!(page = %self.key.page_id, %error, "the other forms of a page were not written");
        }
    }
}
