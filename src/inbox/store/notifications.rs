//! What the reader of the log writes.

use crate::{
    Result,
    database::TenantTx,
    ids::{CommentId, PersonId, TaskId, WorkspaceId},
    inbox::{
        channels::{MAIL_GRACE, PUSH_GRACE, Settings},
        concern::Event,
        reason::Reason,
    },
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// Asked in the scope of the system.
pub async fn behind(conn: &mut PgConnection) -> Result<Vec<WorkspaceId>> {
    Ok(sqlx::query_scalar!(
        r#"select s.workspace_id as "workspace_id: WorkspaceId"
           from event_sequence s
           left join notification_cursor c on c.workspace_id = s.workspace_id
           where coalesce(c.seq, 0) < s.seq
           order by s.workspace_id"#,
    )
    .fetch_all(conn)
    .await?)
}

/// How far the log was read. The caller has the turn until the commit.
pub async fn take_turn(tx: &mut TenantTx) -> Result<i64> {
    let workspace_id = tx.workspace_id().uuid();
    sqlx::query!("insert into notification_cursor (workspace_id) values ($1) on conflict do nothing", workspace_id)
        .execute(tx.conn())
        .await?;
    Ok(sqlx::query_scalar!("select seq from notification_cursor where workspace_id = $1 for update", workspace_id)
        .fetch_one(tx.conn())
        .await?)
}

pub async fn advance(tx: &mut TenantTx, seq: i64) -> Result<()> {
    sqlx::query!("update notification_cursor set seq = $2 where workspace_id = $1", tx.workspace_id().uuid(), seq)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn events_after(tx: &mut TenantTx, seq: i64, limit: i64) -> Result<Vec<Event>> {
    Ok(sqlx::query_as!(
        Event,
        r#"select seq, at, kind, actor_id as "actor_id: PersonId", subject_id, data
           from event
           where workspace_id = $1 and seq > $2
           order by seq
           limit $3"#,
        tx.workspace_id().uuid(),
        seq,
        limit,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Something that somebody is to be told.
#[derive(Clone, Copy, Debug)]
pub struct New {
    pub person_id: PersonId,
    pub task_id: TaskId,
    pub comment_id: Option<CommentId>,
    pub reason: Reason,
    pub seq: i64,
    pub at: OffsetDateTime,
}

/// What somebody who never chose is told in their inbox.
pub fn settings_bits() -> i16 {
    Settings::default().in_app.0
}

/// Tells those who may see the task; answers with who they are. What they were told before stays as it is.
pub async fn insert(tx: &mut TenantTx, new: &[New]) -> Result<Vec<PersonId>> {
    let ids: Vec<Uuid> = new.iter().map(|_| Uuid::now_v7()).collect();
    let people: Vec<Uuid> = new.iter().map(|one| one.person_id.uuid()).collect();
    let tasks: Vec<Uuid> = new.iter().map(|one| one.task_id.uuid()).collect();
    let comments: Vec<Option<Uuid>> = new.iter().map(|one| one.comment_id.map(CommentId::uuid)).collect();
    let reasons: Vec<String> = new.iter().map(|one| one.reason.name().to_owned()).collect();
    let seqs: Vec<i64> = new.iter().map(|one| one.seq).collect();
    let moments: Vec<OffsetDateTime> = new.iter().map(|one| one.at).collect();
    let bits: Vec<i16> = new.iter().map(|one| one.reason.bit()).collect();
    let usual = Settings::default();
    Ok(sqlx::query_scalar!(
        r#"insert into notification
             (workspace_id, id, person_id, task_id, comment_id, reason, seq, at, in_app, mail_at, push_at)
           select
             t.workspace_id, new.id, m.person_id, t.id, c.id, new.reason, new.seq, new.at,
             coalesce(s.in_app, $10) & new.bit <> 0,
             case when coalesce(s.mail, $11) & new.bit <> 0 then new.at + $13 end,
             case when coalesce(s.push, $12) & new.bit <> 0 then new.at + $14 end
           from unnest(
               $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::bigint[], $8::timestamptz[], $9::smallint[])
             as new (id, person_id, task_id, comment_id, reason, seq, at, bit)
           join task t on t.workspace_id = $1 and t.id = new.task_id
           join member m on m.workspace_id = $1 and m.person_id = new.person_id
           left join notification_settings s on s.person_id = m.person_id
           left join comment c on c.workspace_id = $1 and c.id = new.comment_id
           where m.suspended_at is null
             and m.left_at is null
             and (coalesce(s.in_app, $10) | coalesce(s.mail, $11) | coalesce(s.push, $12)) & new.bit <> 0
             and (m.role <> 'guest' or exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = t.project_id and g.person_id = m.person_id))
           on conflict do nothing
           returning person_id as "person_id: PersonId""#,
        tx.workspace_id().uuid(),
        &ids,
        &people,
        &tasks,
        &comments as &[Option<Uuid>],
        &reasons,
        &seqs,
        &moments,
        &bits,
        usual.in_app.0,
        usual.mail.0,
        usual.push.0,
        MAIL_GRACE as _,
        PUSH_GRACE as _,
    )
    .fetch_all(tx.conn())
    .await?)
}
