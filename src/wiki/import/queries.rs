use super::{
    plan::Plan,
    store::{self, ImportRecord},
    view::{PageImportView, PagePreview},
};
use crate::{
    Error, Result,
    actor::Actor,
    boards::import::ImportState,
    database::{Db, TenantTx},
    ids::PageImportId,
    wiki::{level::Level, queries::moment, store::views},
};
use time::OffsetDateTime;

/// What an import of this zip would make, for whoever could make pages somewhere.
pub async fn dry_run(db: &Db, actor: &Actor, content: Vec<u8>) -> Result<PagePreview> {
    demand_look(db, actor).await?;
    Ok(Plan::of_zip(content).await?.0.preview())
}

/// Whether somebody could make pages somewhere: in a space of their own, or in one that they write in. It is asked
/// before a file is taken in, and again with the file.
pub async fn demand_look(db: &Db, actor: &Actor) -> Result<()> {
    if crate::wiki::store::access::demand(actor, crate::wiki::policy::Action::CreateSpace).is_err() {
        let mut tx = db.view(actor).await?;
        let spaces = crate::wiki::store::spaces::list(&mut tx, false).await?;
        if !actor.caller.may_write() || spaces.iter().all(|space| space.level < Level::Edit) {
            return Err(Error::Forbidden);
        }
    }
    Ok(())
}

/// One's own newest 50 imports, the newest first.
pub async fn page_imports(db: &Db, actor: &Actor, now: OffsetDateTime) -> Result<Vec<PageImportView>> {
    let mut tx = db.view(actor).await?;
    let mut views = Vec::new();
    for import in store::list(&mut tx, None).await? {
        views.push(view_of(&mut tx, actor, import, now).await?);
    }
    Ok(views)
}

pub async fn page_import(db: &Db, actor: &Actor, id: PageImportId, now: OffsetDateTime) -> Result<PageImportView> {
    view(&mut db.view(actor).await?, actor, id, now).await
}

pub(super) async fn view(
    tx: &mut TenantTx,
    actor: &Actor,
    id: PageImportId,
    now: OffsetDateTime,
) -> Result<PageImportView> {
    let import = store::find(tx, id).await?;
    view_of(tx, actor, import, now).await
}

async fn view_of(
    tx: &mut TenantTx,
    actor: &Actor,
    import: ImportRecord,
    now: OffsetDateTime,
) -> Result<PageImportView> {
    let over = matches!(import.state, ImportState::Done | ImportState::Failed);
    let first = match import.page_ids.first() {
        Some(first) => store::there(tx, &[*first]).await?.pop(),
        None => None,
    };
    Ok(PageImportView {
        id: import.id,
        source: import.source,
        format: import.format,
        state: import.state,
        space_id: import.space_id,
        space: views::space(tx, import.space_id).await?,
        parent_id: import.parent_id,
        pages_total: super::plan::count(import.page_ids.len()),
        pages_done: import.pages_done,
        left: import.left,
        first,
        problem_count: import.problems.count,
        problems: import.problems.told,
        started: moment(import.zone.as_deref().unwrap_or("UTC"), import.created_at, now),
        can_undo: over && import.left > 0 && actor.caller.may_write(),
    })
}
