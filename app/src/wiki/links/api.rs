use crate::{failure::Failure, wire::Reply};
use atrium::{
    ids::{PageId, PageShareId},
    wiki::share::PageShareLink,
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::context::{actor, request};
#[cfg(feature = "ssr")]
use atrium::{
    clock,
    wiki::{self, NewPageShare, share},
};

/// The links that still open a page.
#[server(output = Reply)]
pub async fn load_page_links(workspace: String, id: PageId) -> Result<Vec<PageShareLink>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::page_shares(&db, &actor, id, clock::now()).await?)
}

/// The new link. It is told this once.
#[server(output = Reply)]
pub async fn make_page_link(workspace: String, id: PageId, days: i64, below: Option<bool>) -> Result<String, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let new = NewPageShare { days, below: below.unwrap_or_default() };
    let made = wiki::make_page_share(&db, &actor, id, new, None, clock::now()).await?;
    Ok(share::address(&request()?.base_url, &made.secret.unwrap_or_default()))
}

#[server(output = Reply)]
pub async fn revoke_page_link(workspace: String, page_id: PageId, id: PageShareId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::revoke_page_share(&db, &actor, page_id, id, clock::now()).await?)
}
