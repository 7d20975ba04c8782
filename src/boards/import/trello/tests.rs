use super::*;
use crate::boards::import::{
    sheet::{self, MOST_BYTES, Reading},
    view::Preview,
};
use serde_json::{Value, json};

fn board() -> Value {
    json!({
        "name": "Garden", "unknown": { "deep": [[[[1]]]] },
        "lists": [
            { "id": "l2", "name": "Done", "closed": false, "pos": 20 },
            { "id": "l1", "name": "To do", "closed": false, "pos": 10.5 },
            { "id": "l3", "name": "Old", "closed": true, "pos": 30 },
            { "id": "l4", "name": "Empty and gone", "closed": true, "pos": 40 },
        ],
        "labels": [
            { "id": "a", "name": "wood", "color": "green_dark" },
            { "id": "b", "name": "", "color": "sky" },
            { "id": "c", "name": "", "color": "pink" },
        ],
        "members": [{ "id": "m", "fullName": "Ada King", "username": "adak", "email": null }],
        "checklists": [{ "id": "k", "idCard": "65f000000000000000000001", "name": "Tools", "pos": 1, "checkItems": [
            { "name": "brush", "state": "complete", "pos": 2 }, { "name": "bucket", "state": "incomplete", "pos": 1 },
        ] }],
        "cards": [
            { "id": "65f000000000000000000001", "name": "Paint", "idList": "l1", "pos": 2, "desc": "See https://trello.com/c/Zz/1",
              "due": "2026-11-21T23:30:00.000Z", "start": "2026-11-20T08:00:00.000Z", "shortLink": "Aa", "idMembers": ["m"], "idLabels": ["a", "b"], "closed": false,
              "attachments": [{ "name": "plan.pdf", "url": "https://trello.com/1/plan.pdf" }] },
            { "id": "65f000000000000000000002", "name": "Sand", "idList": "l1", "pos": 1, "shortLink": "Zz", "desc": null },
            { "id": "x3", "name": "Burn", "idList": "l3", "pos": 1 },
            { "id": "x4", "name": "Put aside", "idList": "l2", "pos": 1, "closed": true },
            { "id": "x5", "name": "Lost", "idList": "nowhere" },
            { "id": "x6", "name": "No list" },
            { "id": "x7", "idList": "l1" },
            { "id": "x8", "name": "  ", "idList": "l1" },
            "no card",
        ],
        "actions": [
            { "type": "commentCard", "date": "2026-11-02T10:00:00.000Z", "memberCreator": { "fullName": "Bo", "username": "bo" },
              "data": { "text": "second", "card": { "id": "65f000000000000000000001" } } },
            { "type": "updateCard", "data": { "old": {} } },
            { "type": "commentCard", "date": "2026-11-01T10:00:00.000Z", "data": { "text": "first", "card": { "id": "65f000000000000000000001" } } },
        ],
    })
}

fn read_board(board: &Value) -> Sheet {
    read(board.to_string().as_bytes(), "Europe/Berlin").unwrap()
}

#[test]
fn a_board_becomes_columns_labels_and_tasks_in_their_order() {
    let sheet = read_board(&board());
    let columns: Vec<&str> = sheet.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(columns, ["To do", "Done", "Old"]);
    let labels: Vec<(&str, i16)> = sheet.labels.iter().map(|label| (label.name.as_str(), label.hue)).collect();
    assert_eq!(labels, [("wood", 4), ("sky", 6)]);
    let titles: Vec<(&str, bool)> = sheet.good().map(|row| (row.title.as_str(), row.archived)).collect();
    assert_eq!(titles, [("Sand", false), ("Paint", false), ("Put aside", true), ("Burn", true)]);
}

#[test]
fn a_card_brings_all_that_it_has() {
    let sheet = read_board(&board());
    let paint = sheet.good().find(|row| row.title == "Paint").unwrap();
    assert_eq!(
        paint.description,
        "See \u{201c}Sand\u{201d}\n\n**Attachments**\n\n- [plan.pdf](<https://trello.com/1/plan.pdf>)"
    );
    let items: Vec<_> = paint.luggage.checklist.iter().map(|item| (&*item.text, item.done)).collect();
    assert_eq!(items, [("bucket", false), ("brush", true)]);
    assert_eq!(paint.start_on.unwrap().to_string(), "2026-11-20");
    // Half past eleven in the evening is the next day in Berlin.
    assert_eq!(paint.due_on.unwrap().to_string(), "2026-11-22");
    assert_eq!(paint.labels, ["wood", "sky"]);
    assert_eq!(paint.assignees, ["Ada King (@adak)"]);
    assert_eq!(paint.luggage.source.as_deref(), Some("trello:65f000000000000000000001"));
    assert_eq!(paint.luggage.created_at.unwrap().year(), 2024);
    let comments: Vec<_> = paint.luggage.comments.iter().map(|one| (&*one.body, &*one.author, &*one.said_on)).collect();
    assert_eq!(comments, [("first", "", "1 Nov 2026"), ("second", "Bo (@bo)", "2 Nov 2026")]);
}

#[test]
fn a_damaged_card_is_told_by_its_name_and_the_rest_is_good() {
    let found: Preview = read_board(&board()).into_preview();
    let problems: Vec<(&str, &str)> = found.problems.iter().map(|one| (&*one.name, &*one.reason)).collect();
    assert_eq!((found.rows_total, found.good, found.problem_count), (9, 4, 5));
    for problem in [
        ("Lost", "Its list is not in the file."),
        ("No list", "It is in no list."),
        ("Card 7", "It has no name."),
        ("Card 8", "It has no name."),
        ("Card 9", "It is damaged."),
    ] {
        assert!(problems.contains(&problem), "{problem:?} in {problems:?}");
    }
}

#[test]
fn what_is_no_board_is_refused_in_a_sentence() {
    let deep = format!("{{\"lists\":[],\"cards\":{}", "[".repeat(200_000));
    for (file, sentence) in [
        ("{\"lists\": [], \"cards\": [", "This file ends too early, at line 1, column 24. Was it saved completely?"),
        ("{lists: []}", "This is not JSON: it breaks at line 1, column 2."),
        ("{\"name\": \"x\"}", "This is JSON, but neither a board from Trello nor a project that was exported here."),
        ("{\"lists\": 1, \"cards\": []}", "This file has something in an unexpected place, at line 1, column 11."),
        (deep.as_str(), "This file ends too early"),
    ] {
        let refusal = sheet::read(file.as_bytes(), &Reading::default()).err().unwrap().to_string();
        assert!(refusal.starts_with(sentence), "{refusal}");
    }
    let large = sheet::read(&vec![b' '; 5 * MOST_BYTES], &Reading::default()).err().unwrap().to_string();
    assert_eq!(large, "A file has at most 10 MB, and this one 50. Please split it.");
}

proptest::proptest! {
    #[test]
    fn any_text_with_the_words_of_a_board_is_read_or_refused(text in r#"(\{|\}|\[|\]|,|:|"lists"|"cards"|"id"|"name"|1|null){0,60}"#) {
        if let Ok(found) = sheet::read(text.as_bytes(), &Reading::default()).map(Sheet::into_preview) {
            proptest::prop_assert_eq!(found.good + found.problem_count, found.rows_total);
        }
    }
}
