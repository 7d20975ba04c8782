use crate::{
    Result,
    ids::{PageId, PersonId, WorkspaceId},
    wiki::{
        content::{Asked, PageKey},
        level::Level,
    },
};
use sqlx::PgConnection;
use std::collections::HashMap;

/// What each of these people may do on each of these pages that are there.
pub async fn levels(conn: &mut PgConnection, asked: &[Asked]) -> Result<HashMap<Asked, Level>> {
    let workspaces: Vec<_> = asked.iter().map(|(key, _)| key.workspace_id.uuid()).collect();
    let pages: Vec<_> = asked.iter().map(|(key, _)| key.page_id.uuid()).collect();
    let people: Vec<_> = asked.iter().map(|(_, person)| person.uuid()).collect();
    let rows = sqlx::query!(
        r#"select
             asked.workspace_id as "workspace_id!: WorkspaceId",
             asked.page_id as "page_id!: PageId",
             asked.person_id as "person_id!: PersonId",
             (case when space.archived_at is null then l.level else least(l.level, 1) end) as "level!: i16"
           from (
             select distinct a.workspace_id, a.page_id, a.person_id
             from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as a (workspace_id, page_id, person_id)) asked
           join workspace w on w.id = asked.workspace_id and w.deleted_at is null
           join page p on p.workspace_id = asked.workspace_id and p.id = asked.page_id and p.trashed_at is null
           join access_scope space on space.workspace_id = p.workspace_id and space.id = p.space_id
           cross join lateral (
             select coalesce(scope_level(p.workspace_id, asked.person_id, p.access_id), 0::smallint) as level) l"#,
        &workspaces,
        &pages,
        &people,
    )
    .fetch_all(conn)
    .await?;
    let levels = rows.into_iter().map(|row| {
        let key = PageKey { workspace_id: row.workspace_id, page_id: row.page_id };
        ((key, row.person_id), Level::from_number(row.level))
    });
    Ok(levels.collect())
}
