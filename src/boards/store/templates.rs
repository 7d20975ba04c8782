use crate::{
    Error, Result,
    boards::template::Template,
    database::TenantTx,
    ids::{ProjectId, TemplateId},
};

/// A template to be kept, of the person of the transaction.
#[derive(Debug)]
pub struct NewRow<'a> {
    pub id: TemplateId,
    pub project_id: Option<ProjectId>,
    pub name: &'a str,
    pub content: &'a str,
    pub tasks: i32,
}

pub async fn insert(tx: &mut TenantTx, new: NewRow<'_>) -> Result<()> {
    sqlx::query!(
        "insert into template (workspace_id, id, project_id, name, content, tasks, created_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        tx.workspace_id().uuid(),
        new.id.uuid(),
        new.project_id.map(ProjectId::uuid),
        new.name,
        new.content,
        new.tasks,
        tx.person_id().uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// By name: those of a project, or without one those of the workspace; or one of them all.
async fn select(tx: &mut TenantTx, of: Option<ProjectId>, only: Option<TemplateId>) -> Result<Vec<Template>> {
    Ok(sqlx::query_as!(
        Template,
        r#"select
             t.id as "id: TemplateId",
             t.name,
             t.project_id as "project_id: ProjectId",
             t.tasks,
             coalesce(p.name, '') as "created_by!",
             t.version
           from template t
           left join person p on p.id = t.created_by
           where t.workspace_id = $1
             and case when $3::uuid is null then t.project_id is not distinct from $2 else t.id = $3 end
           order by lower(t.name), t.id"#,
        tx.workspace_id().uuid(),
        of.map(ProjectId::uuid),
        only.map(TemplateId::uuid),
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn list(tx: &mut TenantTx, of: Option<ProjectId>) -> Result<Vec<Template>> {
    select(tx, of, None).await
}

pub async fn find(tx: &mut TenantTx, id: TemplateId) -> Result<Template> {
    select(tx, None, Some(id)).await?.pop().ok_or(Error::NotFound)
}

/// Holds the template until the end of the transaction.
pub async fn lock(tx: &mut TenantTx, id: TemplateId) -> Result<Template> {
    sqlx::query!(
        r#"select 1 as "one!" from template where workspace_id = $1 and id = $2 for update"#,
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    find(tx, id).await
}

pub async fn content(tx: &mut TenantTx, id: TemplateId) -> Result<String> {
    sqlx::query_scalar!(
        "select content from template where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

pub async fn count(tx: &mut TenantTx, of: Option<ProjectId>) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from template
           where workspace_id = $1 and project_id is not distinct from $2"#,
        tx.workspace_id().uuid(),
        of.map(ProjectId::uuid),
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn rename(tx: &mut TenantTx, id: TemplateId, name: &str) -> Result<()> {
    sqlx::query!(
        "update template set name = $3, version = version + 1 where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        id.uuid(),
        name,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: TemplateId) -> Result<()> {
    sqlx::query!("delete from template where workspace_id = $1 and id = $2", tx.workspace_id().uuid(), id.uuid())
        .execute(tx.conn())
        .await?;
    Ok(())
}
