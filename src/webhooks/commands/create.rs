use super::{demand, finish, parse_kinds, parse_name};
use crate::{
    Error, Result,
    actor::Actor,
    boards,
    database::Db,
    idempotency::{self, Once},
    ids::{ProjectId, WebhookId},
    outbound::{Destination, Reach},
    webhooks::{
        policy::Action,
        signature::new_secret,
        store::{
            reader,
            webhooks::{self, WebhookInsert},
        },
    },
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::OffsetDateTime;

/// A workspace has at most this many for itself, and so many for each project.
const MOST: i64 = 20;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWebhook {
    /// Where to send to, such as `https://example.org/hooks`.
    #[schema(min_length = 1, max_length = 2000)]
    pub address: String,
    #[serde(default)]
    #[schema(max_length = 80)]
    pub name: String,
    /// Only what happens in this project.
    #[serde(default)]
    pub project_id: Option<ProjectId>,
    /// Kinds of events such as `task.moved`, or their beginnings such as `task`; none for all.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub kinds: Vec<String>,
}

/// A webhook just made.
#[derive(Clone, Debug)]
pub struct MadeWebhook {
    pub id: WebhookId,
    /// Told this once: nothing when an earlier request of the same key was told it.
    pub secret: Option<String>,
}

/// Has what happens from now on be told to an address.
pub async fn create_webhook(
    db: &Db,
    actor: &Actor,
    new: NewWebhook,
    reach: &Reach,
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<MadeWebhook> {
    demand(actor, Action::Manage)?;
    let (name, kinds) = (parse_name(&new.name)?, parse_kinds(&new.kinds)?);
    let address = Destination::parse("address", &new.address, reach)?;
    if let Some(project_id) = new.project_id {
        boards::may_view_project(db, actor, project_id).await?;
    }
    let secret = new_secret()?;
    let id = WebhookId::new();
    let mut tx = db.tenant(actor).await?;
    let after_seq = reader::newest(&mut tx).await?;
    reader::begin_cursor(&mut tx, after_seq).await?;
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return Ok(MadeWebhook { id: earlier.into(), secret: None });
    }
    if webhooks::count(&mut tx, new.project_id).await? >= MOST {
        return Err(Error::invalid("", format!("There are {MOST} webhooks for this already.")));
    }
    let webhook = WebhookInsert {
        id,
        project_id: new.project_id,
        address: address.as_str().to_owned(),
        name,
        kinds,
        secret: secret.clone(),
        after_seq,
        now,
    };
    webhooks::insert(&mut tx, &webhook).await?;
    let data = json!({ "name": webhook.name, "address": webhook.address, "kinds": webhook.kinds });
    finish(tx, "webhook.created", id, data).await?;
    Ok(MadeWebhook { id, secret: Some(secret) })
}
