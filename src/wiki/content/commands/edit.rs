use super::{
    append::{Line, add},
    texts,
};
use crate::{
    Error, Result,
    database::TenantTx,
    ids::PageId,
    wiki::{
        content::{Anatomy, Opened, PageKey, Texts, may_weigh, queries, store, weight},
        document::Misfit,
    },
};
use time::OffsetDateTime;
use yrs::{StateVector, Transact, TransactionMut};

/// An update without structs and without deletions.
const NOTHING: [u8; 2] = [0, 0];

/// A page's document under the lock of its log, within a transaction: nobody writes to it until that ends.
pub async fn locked(tx: &mut TenantTx, page_id: PageId) -> Result<Opened> {
    lock(tx, page_id).await?;
    queries::current(tx, page_id).await
}

/// The lock of a page's log alone.
pub(super) async fn lock(tx: &mut TenantTx, page_id: PageId) -> Result<()> {
    let key = PageKey::within(tx, page_id);
    if store::log::lock(tx.conn(), key).await? { Ok(()) } else { Err(Error::NotFound) }
}

/// A change of our own that does not fit. Of too many comments, people can be told.
pub fn misfit(misfit: Misfit) -> Error {
    match misfit {
        Misfit::Overlaps => {
            Error::invalid("", "Too many comments lie over one another on this page. Please comment on less of it.")
        }
        misfit => Error::internal(misfit),
    }
}

/// Changes what stands on a page, as one more edit in its log, and returns how many bytes it took. Whoever has the page
/// open hears of it after the commit and sees it at once. Whether the actor may is the caller's to ask.
pub async fn edit(
    tx: &mut TenantTx,
    page: &Opened,
    page_id: PageId,
    now: OffsetDateTime,
    change: impl FnOnce(&mut TransactionMut<'_>) -> Result<()>,
) -> Result<usize> {
    let key = PageKey::within(tx, page_id);
    let update = {
        let mut changing = page.doc.transact_mut();
        change(&mut changing)?;
        changing.encode_update_v1()
    };
    if update == NOTHING {
        return Ok(0);
    }
    page.watch.take().map_err(misfit)?;
    let anatomy =
        Anatomy::of(&update).map_err(|flaw| Error::internal(format!("an edit of our own does not fit: {flaw:?}")))?;
    let weighs = weight(&page.doc);
    // How much it was before is asked only where it matters.
    if !may_weigh(weighs, 0) && !may_weigh(weighs, weight(&queries::current(tx, page_id).await?.doc)) {
        return Err(Error::invalid("", "This page is too large to grow further."));
    }
    let length = update.len();
    let person_id = tx.person_id();
    let writers = anatomy.writers(&StateVector::default()).collect();
    let seq = add(tx, key, page.epoch, &[Line { person_id, at: now, data: update, writers }]).await?;
    texts::write(tx, key, page.epoch, seq, &Texts::of(&page.doc).map_err(Error::internal)?).await?;
    store::log::touch_page(tx.conn(), key, person_id, now).await?;
    tx.wrote(page_id);
    Ok(length)
}
