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

const CSV: FileFormat = FileFormat::Csv { mark: false };

async fn exported(stage: &Stage, actor: &Actor, id: ProjectId, format: FileFormat) -> Result<String, Error> {
    Exporter::of_project(stage.db.clone(), *actor, id, format, clock::now()).await?.whole().await
}

async fn bring_in(stage: &Stage, actor: &Actor, project: ProjectId, content: String) -> ImportView {
    let new = NewImport { source: "a.json".to_owned(), content: content.into(), ..NewImport::default() };
    let started = start_import(&stage.db, actor, project, new, None).await.unwrap();
    run_import(&stage.db, actor, started.id).await.unwrap();
    import(&stage.db, actor, started.id, clock::now()).await.unwrap()
}

async fn new_project(stage: &Stage, actor: &Actor, key: &str) -> Project {
    let new = NewProject { key: key.to_owned(), name: "A copy".to_owned(), description: String::new(), hue: 0 };
    boards::create_project(&stage.db, actor, new, None).await.unwrap()
}

/// Without what has to differ: ids, keys, the moment of the export, the project's own name.
fn comparable(file: &str) -> Value {
    let mut file: Value = serde_json::from_str(file).expect("JSON");
    for name in ["exported_at", "project"] {
        file.as_object_mut().unwrap().remove(name);
    }
    for task in file["tasks"].as_array_mut().unwrap() {
        task.as_object_mut().unwrap().remove("id");
        task.as_object_mut().unwrap().remove("key");
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
    let tasks: Vec<Value> = (0..dice.roll(40)).map(|_| any_task(&mut dice, &columns, &labels, people)).collect();
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
        "due_on": if dice.roll(2) == 0 { json!("2026-12-24") } else { Value::Null },
        "labels": labels, "assignees": (0..dice.roll(2)).map(|_| person(dice)).collect::<Vec<_>>(),
        "created_by": person(dice), "created_at": moment, "updated_at": dice.moment(),
        "completed_at": if column["done"] == json!(true) { json!(dice.moment()) } else { Value::Null },
        "archived_at": if dice.roll(4) == 0 { json!(dice.moment()) } else { Value::Null },
        "comments": comments,
    })
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
