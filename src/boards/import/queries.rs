use super::{
    arrive,
    run::known_of,
    sheet::{self, Reading},
    store::{self, ImportRecord},
    view::{ImportRow, ImportState, ImportView, Preview},
};
use crate::{
    Result,
    actor::Actor,
    boards::{
        policy::Action,
        queries::moment,
        store::{
            access::{Access, Which, load_for},
            feed,
        },
    },
    database::{Db, TenantTx},
    ids::{ImportId, ProjectId},
};
use std::collections::HashSet;
use time::OffsetDateTime;

/// What an import of this file into this project would do. Without a mapping, with the guessed one.
pub async fn dry_run(
    db: &Db,
    actor: &Actor,
    project_id: ProjectId,
    content: &[u8],
    reading: Reading,
) -> Result<Preview> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::TryImport, Which::Project(project_id)).await?;
    let people = store::people(&mut tx, project_id).await?;
    let zone = feed::time_zone(&mut tx).await?;
    let sheet = sheet::read(content, &Reading { zone, ..reading })?;
    let replaces_columns = arrive::replaces_columns(&mut tx, project_id, &sheet).await?;
    let known = known_of(&mut tx, project_id, sheet.good()).await?;
    let is_known = |row: &&ImportRow| row.luggage.source.as_ref().is_some_and(|source| known.contains(source));
    let known = sheet::count(sheet.good().filter(is_known).count());
    let mut seen = HashSet::new();
    let unknown = sheet
        .good()
        .flat_map(|row| &row.assignees)
        .filter(|who| people.find(who).is_none() && seen.insert(who.to_lowercase()))
        .take(100)
        .cloned()
        .collect();
    Ok(Preview { unknown_people: unknown, known, replaces_columns, ..sheet.into_preview() })
}

/// The newest 50 imports of a project, the newest first.
pub async fn imports(db: &Db, actor: &Actor, project_id: ProjectId, now: OffsetDateTime) -> Result<Vec<ImportView>> {
    let mut tx = db.view(actor).await?;
    let access = load_for(&mut tx, actor, Action::View, Which::Project(project_id)).await?;
    let zone = feed::time_zone(&mut tx).await?;
    let found = store::list(&mut tx, project_id, None).await?;
    Ok(found.into_iter().map(|import| view_of(import, &access, actor, &zone, now)).collect())
}

pub async fn import(db: &Db, actor: &Actor, import_id: ImportId, now: OffsetDateTime) -> Result<ImportView> {
    let mut tx = db.view(actor).await?;
    let access = load_for(&mut tx, actor, Action::View, Which::Import(import_id)).await?;
    view(&mut tx, &access, actor, import_id, now).await
}

pub(super) async fn view(
    tx: &mut TenantTx,
    access: &Access,
    actor: &Actor,
    import_id: ImportId,
    now: OffsetDateTime,
) -> Result<ImportView> {
    let zone = feed::time_zone(tx).await?;
    let found = store::find(tx, access.project.id, import_id).await?;
    Ok(view_of(found, access, actor, &zone, now))
}

fn view_of(import: ImportRecord, access: &Access, actor: &Actor, zone: &str, now: OffsetDateTime) -> ImportView {
    let may = access.allows(Action::Import) && actor.caller.may_write() && !access.project.archived;
    let failed = import.state == ImportState::Failed;
    let made = if failed { 0 } else { import.rows_done - import.problem_count - import.skipped };
    ImportView {
        id: import.id,
        format: import.options.format,
        skipped: import.skipped,
        state: import.state,
        on_problem: import.options.on_problem,
        rows_total: import.rows_total,
        rows_done: import.rows_done,
        made: made.max(import.left),
        left: import.left,
        problems: import.problems.0,
        problem_count: import.problem_count,
        started: moment(zone, import.created_at, now),
        started_by: import.created_by,
        can_undo: may
            && (import.left > 0 || !import.made.is_empty())
            && matches!(import.state, ImportState::Done | ImportState::Failed),
        source: import.source,
    }
}
