//! The API for programs, at `/api/v1`. It calls the same commands and queries as the screens.
//!
//! One file a resource: a handler takes the actor, the ids and the input, calls one command or query
//! and answers with what it said. The description of all of it, OpenAPI 3.1, is made from the handlers
//! by [`description`] and served at `/api/openapi.json`.

mod account;
mod answer;
mod attachments;
mod calendars;
mod checklists;
mod columns;
mod comments;
mod description;
mod door;
mod events;
mod export;
mod exports;
mod extract;
mod fields;
mod guests;
mod imports;
mod inbox;
mod invitations;
mod labels;
mod members;
mod notifications;
mod page_access;
mod page_attachments;
mod page_exports;
mod page_imports;
mod page_lists;
mod page_shares;
mod page_templates;
mod page_uploads;
mod page_versions;
mod pages;
mod parameters;
mod people;
mod problem;
mod projects;
mod push;
mod relations;
mod repeats;
mod search;
mod shares;
mod spaces;
mod tags;
mod tasks;
mod teams;
mod templates;
mod threads;
mod time_reports;
mod time_tracking;
mod uploads;
mod views;
mod webhooks;
mod workspaces;

pub use description::description;
pub use problem::Problem;

use crate::{session::recognise_program, state::AppState};
use axum::{Json, Router, extract::DefaultBodyLimit, middleware, routing::get};
use utoipa_axum::router::OpenApiRouter;

/// A request of this many bytes or fewer is read.
const MOST_BYTES: usize = 1024 * 1024;

/// Every operation, without the `/api/v1` before it.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(workspaces::routes())
        .merge(members::routes())
        .merge(invitations::routes())
        .merge(teams::routes())
        .merge(door::routes())
        .merge(account::routes())
        .merge(projects::routes())
        .merge(columns::routes())
        .merge(labels::routes())
        .merge(fields::routes())
        .merge(guests::routes())
        .merge(tasks::routes())
        .merge(checklists::routes())
        .merge(repeats::routes())
        .merge(views::routes())
        .merge(time_tracking::routes())
        .merge(time_reports::routes())
        .merge(templates::routes())
        .merge(search::routes())
        .merge(comments::routes())
        .merge(relations::routes())
        .merge(attachments::routes())
        .merge(uploads::routes())
        .merge(imports::routes())
        .merge(inbox::routes())
        .merge(notifications::routes())
        .merge(push::routes())
        .merge(exports::routes())
        .merge(calendars::routes())
        .merge(shares::routes())
        .merge(webhooks::routes())
        .merge(people::routes())
        .merge(events::routes())
        .merge(spaces::routes())
        .merge(pages::routes())
        .merge(page_access::routes())
        .merge(page_imports::routes())
        .merge(page_exports::routes())
        .merge(page_attachments::routes())
        .merge(page_uploads::routes())
        .merge(page_lists::routes())
        .merge(page_shares::routes())
        .merge(page_templates::routes())
        .merge(page_versions::routes())
        .merge(threads::routes())
        .merge(tags::routes())
}

/// The API and its description.
pub fn router(state: AppState) -> Router {
    let (operations, _) = routes().split_for_parts();
    let operations = operations
        .fallback(problem::nothing_here)
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(middleware::from_fn_with_state(state.clone(), recognise_program))
        .layer(middleware::from_fn(problem::speak_problems));
    Router::new()
        .nest("/api/v1", operations)
        .route("/api/openapi.json", get(async || Json(description())))
        .with_state(state)
}
