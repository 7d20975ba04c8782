use super::{
    event::{AuditSearch, EventPage, EventView, Feed},
    policy::{Action, allows},
    sentence::sentence_about,
    store::{self, EventRow},
};
use crate::{
    Error, Result,
    actor::Actor,
    boards,
    clock::read_in,
    database::Db,
    ids::{PersonId, ProjectId, WorkspaceId},
};
use time::OffsetDateTime;

/// What happened to work the actor can see, newest first; `before` is the `next` of the page before,
/// `limit` 1 to 200.
pub async fn feed(
    db: &Db,
    actor: &Actor,
    of: Feed,
    before: Option<i64>,
    limit: i64,
    now: OffsetDateTime,
) -> Result<EventPage> {
    check(actor, Action::ReadFeed)?;
    let mut tx = db.view(actor).await?;
    let project = match of {
        Feed::Workspace => None,
        Feed::Project(id) => Some(id),
        Feed::Task(id) => Some(store::project_of_task(tx.conn(), actor.workspace_id, id.uuid()).await?),
    };
    tx.commit().await?;
    if let Some(project) = project {
        boards::may_view_project(db, actor, project).await?;
    }
    let limit = limit.clamp(1, 200);
    let mut tx = db.view(actor).await?;
    let zone = store::time_zone(tx.conn(), actor.person_id()).await?;
    let rows = store::feed(tx.conn(), actor, of, before, limit + 1).await?;
    Ok(page(rows, limit, &zone, now))
}

/// The audit log, newest first, for owners and admins; pages as in [`feed`].
pub async fn audit(
    db: &Db,
    actor: &Actor,
    search: &AuditSearch,
    before: Option<i64>,
    limit: i64,
    now: OffsetDateTime,
) -> Result<EventPage> {
    check(actor, Action::ReadAudit)?;
    let limit = limit.clamp(1, 200);
    let mut tx = db.view(actor).await?;
    let zone = store::time_zone(tx.conn(), actor.person_id()).await?;
    let rows = store::audit(tx.conn(), actor.workspace_id, search, before, limit + 1).await?;
    Ok(page(rows, limit, &zone, now))
}

/// The newest event number of each of these workspaces.
pub async fn newest(db: &Db, workspaces: &[WorkspaceId]) -> Result<Vec<(WorkspaceId, i64)>> {
    let ids: Vec<_> = workspaces.iter().map(|id| id.uuid()).collect();
    let mut tx = db.system().await?;
    store::newest(tx.conn(), &ids).await
}

fn check(actor: &Actor, action: Action) -> Result<()> {
    if allows(actor.role, action) { Ok(()) } else { Err(Error::Forbidden) }
}

/// One row more than `limit` tells that there are older ones.
fn page(mut rows: Vec<EventRow>, limit: i64, zone: &str, now: OffsetDateTime) -> EventPage {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|row| row.seq);
    let items = rows
        .into_iter()
        .map(|row| EventView {
            what: sentence_about(&row.kind, row.data.as_ref()),
            when: read_in(zone, row.at, now),
            seq: row.seq,
            kind: row.kind,
            person_id: row.actor_id.map(PersonId),
            who: row.who.unwrap_or_else(|| "Atrium".to_owned()),
            hue: row.hue.unwrap_or_default(),
            project_id: row.project_id.map(ProjectId),
            subject_id: row.subject_id,
            at: row.at,
        })
        .collect();
    EventPage { items, next }
}
