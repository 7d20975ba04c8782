use crate::{failure::Failure, wire::Reply};
use atrium::ids::ProjectId;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::context::{actor, caller, request};
#[cfg(feature = "ssr")]
use atrium::boards::calendar;

/// Whether the caller has an address of their own tasks or, in a workspace, of the project of this key.
#[server(output = Reply)]
pub async fn load_calendar(workspace: Option<String>, project: Option<String>) -> Result<bool, Failure> {
    if let (Some(workspace), Some(project)) = (workspace, project) {
        let (db, actor) = actor(&workspace).await?;
        return Ok(calendar::has_of_project(&db, &actor, &project).await?);
    }
    let (db, caller) = caller()?;
    Ok(calendar::has_mine(&db, &caller).await?)
}

/// The new address. It is told this once.
#[server(output = Reply)]
pub async fn make_calendar(workspace: Option<String>, project_id: Option<ProjectId>) -> Result<String, Failure> {
    let secret = if let (Some(workspace), Some(project_id)) = (workspace, project_id) {
        let (db, actor) = actor(&workspace).await?;
        calendar::make_of_project(&db, &actor, project_id).await?
    } else {
        let (db, caller) = caller()?;
        calendar::make_mine(&db, &caller).await?
    };
    Ok(calendar::address(&request()?.base_url, &secret))
}

#[server(output = Reply)]
pub async fn revoke_calendar(workspace: Option<String>, project_id: Option<ProjectId>) -> Result<(), Failure> {
    if let (Some(workspace), Some(project_id)) = (workspace, project_id) {
        let (db, actor) = actor(&workspace).await?;
        return Ok(calendar::revoke_of_project(&db, &actor, project_id).await?);
    }
    let (db, caller) = caller()?;
    Ok(calendar::revoke_mine(&db, &caller).await?)
}
