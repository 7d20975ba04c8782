use crate::{failure::Failure, wire::Reply};
use atrium::{
    ids::{PageId, PageVersionId},
    wiki::{page::PageRef, version::VersionKind},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::lines;
#[cfg(feature = "ssr")]
use crate::{context::actor, wiki::desk};
#[cfg(feature = "ssr")]
use atrium::{
    clock,
    wiki::{Which, content},
};

/// The versions of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    pub page: PageRef,
    /// Where it is: name and address of the places above it.
    pub above: Vec<(String, String)>,
    pub can_change: bool,
    /// Whether anything stands on the page.
    pub written: bool,
    /// The newest first.
    pub versions: Vec<VersionLine>,
}

/// A version in the list of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionLine {
    pub id: PageVersionId,
    pub kind: VersionKind,
    pub name: Option<String>,
    /// In the reader's zone, such as `21 Nov` and `14:03`.
    pub day: String,
    pub hour: String,
    /// Who wrote since the version before: name and hue.
    pub people: Vec<(String, i16)>,
}

/// A version beside what stands on the page now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    pub version: PageVersionId,
    pub rows: Vec<DifferenceRow>,
}

/// Two blocks beside each other, as HTML that the server has made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferenceRow {
    pub same: bool,
    pub before: Option<String>,
    pub after: Option<String>,
}

#[server(output = Reply)]
pub async fn load_history(workspace: String, number: i32) -> Result<History, Failure> {
    const MOST: i64 = 100;
    let (visit, page) = desk::read(&workspace, Which::Number(number)).await?;
    let actor = visit.actor;
    drop(visit);
    let (db, _) = crate::context::caller()?;
    let versions = content::versions(&db, &actor, page.id, None, MOST).await?;
    let versions = lines::of(&db, &actor, versions).await?;
    Ok(lines::history(&workspace, page, versions))
}

/// What is different between a version and what stands on the page now: the version that is named, or else the newest
/// one that says something else. Nothing where there is no version.
#[server(output = Reply)]
pub async fn load_difference(
    workspace: String,
    id: PageId,
    version: Option<PageVersionId>,
) -> Result<Option<Difference>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let found = match version {
        Some(version) => Some((version, content::compare(&db, &actor, id, version, None).await?)),
        None => content::last_difference(&db, &actor, id).await?,
    };
    Ok(found.map(|(version, rows)| Difference { version, rows: rows.into_iter().map(lines::row).collect() }))
}

/// Keeps how the page stands now under a name.
#[server(output = Reply)]
pub async fn name_version(workspace: String, id: PageId, name: String) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    content::name_version(&db, &actor, id, &name, None, clock::now()).await?;
    Ok(())
}

/// The page says again what it said then. Returns the version of how it stood before, unless it said so already.
#[server(output = Reply)]
pub async fn restore_version(
    workspace: String,
    id: PageId,
    version: PageVersionId,
) -> Result<Option<PageVersionId>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(content::restore_version(&db, &actor, id, version, clock::now()).await?)
}
