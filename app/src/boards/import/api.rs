use crate::{failure::Failure, wire::Reply};
use atrium::{
    boards::import::{Format, ImportView, Mapping, OnKnown, OnProblem, Preview},
    ids::{ImportId, ProjectId},
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::context::actor;
#[cfg(feature = "ssr")]
use atrium::{boards::import, clock::now, idempotency::Once};

/// How a file is to come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub format: Format,
    pub mapping: Mapping,
    pub on_problem: OnProblem,
    pub on_known: OnKnown,
}

#[server(output = Reply)]
pub async fn load_imports(workspace: String, project: ProjectId) -> Result<Vec<ImportView>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(import::imports(&db, &actor, project, now()).await?)
}

#[server(output = Reply)]
pub async fn load_import(workspace: String, id: ImportId) -> Result<ImportView, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(import::import(&db, &actor, id, now()).await?)
}

/// What the file would become. Changes nothing.
#[server(input = Json, output = Reply)]
pub async fn try_import(
    workspace: String,
    project: ProjectId,
    content: String,
    mapping: Option<Mapping>,
) -> Result<Preview, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let reading = import::Reading { mapping, ..import::Reading::default() };
    Ok(import::dry_run(&db, &actor, project, content.as_bytes(), reading).await?)
}

#[server(input = Json, output = Reply)]
pub async fn start_import(
    workspace: String,
    project: ProjectId,
    source: String,
    content: String,
    plan: Plan,
    key: String,
) -> Result<ImportView, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let once = Once::new(&key, &format!("{project} {source} {}", content.len()))?;
    let Plan { format, mapping, on_problem, on_known } = plan;
    let (content, mapping) = (content.into_bytes(), Some(mapping));
    let new = import::NewImport { source, content, format: Some(format), mapping, on_problem, on_known };
    Ok(import::start_import(&db, &actor, project, new, Some(&once)).await?)
}

#[server(output = Reply)]
pub async fn undo_import(workspace: String, id: ImportId) -> Result<ImportView, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(import::undo_import(&db, &actor, id).await?)
}
