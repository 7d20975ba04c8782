//! Where somebody's caret is, as Yjs says it. A browser makes positions of it while it draws the page, and what is none
//! stops it in the middle: so only what reads as two positions is passed on, written anew, and nothing else of it.

use atrium::wiki::document::yjs::ROOT;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The largest number that a browser counts exactly.
const LARGEST_CLIENT: u64 = (1 << 53) - 1;

#[derive(Debug, Serialize, Deserialize)]
pub struct Cursor {
    anchor: Position,
    head: Position,
}

/// At an item, or at an end of the element that it names: by its id, or by its name where it is the root.
#[derive(Debug, Serialize, Deserialize)]
struct Position {
    #[serde(rename = "type")]
    element: Option<Id>,
    tname: Option<String>,
    item: Option<Id>,
    assoc: Option<i32>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Id {
    client: u64,
    clock: u32,
}

impl Cursor {
    /// Nothing for what is no caret, or one that is nowhere in a page.
    pub fn read(said: &Value) -> Option<Self> {
        let cursor = Self::deserialize(said).ok()?;
        (cursor.anchor.is_in_a_page() && cursor.head.is_in_a_page()).then_some(cursor)
    }
}

impl Position {
    fn is_in_a_page(&self) -> bool {
        let is_somewhere = self.element.is_some() || self.tname.is_some() || self.item.is_some();
        // A browser makes a root for each name that it hears.
        let in_root = self.tname.as_deref().is_none_or(|name| name == ROOT);
        let mut ids = [&self.element, &self.item].into_iter().flatten();
        is_somewhere && in_root && ids.all(|id| id.client <= LARGEST_CLIENT)
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;
    use serde_json::{Value, json};

    fn both(position: &Value) -> Option<Value> {
        let cursor = Cursor::read(&json!({ "anchor": position, "head": position }))?;
        Some(serde_json::to_value(cursor).unwrap())
    }

    #[test]
    fn a_caret_is_passed_on_as_the_editor_says_it() {
        let id = json!({ "client": 9_007_199_254_740_991_u64, "clock": u32::MAX });
        for position in [
            json!({ "type": null, "tname": "default", "item": null, "assoc": -1 }),
            json!({ "type": id, "tname": null, "item": null, "assoc": 0 }),
            json!({ "type": id, "tname": null, "item": id, "assoc": -1 }),
        ] {
            assert_eq!(both(&position), Some(json!({ "anchor": position, "head": position })));
        }
        // The short form, and something beside it.
        let short = both(&json!({ "item": id, "more": 1 }));
        let whole = json!({ "type": null, "tname": null, "item": id, "assoc": null });
        assert_eq!(short, Some(json!({ "anchor": whole, "head": whole })));
    }

    #[test]
    fn what_would_stop_a_browser_is_no_caret() {
        let sound = json!({ "tname": "default" });
        for cursor in [
            json!(null),
            json!({}),
            json!(5),
            json!("here"),
            json!({ "anchor": null, "head": null }),
            json!({ "anchor": sound }),
            json!({ "anchor": sound, "head": null }),
            json!({ "anchor": {}, "head": sound }),
        ] {
            assert!(Cursor::read(&cursor).is_none(), "{cursor}");
        }
        for position in [
            json!({}),
            json!({ "tname": "zzz" }),
            json!({ "tname": "" }),
            json!({ "tname": 1 }),
            json!({ "tname": "zzz", "item": { "client": 1, "clock": 0 } }),
            json!({ "item": { "client": 1, "clock": -5 } }),
            json!({ "item": { "client": 1, "clock": 0.5 } }),
            json!({ "item": { "client": 1, "clock": 4_294_967_296_u64 } }),
            json!({ "item": { "client": 9_007_199_254_740_992_u64, "clock": 0 } }),
            json!({ "item": { "client": "x", "clock": 0 } }),
            json!({ "item": { "client": -1, "clock": 0 } }),
            json!({ "item": { "client": 1 } }),
            json!({ "item": 1 }),
            json!({ "type": { "client": 7, "clock": -1 } }),
            json!({ "tname": "default", "assoc": 0.5 }),
            json!({ "tname": "default", "assoc": "left" }),
        ] {
            assert_eq!(both(&position), None, "{position}");
        }
    }
}
