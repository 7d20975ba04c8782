//! Pages from files: a look at what would come, the import itself, how far it is, and undo.

use super::{
    answer::Made,
    extract::{Base, Id, IdempotencyKey, In, Page, Paging, Query, Zip},
    problem::Answer,
};
use crate::{
    places::{Place, Places},
    state::AppState,
};
use atrium::{
    Error, Result,
    actor::Actor,
    clock,
    ids::{PageId, PageImportId, SpaceId},
    wiki::import::{self, Destination, MOST_BYTES, NewPageImport, PageImportView, PagePreview},
};
use axum::{
    Json,
    extract::{DefaultBodyLimit, State},
};
use serde::Deserialize;
use std::sync::LazyLock;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// A zip that waits for its turn to be read is held whole, and so each person brings one at a time.
static BROUGHT: LazyLock<Places> = LazyLock::new(|| Places::new(1));

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_page_imports, start_page_import))
        .routes(routes!(dry_run_page_import))
        .routes(routes!(get_page_import))
        .routes(routes!(undo_page_import))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
}

/// One's own newest 50 imports of pages, the newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/page-imports", tag = "pages", params(Paging),
    responses((status = 200, body = Page<PageImportView>, description = "A page of imports.")))]
async fn list_page_imports(
    State(state): State<AppState>,
    In(actor): In,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<PageImportView>>> {
    let imports = import::page_imports(&state.db, &actor, clock::now()).await?;
    Ok(Json(paging.cut(imports, |import| import.id.uuid())?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PageImportQuery {
    /// The name of the file.
    #[param(min_length = 1, max_length = 200)]
    source: String,
    /// Make a space of this name for the pages. Exactly one of `new_space`, `space_id` and `parent_id` is said.
    #[param(min_length = 1, max_length = 80)]
    new_space: Option<String>,
    /// Put the pages at the end of this space.
    space_id: Option<SpaceId>,
    /// Put the pages below this page.
    parent_id: Option<PageId>,
}

impl PageImportQuery {
    fn destination(&self) -> Result<Destination, Error> {
        match (&self.new_space, self.space_id, self.parent_id) {
            (Some(name), None, None) => Ok(Destination::NewSpace(name.clone())),
            (None, Some(id), None) => Ok(Destination::Space(id)),
            (None, None, Some(id)) => Ok(Destination::Page(id)),
            _ => Err(Error::invalid("space_id", "Please say one of new_space, space_id and parent_id.")),
        }
    }
}

/// A form of files, each with its path within their folder as its file name.
#[derive(ToSchema)]
#[allow(dead_code, reason = "it describes the form")]
struct FolderForm {
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<Vec<u8>>,
}

/// Imports a zip of markdown or HTML, of a book with a SUMMARY.md, or as Notion and Confluence export it; or a folder of
/// files as a form.
///
/// The zip has at most 50 MB, 200 MB unpacked, and 10,000 files. Whether pages may be made there is asked before the
/// body is read: who sends `Expect: 100-continue` need not send it in vain. A person brings one at a time; another one is
/// answered with 429 until that has been read. The answer comes at once; `pages_done` says
/// how far the import is.
#[utoipa::path(post, path = "/workspaces/{workspace}/page-imports", tag = "pages",
    params(IdempotencyKey, PageImportQuery), request_body(content((Vec<u8> = "application/zip"), (FolderForm = "multipart/form-data"))),
    responses((status = 201, body = PageImportView, description = "The import, waiting for its turn.")))]
async fn start_page_import(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Query(query): Query<PageImportQuery>,
    zip: Zip,
) -> Answer<Made<Json<PageImportView>>> {
    let into = query.destination()?;
    import::demand_destination(&state.db, &actor, &into).await?;
    let _place = place(&actor)?;
    let (content, once) = zip.read().await?;
    let new = NewPageImport { source: query.source, content: content.into(), into };
    let import = import::start_import(&state.db, &actor, new, once.as_ref(), clock::now()).await?;
    Ok(Made(base.of("page-imports", import.id), Json(import)))
}

/// What an import of this zip, or of these files, would make. Nothing is changed.
#[utoipa::path(post, path = "/workspaces/{workspace}/page-imports/dry-run", tag = "pages",
    request_body(content((Vec<u8> = "application/zip"), (FolderForm = "multipart/form-data"))),
    responses((status = 200, body = PagePreview, description = "The tree of pages, and what cannot be kept.")))]
async fn dry_run_page_import(State(state): State<AppState>, In(actor): In, zip: Zip) -> Answer<Json<PagePreview>> {
    import::demand_look(&state.db, &actor).await?;
    let _place = place(&actor)?;
    let (content, _) = zip.read().await?;
    Ok(Json(import::dry_run(&state.db, &actor, content.into()).await?))
}

/// How far one's own import is.
#[utoipa::path(get, path = "/workspaces/{workspace}/page-imports/{page_import}", tag = "pages",
    responses((status = 200, body = PageImportView, description = "The import.")))]
async fn get_page_import(
    State(state): State<AppState>,
    In(actor): In,
    Id(id): Id<PageImportId>,
) -> Answer<Json<PageImportView>> {
    Ok(Json(import::page_import(&state.db, &actor, id, clock::now()).await?))
}

/// Puts the pages that one's own import made in the trash, with all that lies below them.
#[utoipa::path(post, path = "/workspaces/{workspace}/page-imports/{page_import}/undo", tag = "pages",
    responses((status = 200, body = PageImportView, description = "The import, with what is left of it.")))]
async fn undo_page_import(
    State(state): State<AppState>,
    In(actor): In,
    Id(id): Id<PageImportId>,
) -> Answer<Json<PageImportView>> {
    Ok(Json(import::undo_import(&state.db, &actor, id, clock::now()).await?))
}

/// Leave to bring a zip, until it has been read.
fn place(actor: &Actor) -> Result<Place> {
    BROUGHT.take(actor.person_id()).ok_or(Error::Busy { retry_after_seconds: 5 })
}
