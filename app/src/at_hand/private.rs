//! What this browser keeps for the person who is signed in: where the last task went, what they looked for. It goes
//! when they sign out.

use leptos::prelude::*;

const MINE: &str = "mine:";

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(&format!("{MINE}{name}")).ok().flatten()
}

/// Where nothing can be kept, nothing is.
pub fn keep(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("{MINE}{name}"), value);
    }
}

pub fn forget() {
    let Some(storage) = storage() else { return };
    let names: Vec<_> = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten()).collect();
    for name in names.iter().filter(|name| name.starts_with(MINE)) {
        let _ = storage.remove_item(name);
    }
}
