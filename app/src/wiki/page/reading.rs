//! Who reads a page sees what others write on it. The hub says that there is a newer text; it is read anew, and the
//! article has it put in place.

use super::{article, state::PageState};
use crate::{live, wiki::api::load_text};
use atrium::{
    ids::PageId,
    realtime::{Tell, Topic},
    wiki::page::PageText,
};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// All who read a page are told in one moment, and ask within so many milliseconds.
const SPREAD_MS: f64 = 500.0;
/// So often it is looked whether somebody has come back to a page in the background.
const BACK: Duration = Duration::from_secs(1);

/// Follows the text while the calling view lives. While somebody writes here the editor does that, by a line of its own;
/// and what was written here and has not arrived is not taken off the screen.
pub fn follow(state: PageState) {
    let read = Memo::new(move |_| {
        let follows = state.text.with(Option::is_some) && !state.editing.get() && !state.ahead.get();
        state.watch(|page| Some(page.id)).filter(|_| follows)
    });
    Effect::new(move |_| {
        let Some(id) = read.get() else { return };
        let reader = Reader { state, id, told: StoredValue::new(0), asks: StoredValue::new(false) };
        live::listen(
            Topic::Page { workspace: state.slug(), page_id: id },
            move || reader.shown().unwrap_or_default(),
            move |tell| {
                if let Tell::Text { seq, .. } = tell {
                    reader.hear(seq);
                }
            },
        );
    });
}

#[derive(Clone, Copy)]
struct Reader {
    state: PageState,
    id: PageId,
    /// How far the newest text goes that was told of.
    told: StoredValue<i64>,
    /// It is being read, or about to be.
    asks: StoredValue<bool>,
}

impl Reader {
    fn shown(self) -> Option<i64> {
        self.state.text.try_get_untracked().flatten()
    }

    fn hear(self, seq: i64) {
        self.told.try_update_value(|told| *told = seq.max(*told));
        if self.asks.try_update_value(|asks| std::mem::replace(asks, true)) == Some(false) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "milliseconds of a short wait")]
            let wait = (js_sys::Math::random() * SPREAD_MS) as u64;
            self.ask_in(Duration::from_millis(wait));
        }
    }

    fn ask_in(self, wait: Duration) {
        let ask = move || match self.told.try_get_value() {
            // Nobody reads it here any more.
            None => {}
            Some(_) if document().hidden() => self.ask_in(BACK),
            Some(told) => spawn_local(self.ask(told)),
        };
        let _ = set_timeout(ask, wait);
    }

    async fn ask(self, told: i64) {
        let Some(shown) = self.shown() else { return };
        // What the server has made of the text may lack the last words of who has just written here.
        let at_least = (shown > 0).then_some(told);
        let loaded = load_text(self.state.slug(), self.id, at_least).await;
        // Somebody may write by now, or another page is on the screen.
        if self.asks.try_set_value(false).is_some() {
            return;
        }
        // When it was not there to be read, the next change, or the line when it is back, says so again.
        let Ok(text) = loaded else { return };
        self.show(text, told);
        if let Some(newer) = self.told.try_get_value().filter(|newer| *newer > told) {
            self.hear(newer);
        }
    }

    fn show(self, text: PageText, told: i64) {
        article::renew(&text);
        self.state.text.set(Some(text.seq.max(told)));
        let PageText { outline, words, updated, updated_by, epoch, .. } = text;
        self.state.update(|page| {
            (page.outline, page.words) = (outline, words);
            (page.updated, page.updated_by) = (updated, updated_by);
            page.epoch = epoch;
        });
    }
}
