use super::{queries, store, view::PageImportView};
use crate::{
    Error, Result,
    actor::Actor,
    boards::import::ImportState,
    database::Db,
    ids::{PageId, PageImportId, SpaceId},
    wiki::{
        commands::record,
        policy::Action,
        store::{access::load_those_for, tree},
    },
};
use serde_json::json;
use std::collections::BTreeSet;
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
    let there = load_those_for(&mut tx, actor, Action::TrashPage, &import.page_ids).await?;
    let spaces: BTreeSet<SpaceId> = there.iter().map(|page| page.space_id).collect();
    tree::lock(&mut tx, &spaces.iter().copied().collect::<Vec<_>>()).await?;
    // What was loaded before the lock may have gone elsewhere meanwhile: what is in another space is not under these.
    let there = load_those_for(&mut tx, actor, Action::TrashPage, &import.page_ids).await?;
    let pages: Vec<PageId> = there.iter().filter(|page| spaces.contains(&page.space_id)).map(|page| page.id).collect();
    let trashed = tree::trash(&mut tx, &pages).await?;
    import.state = ImportState::Undone;
    store::update(&mut tx, &import).await?;
    let data = json!({ "source": import.source, "pages": trashed });
    record(&mut tx, "space.import_undone", import.space_id.uuid(), data).await?;
    let view = queries::view(&mut tx, actor, id, now).await?;
    tx.commit().await?;
    Ok(view)
}
