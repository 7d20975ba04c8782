use crate::{failure::Failure, wire::Reply};
use atrium::{
    ids::{PageImportId, SpaceId},
    wiki::import::PageImportView,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::context::{actor, request, visit};
#[cfg(feature = "ssr")]
use atrium::{
    clock::now,
    wiki::{self, import, level::Level},
};

/// What somebody needs to bring pages in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportDesk {
    /// Spaces they may write in, by name.
    pub spaces: Vec<OpenSpace>,
    pub can_create_space: bool,
    /// What they imported before, the newest first.
    pub past: Vec<PageImportView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSpace {
    pub id: SpaceId,
    pub slug: String,
    pub name: String,
}

#[server(output = Reply)]
pub async fn load_page_imports(workspace: String) -> Result<ImportDesk, Failure> {
    let mut visit = visit(&workspace).await?;
    let home = wiki::home_on(&mut visit, now()).await?;
    let open = home.spaces.into_iter().filter(|one| one.level >= Level::Edit && !one.space.archived);
    let spaces = open.map(|one| OpenSpace { id: one.space.id, slug: one.space.slug, name: one.space.name }).collect();
    let past = import::page_imports(&request()?.db, &visit.actor, now()).await?;
    Ok(ImportDesk { spaces, can_create_space: home.can_create_space, past })
}

#[server(output = Reply)]
pub async fn load_page_import(workspace: String, id: PageImportId) -> Result<PageImportView, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(import::page_import(&db, &actor, id, now()).await?)
}

#[server(output = Reply)]
pub async fn undo_page_import(workspace: String, id: PageImportId) -> Result<PageImportView, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(import::undo_import(&db, &actor, id, now()).await?)
}
