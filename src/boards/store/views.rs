//! Saved views. One that is neither the reader's own nor shared is not there.

use crate::{
    Error, Result,
    boards::saved_view::SavedView,
    database::TenantTx,
    ids::{ProjectId, SavedViewId},
};

pub async fn list(tx: &mut TenantTx, project_id: ProjectId) -> Result<Vec<SavedView>> {
    Ok(sqlx::query_as!(
        SavedView,
        r#"select
             v.id as "id: SavedViewId",
             v.name,
             v.query,
             v.shared,
             v.owner_id = $3 as "own!",
             d.view_id is not null as "default!",
             v.version
           from saved_view v
           left join default_view d on d.workspace_id = v.workspace_id and d.view_id = v.id and d.person_id = $3
           where v.workspace_id = $1 and v.project_id = $2 and (v.shared or v.owner_id = $3)
           order by lower(v.name), v.id"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        tx.person_id().uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn find(tx: &mut TenantTx, project_id: ProjectId, id: SavedViewId) -> Result<SavedView> {
    list(tx, project_id).await?.into_iter().find(|view| view.id == id).ok_or(Error::NotFound)
}

/// Takes the view's turn until the commit.
pub async fn lock(tx: &mut TenantTx, project_id: ProjectId, id: SavedViewId) -> Result<SavedView> {
    sqlx::query!(
        "select id from saved_view where workspace_id = $1 and project_id = $2 and id = $3 for update",
        tx.workspace_id().uuid(),
        project_id.uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    find(tx, project_id, id).await
}

/// How many views somebody has saved here.
pub async fn count_own(tx: &mut TenantTx, project_id: ProjectId) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!" from saved_view where workspace_id = $1 and project_id = $2 and owner_id = $3"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        tx.person_id().uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn insert(tx: &mut TenantTx, project_id: ProjectId, view: &SavedView) -> Result<()> {
    sqlx::query!(
        "insert into saved_view (workspace_id, id, project_id, owner_id, name, query, shared)
         values ($1, $2, $3, $4, $5, $6, $7)",
        tx.workspace_id().uuid(),
        view.id.uuid(),
        project_id.uuid(),
        tx.person_id().uuid(),
        view.name,
        view.query,
        view.shared,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn update(tx: &mut TenantTx, view: &SavedView) -> Result<()> {
    sqlx::query!(
        "update saved_view
         set name = $3, query = $4, shared = $5, version = version + 1
         where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        view.id.uuid(),
        view.name,
        view.query,
        view.shared,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: SavedViewId) -> Result<()> {
    sqlx::query!("delete from saved_view where workspace_id = $1 and id = $2", tx.workspace_id().uuid(), id.uuid(),)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// The view that the actor sees a project in, or none.
pub async fn set_default(tx: &mut TenantTx, project_id: ProjectId, view_id: Option<SavedViewId>) -> Result<()> {
    let (workspace_id, person_id) = (tx.workspace_id().uuid(), tx.person_id().uuid());
    sqlx::query!(
        "delete from default_view where workspace_id = $1 and person_id = $2 and project_id = $3",
        workspace_id,
        person_id,
        project_id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    if let Some(view_id) = view_id {
        sqlx::query!(
            "insert into default_view (workspace_id, person_id, project_id, view_id)
             values ($1, $2, $3, $4)
             on conflict (workspace_id, person_id, project_id) do update set view_id = excluded.view_id",
            workspace_id,
            person_id,
            project_id.uuid(),
            view_id.uuid(),
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}
