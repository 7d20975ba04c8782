use super::{
    answer::DONE,
    extract::{Body, Id, IfMatch, In},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    boards::{self, RepeatBy, recurrence::Repeat},
    clock,
    ids::TaskId,
};
use axum::{Json, extract::State, http::StatusCode};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(repeat_task, stop_repeating))
}

/// Lets a task come again, by a recurrence rule of RFC 5545: when it is completed, or at the next date.
#[utoipa::path(put, path = "/workspaces/{workspace}/tasks/{task}/repeat", tag = "tasks", params(IfMatch),
    request_body = RepeatBy, responses((status = 200, body = Repeat, description = "How it repeats.")))]
async fn repeat_task(
    State(state): State<AppState>,
    In(actor): In,
    Id(task): Id<TaskId>,
    IfMatch(expected): IfMatch,
    Body(by): Body<RepeatBy>,
) -> Answer<Json<Repeat>> {
    Ok(Json(boards::repeat_task(&state.db, &actor, task, by, expected, clock::now()).await?))
}

/// Lets a task be the last of its series.
#[utoipa::path(delete, path = "/workspaces/{workspace}/tasks/{task}/repeat", tag = "tasks",
    responses((status = 204, description = "It repeats no more.")))]
async fn stop_repeating(State(state): State<AppState>, In(actor): In, Id(task): Id<TaskId>) -> Answer<StatusCode> {
    boards::stop_repeating(&state.db, &actor, task).await?;
    Ok(DONE)
}
