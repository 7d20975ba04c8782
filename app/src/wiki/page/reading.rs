//! Who reads a page sees what others write on it. The hub says that there is a newer text; it is read anew, and the
//! article has it put in place.

use super::{article, state::PageState};
use crate::{failure::Failure, live, wiki::api::load_text};
use atrium::{
    Error,
    ids::PageId,
    realtime::{Tell, Topic},
    wiki::page::PageText,
};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// All who read a page are told in one moment, and ask within so long.
const SPREAD: Duration = Duration::from_millis(500);
/// Who could not read it asks again after so long, and within as long again.
const AGAIN: Duration = Duration::from_secs(5);
/// So often it is looked whether somebody has come back to a page in the background.
const BACK: Duration = Duration::from_secs(1);

/// Which text of the page is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownText {
    /// None yet: it is on its way.
    Coming,
    /// What the editor has left there. It does not say how far of the log that goes.
    #[cfg_attr(not(feature = "hydrate"), allow(dead_code, reason = "the editor is in the browser"))]
    FromEditor,
    /// The server's, as of this line of the page's log; 0 where nothing was ever written.
    UpTo(i64),
}

/// Follows the text while the calling view lives. While somebody writes here the editor does that, by a line of its own;
/// and what was written here and has not arrived is not taken off the screen.
pub fn follow(state: PageState) {
    let read = Memo::new(move |_| {
        let is_there = state.text.get() != ShownText::Coming;
        let follows = is_there && !state.editing.get() && !state.ahead.get();
        state.watch(|page| Some(page.id)).filter(|_| follows)
    });
    Effect::new(move |_| {
        let Some(id) = read.get() else { return };
        let reader = Reader { state, id, told: StoredValue::new(0), asks: StoredValue::new(false) };
        live::listen(
            Topic::Page { workspace: state.slug(), page_id: id },
            move || match reader.shown() {
                Some(ShownText::UpTo(seq)) => seq,
                _ => 0,
            },
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
    fn shown(self) -> Option<ShownText> {
        self.state.text.try_get_untracked()
    }

    fn hear(self, seq: i64) {
        self.told.try_update_value(|told| *told = seq.max(*told));
        if self.asks.try_update_value(|asks| std::mem::replace(asks, true)) == Some(false) {
            self.ask_in(part_of(SPREAD));
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
        let at_least = match self.shown() {
            Some(ShownText::UpTo(_)) => Some(told),
            // What the server has made of the text may lack the last words of who has just written here.
            Some(ShownText::FromEditor) => None,
            Some(ShownText::Coming) | None => return,
        };
        let loaded = load_text(self.state.slug(), self.id, at_least).await;
        if loaded.as_ref().is_err_and(|failure| !is_final(failure)) {
            // The hub has said it, and says it once for each text.
            self.ask_in(AGAIN + part_of(AGAIN));
            return;
        }
        // Somebody may write by now, or another page is on the screen.
        if self.asks.try_set_value(false).is_some() {
            return;
        }
        let Ok(text) = loaded else { return };
        self.show(text, told);
        if let Some(newer) = self.told.try_get_value().filter(|newer| *newer > told) {
            self.hear(newer);
        }
    }

    fn show(self, text: PageText, told: i64) {
        article::renew(&text);
        self.state.text.set(ShownText::UpTo(text.seq.max(told)));
        let PageText { outline, words, updated, updated_by, epoch, .. } = text;
        self.state.update(|page| {
            (page.outline, page.words) = (outline, words);
            (page.updated, page.updated_by) = (updated, updated_by);
            page.epoch = epoch;
        });
    }
}

/// To ask again would be answered in the same way.
fn is_final(failure: &Failure) -> bool {
    matches!(failure, Failure::OutOfDate | Failure::Refused(Error::NotFound | Error::Forbidden | Error::SignedOut))
}

/// By chance, so that not all ask at once.
fn part_of(time: Duration) -> Duration {
    time.mul_f64(js_sys::Math::random())
}
