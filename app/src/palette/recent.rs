//! What was found and opened before, kept in this browser until its person signs out.

use super::entry::Recent;
use crate::{at_hand::private, wire::decode};

const MOST: usize = 8;

fn place(workspace: &str) -> String {
    format!("recent:{workspace}")
}

pub fn all(workspace: &str) -> Vec<Recent> {
    private::kept(&place(workspace)).and_then(|kept| decode(&kept).ok()).unwrap_or_default()
}

/// It is the newest from now on.
pub fn remember(workspace: &str, one: &Recent) {
    let mut recent = all(workspace);
    recent.retain(|other| other.href != one.href);
    recent.insert(0, one.clone());
    recent.truncate(MOST);
    if let Ok(kept) = serde_json::to_string(&recent) {
        private::keep(&place(workspace), &kept);
    }
}
