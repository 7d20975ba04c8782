//! The import itself. Each turn of the loop is one transaction that adds some rows and says how far
//! it has come; a run that was interrupted, or called twice, goes on from there.

use super::{
    places::Places,
    sheet::{self, Sheet},
    store::{self, Batch, ImportRecord},
    view::{ImportRow, ImportState, OnProblem, Problem},
};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        commands::record,
        policy::Action,
        store::{
            access::{Which, load_for},
            tasks,
        },
        task::parse_description,
    },
    database::{Db, TenantTx},
    ids::{ImportId, PersonId, ProjectId, TaskId},
};
use serde_json::json;
use std::collections::HashMap;

const CHUNK: usize = 100;

/// Imports what is not yet imported. An import that is over stays as it is; one that has become
/// impossible, such as when its starter may no longer import, is over as failed.
pub async fn run_import(db: &Db, actor: &Actor, import_id: ImportId) -> Result<()> {
    match run(db, actor, import_id).await {
        Err(refusal @ (Error::Forbidden | Error::Invalid { .. })) => fail(db, actor, import_id, &refusal).await,
        outcome => outcome,
    }
}

async fn run(db: &Db, actor: &Actor, import_id: ImportId) -> Result<()> {
    let (sheet, people) = {
        let mut tx = db.tenant(actor).await?;
        let project_id = load_for(&mut tx, actor, Action::Import, Which::Import(import_id)).await?.project.id;
        let import = store::find(&mut tx, project_id, import_id).await?;
        let Some(content) = store::content(&mut tx, import_id).await? else { return Ok(()) };
        (sheet::read(&content, Some(&import.options.mapping))?, store::people(&mut tx).await?)
    };
    while !step(db, actor, import_id, &sheet, &people).await? {}
    Ok(())
}

/// One transaction. True when the import is over.
async fn step(
    db: &Db,
    actor: &Actor,
    import_id: ImportId,
    sheet: &Sheet,
    people: &HashMap<String, PersonId>,
) -> Result<bool> {
    let mut tx = db.tenant(actor).await?;
    let project_id = load_for(&mut tx, actor, Action::Import, Which::Import(import_id)).await?.project.id;
    let mut import = store::lock(&mut tx, project_id, import_id).await?;
    if import.state.is_over() {
        return Ok(true);
    }
    let all_or_nothing = import.options.on_problem == OnProblem::StopEverything;
    let from = usize::try_from(import.rows_done).unwrap_or(0).min(sheet.rows.len());
    let to = if all_or_nothing { sheet.rows.len() } else { sheet.rows.len().min(from + CHUNK) };
    let (problems, problem_count) = sheet.problems(to);
    import.problems.0 = problems;
    import.problem_count = problem_count;
    import.rows_done = sheet::count(to);
    let refused = all_or_nothing && problem_count > 0;
    if !refused {
        let rows: Vec<&ImportRow> = sheet.rows[from..to].iter().filter_map(|row| row.as_ref().ok()).collect();
        add(&mut tx, &mut import, &rows, people).await?;
    }
    let over = refused || to == sheet.rows.len();
    import.state = match (over, refused) {
        (true, true) => ImportState::Failed,
        (true, false) => ImportState::Done,
        (false, _) => ImportState::Running,
    };
    store::update(&mut tx, &import).await?;
    if over {
        say_over(&mut tx, &import, project_id).await?;
    }
    tx.commit().await?;
    Ok(over)
}

async fn say_over(tx: &mut TenantTx, import: &ImportRecord, project_id: ProjectId) -> Result<()> {
    let failed = import.state == ImportState::Failed;
    let made = if failed { 0 } else { import.rows_done - import.problem_count };
    let data = json!({ "source": import.source, "made": made, "problems": import.problem_count });
    let kind = if failed { "import.failed" } else { "import.done" };
    record(tx, kind, project_id, import.id.uuid(), data).await
}

async fn add(
    tx: &mut TenantTx,
    import: &mut ImportRecord,
    rows: &[&ImportRow],
    people: &HashMap<String, PersonId>,
) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let first = tasks::take_numbers(tx, import.project_id, sheet::count(rows.len())).await?;
    let mut places = Places::prepare(tx, import.project_id, rows, &mut import.made.0).await?;
    let mut batch = Batch::default();
    for (row, number) in rows.iter().zip(first..) {
        let (column_id, rank, done) = places.take(row)?;
        let id = TaskId::new().uuid();
        let (known, unknown): (Vec<&String>, Vec<&String>) =
            row.assignees.iter().partition(|who| people.contains_key(&who.to_lowercase()));
        let known = known.into_iter().filter_map(|who| people.get(&who.to_lowercase()));
        batch.assignees.extend(known.map(|person| (id, person.uuid())));
        batch.labels.extend(places.labels(row).map(|label| (id, label.uuid())));
        batch.ids.push(id);
        batch.columns.push(column_id.uuid());
        batch.numbers.push(number);
        batch.ranks.push(rank);
        batch.titles.push(row.title.clone());
        batch.descriptions.push(naming(&row.description, &unknown));
        batch.priorities.push(row.priority.number());
        batch.due.push(row.due_on.map(|day| day.0));
        batch.done.push(done);
    }
    store::insert_tasks(tx, import, &batch).await
}

/// A description that names those who cannot be assigned, so that nothing of the row is lost.
fn naming(description: &str, unknown: &[&String]) -> String {
    if unknown.is_empty() {
        return description.to_owned();
    }
    let names: Vec<&str> = unknown.iter().map(|who| who.as_str()).collect();
    let with = format!("{description}\n\n**Assignee:** {}", names.join(", "));
    parse_description(with.trim_start()).unwrap_or_else(|_| description.to_owned())
}

async fn fail(db: &Db, actor: &Actor, import_id: ImportId, refusal: &Error) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let project_id = load_for(&mut tx, actor, Action::View, Which::Import(import_id)).await?.project.id;
    let mut import = store::lock(&mut tx, project_id, import_id).await?;
    if import.state.is_over() {
        return Ok(());
    }
    import.state = ImportState::Failed;
    import.problems.0.insert(0, Problem { line: 0, reason: refusal.to_string() });
    import.problems.0.truncate(sheet::MOST_PROBLEMS);
    import.problem_count += 1;
    store::update(&mut tx, &import).await?;
    say_over(&mut tx, &import, project_id).await?;
    tx.commit().await
}
