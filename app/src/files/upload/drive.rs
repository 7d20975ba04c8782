use super::{State, Upload, tus};
use crate::boards::pause;
use leptos::prelude::*;
use tus::Refusal;
use web_sys::File;

/// How long between two looks at whether it goes on, and until the next try, in milliseconds.
const BETWEEN: i32 = 200;
const UNTIL_NEXT_TRY: i32 = 2_000;
const FIRST_PIECE: f64 = 256.0 * 1024.0;
const LEAST_PIECE: f64 = 128.0 * 1024.0;
/// What the server stores at once.
const MOST_PIECE: f64 = 4.0 * 1024.0 * 1024.0;

/// Sends a file until it is there or given up. Whether it is there.
pub async fn to_the_end(upload: &Upload, file: &File, address: &str) -> bool {
    let mut way = Way { upload, file, address, place: None, piece: FIRST_PIECE, unheard: false };
    loop {
        match upload.state.get_untracked() {
            State::Cancelled => {
                way.give_up().await;
                return false;
            }
            State::Refused(_) => pause(BETWEEN).await,
            State::Waiting if !upload.has_its_turn() => pause(BETWEEN).await,
            State::Waiting | State::Sending | State::Offline => match way.go_on().await {
                Ok(true) => return true,
                Ok(false) | Err(Refusal::Elsewhere) => way.say(State::Sending),
                Err(Refusal::Gone) => way.begin_again(),
                Err(Refusal::Because(sentence)) => way.say(State::Refused(sentence)),
                Err(Refusal::Offline) => {
                    way.say(State::Offline);
                    pause(UNTIL_NEXT_TRY).await;
                }
            },
        }
    }
}

struct Way<'a> {
    upload: &'a Upload,
    file: &'a File,
    /// Where uploads for this task are begun.
    address: &'a str,
    /// Where this one is, once it is begun.
    place: Option<String>,
    /// How much is sent at once: about as much as a second takes.
    piece: f64,
    /// What the server said of the last piece never came.
    unheard: bool,
}

impl Way<'_> {
    /// One step. Whether it was the last.
    async fn go_on(&mut self) -> Result<bool, Refusal> {
        let size = self.upload.size;
        let Some(place) = &self.place else {
            self.place = Some(tus::begin(self.address, &self.upload.name, size).await?);
            return Ok(false);
        };
        let from = self.upload.sent.get_untracked();
        if self.unheard {
            match tus::how_far(place).await {
                // All was under way, and the upload is over: it has arrived.
                Err(Refusal::Gone) if from + self.piece >= size => return Ok(true),
                at => self.upload.sent.set(at?),
            }
            self.unheard = false;
            return Ok(false);
        }
        let begun = js_sys::Date::now();
        self.unheard = true;
        let at = tus::send(place, self.file, from, (from + self.piece).min(size)).await?;
        self.unheard = false;
        self.upload.sent.set(at);
        self.piece = match js_sys::Date::now() - begun {
            quick if quick < 700.0 => (self.piece * 2.0).min(MOST_PIECE),
            slow if slow > 2_500.0 => (self.piece / 2.0).max(LEAST_PIECE),
            _ => self.piece,
        };
        Ok(at >= size)
    }

    fn begin_again(&mut self) {
        (self.place, self.unheard) = (None, false);
        self.upload.sent.set(0.0);
    }

    async fn give_up(&self) {
        if let Some(place) = &self.place {
            tus::give_up(place).await;
        }
    }

    /// Unless somebody has given it up meanwhile.
    fn say(&self, state: State) {
        let said = &self.upload.state;
        if said.with_untracked(|said| *said != State::Cancelled && *said != state) {
            said.set(state);
        }
    }
}
