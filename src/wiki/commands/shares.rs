use super::record;
use crate::{
    Error, Result,
    actor::Actor,
    database::Db,
    idempotency::{self, Once},
    ids::{PageId, PageShareId},
    secret,
    wiki::{
        policy::Action,
        store::{
            access::{Which, load_for},
            shares::{self, ShareInsert},
        },
    },
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::{Duration, OffsetDateTime};

#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPageShare {
    /// How long the link lasts.
    #[schema(minimum = 1, maximum = 365)]
    pub days: i64,
    /// Open what is below the page, too, but for what was narrowed there.
    #[serde(default)]
    pub below: bool,
}

/// A link just made.
#[derive(Clone, Debug)]
pub struct MadePageShare {
    pub id: PageShareId,
    /// Told this once: nothing when an earlier request of the same key was told it.
    pub secret: Option<String>,
}

/// Makes a link by which anybody reads the page, for as long as whoever made it may publish it.
pub async fn make_page_share(
    db: &Db,
    actor: &Actor,
    page_id: PageId,
    new: NewPageShare,
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<MadePageShare> {
    if !(1..=365).contains(&new.days) {
        return Err(Error::invalid("days", "A link lasts 1 to 365 days."));
    }
    let secret = secret::generate("pgs_")?;
    let id = PageShareId::new();
    let mut tx = db.tenant(actor).await?;
    let page = load_for(&mut tx, actor, Action::Publish, Which::Page(page_id)).await?.page;
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return Ok(MadePageShare { id: earlier.into(), secret: None });
    }
    let share = ShareInsert {
        id,
        page_id,
        token_hash: secret::hash(&secret),
        below: new.below,
        now,
        expires_at: now + Duration::days(new.days),
    };
    shares::insert(&mut tx, &share).await?;
    let data = json!({ "title": page.title, "number": page.number, "days": new.days, "below": new.below });
    record(&mut tx, "page.shared", page_id.uuid(), data).await?;
    tx.commit().await?;
    Ok(MadePageShare { id, secret: Some(secret) })
}

/// Ends a link of this page, at once and for good.
pub async fn revoke_page_share(
    db: &Db,
    actor: &Actor,
    page_id: PageId,
    id: PageShareId,
    now: OffsetDateTime,
) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let page = load_for(&mut tx, actor, Action::Publish, Which::Page(page_id)).await?.page;
    if shares::revoke(&mut tx, page_id, id, now).await? {
        let data = json!({ "title": page.title, "number": page.number });
        record(&mut tx, "page.share_revoked", page_id.uuid(), data).await?;
        tx.commit().await?;
    }
    Ok(())
}
