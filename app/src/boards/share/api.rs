use crate::{failure::Failure, wire::Reply};
use atrium::{
    boards::share::ShareLink,
    ids::{ProjectId, ShareId},
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::context::{actor, request};
#[cfg(feature = "ssr")]
use atrium::{Error, boards::share, clock};

/// The links of a project that still open it; none for who may not see them.
#[server(output = Reply)]
pub async fn load_shares(workspace: String, project: String) -> Result<Vec<ShareLink>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    match share::shares_by_key(&db, &actor, &project, clock::now()).await {
        Err(Error::Forbidden) => Ok(Vec::new()),
        links => Ok(links?),
    }
}

/// The new link. It is told this once.
#[server(output = Reply)]
pub async fn make_share(
    workspace: String,
    project_id: ProjectId,
    days: i64,
    descriptions: Option<bool>,
) -> Result<String, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let new = share::NewShare { days, descriptions: descriptions.unwrap_or_default() };
    let made = share::make_share(&db, &actor, project_id, new, None, clock::now()).await?;
    Ok(share::address(&request()?.base_url, &made.secret.unwrap_or_default()))
}

#[server(output = Reply)]
pub async fn revoke_share(workspace: String, project_id: ProjectId, id: ShareId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(share::revoke_share(&db, &actor, project_id, id, clock::now()).await?)
}
