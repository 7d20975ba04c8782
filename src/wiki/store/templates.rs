use super::contents::Content;
use crate::{
    Error, Result,
    database::TenantTx,
    ids::{PageTemplateId, PersonId, SpaceId},
    wiki::level::Level,
};

/// A template to be kept.
#[derive(Debug)]
pub struct TemplateInsert<'a> {
    pub id: PageTemplateId,
    pub space_id: Option<SpaceId>,
    pub name: &'a str,
    pub content: &'a Content,
}

pub async fn insert(tx: &mut TenantTx, new: &TemplateInsert<'_>) -> Result<()> {
    sqlx::query!(
        "insert into page_template (workspace_id, id, space_id, name, schema_version, state, created_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        tx.workspace_id().uuid(),
        new.id.uuid(),
        new.space_id.map(SpaceId::uuid),
        new.name,
        new.content.schema,
        new.content.state,
        tx.person_id().uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

#[derive(Debug)]
pub struct TemplateRow {
    pub id: PageTemplateId,
    pub name: String,
    pub space_id: Option<SpaceId>,
    pub creator_id: PersonId,
    pub created_by: String,
    /// What the transaction's person may do in its space.
    pub level: Level,
}

/// What the person sees of them, by name; with a space, those for it and for all.
pub async fn list(
    tx: &mut TenantTx,
    space_id: Option<SpaceId>,
    only: Option<PageTemplateId>,
) -> Result<Vec<TemplateRow>> {
    let rows = sqlx::query!(
        r#"select
             t.id as "id: PageTemplateId",
             t.name,
             t.space_id as "space_id: SpaceId",
             t.created_by as "creator_id: PersonId",
             coalesce(p.name, '') as "created_by!",
             coalesce(l.level, 0::smallint) as "level!"
           from page_template t
           left join person p on p.id = t.created_by
           left join scope_levels($1, $2) l on l.scope_id = t.space_id
           where t.workspace_id = $1
             and ($3::uuid is null or t.space_id is null or t.space_id = $3)
             and ($4::uuid is null or t.id = $4)
           order by lower(t.name), t.id"#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        space_id.map(SpaceId::uuid),
        only.map(PageTemplateId::uuid),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| TemplateRow {
            id: row.id,
            name: row.name,
            space_id: row.space_id,
            creator_id: row.creator_id,
            created_by: row.created_by,
            level: Level::from_number(row.level),
        })
        .collect())
}

/// What a template lays on a page of that space.
pub async fn content(tx: &mut TenantTx, id: PageTemplateId, space_id: SpaceId) -> Result<Content> {
    let row = sqlx::query!(
        "select schema_version, state
         from page_template
         where workspace_id = $1 and id = $2 and (space_id is null or space_id = $3)",
        tx.workspace_id().uuid(),
        id.uuid(),
        space_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or_else(|| Error::invalid("template_id", "This template is not there any more."))?;
    Ok(Content { schema: row.schema_version, state: row.state })
}

pub async fn delete(tx: &mut TenantTx, id: PageTemplateId) -> Result<()> {
    sqlx::query!("delete from page_template where workspace_id = $1 and id = $2", tx.workspace_id().uuid(), id.uuid())
        .execute(tx.conn())
        .await?;
    Ok(())
}
