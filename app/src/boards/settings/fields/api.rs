use crate::{failure::Failure, wire::Reply};
use atrium::{
    boards::field::{Field, FieldEdit, NewField},
    ids::{FieldId, ProjectId},
};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::actor;
#[cfg(feature = "ssr")]
use atrium::{boards, idempotency::Once};

/// Every change of fields answers with all of the project, as they are then.
#[server(input = Json, output = Reply)]
pub async fn add_field(
    workspace: String,
    project_id: ProjectId,
    field: NewField,
    key: String,
) -> Result<Vec<Field>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let once = Once::new(&key, &format!("{project_id} {field:?}"))?;
    boards::add_field(&db, &actor, project_id, field, Some(&once)).await?;
    Ok(boards::fields(&db, &actor, project_id).await?)
}

/// `version` is the one that the edit started from.
#[server(input = Json, output = Reply)]
pub async fn edit_field(
    workspace: String,
    project_id: ProjectId,
    field_id: FieldId,
    edit: FieldEdit,
    version: i32,
) -> Result<Vec<Field>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    boards::edit_field(&db, &actor, field_id, edit, Some(version)).await?;
    Ok(boards::fields(&db, &actor, project_id).await?)
}

/// Puts a field behind another, or first.
#[server(input = Json, output = Reply)]
pub async fn move_field(
    workspace: String,
    project_id: ProjectId,
    field_id: FieldId,
    after: Option<FieldId>,
) -> Result<Vec<Field>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    boards::move_field(&db, &actor, field_id, after).await?;
    Ok(boards::fields(&db, &actor, project_id).await?)
}

/// Takes a field away, or brings it back.
#[server(input = Json, output = Reply)]
pub async fn put_field_aside(
    workspace: String,
    project_id: ProjectId,
    field_id: FieldId,
    aside: bool,
) -> Result<Vec<Field>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    if aside {
        boards::remove_field(&db, &actor, field_id).await?;
    } else {
        boards::restore_field(&db, &actor, field_id).await?;
    }
    Ok(boards::fields(&db, &actor, project_id).await?)
}
