use crate::{failure::Failure, wire::Reply};
use atrium::{
    boards::{
        bulk::{Bulk, BulkEdit},
        relation::Blocking,
        saved_view::{NewView, SavedView, ViewEdit},
    },
    ids::{ProjectId, SavedViewId},
};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::actor;
#[cfg(feature = "ssr")]
use atrium::{boards, idempotency::Once};

#[server(input = Json, output = Reply)]
pub async fn edit_tasks(workspace: String, project_id: ProjectId, edit: BulkEdit) -> Result<Bulk, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::edit_tasks(&db, &actor, project_id, edit).await?)
}

/// Which tasks of a board wait for which.
#[server(output = Reply)]
pub async fn load_blocks(workspace: String, project_id: ProjectId) -> Result<Vec<Blocking>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::blocks(&db, &actor, project_id).await?)
}

#[server(input = Json, output = Reply)]
pub async fn save_view(
    workspace: String,
    project_id: ProjectId,
    new: NewView,
    key: String,
) -> Result<SavedView, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let once = Once::new(&key, &format!("{project_id} {new:?}"))?;
    Ok(boards::save_view(&db, &actor, project_id, new, Some(&once)).await?)
}

#[server(input = Json, output = Reply)]
pub async fn edit_view(workspace: String, id: SavedViewId, edit: ViewEdit) -> Result<SavedView, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::edit_view(&db, &actor, id, edit, None).await?)
}

#[server(input = Json, output = Reply)]
pub async fn remove_view(workspace: String, id: SavedViewId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::remove_view(&db, &actor, id).await?)
}

/// Shows the project in this view at first; with none, the board as it is.
#[server(input = Json, output = Reply)]
pub async fn set_default_view(
    workspace: String,
    project_id: ProjectId,
    id: Option<SavedViewId>,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::set_default_view(&db, &actor, project_id, id).await?)
}
