//! A `g`, and the key after it that says where to. Lists that have letters of their own leave that key alone.

use std::cell::Cell;
use web_sys::KeyboardEvent;

/// Milliseconds in which a second key belongs to a `g`.
const TOGETHER: f64 = 1_500.0;

thread_local! {
    static BEGUN: Cell<f64> = const { Cell::new(f64::NEG_INFINITY) };
}

pub fn begin(event: &KeyboardEvent) {
    BEGUN.set(event.time_stamp());
}

pub fn end() {
    BEGUN.set(f64::NEG_INFINITY);
}

/// Whether this key belongs to the `g` before it, and to nothing else.
pub fn is_second(event: &KeyboardEvent) -> bool {
    event.time_stamp() - BEGUN.get() < TOGETHER
}
