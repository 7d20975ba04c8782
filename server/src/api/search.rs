//! Finding by name, as the palette of the screens does.

use super::{
    extract::{In, Query},
    problem::Answer,
};
use crate::state::AppState;
use atrium::search::{self, Found};
use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(find))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
struct Words {
    /// A key such as ATR-42, or words of a title or name, each of which has to be in it.
    #[param(max_length = 200)]
    q: String,
}

/// Tasks, projects, people and pages by key, number, title, name and text: at most twelve of each, the best first.
#[utoipa::path(get, path = "/workspaces/{workspace}/find", tag = "search", params(Words),
    responses((status = 200, body = Found, description = "What goes by these words.")))]
async fn find(State(state): State<AppState>, In(actor): In, Query(words): Query<Words>) -> Answer<Json<Found>> {
    Ok(Json(search::find(&state.db, &actor, &words.q).await?))
}
