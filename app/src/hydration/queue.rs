//! What is left to do before a page is awake.

use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// Runs in a task of its own, after what waits already.
pub fn in_turn(step: impl FnOnce() + 'static) {
    QUEUE.with_borrow_mut(|queue| {
        queue.wake.push_back(Box::new(step));
        queue.start();
    });
}

/// Runs when all is awake, unless what asks for it is gone by then; in the meantime the page must not change under it.
pub fn once_awake(act: impl FnOnce() + 'static) {
    let owner = Owner::current();
    let gone = Arc::new(AtomicBool::new(false));
    let ended = Arc::clone(&gone);
    on_cleanup(move || ended.store(true, Ordering::Relaxed));
    QUEUE.with_borrow_mut(|queue| {
        queue.once_awake.push_back(Box::new(move || match owner {
            _ if gone.load(Ordering::Relaxed) => {}
            Some(owner) => owner.with(act),
            None => act(),
        }));
        queue.start();
    });
}

/// The page that the server has drawn is awake in its turn. Once nothing is left to do, its body says so: browser tests,
/// and whoever else must not act before, look at that.
pub fn awake_in_turn() {
    once_awake(|| {
        AWAKE.set(true);
        QUEUE.with_borrow_mut(|queue| queue.at_last = Some(Box::new(mark)));
    });
}

fn mark() {
    if let Some(body) = document().body() {
        let _ = body.set_attribute("data-hydrated", "true");
    }
}

/// Whether what is drawn now is drawn by the browser alone: the page that the server has drawn is awake.
pub fn is_awake() -> bool {
    AWAKE.get()
}

type Step = Box<dyn FnOnce()>;

/// What is left to do, a step in each task. A step can add others.
#[derive(Default)]
struct Queue {
    wake: VecDeque<Step>,
    once_awake: VecDeque<Step>,
    at_last: Option<Step>,
    running: bool,
}

thread_local! {
    static QUEUE: RefCell<Queue> = RefCell::default();
    /// Never on the server.
    static AWAKE: Cell<bool> = const { Cell::new(false) };
}

impl Queue {
    fn start(&mut self) {
        if !std::mem::replace(&mut self.running, true) {
            soon(next);
        }
    }

    fn next(&mut self) -> Option<Step> {
        let step = self.wake.pop_front().or_else(|| self.once_awake.pop_front()).or_else(|| self.at_last.take());
        self.running = step.is_some();
        step
    }
}

fn next() {
    while let Some(step) = QUEUE.with_borrow_mut(Queue::next) {
        step();
        // Browsers run the timers of a page in the background once a second, and nobody is there to tap.
        if !document().hidden() {
            return soon(next);
        }
    }
}

fn soon(act: fn()) {
    if set_timeout(act, Duration::ZERO).is_err() {
        act();
    }
}
