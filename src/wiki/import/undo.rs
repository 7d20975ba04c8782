use super::{queries, store, view::PageImportView};
use crate::{
    Error, Result,
    actor::Actor,
    boards::import::ImportState,
    database::{Db, TenantTx},
    ids::{PageId, PageImportId},
    wiki::{
        commands::record,
        policy::Action,
        store::{
            access::{PageRow, Which, load_for},
            tree,
        },
    },
};
use serde_json::json;
use std::collections::HashSet;
use time::OffsetDateTime;

/// Puts the pages that an import made in the trash together, wherever they were moved since, with all that lies below
/// them. What this person may not throw away any more stays, and so does the space. Undoing twice is undoing once.
pub async fn undo_import(db: &Db, actor: &Actor, id: PageImportId, now: OffsetDateTime) -> Result<PageImportView> {
    let mut tx = db.tenant(actor).await?;
    let mut import = store::lock(&mut tx, id).await?;
    match import.state {
        ImportState::Undone => return queries::view(&mut tx, actor, id, now).await,
        ImportState::Done | ImportState::Failed => {}
        ImportState::Waiting | ImportState::Running => {
            return Err(Error::invalid("", "This import is still at work. Undo it when it is done."));
        }
    }
    if !actor.caller.may_write() {
        return Err(Error::Forbidden);
    }
    let mut spaces = HashSet::new();
    let mut pages = Vec::new();
    for page in store::there(&mut tx, &import.page_ids).await? {
        if let Some(row) = mine_to_trash(&mut tx, actor, page.id).await? {
            spaces.insert(row.space_id);
            pages.push(page.id);
        }
    }
    let mut spaces: Vec<_> = spaces.into_iter().collect();
    spaces.sort();
    tree::lock(&mut tx, &spaces).await?;
    // A page that lies below another one goes with it.
    let mut trashed = 0;
    for page_id in pages {
        let row = mine_to_trash(&mut tx, actor, page_id).await?;
        // One that went to another space meanwhile is not under these locks.
        if row.is_some_and(|row| row.trashed_with.is_none() && spaces.contains(&row.space_id)) {
            trashed += tree::trash(&mut tx, page_id).await?;
        }
    }
    import.state = ImportState::Undone;
    store::update(&mut tx, &import).await?;
    let data = json!({ "source": import.source, "pages": trashed });
    record(&mut tx, "space.import_undone", import.space_id.uuid(), data).await?;
    let view = queries::view(&mut tx, actor, id, now).await?;
    tx.commit().await?;
    Ok(view)
}

async fn mine_to_trash(tx: &mut TenantTx, actor: &Actor, page_id: PageId) -> Result<Option<PageRow>> {
    match load_for(tx, actor, Action::TrashPage, Which::Page(page_id)).await {
        Ok(access) => Ok(Some(access.page)),
        Err(Error::Forbidden | Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
