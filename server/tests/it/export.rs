use crate::stage::{Person, Stage};
use atrium::{
    Error,
    actor::{Actor, Role},
    boards::{
        self, NewProject,
        export::{Exporter, FileFormat},
        import::{Format, ImportState, ImportView, NewImport, import, run_import, start_import},
        project::{GuestLevel, Project},
    },
    clock,
    ids::ProjectId,
    workspace,
};
use serde_json::{Value, json};
use std::collections::HashMap;

const CSV: FileFormat = FileFormat::Csv { mark: false };

pub async fn exported(stage: &Stage, actor: &Actor, id: ProjectId, format: FileFormat) -> Result<String, Error> {
    Exporter::of_project(stage.db.clone(), *actor, id, format, clock::now()).await?.whole().await
}

pub async fn bring_in(stage: &Stage, actor: &Actor, project: ProjectId, content: String) -> ImportView {
    let new = NewImport { source: "a.json".to_owned(), content: content.into(), ..NewImport::default() };
    let started = start_import(&stage.db, actor, project, new, None).await.unwrap();
    run_import(&stage.db, actor, started.id).await.unwrap();
    import(&stage.db, actor, started.id, clock::now()).await.unwrap()
}

pub async fn new_project(stage: &Stage, actor: &Actor, key: &str) -> Project {
    let new = NewProject { key: key.to_owned(), name: "A copy".to_owned(), description: String::new(), hue: 0 };
    boards::create_project(&stage.db, actor, new, None).await.unwrap()
}

/// Without what has to differ: keys, the moment of the export, the project's own name; and with places in the file for
/// ids.
pub fn comparable(file: &str) -> Value {
    let mut file: Value = serde_json::from_str(file).expect("JSON");
    let tasks = file["tasks"].as_array().unwrap();
    let places: HashMap<String, usize> =
        tasks.iter().enumerate().map(|(at, task)| (task["id"].as_str().unwrap().to_owned(), at)).collect();
    let place = |id: &mut Value| {
        if let Some(at) = id.as_str().and_then(|id| places.get(id)) {
            *id = json!(at);
        }
    };
    for name in ["exported_at", "project"] {
        file.as_object_mut().unwrap().remove(name);
    }
    for task in file["tasks"].as_array_mut().unwrap() {
        task.as_object_mut().unwrap().remove("id");
        task.as_object_mut().unwrap().remove("key");
        place(&mut task["parent"]);
        let relations = task["relations"].as_array_mut().unwrap();
        for relation in &mut *relations {
            place(&mut relation["task"]);
        }
        relations.sort_by_key(ToString::to_string);
    }
    file
}

/// Numbers that look like chance and are the same each time (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(sides).unwrap()).unwrap()
    }

    /// Words with everything that a file could trip over.
    fn words(&mut self) -> String {
        const PIECES: [&str; 12] = [
            "paint",
            "\"quoted\"",
            "a,b;c",
            "\u{1f469}\u{200d}\u{1f4bb}",
            "=1+1",
            "{\"x\":[",
            "\\",
            "caf\u{e9}",
            "\u{6f22}\u{5b57}",
            "<b>",
            "'",
            "]}",
        ];
        let count = 1 + self.roll(5);
        (0..count).map(|_| PIECES[self.roll(PIECES.len())]).collect::<Vec<_>>().join(" ")
    }

    fn moment(&mut self) -> String {
        format!(
            "2026-0{}-{:02}T{:02}:00:00.{:06}Z",
            1 + self.roll(9),
            1 + self.roll(28),
            self.roll(24),
            1 + self.roll(900_000)
        )
    }
}

/// A project as an export has it, with anything in it.
fn any_project(seed: u64, people: &[&str]) -> Value {
    let mut dice = Dice(seed);
    let columns: Vec<Value> = (0..=dice.roll(6))
        .map(|at| json!({ "name": format!("Column {at} {}", dice.words()), "done": dice.roll(3) == 0, "task_limit": (if dice.roll(2) == 0 { Value::Null } else { json!(5) }) }))
        .collect();
    let labels: Vec<Value> =
        (0..dice.roll(8)).map(|at| json!({ "name": format!("label {at}"), "hue": dice.roll(10) })).collect();
    let mut tasks: Vec<Value> = (0..dice.roll(40)).map(|_| any_task(&mut dice, &columns, &labels, people)).collect();
    tie(&mut tasks, &mut dice);
    json!({ "format": "atrium.project", "version": 1, "columns": columns, "labels": labels, "tasks": tasks, "unknown": 1 })
}

fn any_task(dice: &mut Dice, columns: &[Value], labels: &[Value], people: &[&str]) -> Value {
    let column = &columns[dice.roll(columns.len())];
    let mut some = |most: usize| -> Vec<Value> {
        labels.iter().filter(|_| dice.roll(3) == 0).take(most).map(|label| label["name"].clone()).collect()
    };
    let labels = some(5);
    let person = |dice: &mut Dice| json!({ "name": "x", "email": people[dice.roll(people.len())] });
    let comments: Vec<Value> = (0..dice.roll(3))
        .map(|_| json!({ "author": person(dice), "at": dice.moment(), "body": dice.words() }))
        .collect();
    let (moment, words) = (dice.moment(), dice.words());
    json!({
        "id": uuid::Uuid::now_v7(), "key": "X-1", "column": column["name"], "title": words, "description": dice.words(),
        "priority": (["none", "low", "medium", "high", "urgent"][dice.roll(5)]),
        "start_on": if dice.roll(3) == 0 { json!("2026-11-02") } else { Value::Null },
        "estimate": if dice.roll(3) == 0 { json!(1 + dice.roll(5_000)) } else { Value::Null },
        "checklist": (0..dice.roll(4)).map(|_| json!({ "text": dice.words(), "done": dice.roll(2) == 0 })).collect::<Vec<_>>(),
        "due_on": if dice.roll(2) == 0 { json!("2026-12-24") } else { Value::Null },
        "labels": labels, "assignees": (0..dice.roll(2)).map(|_| person(dice)).collect::<Vec<_>>(),
        "created_by": person(dice), "created_at": moment, "updated_at": dice.moment(),
        "completed_at": if column["done"] == json!(true) { json!(dice.moment()) } else { Value::Null },
        "archived_at": if dice.roll(4) == 0 { json!(dice.moment()) } else { Value::Null },
        "comments": comments,
    })
}

/// Makes parts, relations and series of tasks: only of later ones, so that there is no circle.
fn tie(tasks: &mut [Value], dice: &mut Dice) {
    let ids: Vec<Value> = tasks.iter().map(|task| task["id"].clone()).collect();
    for (at, task) in tasks.iter_mut().enumerate() {
        if at > 4 && dice.roll(3) == 0 {
            task["parent"] = ids[dice.roll(4)].clone();
        }
        let kinds = ["blocks", "relates", "duplicates"];
        let relation = |dice: &mut Dice| {
            let other = at + 1 + dice.roll(ids.len() - at - 1);
            json!({ "kind": kinds[dice.roll(3)], "task": ids[other] })
        };
        if at + 1 < ids.len() && dice.roll(3) == 0 {
            task["relations"] = json!([relation(dice)]);
        }
        if task["due_on"].is_string() && dice.roll(4) == 0 {
            let rule = ["FREQ=WEEKLY;BYDAY=TH", "FREQ=YEARLY", "FREQ=DAILY;INTERVAL=3"][dice.roll(3)];
            task["repeats"] = json!({
                "rule": rule, "cadence": (["dates", "completion"][dice.roll(2)]), "starts_on": "2026-11-26",
                "time_zone": (["Europe/Berlin", "America/St_Johns"][dice.roll(2)]),
            });
        }
    }
}

#[tokio::test]
async fn what_is_exported_and_imported_is_exported_the_same_again() {
    let stage = Stage::new().await;
    let colleague = stage.member("Colin", Role::Member).await;
    let owner = stage.actor(&stage.founder).await;
    for seed in 1..12_u64 {
        let original = any_project(seed, &[&stage.founder.email, &colleague.email]);
        let count = original["tasks"].as_array().unwrap().len();
        if count == 0 {
            continue;
        }
        let first = new_project(&stage, &owner, &format!("A{seed}")).await;
        let done = bring_in(&stage, &owner, first.id, original.to_string()).await;
        assert_eq!(
            (done.format, done.state, done.problem_count),
            (Format::Json, ImportState::Done, 0),
            "{:?}",
            done.problems
        );
        let once = exported(&stage, &owner, first.id, FileFormat::Json).await.unwrap();
        assert_eq!(comparable(&once)["tasks"].as_array().unwrap().len(), count);
        let second = new_project(&stage, &owner, &format!("B{seed}")).await;
        bring_in(&stage, &owner, second.id, once.clone()).await;
        let twice = exported(&stage, &owner, second.id, FileFormat::Json).await.unwrap();
        assert_eq!(comparable(&once), comparable(&twice), "seed {seed}");
        assert_eq!(comparable(&once)["columns"], original["columns"], "seed {seed}");
        // Once more into the project that it came from: everything is there.
        assert_eq!(bring_in(&stage, &owner, first.id, once).await.made, 0);
    }
}

#[tokio::test]
async fn what_cannot_hang_together_is_told_by_task_and_the_rest_goes_in() {
    let stage = Stage::new().await;
    let owner = stage.actor(&stage.founder).await;
    let project = new_project(&stage, &owner, "TIES").await;
    let id = |number: u8| format!("00000000-0000-7000-8000-0000000000{number:02}");
    let task = |number: u8, more: Value| {
        let mut task = json!({ "id": id(number), "column": "To do", "title": format!("Task {number}") });
        task.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        task
    };
    let blocks = |number: u8| json!({ "relations": [{ "kind": "blocks", "task": id(number) }] });
    let tasks = json!([
        task(1, json!({ "parent": id(2) })),
        task(2, json!({ "parent": id(1) })),
        task(3, blocks(4)),
        task(4, json!({ "relations": [{ "kind": "blocked_by", "task": id(3) }, { "kind": "blocks", "task": id(3) }] })),
        task(5, json!({ "start_on": "2026-12-02", "due_on": "2026-12-01" })),
        task(6, json!({ "relations": [{ "kind": "relates", "task": id(6) }, { "kind": "relates", "task": id(99) }] })),
        task(
            7,
            json!({ "parent": id(98), "repeats": { "rule": "FREQ=DAILY", "starts_on": "2026-12-01", "time_zone": "Mars/Olympus" } })
        ),
        task(8, json!({ "parent": id(9) })),
        task(9, blocks(8)),
        task(9, json!({})),
        task(10, json!({ "repeats": { "rule": "FREQ=SOMETIMES", "starts_on": "2026-12-01", "time_zone": "UTC" } })),
        task(11, json!({ "checklist": (0..201).map(|_| json!({ "text": "x" })).collect::<Vec<_>>() })),
        task(12, json!({ "estimate": 0 })),
    ]);
    let file = json!({ "format": "atrium.project", "version": 1, "columns": [{ "name": "To do" }], "tasks": tasks });
    let done = bring_in(&stage, &owner, project.id, file.to_string()).await;
    let told: Vec<(&str, &str)> =
        done.problems.iter().map(|one| (one.name.as_str(), one.reason.get(..14).unwrap_or(&one.reason))).collect();
    assert_eq!(
        told,
        [
            ("Task 1", "It is a part o"),
            ("Task 2", "It is a part o"),
            ("Task 3", "It blocks itse"),
            ("Task 4", "It blocks itse"),
            ("Task 5", "It starts on 2"),
            ("Task 7", "How it repeats"),
            ("Task 9", "It is in the f"),
            ("Task 10", "How it repeats"),
            ("Task 11", "A checklist ha"),
            ("Task 12", "An estimate is"),
        ]
    );
    let file = comparable(&exported(&stage, &owner, project.id, FileFormat::Json).await.unwrap());
    let ties: Vec<_> = file["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| (&task["title"], &task["parent"], &task["relations"]))
        .collect();
    let (none, nothing) = (Value::Null, json!([]));
    let (titles, parent) = ([json!("Task 6"), json!("Task 8"), json!("Task 9")], json!(2));
    let blocking = json!([{ "kind": "blocks", "task": 1 }]);
    assert_eq!(ties, [(&titles[0], &none, &nothing), (&titles[1], &parent, &nothing), (&titles[2], &none, &blocking)]);
}

#[tokio::test]
async fn a_table_runs_nothing_in_a_spreadsheet_and_has_its_marks() {
    let stage = Stage::new().await;
    let owner = stage.actor(&stage.founder).await;
    let (project, ..) = stage.project(&[]).await;
    for title in ["=HYPERLINK(\"http://evil.test\")", "+1", "-1", "@x", "\u{ff1d}1", "plain, \"quoted\""] {
        let new = boards::NewTask { title: title.to_owned(), description: "one\ntwo".to_owned(), ..Default::default() };
        boards::create_task(&stage.db, &owner, project.id, new, None).await.unwrap();
    }
    let file = exported(&stage, &owner, project.id, CSV).await.unwrap();
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let titles: Vec<String> = reader.records().map(|row| row.unwrap()[1].to_owned()).collect();
    assert_eq!(titles.len(), 6);
    assert!(titles.iter().all(|title| title.starts_with('\'') || title == "plain, \"quoted\""), "{titles:?}");
    assert!(file.starts_with("Key,Title,Description,Column,Labels,") && file.contains("\"one\ntwo\""));
    assert!(file.lines().next().is_some() && file.contains("\r\n"));
    let marked = exported(&stage, &owner, project.id, FileFormat::Csv { mark: true }).await.unwrap();
    assert!(marked.starts_with("\u{feff}Key,"));
}

#[tokio::test]
async fn members_export_what_they_may_see_without_addresses_and_guests_nothing() {
    let stage = Stage::new().await;
    let guest = stage.member("Gus", Role::Guest).await;
    let things = stage.things(&[(&guest, GuestLevel::Edit)]).await;
    let (owner, id) = (stage.actor(&stage.founder).await, things.project.id);
    let member = stage.actor(&things.colleague).await;
    let everything = |actor: Actor| Exporter::of_workspace(stage.db.clone(), actor, FileFormat::Json, clock::now());
    assert!(exported(&stage, &owner, id, FileFormat::Json).await.unwrap().contains(&stage.founder.email));
    let of_member = exported(&stage, &member, id, FileFormat::Json).await.unwrap();
    assert!(of_member.contains("Fatima") && !of_member.contains('@'));
    assert_eq!(everything(member).await.unwrap_err(), Error::Forbidden);
    let guest = stage.actor(&guest).await;
    assert_eq!(exported(&stage, &guest, id, CSV).await.unwrap_err(), Error::Forbidden);
    let other = Person::new(&stage.db, "Stella").await;
    stage.found("south", &other).await;
    let stranger = workspace::enter(&stage.db, &other.caller, "south").await.unwrap();
    assert_eq!(exported(&stage, &stranger, id, CSV).await.unwrap_err(), Error::NotFound);

    let (second, ..) = stage.project(&[]).await;
    let all = everything(owner).await.unwrap().whole().await.unwrap();
    let all: Value = serde_json::from_str(&all).expect("JSON");
    assert_eq!((all["format"].as_str(), all["workspace"].as_str()), (Some("atrium.workspace"), Some("north")));
    let keys: Vec<&str> =
        all["projects"].as_array().unwrap().iter().map(|one| one["project"]["key"].as_str().unwrap()).collect();
    assert!(keys.contains(&things.project.key.as_str()) && keys.contains(&second.key.as_str()));
    let all = Exporter::of_workspace(stage.db.clone(), owner, CSV, clock::now()).await.unwrap().whole().await.unwrap();
    assert!(
        all.starts_with("Project,Key,Title")
            && all.contains(&format!("{},{}-1,", things.project.key, things.project.key))
    );
}

#[tokio::test]
async fn rights_that_are_taken_away_end_a_file_that_is_being_read() {
    let stage = Stage::new().await;
    let things = stage.things(&[]).await;
    let (db, owner, actor) = (&stage.db, stage.actor(&stage.founder).await, stage.actor(&things.colleague).await);
    let mut file = Exporter::of_project(db.clone(), actor, things.project.id, CSV, clock::now()).await.unwrap();
    assert!(file.next().await.unwrap().is_some());
    workspace::suspend(db, &owner, things.colleague.id(), clock::now()).await.unwrap();
    assert_eq!(file.next().await.unwrap_err(), Error::Forbidden);
}

#[tokio::test]
async fn the_file_comes_over_the_api_under_its_name() {
    let stage = Stage::new().await;
    let things = stage.things(&[]).await;
    let path = format!("/workspaces/north/projects/{}/export", things.project.id);
    let csv = stage.ask("get", format!("{path}?format=csv&mark=true")).by(&stage.founder).send().await;
    assert_eq!((csv.status.as_u16(), csv.header("content-type")), (200, "text/csv; charset=utf-8"));
    let name = format!("attachment; filename=\"{}-", things.project.key);
    assert!(
        csv.header("content-disposition").starts_with(&name) && csv.header("content-disposition").ends_with(".csv\"")
    );
    let json = stage.ask("get", format!("{path}?format=json")).by(&stage.founder).send().await;
    assert_eq!(json.body["format"], "atrium.project");
    assert_eq!(stage.ask("get", format!("{path}?format=xml")).by(&stage.founder).send().await.status.as_u16(), 400);
}
