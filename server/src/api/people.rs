use super::{
    answer::{DONE, Tagged, Version},
    extract::{Body, Id, IfMatch, In, Paging, Query, Search, SignedIn},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    clock,
    day::Day,
    ids::PersonId,
    people::{self, EditProfile, PersonCard, PersonPage, ProfileView, Theme},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(get_profile, edit_profile))
        .routes(routes!(set_theme))
        .routes(routes!(list_people))
        .routes(routes!(get_person))
}

/// The caller's own profile.
#[utoipa::path(get, path = "/profile", tag = "people",
    responses((status = 200, body = ProfileView, description = "The profile.")))]
async fn get_profile(State(state): State<AppState>, SignedIn(caller): SignedIn) -> Answer<Tagged<ProfileView>> {
    Ok(Tagged(people::profile(&state.db, &caller).await?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ProfileInput {
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    #[serde(default)]
    #[schema(max_length = 100)]
    title: String,
    /// One of the ten colours of people.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 9)]
    hue: i16,
    /// A name of the IANA time zone database, such as Europe/Paris.
    #[schema(min_length = 1, max_length = 64)]
    time_zone: String,
    /// One bit a day, Monday the lowest.
    #[schema(minimum = 1, maximum = 127)]
    working_days: i16,
    #[schema(value_type = Option<String>, format = Date)]
    leave_from: Option<Day>,
    #[schema(value_type = Option<String>, format = Date)]
    leave_until: Option<Day>,
    theme: Theme,
}

/// Changes the caller's profile, in every workspace at once.
#[utoipa::path(put, path = "/profile", tag = "people", params(IfMatch), request_body = ProfileInput,
    responses((status = 200, body = Version, description = "Its version now.")))]
async fn edit_profile(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
    IfMatch(expected): IfMatch,
    Body(input): Body<ProfileInput>,
) -> Answer<Tagged<Version>> {
    let form = EditProfile {
        name: &input.name,
        title: &input.title,
        hue: input.hue,
        time_zone: &input.time_zone,
        working_days: input.working_days,
        leave_from: input.leave_from,
        leave_until: input.leave_until,
        theme: input.theme,
    };
    let version = people::edit_profile(&state.db, &caller, form, expected).await?;
    Ok(Tagged(Version { version }))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ThemeInput {
    theme: Theme,
}

/// Chooses light, dark, or the system's.
#[utoipa::path(put, path = "/profile/theme", tag = "people", request_body = ThemeInput,
    responses((status = 204, description = "It is chosen.")))]
async fn set_theme(
    State(state): State<AppState>,
    SignedIn(caller): SignedIn,
    Body(ThemeInput { theme }): Body<ThemeInput>,
) -> Answer<StatusCode> {
    people::set_theme(&state.db, &caller, theme).await?;
    Ok(DONE)
}

/// The people of a workspace, by name.
#[utoipa::path(get, path = "/workspaces/{workspace}/people", tag = "people", params(Search, Paging),
    responses((status = 200, body = PersonPage, description = "A page of people.")))]
async fn list_people(
    State(state): State<AppState>,
    In(actor): In,
    Query(search): Query<Search>,
    Query(paging): Query<Paging>,
) -> Answer<Json<PersonPage>> {
    let (after, limit) = (paging.after.map(PersonId), paging.limit());
    Ok(Json(people::directory(&state.db, &actor, search.text(), after, limit, clock::now()).await?))
}

/// One person of a workspace.
#[utoipa::path(get, path = "/workspaces/{workspace}/people/{person}", tag = "people",
    responses((status = 200, body = PersonCard, description = "The person.")))]
async fn get_person(State(state): State<AppState>, In(actor): In, Id(id): Id<PersonId>) -> Answer<Json<PersonCard>> {
    Ok(Json(people::person(&state.db, &actor, id, clock::now()).await?))
}
