use super::{
    arrive,
    format::Format,
    mapping::Mapping,
    queries,
    sheet::{self, Reading, Sheet},
    store::{self, Options, Waiting},
    view::{ImportView, OnKnown, OnProblem},
};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        commands::record,
        policy::Action,
        store::{
            access::{Which, load_for},
            columns, feed,
        },
    },
    clock,
    database::{Db, TenantTx},
    idempotency::{self, Once},
    ids::{ImportId, ProjectId},
    jobs::{self, Job},
    text,
};
use serde_json::json;

/// A file to import, and how.
#[derive(Clone, Debug, Default)]
pub struct NewImport {
    /// The name of the file.
    pub source: String,
    /// At most 10 MB and 20,000 rows.
    pub content: Vec<u8>,
    /// Told from the content without it.
    pub format: Option<Format>,
    /// Guessed from the headers without it.
    pub mapping: Option<Mapping>,
    pub on_problem: OnProblem,
    pub on_known: OnKnown,
}

/// Keeps the file and has a job import it.
pub async fn start_import(
    db: &Db,
    actor: &Actor,
    project_id: ProjectId,
    new: NewImport,
    once: Option<&Once>,
) -> Result<ImportView> {
    let mut tx = db.tenant(actor).await?;
    let access = load_for(&mut tx, actor, Action::Import, Which::Project(project_id)).await?;
    let source = text::line("source", &new.source, 200)?;
    let import_id = ImportId::new();
    if let Some(earlier) = idempotency::claim(&mut tx, once, import_id.uuid()).await? {
        return queries::view(&mut tx, &access, actor, earlier.into(), clock::now()).await;
    }
    let zone = feed::time_zone(&mut tx).await?;
    let sheet = sheet::read(&new.content, &Reading { format: new.format, mapping: new.mapping, zone: zone.clone() })?;
    demand_room(&mut tx, project_id, &sheet).await?;
    let waiting = Waiting {
        id: import_id,
        project_id,
        source: &source,
        content: &new.content,
        rows_total: sheet::count(sheet.rows.len()),
        options: Options {
            format: sheet.format,
            mapping: sheet.mapping,
            on_problem: new.on_problem,
            on_known: new.on_known,
            zone,
        },
    };
    let data = json!({ "source": source, "format": sheet.format, "rows": waiting.rows_total });
    store::insert(&mut tx, waiting).await?;
    let job = Job::RunImport { workspace_id: actor.workspace_id, person_id: actor.person_id(), import_id };
    jobs::enqueue(&mut tx, &job).await?;
    let view = queries::view(&mut tx, &access, actor, import_id, clock::now()).await?;
    record(&mut tx, "import.started", project_id, import_id.uuid(), data).await?;
    tx.commit().await?;
    Ok(view)
}

async fn demand_room(tx: &mut TenantTx, project_id: ProjectId, sheet: &Sheet) -> Result<()> {
    if sheet.rows.is_empty() {
        let what = if sheet.format.has_headers() { "There are no rows below the headers." } else { "It has no cards." };
        return Err(Error::invalid("file", what));
    }
    let replaced = arrive::replaces_columns(tx, project_id, sheet).await?;
    let there = if replaced { Vec::new() } else { columns::list(tx, project_id).await? };
    let known = |name: &str| there.iter().any(|column| column.name.to_lowercase() == name.to_lowercase());
    let missing = sheet.used_columns().into_iter().filter(|found| !known(&found.name)).count();
    if there.len() + missing > sheet::MOST_COLUMNS {
        let message = format!("This would make {} columns; a board has at most 50.", there.len() + missing);
        return Err(Error::invalid("mapping", message));
    }
    Ok(())
}
