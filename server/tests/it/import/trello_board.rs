//! A board as Trello exports it, of any size, with everything that people put on cards.

use serde_json::{Value, json};

const LISTS: [(&str, bool); 6] =
    [("Ideas", false), ("Next", false), ("Doing", false), ("Review", false), ("Done", false), ("Last year", true)];
const COLORS: [&str; 6] = ["green", "yellow_light", "orange", "red_dark", "purple", "sky"];

fn id(kind: u32, number: usize) -> String {
    format!("65f1{kind:04x}{number:016x}")
}

/// `mail` is the address of a member of the workspace; one more member is known by their full name.
pub fn trello_board(cards: usize, mail: &str, full_name: &str) -> Value {
    let lists: Vec<Value> = (0..)
        .zip(LISTS)
        .map(
            |(at, (name, closed))| json!({ "id": id(1, at), "name": name, "closed": closed, "pos": 65_536 * (at + 1) }),
        )
        .collect();
    let label = |(at, color): (usize, &str)| json!({ "id": id(2, at), "name": if at == 5 { String::new() } else { format!("Label {at}") }, "color": color });
    json!({
        "id": id(0, 0), "name": "A large board", "url": "https://trello.com/b/x", "prefs": { "background": "blue" },
        "lists": lists,
        "labels": (0..).zip(COLORS).map(label).collect::<Vec<_>>(),
        "members": [
            { "id": id(3, 0), "fullName": "Somebody", "username": "somebody", "email": mail },
            { "id": id(3, 1), "fullName": full_name, "username": "aname", "email": null },
            { "id": id(3, 2), "fullName": "Long Gone", "username": "longgone" },
        ],
        "cards": (0..cards).map(card).collect::<Vec<_>>(),
        "checklists": (0..cards).filter(|at| at % 4 == 0).map(checklist).collect::<Vec<_>>(),
        "actions": (0..cards).rev().filter(|at| at % 2 == 0).map(comment).collect::<Vec<_>>(),
    })
}

fn card(at: usize) -> Value {
    let before = at.saturating_sub(1);
    json!({
        "id": id(4, at), "name": format!("Card {at} \u{2013} caf\u{e9}"), "idList": id(1, at % LISTS.len()),
        "pos": (at * 7_919) % 100_003, "closed": at % 10 == 3, "shortLink": format!("S{at:07}"),
        "desc": format!("Text of card {at}.\n\nAfter https://trello.com/c/S{before:07}/{before}-card."),
        "due": if at.is_multiple_of(3) { json!(format!("2026-1{}-{:02}T12:00:00.000Z", at % 3, at % 28 + 1)) } else { Value::Null },
        "dueComplete": false, "dateLastActivity": "2026-11-20T08:00:00.000Z",
        "idMembers": [id(3, at % 3)], "idLabels": [id(2, at % 6), id(2, (at + 1) % 6)],
        "badges": { "votes": 0 }, "cover": { "color": null },
    })
}

fn checklist(at: usize) -> Value {
    json!({ "id": id(5, at), "idCard": id(4, at), "name": "Steps", "pos": 1, "checkItems": [
        { "id": id(6, at), "name": format!("First of {at}"), "state": "complete", "pos": 1 },
        { "id": id(7, at), "name": "Second", "state": "incomplete", "pos": 2 },
    ] })
}

fn comment(at: usize) -> Value {
    json!({
        "id": id(8, at), "type": "commentCard", "date": format!("2026-10-{:02}T09:00:00.000Z", at % 28 + 1),
        "data": { "text": format!("Remark on {at}"), "card": { "id": id(4, at), "name": "x" } },
        "memberCreator": { "id": id(3, at % 3), "fullName": if at % 3 == 2 { "Long Gone" } else { "Somebody" }, "username": "u" },
    })
}
