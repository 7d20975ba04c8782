use super::{
    arrive,
    format::Format,
    mapping::Mapping,
    own, run,
    sheet::{self, Reading},
    store::{self, Options, Waiting},
    ties,
    view::{ImportRow, ImportState, OnKnown, OnProblem},
};
use crate::{
    Error, Result,
    boards::store::columns,
    database::TenantTx,
    ids::{ImportId, ProjectId, TaskId},
};
use std::collections::HashMap;

/// Where what is laid out comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Into columns as it has them, in a project that is still empty.
    WholeBoard,
    FirstColumn,
}

/// Imports a project that was kept here, all of it in this transaction, and answers with what its tasks became. It
/// stands among the project's imports, where it can be undone like the others.
pub async fn lay_out(
    tx: &mut TenantTx,
    project_id: ProjectId,
    source: &str,
    content: &[u8],
    place: Place,
) -> Result<HashMap<TaskId, TaskId>> {
    let reading = Reading { format: Some(Format::Json), mapping: None, zone: "UTC".to_owned() };
    let mut sheet = sheet::read(content, &reading)?;
    if let Some(problem) = sheet.rows.iter().find_map(|row| row.as_ref().err()) {
        let problem = format!("\u{201c}{}\u{201d} cannot be made: {}", problem.name, problem.reason);
        return Err(Error::invalid("template", problem));
    }
    if place == Place::FirstColumn {
        sheet.columns.clear();
        sheet.rows.iter_mut().flatten().for_each(|row| row.column = None);
    }
    let id = ImportId::new();
    let options = Options {
        format: Format::Json,
        mapping: Mapping::default(),
        on_problem: OnProblem::StopEverything,
        on_known: OnKnown::AddAgain,
        zone: reading.zone,
    };
    // First, since a row that refers to the project holds it too: two at once would wait for one another.
    columns::lock_project(tx, project_id).await?;
    let (source, rows_total) = (format!("Template: {source}"), sheet::count(sheet.rows.len()));
    store::insert(tx, Waiting { id, project_id, source: &source, content: b"", options, rows_total }).await?;
    let mut import = store::lock(tx, project_id, id).await?;
    arrive::settle(tx, &mut import, &sheet).await?;
    let rows: Vec<&ImportRow> = sheet.good().collect();
    run::add(tx, &mut import, &sheet, rows, false).await?;
    ties::tie(tx, &import, &sheet).await?;
    import.state = ImportState::Done;
    import.rows_done = rows_total;
    store::update(tx, &import).await?;
    let made = store::made_from(tx, &import).await?;
    Ok(made.into_iter().filter_map(|(source, task_id)| Some((own::id_of(&source)?, task_id))).collect())
}
