//! The keys of the house, in one list: the sheet behind `?` is drawn from it.
//!
//! A key that presses something on the page needs no code: the button or field carries it as `aria-keyshortcuts`, and
//! what stands in the open panel comes first. None of them acts while somebody types, and all of those without Ctrl or
//! Cmd can be turned off in the profile.

pub mod sequence;
mod sheet;
mod switch;

pub use sheet::ShortcutSheet;
pub use switch::{KeysSwitch, are_off};

/// Keys that are pressed one after the other, and what they do.
#[derive(Clone, Copy, Debug)]
pub struct Shortcut {
    pub keys: &'static [&'static str],
    pub what: &'static str,
}

#[derive(Clone, Copy, Debug)]
pub struct Group {
    pub name: &'static str,
    pub shortcuts: &'static [Shortcut],
}

/// After `g`: the key, the name of the page and its address. Where `{base}` stands the workspace is meant.
pub const PLACES: [(&str, &str, &str); 6] = [
    ("h", "Home", "{base}"),
    ("i", "Inbox", "{base}/inbox"),
    ("m", "My work", "/my-work?in={workspace}"),
    ("p", "Projects", "{base}/projects"),
    ("w", "Wiki", "{base}/wiki"),
    ("t", "People", "{base}/people"),
];

/// The address of a place, from within a workspace.
pub fn address(place: &str, workspace: &str) -> String {
    place.replace("{base}", &format!("/w/{workspace}")).replace("{workspace}", workspace)
}

const fn key(keys: &'static [&'static str], what: &'static str) -> Shortcut {
    Shortcut { keys, what }
}

pub const GROUPS: [Group; 10] = [
    Group {
        name: "Everywhere",
        shortcuts: &[
            key(&["Ctrl K"], "Find anything, do anything"),
            key(&["/"], "Find"),
            key(&["c"], "New task"),
            key(&["Ctrl Z"], "Take back"),
            key(&["Ctrl Shift Z"], "Do again"),
            key(&["\u{2191} \u{2193}"], "In a menu: from one thing to the next"),
            key(&["?"], "These keys"),
        ],
    },
    Group {
        name: "Go to",
        shortcuts: &[
            key(&["g", "h"], "Home"),
            key(&["g", "i"], "Inbox"),
            key(&["g", "m"], "My work"),
            key(&["g", "p"], "Projects"),
            key(&["g", "w"], "Wiki"),
            key(&["g", "t"], "People"),
        ],
    },
    Group {
        name: "On a board",
        shortcuts: &[
            key(&["j k"], "From card to card, as the arrows do"),
            key(&["Enter"], "Open the card"),
            key(&["Space"], "Lift the card and put it down"),
            key(&["Escape"], "Leave it where it was"),
            key(&["x"], "Pick it, to change several at once"),
            key(
                &["m", "a", "l", "p", "d"],
                "Column, people, labels, priority, due date, also of the card under the pointer",
            ),
            key(&[",", "."], "Move it to the column before, after"),
            key(&["f"], "Filter the tasks"),
            key(&["q"], "Only mine, and all of them again"),
            key(&["1", "2", "3", "4", "5"], "Show it as board, list, table, calendar, timeline"),
        ],
    },
    Group {
        name: "In a calendar or a timeline",
        shortcuts: &[
            key(&["t"], "Today"),
            key(&["PageUp"], "The month or week before, with PageDown the next"),
            key(&["n"], "Add a task on the day"),
            key(&["Space"], "Lift the task, carry it with the arrows, put it down"),
            key(&["Shift \u{2190} \u{2192}"], "Timeline: another end; with Alt another start"),
            key(&["m"], "Move it to another day"),
        ],
    },
    Group {
        name: "In a list or a table",
        shortcuts: &[
            key(&["j k"], "From row to row, as the arrows do"),
            key(&["x"], "Pick the row"),
            key(&["e"], "Write the title"),
            key(&["m", "a", "l", "p", "d"], "Column, people, labels, priority, due date"),
        ],
    },
    Group {
        name: "In the inbox and in my work",
        shortcuts: &[
            key(&["j k"], "From one to the next, as the arrows do"),
            key(&["e", "u", "h"], "Inbox: done, unread, put off"),
            key(&["x"], "My work: complete the task"),
            key(&["Alt \u{2191} \u{2193}"], "My work: plan it sooner, later"),
        ],
    },
    Group {
        name: "On an open task",
        shortcuts: &[
            key(&["e"], "Edit the description"),
            key(&["a"], "Assign"),
            key(&["l"], "Labels"),
            key(&["d"], "Due date"),
            key(&["m"], "Move to another column"),
            key(&["s"], "Start a timer, or stop it"),
            key(&["Escape"], "Close"),
        ],
    },
    Group {
        name: "In the wiki",
        shortcuts: &[
            key(&["j k"], "From page to page, as the arrows do, also in the trash"),
            key(&["Enter"], "Open the page; in the trash, bring it back"),
            key(&["c"], "New page, below the one that is open"),
            key(&["/"], "On its first page: find a page"),
            key(&["e"], "Edit the page"),
            key(&["o"], "Comments"),
            key(&["Ctrl Alt M"], "Comment on the selected words"),
            key(&["m"], "Move the page, also the one in the tree"),
            key(&["Alt \u{2191} \u{2193}"], "In the tree: up and down"),
            key(&["Alt \u{2190} \u{2192}"], "In the tree: out of its page, below the one before"),
        ],
    },
    Group {
        name: "While writing a page",
        shortcuts: &[
            key(&["/"], "Heading, list, picture, table and other blocks"),
            key(&["@"], "Somebody"),
            key(&["[["], "Another page"),
            key(&["#"], "A task"),
            key(&["Ctrl B"], "Bold; with I italic, with E code"),
            key(&["Ctrl K"], "Link"),
            key(&["Ctrl Alt M"], "Comment on the selected words"),
            key(&["Alt F10"], "To the tools for the selected words"),
            key(&["Ctrl Alt 1"], "Heading, with 2 and 3 smaller ones"),
            key(&["Ctrl Shift 8"], "List; with 7 numbered, with 9 to tick off"),
            key(&["Ctrl /"], "What can be done with the block"),
            key(&["Alt Shift \u{2191} \u{2193}"], "Move the block"),
            key(&["Escape"], "Stop writing"),
        ],
    },
    Group {
        name: "While writing a task",
        shortcuts: &[
            key(&["@", "#", "!"], "Somebody, a label, a priority"),
            key(&["\\"], "Keep the next word as it is"),
            key(&["Enter"], "Add, and write the next one"),
            key(&["Shift Enter"], "Add and open"),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::{GROUPS, PLACES, address};

    #[test]
    fn every_place_has_its_row_in_the_sheet() {
        let rows = GROUPS.iter().flat_map(|group| group.shortcuts);
        let places: Vec<_> = rows.filter(|row| row.keys[0] == "g").map(|row| (row.keys[1], row.what)).collect();
        assert_eq!(places, PLACES.map(|(key, name, _)| (key, name)));
    }

    #[test]
    fn a_place_is_in_the_workspace_one_comes_from() {
        assert_eq!(address("{base}/people", "north"), "/w/north/people");
        assert_eq!(address("/my-work?in={workspace}", "north"), "/my-work?in=north");
    }
}
