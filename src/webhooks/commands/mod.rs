//! Every change of webhooks, one file a verb.

mod create;
mod edit;
mod replay;
mod rotate;

pub use create::{MadeWebhook, NewWebhook, create_webhook};
pub use edit::{WebhookEdit, edit_webhook, remove_webhook};
pub use replay::{replay_delivery, replay_failed, test_webhook};
pub use rotate::rotate_secret;

use super::{
    kinds::is_told,
    policy::{Action, allows},
    store::webhooks::{self, WebhookRow},
};
use crate::{
    Error, Result,
    actor::Actor,
    database::{Db, Happening, TenantTx},
    ids::WebhookId,
    text,
};
use serde_json::Value;

/// Refuses what the actor's role does not allow.
pub(super) fn demand(actor: &Actor, action: Action) -> Result<()> {
    let may = allows(actor.role, action) && (action.only_reads() || actor.caller.may_write());
    if may { Ok(()) } else { Err(Error::Forbidden) }
}

/// A webhook of the actor's workspace, locked.
async fn load_for(db: &Db, actor: &Actor, action: Action, id: WebhookId) -> Result<(TenantTx, WebhookRow)> {
    demand(actor, action)?;
    let mut tx = db.tenant(actor).await?;
    let webhook = webhooks::lock(&mut tx, id).await?;
    Ok((tx, webhook))
}

/// Says what happened to a webhook, and commits.
async fn finish(mut tx: TenantTx, kind: &str, id: WebhookId, data: Value) -> Result<()> {
    tx.record(Happening { kind, project_id: None, subject_id: id.uuid(), data }).await?;
    tx.commit().await
}

fn parse_name(name: &str) -> Result<String> {
    text::optional_line("name", name, 80)
}

/// Kinds of events such as `task.moved`, or their beginnings such as `task`.
fn parse_kinds(kinds: &[String]) -> Result<Vec<String>> {
    let no = |sentence: String| Err(Error::invalid("kinds", sentence));
    if kinds.len() > 100 {
        return no("At most 100 kinds of events, please.".to_owned());
    }
    let mut parsed: Vec<String> = Vec::new();
    for kind in kinds.iter().map(|kind| kind.trim()) {
        let plain = kind.len() <= 60 && kind.bytes().all(|byte| byte.is_ascii_lowercase() || b"._".contains(&byte));
        if !plain || !is_told(kind) {
            return no(format!("There are no events called {}.", kind.chars().take(60).collect::<String>()));
        }
        parsed.push(kind.to_owned());
    }
    parsed.sort_unstable();
    parsed.dedup();
    Ok(parsed)
}
