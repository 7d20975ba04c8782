//! Follows the log of a workspace and puts what is to be told on its way.

use super::{
    kinds::chosen,
    payload::{self, Place},
    store::reader::{self, EventRow, Listener, NewDelivery},
};
use crate::{
    Result,
    database::Db,
    ids::{PersonId, WorkspaceId},
};
use time::OffsetDateTime;
use uuid::Uuid;

/// Events read in one transaction.
const BATCH: i64 = 200;

/// The workspaces with webhooks whose log goes further than it was read.
pub async fn behind(db: &Db) -> Result<Vec<WorkspaceId>> {
    let mut tx = db.system().await?;
    reader::behind(tx.conn()).await
}

/// Reads a workspace's log to its end and makes a delivery of each event for each webhook that asks for it. Doing it
/// twice, or at two servers at once, does it once. `base_url` is where the links in messages lead.
pub async fn fan_out(db: &Db, workspace_id: WorkspaceId, base_url: &str, now: OffsetDateTime) -> Result<()> {
    while read_on(db, workspace_id, base_url, now).await? {}
    Ok(())
}

/// Whether there may be more.
async fn read_on(db: &Db, workspace_id: WorkspaceId, base_url: &str, now: OffsetDateTime) -> Result<bool> {
    let mut tx = db.tenant_as(workspace_id, PersonId(Uuid::nil())).await?;
    let Some(read) = reader::take_turn(&mut tx).await? else { return Ok(false) };
    let events = reader::events_after(&mut tx, read, BATCH).await?;
    let Some(last) = events.last().map(|event| event.seq) else { return Ok(false) };
    let listeners = reader::listeners(&mut tx).await?;
    if !listeners.is_empty() {
        let slug = reader::slug(&mut tx).await?;
        let place = Place { base_url, slug: &slug };
        let new: Vec<NewDelivery> = events.iter().flat_map(|event| deliveries_of(&place, event, &listeners)).collect();
        reader::insert(&mut tx, &new, now).await?;
    }
    reader::advance(&mut tx, last).await?;
    tx.commit().await?;
    Ok(i64::try_from(events.len()) == Ok(BATCH))
}

fn deliveries_of(place: &Place<'_>, event: &EventRow, listeners: &[Listener]) -> Vec<NewDelivery> {
    let wanted: Vec<_> = listeners.iter().filter(|listener| listener.wants(event)).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let body = payload::of_event(place, event);
    let new = |listener: &&Listener| NewDelivery {
        webhook_id: listener.id,
        seq: Some(event.seq),
        subject_id: event.subject_id,
        kind: event.kind.clone(),
        about: payload::about(event),
        body: body.clone(),
    };
    wanted.iter().map(new).collect()
}

impl Listener {
    fn wants(&self, event: &EventRow) -> bool {
        event.seq > self.after_seq
            && self.project_id.is_none_or(|id| event.project_id == Some(id.uuid()))
            && chosen(&self.kinds, &event.kind)
    }
}
