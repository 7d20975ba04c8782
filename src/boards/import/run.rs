//! The import itself. Each turn of the loop is one transaction that adds some rows and says how far
//! it has come; a run that was interrupted, or called twice, goes on from there.

use super::{
    arrive,
    fields::Fields,
    pack::{Cast, pack},
    places::Places,
    sheet::{self, Sheet},
    store::{self, ImportRecord},
    ties,
    view::{ImportRow, ImportState, OnKnown, OnProblem, Problem},
};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        commands::record,
        policy::Action,
        store::{
            access::{Which, load_for},
            columns, tasks,
        },
    },
    database::{Db, TenantTx},
    ids::{ImportId, ProjectId},
};
use serde_json::json;
use std::collections::HashSet;

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
    let sheet = {
        let mut tx = db.tenant(actor).await?;
        let project_id = load_for(&mut tx, actor, Action::Import, Which::Import(import_id)).await?.project.id;
        let import = store::find(&mut tx, project_id, import_id).await?;
        let Some(content) = store::content(&mut tx, import_id).await? else { return Ok(()) };
        sheet::read(&content, &import.options.reading())?
    };
    while !step(db, actor, import_id, &sheet).await? {}
    Ok(())
}

/// One transaction. True when the import is over.
async fn step(db: &Db, actor: &Actor, import_id: ImportId, sheet: &Sheet) -> Result<bool> {
    let mut tx = db.tenant(actor).await?;
    let access = load_for(&mut tx, actor, Action::Import, Which::Import(import_id)).await?;
    let project_id = access.project.id;
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
        columns::lock_project(&mut tx, project_id).await?;
        if from == 0 {
            arrive::settle(&mut tx, &mut import, sheet).await?;
        }
        add(&mut tx, &mut import, sheet, rows, access.allows(Action::Moderate)).await?;
    }
    let over = refused || to == sheet.rows.len();
    if over && !refused {
        ties::tie(&mut tx, &import, sheet).await?;
    }
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
    let made = if failed { 0 } else { import.rows_done - import.problem_count - import.skipped };
    let data = json!({ "source": import.source, "made": made, "problems": import.problem_count });
    let kind = if failed { "import.failed" } else { "import.done" };
    record(tx, kind, project_id, import.id.uuid(), data).await
}

pub(super) async fn add(
    tx: &mut TenantTx,
    import: &mut ImportRecord,
    sheet: &Sheet,
    mut rows: Vec<&ImportRow>,
    speaks_for_others: bool,
) -> Result<()> {
    let project_id = import.project_id;
    if import.options.on_known == OnKnown::Skip {
        let known = known_of(tx, project_id, rows.iter().copied()).await?;
        let before = rows.len();
        rows.retain(|row| row.luggage.source.as_ref().is_none_or(|source| !known.contains(source)));
        import.skipped += sheet::count(before - rows.len());
    }
    if rows.is_empty() {
        return Ok(());
    }
    let people = &store::people(tx, project_id).await?;
    let first = tasks::take_numbers(tx, project_id, sheet::count(rows.len())).await?;
    let mut places = Places::prepare(tx, project_id, &rows, sheet, &mut import.made.0).await?;
    let cast = Cast { people, speaks_for_others, importer: tx.person_id().uuid() };
    let fields = Fields::prepare(tx, project_id, &rows, sheet, &mut import.made.0).await?;
    let batch = pack(&rows, first, (&mut places, &fields), &cast)?;
    store::insert_tasks(tx, import, &batch).await
}

/// The sources of these rows that are in the project already.
pub(super) async fn known_of(
    tx: &mut TenantTx,
    project_id: ProjectId,
    rows: impl Iterator<Item = &ImportRow>,
) -> Result<HashSet<String>> {
    let sources: Vec<String> = rows.filter_map(|row| row.luggage.source.clone()).collect();
    if sources.is_empty() { Ok(HashSet::new()) } else { store::known(tx, project_id, &sources).await }
}

async fn fail(db: &Db, actor: &Actor, import_id: ImportId, refusal: &Error) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let project_id = load_for(&mut tx, actor, Action::View, Which::Import(import_id)).await?.project.id;
    let mut import = store::lock(&mut tx, project_id, import_id).await?;
    if import.state.is_over() {
        return Ok(());
    }
    import.state = ImportState::Failed;
    import.problems.0.insert(0, Problem { reason: refusal.to_string(), ..Problem::default() });
    import.problems.0.truncate(sheet::MOST_PROBLEMS);
    import.problem_count += 1;
    store::update(&mut tx, &import).await?;
    say_over(&mut tx, &import, project_id).await?;
    tx.commit().await
}
