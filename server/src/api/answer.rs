//! The shapes of answers: what has a version carries it as its `ETag`, lists come in pages.

use atrium::{
    boards::{
        checklist::ChecklistItem,
        field::Field,
        project::{Column, Project},
        saved_view::SavedView,
        task::{Card, TaskDetail},
        template::Template,
    },
    people::ProfileView,
    time_tracking::{Running, TimeEntry},
    wiki::{
        page::{PageSummary, PageView},
        space::{Space, SpaceView},
    },
    workspace::{Billing, WorkspaceView},
};
use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

/// Something that an edit can name the version of.
pub trait Versioned {
    fn version(&self) -> i32;
}

macro_rules! versioned {
    ($($kind:ty => $($field:ident).+;)+) => {$(
        impl Versioned for $kind {
            fn version(&self) -> i32 {
                self.$($field).+
            }
        }
    )+};
}

versioned! {
    Project => version;
    Column => version;
    Card => version;
    ChecklistItem => version;
    Field => version;
    SavedView => version;
    TaskDetail => card.version;
    WorkspaceView => version;
    Billing => version;
    ProfileView => version;
    TimeEntry => version;
    Template => version;
    Running => version;
    Space => version;
    SpaceView => space.version;
    PageSummary => version;
    PageView => version;
    Version => version;
}

/// Sets the strong entity tag of a version, such as `"7"`.
pub fn tag(headers: &mut HeaderMap, version: i32) {
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{version}\"")) {
        headers.insert(header::ETAG, tag);
    }
}

/// An answer with an `ETag`.
#[derive(Debug)]
pub struct Tagged<T>(pub T);

impl<T: Versioned + Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        let version = self.0.version();
        let mut response = Json(self.0).into_response();
        tag(response.headers_mut(), version);
        response
    }
}

/// Something new, with its status 201 and, as `Location`, the path where it is from now on.
#[derive(Debug)]
pub struct Made<T>(pub String, pub T);

impl<T: IntoResponse> IntoResponse for Made<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, [(header::LOCATION, self.0)], self.1).into_response()
    }
}

/// The id of something new.
#[derive(Debug, Serialize, ToSchema)]
pub struct NewId {
    pub id: uuid::Uuid,
}

/// The version that something has now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Version {
    pub version: i32,
}

/// Done, with nothing to say.
pub const DONE: StatusCode = StatusCode::NO_CONTENT;
