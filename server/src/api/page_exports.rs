//! Pages as files, sent while they are read.

use super::{
    extract::{Id, In, Query},
    problem::Answer,
};
use crate::{files::Files, state::AppState};
use atrium::{
    Error,
    ids::{PageId, SpaceId},
    wiki::export::{PageExporter, Scope, page_as_html},
};
use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures::stream;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use std::io;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(export_page)).routes(routes!(export_space)).routes(routes!(export_spaces))
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum PageFile {
    /// A zip of markdown.
    #[default]
    Markdown,
    /// One file that needs no other; of one page only.
    Html,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PageFileQuery {
    #[serde(default)]
    #[param(inline, required = false)]
    format: PageFile,
    /// With all pages below it.
    #[serde(default)]
    #[param(required = false)]
    below: bool,
}

/// A page as a file: as a zip of markdown, alone or with all below it, or as HTML.
///
/// Links lead from file to file, and a SUMMARY.md has the order. An import reads such a zip back.
#[utoipa::path(get, path = "/workspaces/{workspace}/pages/{page}/export", tag = "pages", params(PageFileQuery),
    responses((status = 200, description = "The file, while it is read.",
        content((Vec<u8> = "application/zip"), (String = "text/html")))))]
async fn export_page(
    State(state): State<AppState>,
    In(actor): In,
    Id(page): Id<PageId>,
    Query(query): Query<PageFileQuery>,
) -> Answer<Response> {
    match (query.format, query.below) {
        (PageFile::Markdown, below) => {
            let scope = if below { Scope::Tree(page) } else { Scope::Page(page) };
            Ok(zip(PageExporter::new(state.db, actor, scope, state.files).await?))
        }
        (PageFile::Html, false) => {
            let (name, html) = page_as_html(&state.db, &*state.files, &actor, page).await?;
            Ok(named(&name, "text/html; charset=utf-8", Body::from(html)))
        }
        (PageFile::Html, true) => Err(Error::invalid("format", "HTML is for one page at a time.").into()),
    }
}

/// A space as a zip of markdown.
#[utoipa::path(get, path = "/workspaces/{workspace}/spaces/{space}/export", tag = "pages",
    responses((status = 200, description = "The zip, while it is read.", content((Vec<u8> = "application/zip")))))]
async fn export_space(State(state): State<AppState>, In(actor): In, Id(space): Id<SpaceId>) -> Answer<Response> {
    Ok(zip(PageExporter::new(state.db, actor, Scope::Space(space), state.files).await?))
}

/// All spaces as a zip of markdown, for owners and admins.
#[utoipa::path(get, path = "/workspaces/{workspace}/spaces-export", tag = "pages",
    responses((status = 200, description = "The zip, while it is read.", content((Vec<u8> = "application/zip")))))]
async fn export_spaces(State(state): State<AppState>, In(actor): In) -> Answer<Response> {
    Ok(zip(PageExporter::new(state.db, actor, Scope::Everything, state.files).await?))
}

fn zip(exporter: PageExporter<Files>) -> Response {
    let name = exporter.name.clone();
    let pieces = stream::try_unfold(exporter, |mut exporter| async move {
        let piece = exporter.next().await.map_err(io::Error::other)?;
        Ok::<_, io::Error>(piece.map(|piece| (Bytes::from(piece), exporter)))
    });
    named(&name, "application/zip", Body::from_stream(pieces))
}

/// To be kept as a file and not shown: what people wrote stands in it.
fn named(name: &str, kind: &'static str, body: Body) -> Response {
    let mut response = ([(header::CONTENT_TYPE, kind)], body).into_response();
    let encoded = utf8_percent_encode(name, NON_ALPHANUMERIC);
    if let Ok(attachment) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{encoded}")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, attachment);
    }
    response
}
