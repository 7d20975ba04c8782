//! The backlog of this product as a team keeps it: written down, planned, worked on for a week, then taken out of one
//! project and into another.

use crate::{
    export::{bring_in, comparable, exported, new_project},
    stage::Stage,
};
use atrium::{
    actor::{Actor, Role},
    boards::{
        self, MoveTo, NewRelation, NewTask, RepeatBy, TaskEdit,
        board::Board,
        export::FileFormat,
        field::{Field, FieldEdit, FieldKind, NewField, OptionEdit, Values},
        project::Project,
        relation::RelationKind,
        task::{Card, Priority},
    },
    clock,
    ids::TaskId,
};
use serde_json::Value;

const BACKLOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/PRODUCT.md");

/// An area of the product and what it has to be capable of.
struct Area<'a> {
    code: &'a str,
    name: &'a str,
    capabilities: Vec<&'a str>,
}

fn areas(text: &str) -> Vec<Area<'_>> {
    let sections = text.split("\n### ").skip(1);
    let area = |section| {
        let (heading, rest): (&str, &str) = str::split_once(section, '\n')?;
        let (code, name) = heading.split_once(": ")?;
        let body = rest.split("\n#").next()?.trim();
        Some(Area { code, name, capabilities: numbered(body) })
    };
    sections.filter_map(area).filter(|area| area.capabilities.len() > 1).collect()
}

/// What stands after `1. `, `2. ` and so on.
fn numbered(text: &str) -> Vec<&str> {
    let (mut found, mut number) = (Vec::new(), 1);
    let mut rest = text.strip_prefix("1. ");
    while let Some(text) = rest {
        number += 1;
        let (one, more) = match text.split_once(&format!(" {number}. ")) {
            Some((one, more)) => (one, Some(more)),
            None => (text, None),
        };
        found.push(one);
        rest = more;
    }
    found
}

struct Team {
    stage: Stage,
    owner: Actor,
    colleague: Actor,
    project: Project,
    board: Board,
    /// A field of each kind.
    fields: Vec<Field>,
}

/// Fields of every kind, the second of them on cards.
async fn fields(stage: &Stage, owner: &Actor, project: &Project) -> Vec<Field> {
    let mut made = Vec::new();
    for kind in FieldKind::ALL {
        let choices = if kind == FieldKind::Select { vec!["Early", "On time", "Late"] } else { Vec::new() };
        let option = |name: &str| OptionEdit { name: name.to_owned(), hue: 4, ..OptionEdit::default() };
        let options = choices.into_iter().map(option).collect();
        let new = NewField { name: format!("The {}", kind.name()), kind, options };
        made.push(boards::add_field(&stage.db, owner, project.id, new, None).await.unwrap());
    }
    let edit = FieldEdit { on_card: Some(true), ..FieldEdit::default() };
    boards::edit_field(&stage.db, owner, made[1].id, edit, None).await.unwrap();
    made
}

impl Team {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let colleague = stage.member("Colin", Role::Member).await;
        let (owner, colleague) = (stage.actor(&stage.founder).await, stage.actor(&colleague).await);
        let project = new_project(&stage, &owner, "ATR").await;
        let board = boards::board(&stage.db, &owner, "ATR", clock::now()).await.unwrap();
        let fields = fields(&stage, &owner, &project).await;
        Self { stage, owner, colleague, project, board, fields }
    }

    async fn write(&self, title: &str, description: &str, parent_id: Option<TaskId>) -> Card {
        let title = title.chars().take(200).collect();
        let new = NewTask { title, description: description.to_owned(), parent_id, ..NewTask::default() };
        boards::create_task(&self.stage.db, &self.owner, self.project.id, new, None).await.unwrap()
    }

    /// One area as a task with a part for each capability, each waiting for the one before.
    async fn plan(&self, area: &Area<'_>) -> Vec<Card> {
        let db = &self.stage.db;
        let label = boards::add_label(db, &self.owner, self.project.id, area.code, 3, None).await.unwrap();
        let whole = self.write(area.name, "", None).await;
        let mut parts: Vec<Card> = Vec::new();
        for capability in &area.capabilities {
            let title = capability.split([':', '.', ';']).next().unwrap_or(capability);
            let part = self.write(title, capability, Some(whole.id)).await;
            let edit = TaskEdit { labels: Some(vec![label.id]), estimate: Some(90), ..TaskEdit::default() };
            boards::edit_task(db, &self.owner, part.id, edit, None).await.unwrap();
            let steps = capability.replace([';', ','], "\n");
            boards::add_checklist_items(db, &self.owner, part.id, &steps, None).await.unwrap();
            if let Some(before) = parts.last() {
                let waits = NewRelation { kind: RelationKind::BlockedBy, other_id: before.id };
                boards::relate_tasks(db, &self.owner, part.id, waits, None).await.unwrap();
            }
            parts.push(part);
        }
        parts
    }

    /// What a task says in one field of each kind; every third says nothing.
    fn says(&self, number: usize) -> Option<Values> {
        let written = |field: &Field| match field.kind {
            FieldKind::Text => format!("=Customer {number}"),
            FieldKind::Number => format!("-{number}.25"),
            FieldKind::Date => format!("2026-12-{:02}", 1 + number % 28),
            FieldKind::Select => field.options[number % 3].id.to_string(),
            FieldKind::Person => self.colleague.person_id().to_string(),
            FieldKind::Checkbox => "true".to_owned(),
            FieldKind::Link => format!("https://example.org/{number}?a=b,c"),
        };
        (!number.is_multiple_of(3)).then(|| self.fields.iter().map(|field| (field.id, written(field))).collect())
    }

    /// Some of it is begun, some done, some put aside, and people talk about it.
    async fn work(&self, parts: &[Card]) {
        let db = &self.stage.db;
        let columns = &self.board.columns;
        for (number, part) in parts.iter().enumerate() {
            let to = MoveTo { column_id: columns[number % columns.len()].id, after: None, before: None };
            boards::move_task(db, &self.colleague, part.id, to).await.unwrap();
            let edit = TaskEdit {
                priority: Some([Priority::Low, Priority::High, Priority::None][number % 3]),
                start_on: Some("2026-11-16".to_owned()),
                due_on: Some(format!("2026-11-{}", 17 + number % 5)),
                assignees: Some(vec![self.colleague.person_id()]),
                fields: self.says(number),
                ..TaskEdit::default()
            };
            boards::edit_task(db, &self.colleague, part.id, edit, None).await.unwrap();
            if number % 2 == 0 {
                let body = format!("Half of it stands. *{}* is next.", part.title);
                boards::add_comment(db, &self.colleague, part.id, &body, None).await.unwrap();
            }
            if number % 7 == 6 {
                boards::archive_task(db, &self.owner, part.id).await.unwrap();
            }
        }
    }
}

#[tokio::test]
async fn the_backlog_of_this_product_leaves_a_project_and_comes_back_equal() {
    let Ok(text) = std::fs::read_to_string(BACKLOG) else {
        eprintln!("skipped: there is no {BACKLOG}");
        return;
    };
    let areas = areas(&text);
    let capabilities: usize = areas.iter().map(|area| area.capabilities.len()).sum();
    assert!(areas.len() > 10 && capabilities > 60, "{} areas, {capabilities} capabilities", areas.len());
    let team = Team::new().await;
    for area in &areas {
        let parts = team.plan(area).await;
        team.work(&parts).await;
    }
    let report = team.write("Report on the week", "", None).await;
    let weekly = RepeatBy { rule: "FREQ=WEEKLY;BYDAY=FR".to_owned(), cadence: boards::recurrence::Cadence::Dates };
    boards::repeat_task(&team.stage.db, &team.owner, report.id, weekly, None, clock::now()).await.unwrap();

    let once = exported(&team.stage, &team.owner, team.project.id, FileFormat::Json).await.unwrap();
    let second = new_project(&team.stage, &team.owner, "COPY").await;
    let done = bring_in(&team.stage, &team.owner, second.id, once.clone()).await;
    assert_eq!((done.problem_count, done.made), (0, i32::try_from(areas.len() + capabilities + 1).unwrap()));
    let twice = exported(&team.stage, &team.owner, second.id, FileFormat::Json).await.unwrap();
    let (once, twice) = (comparable(&once), comparable(&twice));
    let of = |file: &Value, name: &str| {
        let tasks = file["tasks"].as_array().unwrap().iter();
        tasks.filter(|task| task[name].as_array().map_or(!task[name].is_null(), |list| !list.is_empty())).count()
    };
    for name in ["parent", "relations", "checklist", "comments", "repeats", "archived_at", "completed_at", "estimate"] {
        assert!(of(&once, name) > 0, "no task has {name}");
    }
    let said = once["tasks"].as_array().unwrap().iter().filter(|task| task["fields"]["The select"] == "Late").count();
    assert!(said > 5 && once["fields"].as_array().unwrap().len() == FieldKind::ALL.len());
    assert_eq!(once, twice);
    let table = exported(&team.stage, &team.owner, second.id, FileFormat::Csv { mark: false }).await.unwrap();
    assert!(
        table
            .lines()
            .next()
            .unwrap()
            .ends_with("Comments,The text,The number,The date,The select,The person,The checkbox,The link")
    );
    assert!(table.contains(",'=Customer 1,-1.25,2026-12-02,On time,"), "a text is no formula, and a number stays one");
}
