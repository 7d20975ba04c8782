use crate::{
    Error, Result,
    database::TenantTx,
    ids::{GrantId, ProjectId, SpaceId},
    wiki::{
        level::Level,
        space::{Space, SpaceSummary},
    },
};

/// The scope of a new space, with whoever makes it as its manager. It comes before the space: without a right nobody
/// writes one.
pub async fn insert_scope(tx: &mut TenantTx, space: &Space) -> Result<()> {
    let (workspace_id, person_id) = (tx.workspace_id().uuid(), tx.person_id().uuid());
    sqlx::query!(
        "insert into access_scope (workspace_id, id, project_id, everyone) values ($1, $2, $3, $4)",
        workspace_id,
        space.id.uuid(),
        space.project_id.map(ProjectId::uuid),
        space.everyone.number(),
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into access_grant (workspace_id, scope_id, id, person_id, level) values ($1, $2, $3, $4, $5)",
        workspace_id,
        space.id.uuid(),
        GrantId::new().uuid(),
        person_id,
        Level::Manage.number(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whether the short name was still to be had.
pub async fn insert(tx: &mut TenantTx, space: &Space) -> Result<bool> {
    let done = sqlx::query!(
        "insert into space (workspace_id, id, slug, name, description, hue, created_by)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (workspace_id, slug) do nothing",
        tx.workspace_id().uuid(),
        space.id.uuid(),
        space.slug,
        space.name,
        space.description,
        space.hue,
        tx.person_id().uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes the space's own fields; `expected` is the version the writer saw.
pub async fn update(tx: &mut TenantTx, space: &Space, expected: Option<i32>) -> Result<i32> {
    let version = sqlx::query_scalar!(
        "update space
         set name = $3, description = $4, hue = $5, slug = $6, version = version + 1
         where workspace_id = $1 and id = $2 and version = coalesce($7, version)
         returning version",
        tx.workspace_id().uuid(),
        space.id.uuid(),
        space.name,
        space.description,
        space.hue,
        space.slug,
        expected,
    )
    .fetch_optional(tx.conn())
    .await?;
    version.ok_or(Error::Conflict { current: Some(space.version) })
}

pub async fn set_archived(tx: &mut TenantTx, space_id: SpaceId, archived: bool) -> Result<()> {
    sqlx::query!(
        "update access_scope
         set archived_at = case when $3 then coalesce(archived_at, now()) end
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        space_id.uuid(),
        archived,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The spaces that the transaction's person sees, by name.
pub async fn list(tx: &mut TenantTx, archived: bool) -> Result<Vec<SpaceSummary>> {
    let rows = sqlx::query!(
        r#"select
             s.id as "id: SpaceId",
             s.slug,
             s.name,
             s.description,
             s.hue,
             r.everyone,
             r.project_id as "project_id: ProjectId",
             s.version,
             l.level as "level!",
             (select count(*)
              from page p
              where p.workspace_id = $1 and p.space_id = s.id and p.trashed_at is null) as "pages!"
           from space s
           join access_scope r on r.workspace_id = s.workspace_id and r.id = s.id
           join scope_levels($1, $2) l on l.scope_id = s.id
           where s.workspace_id = $1 and (r.archived_at is not null) = $3
           order by lower(s.name), s.id"#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        archived,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SpaceSummary {
            space: Space {
                id: row.id,
                slug: row.slug,
                name: row.name,
                description: row.description,
                hue: row.hue,
                everyone: Level::from_number(row.everyone),
                project_id: row.project_id,
                archived,
                version: row.version,
            },
            level: Level::from_number(row.level),
            pages: row.pages,
        })
        .collect())
}
