//! A webhook that served until this morning, and what became of its messages. It is off: a demonstration calls nobody.

use crate::{
    Result,
    actor::{Actor, Caller, Proof, Role},
    database::Db,
    ids::{PersonId, WorkspaceId},
    outbound::Reach,
    webhooks::{self, NewWebhook, Outcome, WebhookEdit},
};
use time::{Duration, OffsetDateTime};

/// So many of the last events are told to it.
const EVENTS: i64 = 150;

pub async fn add(db: &Db, workspace_id: WorkspaceId, founder: PersonId, now: OffsetDateTime) -> Result<()> {
    let caller = Caller { person_id: founder, proof: Proof::Operator };
    let actor = Actor { caller, workspace_id, role: Role::Owner };
    let new = NewWebhook {
        address: "https://display.larkspur.example/hooks".to_owned(),
        name: "Screen in the roastery".to_owned(),
        project_id: None,
        kinds: vec!["comment".to_owned(), "task".to_owned()],
    };
    let id = webhooks::create_webhook(db, &actor, new, &Reach::default(), None, now).await?.id;
    begin_earlier(db, &actor).await?;
    let mut at = now - Duration::hours(40);
    webhooks::fan_out(db, workspace_id, "", at).await?;
    while at < now {
        if !send(db, at).await? {
            at += Duration::minutes(20);
        }
    }
    let edit = WebhookEdit { enabled: Some(false), ..WebhookEdit::default() };
    webhooks::edit_webhook(db, &actor, id, edit, &Reach::default()).await
}

/// Whether there was something to send. The screen did not know what to do with comments.
async fn send(db: &Db, at: OffsetDateTime) -> Result<bool> {
    let mut sent = false;
    for endpoint in webhooks::due(db, 1, at).await? {
        let Some(claim) = webhooks::claim(db, endpoint, at).await? else { continue };
        let (code, answer, millis) =
            if claim.body.contains("\"comment.") { (503, "out of order", 1204) } else { (200, "ok", 87) };
        let outcome = Outcome::Answered { code, answer: answer.to_owned() };
        let took = std::time::Duration::from_millis(millis);
        webhooks::settle(db, &claim, &outcome, took, 0.5, "", at).await?;
        sent = true;
    }
    Ok(sent)
}

/// Has it be told of what was before it.
async fn begin_earlier(db: &Db, actor: &Actor) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let workspace_id = actor.workspace_id.uuid();
    sqlx::query!(
        "update webhook set after_seq = greatest(after_seq - $2, 0) where workspace_id = $1",
        workspace_id,
        EVENTS
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("update webhook_cursor set seq = greatest(seq - $2, 0) where workspace_id = $1", workspace_id, EVENTS)
        .execute(tx.conn())
        .await?;
    tx.commit().await
}
