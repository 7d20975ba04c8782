//! What others do to pages is seen at once: the hub says which pages and trees are not as they were, and they are read
//! anew.

use crate::live;
use atrium::realtime::{Tell, Thing, Topic};
use leptos::prelude::*;

/// Hears of the pages of a workspace while the calling view, or run of an effect, lives. `known` is the newest event that
/// is on the screen already; `act` can ask of each page and space whether it is to be read anew.
pub fn follow(workspace: String, known: impl Fn() -> i64 + 'static, act: impl Fn(&dyn Fn(Thing) -> bool) + 'static) {
    let told = StoredValue::new(0);
    live::listen(
        Topic::Wiki { workspace },
        move || known().max(told.try_get_value().unwrap_or_default()),
        move |tell| {
            if let Tell::Wiki { seq, things } = tell {
                told.try_set_value(seq);
                act(&|thing| things.is_empty() || things.contains(&thing));
            }
        },
    );
}
