//! What people are told about pages, always of those that they may see now.

use super::notifications::settings_bits;
use crate::{
    Result,
    database::TenantTx,
    ids::{PageCommentId, PageId, PersonId},
    inbox::{item::Shelf, reason::Reason},
    wiki::{enter_tree, leave_tree},
};
use time::OffsetDateTime;
use uuid::Uuid;

/// Something about a page that somebody is to be told.
#[derive(Clone, Copy, Debug)]
pub struct NewOnPage {
    pub person_id: PersonId,
    pub page_id: PageId,
    pub comment_id: Option<PageCommentId>,
    pub reason: Reason,
    pub seq: i64,
    pub at: OffsetDateTime,
}

/// Tells those who may see the page; answers with who they are. The reader of the log sees no page itself.
pub async fn insert(tx: &mut TenantTx, new: &[NewOnPage]) -> Result<Vec<PersonId>> {
    let ids: Vec<Uuid> = new.iter().map(|_| Uuid::now_v7()).collect();
    let people: Vec<Uuid> = new.iter().map(|one| one.person_id.uuid()).collect();
    let pages: Vec<Uuid> = new.iter().map(|one| one.page_id.uuid()).collect();
    let comments: Vec<Option<Uuid>> = new.iter().map(|one| one.comment_id.map(PageCommentId::uuid)).collect();
    let reasons: Vec<String> = new.iter().map(|one| one.reason.name().to_owned()).collect();
    let seqs: Vec<i64> = new.iter().map(|one| one.seq).collect();
    let moments: Vec<OffsetDateTime> = new.iter().map(|one| one.at).collect();
    let bits: Vec<i16> = new.iter().map(|one| one.reason.bit()).collect();
    enter_tree(tx).await?;
    let told = sqlx::query_scalar!(
        r#"insert into notification
             (workspace_id, id, person_id, page_id, page_comment_id, reason, seq, at)
           select p.workspace_id, new.id, new.person_id, p.id, new.comment_id, new.reason, new.seq, new.at
           from unnest(
               $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::bigint[], $8::timestamptz[], $9::smallint[])
             as new (id, person_id, page_id, comment_id, reason, seq, at, bit)
           join page p on p.workspace_id = $1 and p.id = new.page_id and p.trashed_at is null
           left join notification_settings s on s.person_id = new.person_id
           where scope_level($1, new.person_id, p.access_id) > 0
             and coalesce(s.in_app, $10) & new.bit <> 0
           on conflict do nothing
           returning person_id as "person_id: PersonId""#,
        tx.workspace_id().uuid(),
        &ids,
        &people,
        &pages,
        &comments as &[Option<Uuid>],
        &reasons,
        &seqs,
        &moments,
        &bits,
        settings_bits(),
    )
    .fetch_all(tx.conn())
    .await?;
    leave_tree(tx).await?;
    Ok(told)
}

/// One thing that somebody was told about a page.
#[derive(Debug)]
pub struct PageLineRow {
    pub page_id: PageId,
    pub number: i32,
    pub title: String,
    pub reason: String,
    pub at: OffsetDateTime,
    pub unread: bool,
    pub snoozed_until: Option<OffsetDateTime>,
    pub kind: Option<String>,
    pub who: Option<String>,
    pub hue: Option<i16>,
    pub words: Option<String>,
    /// Of the page as a whole.
    pub count: i64,
    pub any_unread: bool,
    pub newest: OffsetDateTime,
}

/// What the person was told about pages: the last three on each, those first that have something new last. What was put
/// off is as new as its return, and a comment that was taken away leaves no words.
pub async fn lines(tx: &mut TenantTx, shelf: Shelf, now: OffsetDateTime, limit: i64) -> Result<Vec<PageLineRow>> {
    Ok(sqlx::query_as!(
        PageLineRow,
        r#"select
             x.page_id as "page_id!: PageId",
             x.number as "number!",
             x.title as "title!",
             x.reason as "reason!",
             x.at as "at!",
             x.unread as "unread!",
             x.snoozed_until,
             x.kind as "kind?",
             x.who as "who?",
             x.hue as "hue?",
             x.words as "words?",
             x.count as "count!",
             x.any_unread as "any_unread!",
             x.newest as "newest!"
           from (
             select
               p.id as page_id,
               p.number,
               p.title,
               n.reason,
               n.at,
               n.read_at is null as unread,
               n.snoozed_until,
               e.kind,
               a.name as who,
               a.hue,
               c.body as words,
               row_number() over (partition by p.id order by n.at desc, n.id desc) as place,
               count(*) over page as count,
               bool_or(n.read_at is null) over page as any_unread,
               max(greatest(n.at, n.snoozed_until)) over page as newest
             from notification n
             join page p on p.workspace_id = n.workspace_id and p.id = n.page_id and p.trashed_at is null
             left join event e on e.workspace_id = n.workspace_id and e.seq = n.seq
             left join person a on a.id = e.actor_id
             left join page_comment c on c.workspace_id = n.workspace_id and c.id = n.page_comment_id
             where n.workspace_id = $1
               and n.person_id = $2
               and n.in_app
               and case $3
                 when 'done' then n.done_at is not null
                 when 'snoozed' then n.done_at is null and n.snoozed_until > $4
                 else n.done_at is null and (n.snoozed_until is null or n.snoozed_until <= $4)
               end
             window page as (partition by p.id)) x
           where x.place <= 3
             and ($3 <> 'unread' or x.any_unread)
           order by x.newest desc, x.page_id, x.place
           limit 3 * $5::bigint"#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        shelf.name(),
        now,
        limit,
    )
    .fetch_all(tx.conn())
    .await?)
}
