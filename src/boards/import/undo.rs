use super::{
    arrive, queries, store,
    view::{ImportState, ImportView},
};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        commands::record,
        policy::Action,
        store::{
            access::{Which, load_for},
            columns,
        },
    },
    clock,
    database::Db,
    ids::ImportId,
};
use serde_json::json;

/// Takes away the tasks that an import made and nobody touched since, and the columns and labels it
/// made that are left without a task; columns whose place the file took come back to a project that is
/// empty again. Undoing twice is undoing once.
pub async fn undo_import(db: &Db, actor: &Actor, import_id: ImportId) -> Result<ImportView> {
    let mut tx = db.tenant(actor).await?;
    let access = load_for(&mut tx, actor, Action::Import, Which::Import(import_id)).await?;
    let project_id = access.project.id;
    let mut import = store::lock(&mut tx, project_id, import_id).await?;
    match import.state {
        ImportState::Undone => return queries::view(&mut tx, &access, actor, import_id, clock::now()).await,
        ImportState::Done | ImportState::Failed => {}
        ImportState::Waiting | ImportState::Running => {
            return Err(Error::invalid("", "This import is still at work. Undo it when it is done."));
        }
    }
    columns::lock_project(&mut tx, project_id).await?;
    let removed = store::remove_untouched(&mut tx, import_id).await?;
    arrive::put_back(&mut tx, &import).await?;
    store::remove_unused(&mut tx, &import).await?;
    import.state = ImportState::Undone;
    store::update(&mut tx, &import).await?;
    let view = queries::view(&mut tx, &access, actor, import_id, clock::now()).await?;
    let data = json!({ "source": import.source, "removed": removed, "stayed": view.left });
    record(&mut tx, "import.undone", project_id, import_id.uuid(), data).await?;
    tx.commit().await?;
    Ok(view)
}
