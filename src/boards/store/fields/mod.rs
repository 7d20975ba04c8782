//! Custom fields, and their choices.

pub mod values;

use crate::{
    Error, Result,
    boards::field::{Field, FieldKind, FieldOption},
    database::TenantTx,
    ids::{FieldId, OptionId, ProjectId},
};
use std::collections::HashMap;
use uuid::Uuid;

/// The fields of a project in order, those put aside at the end; `all` or only those in use.
pub async fn list(tx: &mut TenantTx, project_id: ProjectId, all: bool) -> Result<Vec<Field>> {
    let rows = sqlx::query!(
        r#"select
             id as "id: FieldId",
             name,
             kind as "kind: FieldKind",
             rank,
             on_card,
             archived_at is not null as "archived!",
             version
           from field
           where workspace_id = $1 and project_id = $2 and ($3 or archived_at is null)
           order by archived_at is not null, rank"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        all,
    )
    .fetch_all(tx.conn())
    .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut options = options(tx, project_id).await?;
    let field = rows.into_iter().map(|row| Field {
        options: options.remove(&row.id).unwrap_or_default(),
        id: row.id,
        name: row.name,
        kind: row.kind,
        rank: row.rank,
        on_card: row.on_card,
        archived: row.archived,
        version: row.version,
    });
    Ok(field.collect())
}

async fn options(tx: &mut TenantTx, project_id: ProjectId) -> Result<HashMap<FieldId, Vec<FieldOption>>> {
    let rows = sqlx::query!(
        r#"select o.field_id as "field_id: FieldId", o.id as "id: OptionId", o.name, o.hue, o.archived
           from field_option o
           join field f on f.workspace_id = o.workspace_id and f.id = o.field_id
           where o.workspace_id = $1 and f.project_id = $2
           order by o.field_id, o.archived, o.place, o.id"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    let mut found: HashMap<FieldId, Vec<FieldOption>> = HashMap::new();
    for row in rows {
        let option = FieldOption { id: row.id, name: row.name, hue: row.hue, archived: row.archived };
        found.entry(row.field_id).or_default().push(option);
    }
    Ok(found)
}

/// Takes the field's turn until the commit: nobody writes a value in it meanwhile.
pub async fn lock(tx: &mut TenantTx, project_id: ProjectId, field_id: FieldId) -> Result<Field> {
    sqlx::query!(
        "select id from field where workspace_id = $1 and project_id = $2 and id = $3 for update",
        tx.workspace_id().uuid(),
        project_id.uuid(),
        field_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    list(tx, project_id, true).await?.into_iter().find(|field| field.id == field_id).ok_or(Error::NotFound)
}

pub async fn insert(tx: &mut TenantTx, project_id: ProjectId, field: &Field) -> Result<()> {
    sqlx::query!(
        "insert into field (workspace_id, id, project_id, name, kind, rank, on_card)
         values ($1, $2, $3, $4, $5, $6, $7)",
        tx.workspace_id().uuid(),
        field.id.uuid(),
        project_id.uuid(),
        field.name,
        field.kind.name(),
        field.rank,
        field.on_card,
    )
    .execute(tx.conn())
    .await?;
    write_options(tx, field.id, &field.options).await
}

/// Writes a locked field as it is to be, and answers with its version.
pub async fn update(tx: &mut TenantTx, field: &Field) -> Result<i32> {
    Ok(sqlx::query_scalar!(
        "update field
         set name = $3, rank = $4, on_card = $5, version = version + 1,
             archived_at = case when $6 then coalesce(archived_at, now()) end
         where workspace_id = $1 and id = $2
         returning version",
        tx.workspace_id().uuid(),
        field.id.uuid(),
        field.name,
        field.rank,
        field.on_card,
        field.archived,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Whether any task says something in a field, archived ones too.
pub async fn is_used(tx: &mut TenantTx, field_id: FieldId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from field_value where workspace_id = $1 and field_id = $2) as "used!""#,
        tx.workspace_id().uuid(),
        field_id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn delete(tx: &mut TenantTx, field_id: FieldId) -> Result<()> {
    sqlx::query!("delete from field where workspace_id = $1 and id = $2", tx.workspace_id().uuid(), field_id.uuid())
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Those choices of a field that some task has.
pub async fn used_options(tx: &mut TenantTx, field_id: FieldId) -> Result<Vec<OptionId>> {
    Ok(sqlx::query_scalar!(
        r#"select o.id as "id: OptionId"
           from field_option o
           where o.workspace_id = $1
             and o.field_id = $2
             and exists (
               select from field_value v
               where v.workspace_id = o.workspace_id and v.field_id = o.field_id and v.option_id = o.id)"#,
        tx.workspace_id().uuid(),
        field_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The choices of a locked field, in this order; others of it are gone.
pub async fn write_options(tx: &mut TenantTx, field_id: FieldId, options: &[FieldOption]) -> Result<()> {
    let ids: Vec<Uuid> = options.iter().map(|option| option.id.uuid()).collect();
    let names: Vec<String> = options.iter().map(|option| option.name.clone()).collect();
    let hues: Vec<i16> = options.iter().map(|option| option.hue).collect();
    let archived: Vec<bool> = options.iter().map(|option| option.archived).collect();
    sqlx::query!(
        "delete from field_option where workspace_id = $1 and field_id = $2 and id <> all ($3)",
        tx.workspace_id().uuid(),
        field_id.uuid(),
        &ids,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into field_option (workspace_id, field_id, id, name, hue, archived, place)
         select $1, $2, n.id, n.name, n.hue, n.archived, n.place
         from unnest($3::uuid[], $4::text[], $5::smallint[], $6::boolean[])
           with ordinality as n (id, name, hue, archived, place)
         on conflict (workspace_id, id) do update
         set name = excluded.name, hue = excluded.hue, archived = excluded.archived, place = excluded.place",
        tx.workspace_id().uuid(),
        field_id.uuid(),
        &ids,
        &names,
        &hues,
        &archived,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
