//! What happened to pages, for each listener as far as they see it. Asked in the scope of the tree.

use crate::{Result, activity, database::TenantTx, ids::PersonId};
use uuid::Uuid;

/// The number of the workspace's newest event.
pub async fn latest(tx: &mut TenantTx) -> Result<i64> {
    let workspace_id = tx.workspace_id();
    Ok(activity::end(tx.conn(), workspace_id).await?.seq)
}

/// Of the events after one of them, up to another: which pages each of these people sees were changed, and which spaces
/// whose tree looks different to them. Of a page that somebody does not see they hear nothing, but that it went or may
/// have gone, they hear of its space.
pub async fn seen(tx: &mut TenantTx, after: i64, until: i64, people: &[PersonId]) -> Result<Vec<(PersonId, Uuid)>> {
    let people: Vec<Uuid> = people.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query!(
        r#"with news as (
             select
               e.kind,
               p.id as page_id,
               case when p.trashed_at is null then p.access_id end as access_id,
               coalesce(p.space_id, s.id) as space_id,
               (e.data ->> 'left')::uuid as left_id
             from event e
             left join page p on p.workspace_id = e.workspace_id and p.id = e.subject_id
             left join access_scope s on s.workspace_id = e.workspace_id and s.id = e.subject_id and s.parent_id is null
             where e.workspace_id = $1
               and e.seq > $2
               and e.seq <= $3
               and (e.kind like 'page.%' or e.kind like 'space.%')
           ),
           reach as (
             select scope.id, r.person_id
             from (
               select access_id as id from news
               union select space_id from news
               union select left_id from news) scope
             cross join lateral scope_reach($1, scope.id) r
             where scope.id is not null and r.level > 0 and r.person_id = any($4)
           )
           select r.person_id as "person_id!: PersonId", n.page_id as "thing!"
           from news n
           join reach r on r.id = n.access_id
           union
           select r.person_id, n.space_id
           from news n
           join reach r on r.id = n.space_id
           where n.kind like 'space.%'
             or n.kind in ('page.moved', 'page.trashed', 'page.access_changed', 'page.access_inherited')
             or (n.kind in ('page.created', 'page.renamed', 'page.restored')
               and exists (select from reach own where own.id = n.access_id and own.person_id = r.person_id))
           union
           select r.person_id, n.left_id
           from news n
           join reach r on r.id = n.left_id"#,
        tx.workspace_id().uuid(),
        after,
        until,
        &people,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.person_id, row.thing)).collect())
}
