//! What waits to go out to one person, in a transaction of theirs.

use crate::{
    Result,
    database::TenantTx,
    day::Day,
    ids::{MailId, PersonId, TaskId, WorkspaceId},
    inbox::{
        Reason,
        channels::{
            Channel,
            outgoing::{About, Waiting},
        },
        store::shelves::LineRow,
    },
};
use sqlx::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

/// People for whom something may go out by now. Asked in the scope of the system.
pub async fn people(conn: &mut PgConnection, now: OffsetDateTime) -> Result<Vec<(WorkspaceId, PersonId)>> {
    let rows = sqlx::query!(
        r#"select workspace_id as "workspace_id!: WorkspaceId", person_id as "person_id!: PersonId"
           from notification
           where mail_at <= $1
           union
           select workspace_id, person_id
           from notification
           where push_at <= $1
           limit 1000"#,
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.workspace_id, row.person_id)).collect())
}

/// The person's turn until the commit; false where somebody else has it.
pub async fn take_turn(tx: &mut TenantTx) -> Result<bool> {
    let turn = sqlx::query!(
        r#"select true as "turn!"
           from member
           where workspace_id = $1 and person_id = $2
           for no key update skip locked"#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(turn.is_some())
}

/// Whom it goes to.
#[derive(Clone, Debug)]
pub struct Recipient {
    pub email: String,
    pub time_zone: String,
    pub workspace: String,
    pub slug: String,
}

/// The person, as long as they stand in the workspace and it in the world.
pub async fn recipient(tx: &mut TenantTx) -> Result<Option<Recipient>> {
    Ok(sqlx::query_as!(
        Recipient,
        "select p.email, p.time_zone, w.name as workspace, w.slug
         from member m
         join person p on p.id = m.person_id
         join workspace w on w.id = m.workspace_id
         where m.workspace_id = $1
           and m.person_id = $2
           and m.suspended_at is null
           and m.left_at is null
           and w.deleted_at is null",
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Everything that waits, oldest first. What somebody marks at this moment is passed over until the next look.
pub async fn waiting(tx: &mut TenantTx) -> Result<Vec<Waiting>> {
    let rows = sqlx::query!(
        r#"select
             n.id,
             n.task_id as "task_id!: TaskId",
             n.reason,
             n.at,
             n.mail_at,
             n.push_at,
             n.snoozed_until,
             (n.read_at is not null or n.done_at is not null or (m.role = 'guest' and not exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = t.project_id and g.person_id = $2))) as "over!"
           from notification n
           join task t on t.workspace_id = n.workspace_id and t.id = n.task_id
           join member m on m.workspace_id = n.workspace_id and m.person_id = n.person_id
           where n.workspace_id = $1
             and n.person_id = $2
             and (n.mail_at is not null or n.push_at is not null)
           order by n.at, n.id
           for update of n skip locked"#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Waiting {
                id: row.id,
                task_id: row.task_id,
                reason: row.reason.parse()?,
                at: row.at,
                mail_at: row.mail_at,
                push_at: row.push_at,
                snoozed_until: row.snoozed_until,
                over: row.over,
            })
        })
        .collect()
}

/// Has these wait by one channel until that moment, or no more.
pub async fn put_off(tx: &mut TenantTx, channel: Channel, ids: &[Uuid], until: Option<OffsetDateTime>) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "update notification
         set
           mail_at = case $3 when 'mail' then $4 else mail_at end,
           push_at = case $3 when 'push' then $4 else push_at end
         where workspace_id = $1 and id = any($2)",
        tx.workspace_id().uuid(),
        ids,
        channel.name(),
        until,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Nothing goes out to the person of this transaction.
pub async fn settle_all(tx: &mut TenantTx) -> Result<()> {
    sqlx::query!(
        "update notification
         set mail_at = null, push_at = null
         where workspace_id = $1 and person_id = $2 and (mail_at is not null or push_at is not null)",
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// These are in that mail.
pub async fn mailed(tx: &mut TenantTx, ids: &[Uuid], mail_id: MailId) -> Result<()> {
    sqlx::query!(
        "update notification set mail_at = null, mail_id = $3 where workspace_id = $1 and id = any($2)",
        tx.workspace_id().uuid(),
        ids,
        mail_id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Those of these that the person has not read and may still see, with why they were told.
pub async fn still_news(tx: &mut TenantTx, ids: &[Uuid]) -> Result<Vec<(Uuid, Reason)>> {
    let rows = sqlx::query!(
        r#"select n.id, n.reason
           from notification n
           join task t on t.workspace_id = n.workspace_id and t.id = n.task_id
           join member m on m.workspace_id = n.workspace_id and m.person_id = n.person_id
           where n.workspace_id = $1
             and n.person_id = $2
             and n.id = any($3)
             and n.read_at is null
             and n.done_at is null
             and (m.role <> 'guest' or exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = t.project_id and g.person_id = $2))"#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|row| Ok((row.id, row.reason.parse()?))).collect()
}

/// What these are about, oldest first.
pub async fn lines(tx: &mut TenantTx, ids: &[Uuid]) -> Result<Vec<(About, LineRow)>> {
    let rows = sqlx::query!(
        r#"select
             n.task_id as "task_id!: TaskId",
             n.reason as "reason!",
             n.at as "at!",
             n.read_at is null as "unread!",
             n.due_on as "due_on: Day",
             e.kind as "kind?",
             e.data as "data?",
             a.name as "who?",
             a.hue as "hue?",
             c.body as "words?",
             t.number,
             t.title,
             p.key as project_key,
             p.name as project
           from notification n
           join task t on t.workspace_id = n.workspace_id and t.id = n.task_id
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
           left join event e on e.workspace_id = n.workspace_id and e.seq = n.seq
           left join person a on a.id = e.actor_id
           left join comment c on c.workspace_id = n.workspace_id and c.id = n.comment_id
           where n.workspace_id = $1 and n.person_id = $2 and n.id = any($3)
           order by n.at, n.id"#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    let parts = rows.into_iter().map(|row| {
        let about = About {
            task_id: row.task_id,
            project_key: row.project_key,
            project: row.project,
            number: row.number,
            title: row.title,
        };
        let line = LineRow {
            task_id: row.task_id,
            reason: row.reason,
            at: row.at,
            unread: row.unread,
            due_on: row.due_on,
            kind: row.kind,
            data: row.data,
            who: row.who,
            hue: row.hue,
            words: row.words,
        };
        (about, line)
    });
    Ok(parts.collect())
}

/// Whether a mail is about a task that the person may not see any more.
pub async fn tells_too_much(tx: &mut TenantTx, mail_id: MailId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select
             from notification n
             join task t on t.workspace_id = n.workspace_id and t.id = n.task_id
             join member m on m.workspace_id = n.workspace_id and m.person_id = n.person_id
             where n.workspace_id = $1
               and n.person_id = $2
               and n.mail_id = $3
               and m.role = 'guest'
               and not exists (
                 select from project_guest g
                 where g.workspace_id = $1 and g.project_id = t.project_id and g.person_id = $2)
           ) as "too_much!""#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        mail_id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Takes an unsent mail away; what it was about waits again.
pub async fn take_back(tx: &mut TenantTx, mail_id: MailId, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update notification
         set mail_at = $4, mail_id = null
         where workspace_id = $1 and person_id = $2 and mail_id = $3",
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        mail_id.uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("delete from mail where id = $1 and sent_at is null", mail_id.uuid()).execute(tx.conn()).await?;
    Ok(())
}
