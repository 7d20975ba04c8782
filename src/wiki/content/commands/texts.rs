use crate::{
    Error, Result,
    actor::Actor,
    database::{Db, TenantTx},
    ids::{PageId, PersonId},
    wiki::{
        content::{PageKey, Texts, queries, store},
        policy::Action,
        store::access::{Which, load_for},
    },
};

/// Writes down the other forms of a page as of line `seq` of its log, unless there are newer ones or the page is at
/// another epoch. `person_id` is somebody who may see the page.
pub async fn save_texts(db: &Db, key: PageKey, person_id: PersonId, epoch: i32, seq: i64, texts: &Texts) -> Result<()> {
    let mut tx = db.tenant_as(key.workspace_id, person_id).await?;
    write(&mut tx, key, epoch, seq, texts).await?;
    tx.commit().await
}

/// Makes the other forms of a page anew when they are older than what stands there, for whoever is about to read it.
pub async fn refresh_texts(db: &Db, actor: &Actor, page_id: PageId) -> Result<()> {
    let key = PageKey { workspace_id: actor.workspace_id, page_id };
    let mut tx = db.tenant(actor).await?;
    load_for(&mut tx, actor, Action::View, Which::Page(page_id)).await?;
    if store::texts::are_new(tx.conn(), key).await? {
        return Ok(());
    }
    make(&mut tx, page_id).await?;
    tx.commit().await
}

/// How far of its log the other forms of a page go. They are made anew when that is not as far as line `least`, once for
/// all who read it. When it still is not, the page cannot be read as it stands. `person_id` is somebody who may see the
/// page.
pub async fn bring_texts(db: &Db, key: PageKey, person_id: PersonId, least: i64) -> Result<i64> {
    let mut tx = db.tenant_as(key.workspace_id, person_id).await?;
    if let Some(seq) = store::texts::seq(tx.conn(), key).await?
        && seq >= least
    {
        return Ok(seq);
    }
    let seq = make(&mut tx, key.page_id).await?;
    tx.commit().await?;
    Ok(seq)
}

/// Makes them of what stands there now, and says how far of the log they go.
async fn make(tx: &mut TenantTx, page_id: PageId) -> Result<i64> {
    let key = PageKey::within(tx, page_id);
    let page = match queries::current(tx, page_id).await {
        // It cannot be loaded. Were it the database that failed, the next statement fails, too.
        Err(Error::Internal { .. }) => return Ok(store::texts::seq(tx.conn(), key).await?.unwrap_or_default()),
        page => page?,
    };
    match Texts::of(&page.doc) {
        Ok(texts) => {
            write(tx, key, page.epoch, page.last_seq, &texts).await?;
            Ok(page.last_seq)
        }
        // What could be read of it last stands there until somebody mends it, or restores a version.
        Err(misfit) => {
            tracing::warn!(%page_id, %misfit, "a page cannot be read as what the schema knows");
            Ok(store::texts::seq(tx.conn(), key).await?.unwrap_or_default())
        }
    }
}

/// Makes the other forms of what stands on a page now, within a transaction.
pub async fn derive(tx: &mut TenantTx, page_id: PageId) -> Result<()> {
    let key = PageKey::within(tx, page_id);
    let page = queries::current(tx, page_id).await?;
    write(tx, key, page.epoch, page.last_seq, &Texts::of(&page.doc).map_err(Error::internal)?).await
}

pub(super) async fn write(tx: &mut TenantTx, key: PageKey, epoch: i32, seq: i64, texts: &Texts) -> Result<()> {
    if store::texts::write(tx.conn(), key, epoch, seq, texts).await? {
        store::texts::write_references(tx.conn(), key, &texts.references).await?;
    }
    Ok(())
}
