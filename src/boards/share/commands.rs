use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        commands::record,
        policy::Action,
        store::{
            access::{Which, load_for},
            shares::{self, ShareInsert},
        },
    },
    database::Db,
    idempotency::{self, Once},
    ids::{ProjectId, ShareId},
    secret,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::{Duration, OffsetDateTime};

#[derive(Clone, Copy, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewShare {
    /// How long the link lasts.
    #[schema(minimum = 1, maximum = 365)]
    pub days: i64,
    /// Show what stands in the tasks, too.
    #[serde(default)]
    pub descriptions: bool,
}

/// A link just made.
#[derive(Clone, Debug)]
pub struct MadeShare {
    pub id: ShareId,
    /// Told this once: nothing when an earlier request of the same key was told it.
    pub secret: Option<String>,
}

/// Makes a link by which anybody sees the board.
pub async fn make_share(
    db: &Db,
    actor: &Actor,
    project_id: ProjectId,
    new: NewShare,
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<MadeShare> {
    if !(1..=365).contains(&new.days) {
        return Err(Error::invalid("days", "A link lasts 1 to 365 days."));
    }
    let secret = secret::generate("shr_")?;
    let id = ShareId::new();
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::Publish, Which::Project(project_id)).await?.project;
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return Ok(MadeShare { id: earlier.into(), secret: None });
    }
    let share = ShareInsert {
        id,
        project_id,
        token_hash: secret::hash(&secret),
        descriptions: new.descriptions,
        now,
        expires_at: now + Duration::days(new.days),
    };
    shares::insert(&mut tx, &share).await?;
    let data = json!({ "name": project.name, "days": new.days, "descriptions": new.descriptions });
    record(&mut tx, "share.made", project_id, id.uuid(), data).await?;
    tx.commit().await?;
    Ok(MadeShare { id, secret: Some(secret) })
}

/// Ends a link of this project, at once and for good.
pub async fn revoke_share(
    db: &Db,
    actor: &Actor,
    project_id: ProjectId,
    share_id: ShareId,
    now: OffsetDateTime,
) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::Publish, Which::Project(project_id)).await?.project;
    if shares::revoke(&mut tx, project_id, share_id, now).await? {
        record(&mut tx, "share.revoked", project_id, share_id.uuid(), json!({ "name": project.name })).await?;
        tx.commit().await?;
    }
    Ok(())
}
