//! Where the time went, as totals and as tables that are sent while they are read.

use super::{
    extract::{Id, In, Query},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    Error, boards, clock,
    day::Day,
    ids::ProjectId,
    time_tracking::{self, Of, Span, TimeReport, TimeTable},
};
use axum::{
    Json,
    body::{self, Bytes},
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures::stream;
use serde::Deserialize;
use std::io;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(report_time))
        .routes(routes!(export_time))
        .routes(routes!(report_project_time))
        .routes(routes!(export_project_time))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Days {
    /// The first day; without it and `until`, those of this week, or of a project those of this month.
    #[param(value_type = Option<String>, format = Date, nullable = false)]
    from: Option<Day>,
    /// The last day.
    #[param(value_type = Option<String>, format = Date, nullable = false)]
    until: Option<Day>,
}

impl Days {
    fn span(&self) -> Result<Option<Span>, Error> {
        match (self.from, self.until) {
            (Some(from), Some(until)) => Span::new(from, until).map(Some),
            (None, None) => Ok(None),
            (from, _) => {
                let missing = if from.is_none() { "from" } else { "until" };
                Err(Error::invalid(missing, "Please give both days, or none."))
            }
        }
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Whose {
    /// The time of everybody, in place of the caller's own. Not for guests.
    #[serde(default)]
    #[param(required = false)]
    everybody: bool,
}

impl Whose {
    fn of(&self) -> Of {
        if self.everybody { Of::Everybody } else { Of::Mine }
    }
}

/// Where the caller's time went, or everybody's: by task, person, project and day.
#[utoipa::path(get, path = "/workspaces/{workspace}/time-report", tag = "time", params(Days, Whose),
    responses((status = 200, body = TimeReport, description = "The totals.")))]
async fn report_time(
    State(state): State<AppState>,
    In(actor): In,
    Query(days): Query<Days>,
    Query(whose): Query<Whose>,
) -> Answer<Json<TimeReport>> {
    Ok(Json(time_tracking::report(&state.db, &actor, whose.of(), days.span()?, clock::now()).await?))
}

/// The same entries one by one, as a table that is safe to open in a spreadsheet.
#[utoipa::path(get, path = "/workspaces/{workspace}/time-report/export", tag = "time", params(Days, Whose),
    responses((status = 200, description = "The table, while it is read.", content((String = "text/csv")))))]
async fn export_time(
    State(state): State<AppState>,
    In(actor): In,
    Query(days): Query<Days>,
    Query(whose): Query<Whose>,
) -> Answer<Response> {
    let table = TimeTable::new(state.db, actor, whose.of(), days.span()?, clock::now()).await?;
    Ok(file(table, "time"))
}

/// Where the time spent on a project went: by task, person and day. A guest sees their own.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}/time-report", tag = "time", params(Days),
    responses((status = 200, body = TimeReport, description = "The totals.")))]
async fn report_project_time(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Query(days): Query<Days>,
) -> Answer<Json<TimeReport>> {
    let of = Of::Project(project);
    Ok(Json(time_tracking::report(&state.db, &actor, of, days.span()?, clock::now()).await?))
}

/// The same entries one by one, as a table that is safe to open in a spreadsheet.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}/time-report/export", tag = "time", params(Days),
    responses((status = 200, description = "The table, while it is read.", content((String = "text/csv")))))]
async fn export_project_time(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Query(days): Query<Days>,
) -> Answer<Response> {
    let key = boards::project(&state.db, &actor, project).await?.key;
    let table = TimeTable::new(state.db, actor, Of::Project(project), days.span()?, clock::now()).await?;
    Ok(file(table, &format!("{key}-time")))
}

fn file(table: TimeTable, name: &str) -> Response {
    let Span { from, until } = table.span();
    let pieces = stream::try_unfold(table, |mut table| async move {
        let piece = table.next(clock::now()).await.map_err(io::Error::other)?;
        Ok::<_, io::Error>(piece.map(|piece| (Bytes::from(piece), table)))
    });
    let kind = [(header::CONTENT_TYPE, "text/csv; charset=utf-8")];
    let mut response = (kind, body::Body::from_stream(pieces)).into_response();
    // Keys have letters and digits, days digits and hyphens.
    let attachment = format!("attachment; filename=\"{name}-{from}-{until}.csv\"");
    if let Ok(attachment) = HeaderValue::from_str(&attachment) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, attachment);
    }
    response
}
