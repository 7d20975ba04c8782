use super::texts::write;
use crate::{
    Error, Result,
    database::{Db, TenantTx},
    ids::{PageId, PersonId},
    wiki::content::{PageKey, Texts, queries, store},
};
use time::{Duration, OffsetDateTime};

/// Who writes on a page has its other forms written down sooner than this.
const A_WHILE: Duration = Duration::minutes(1);

/// Whether one of these pages shows the file of this address now, for the transaction's person, who sees them. Of a
/// page that has changed since its files were written down, the document is read, and they are written down where
/// nobody else is about to. The page that most likely shows it comes first.
pub async fn shows_file(
    db: &Db,
    mut tx: TenantTx,
    pages: &[PageId],
    address: &str,
    now: OffsetDateTime,
) -> Result<bool> {
    if store::files::is_shown(&mut tx, pages, address).await? {
        return Ok(true);
    }
    let behind = store::files::behind(&mut tx, pages, now - A_WHILE).await?;
    let (workspace_id, person_id) = (tx.workspace_id(), tx.person_id());
    drop(tx);
    for page in behind {
        let key = PageKey { workspace_id, page_id: page.page_id };
        if files_of(db, key, person_id, page.at_rest).await?.iter().any(|file| file == address) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The files that a page shows, by its document. Each page has a transaction of its own: none waits for another.
async fn files_of(db: &Db, key: PageKey, person_id: PersonId, keep: bool) -> Result<Vec<String>> {
    let mut tx = db.tenant_as(key.workspace_id, person_id).await?;
    let page = match queries::current(&mut tx, key.page_id).await {
        Ok(page) => page,
        Err(Error::NotFound) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    // A page that cannot be read shows no file. Nobody else is about to say so, and whoever asks would read it anew.
    let Ok(texts) = Texts::of(&page.doc) else {
        store::files::write_none(&mut tx, key.page_id, page.epoch, page.last_seq).await?;
        tx.commit().await?;
        return Ok(Vec::new());
    };
    if keep {
        write(&mut tx, key, page.epoch, page.last_seq, &texts).await?;
        tx.commit().await?;
    }
    Ok(texts.files)
}
