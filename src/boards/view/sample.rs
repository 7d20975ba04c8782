//! A small board for the tests of views.

use crate::{
    boards::{
        board::{Board, BoardCan, PersonRef},
        field::{Field, FieldKind, FieldOption},
        project::{Column, Label, Project, WhenBlocked},
        task::{Card, Priority},
    },
    day::Day,
    ids::{ColumnId, FieldId, LabelId, OptionId, PersonId, ProjectId, TaskId},
};
use uuid::Uuid;

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A card of the first column, at the rank of its number.
pub fn card(number: i32) -> Card {
    serde_json::from_value(serde_json::json!({
        "id": id(u128::try_from(number).unwrap() + 1000),
        "number": number,
        "column_id": id(100),
        "rank": format!("a{number}"),
        "title": format!("Task {number}"),
        "priority": Priority::None,
        "due_on": null,
        "assignees": [],
        "labels": [],
        "comments": 0,
        "described": false,
        "version": 1,
    }))
    .unwrap()
}

pub fn task_id(number: u128) -> TaskId {
    TaskId(id(number + 1000))
}

/// Two columns, the second for finished work; Ada, Bob and another Bob; the labels Bug and nobody; the choices Early
/// and none of the field Stage, and the number Cost.
pub fn board() -> Board {
    let column = |number, name: &str, rank: &str, done| Column {
        id: ColumnId(id(number)),
        name: name.to_owned(),
        rank: rank.to_owned(),
        done,
        task_limit: None,
        version: 1,
    };
    let person = |number, name: &str| PersonRef { id: PersonId(id(number)), name: name.to_owned(), hue: 0 };
    let label = |number, name: &str| Label { id: LabelId(id(number)), name: name.to_owned(), hue: 0 };
    Board {
        project: Project {
            id: ProjectId(id(1)),
            key: "ATR".to_owned(),
            name: "Atrium".to_owned(),
            description: String::new(),
            hue: 0,
            version: 1,
            when_blocked: WhenBlocked::default(),
            archived: false,
        },
        columns: vec![column(100, "To do", "a0", false), column(101, "Done", "a1", true)],
        cards: Vec::new(),
        labels: vec![label(300, "Bug"), label(301, "nobody")],
        fields: vec![
            field(400, "Stage", FieldKind::Select, &["Early", "none"]),
            field(401, "Cost", FieldKind::Number, &[]),
        ],
        people: vec![person(200, "Ada King"), person(201, "Bob"), person(202, "bob")],
        seq: 0,
        today: day("2026-11-18"),
        views: Vec::new(),
        can: BoardCan::default(),
    }
}

/// A field whose choices are numbered from a hundred behind it.
fn field(number: u128, name: &str, kind: FieldKind, options: &[&str]) -> Field {
    let option = |(at, name): (u128, &&str)| FieldOption {
        id: OptionId(id(number + 100 + at)),
        name: (*name).to_owned(),
        hue: 0,
        archived: false,
    };
    Field {
        id: FieldId(id(number)),
        name: name.to_owned(),
        kind,
        rank: format!("a{number}"),
        options: (0..).zip(options).map(option).collect(),
        on_card: false,
        archived: false,
        version: 1,
    }
}
