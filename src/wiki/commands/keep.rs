//! What each person keeps of pages for themselves. It is nobody else's business, and leaves no event.

use crate::{
    Result,
    actor::Actor,
    database::Db,
    ids::PageId,
    inbox,
    wiki::{
        policy::Action,
        store::{
            access::{Which, load_for},
            views,
        },
    },
};
use time::OffsetDateTime;

/// Puts a page among one's own favourites, or takes it out.
pub async fn set_favourite(db: &Db, actor: &Actor, page_id: PageId, on: bool, now: OffsetDateTime) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    load_for(&mut tx, actor, Action::Star, Which::Page(page_id)).await?;
    views::set_favourite(&mut tx, page_id, on, now).await?;
    tx.commit().await
}

/// Notes that one looked at a page; what one was told about it is read with that. Who may only read leaves no trace.
pub async fn note_visit(db: &Db, actor: &Actor, page_id: PageId, now: OffsetDateTime) -> Result<()> {
    if !actor.caller.may_write() {
        return Ok(());
    }
    let mut tx = db.tenant(actor).await?;
    load_for(&mut tx, actor, Action::View, Which::Page(page_id)).await?;
    views::note_visit(&mut tx, page_id, now).await?;
    let was_news = inbox::read_page(&mut tx, page_id, now).await?;
    tx.commit_and_tell(if was_news { vec![actor.person_id()] } else { Vec::new() }).await
}
