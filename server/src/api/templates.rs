use super::{
    answer::{DONE, Made, Tagged},
    extract::{Base, Body, Id, IdempotencyKey, IfMatch, In, NewBody, Page, Paging, Query},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    boards::{
        project::Project,
        template::{self, Added, FromTemplate, NewTemplate, Template, TemplateShelf, UseTemplate},
    },
    clock,
    ids::{ProjectId, TaskId, TemplateId},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_project_templates))
        .routes(routes!(create_project_from_template))
        .routes(routes!(save_project_template, list_task_templates))
        .routes(routes!(save_task_template))
        .routes(routes!(rename_template, remove_template))
        .routes(routes!(add_from_template))
}

/// The templates that a project can be made from: those of the workspace and those that come with Atrium.
#[utoipa::path(get, path = "/workspaces/{workspace}/templates", tag = "templates",
    responses((status = 200, body = TemplateShelf, description = "The templates.")))]
async fn list_project_templates(State(state): State<AppState>, In(actor): In) -> Answer<Json<TemplateShelf>> {
    Ok(Json(template::project_templates(&state.db, &actor).await?))
}

/// Makes a project with the columns, labels and tasks of a template: all of them or nothing.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects/from-template", tag = "templates",
    params(IdempotencyKey), request_body = FromTemplate,
    responses((status = 201, body = Project, description = "The new project.")))]
async fn create_project_from_template(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    NewBody(new, once): NewBody<FromTemplate>,
) -> Answer<Made<Tagged<Project>>> {
    let project = template::create_project_from(&state.db, &actor, new, once.as_ref(), clock::now()).await?;
    Ok(Made(base.of("projects", project.id), Tagged(project)))
}

/// The templates that a task of a project can be made from, by name.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}/templates", tag = "templates", params(Paging),
    responses((status = 200, body = Page<Template>, description = "A page of templates.")))]
async fn list_task_templates(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<Template>>> {
    let templates = template::task_templates(&state.db, &actor, project).await?;
    Ok(Json(paging.cut(templates, |template| template.id.uuid())?))
}

/// Keeps the layout of a project as a template of the workspace: columns, labels, and its tasks as if nothing was done.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects/{project}/templates", tag = "templates",
    params(IdempotencyKey), request_body = NewTemplate,
    responses((status = 201, body = Template, description = "The new template.")))]
async fn save_project_template(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(project): Id<ProjectId>,
    NewBody(new, once): NewBody<NewTemplate>,
) -> Answer<Made<Tagged<Template>>> {
    let template = template::save_project_template(&state.db, &actor, project, new, once.as_ref()).await?;
    Ok(Made(base.of("templates", template.id), Tagged(template)))
}

/// Keeps a task with all that are part of it as a template of its project.
#[utoipa::path(post, path = "/workspaces/{workspace}/tasks/{task}/templates", tag = "templates",
    params(IdempotencyKey), request_body = NewTemplate,
    responses((status = 201, body = Template, description = "The new template.")))]
async fn save_task_template(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(task): Id<TaskId>,
    NewBody(new, once): NewBody<NewTemplate>,
) -> Answer<Made<Tagged<Template>>> {
    let template = template::save_task_template(&state.db, &actor, task, new, once.as_ref()).await?;
    Ok(Made(base.of("templates", template.id), Tagged(template)))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TemplateName {
    #[schema(min_length = 1, max_length = 80)]
    name: String,
}

/// Gives a template another name.
#[utoipa::path(patch, path = "/workspaces/{workspace}/templates/{template}", tag = "templates", params(IfMatch),
    request_body = TemplateName, responses((status = 200, body = Template, description = "The template as it is now.")))]
async fn rename_template(
    State(state): State<AppState>,
    In(actor): In,
    Id(id): Id<TemplateId>,
    IfMatch(expected): IfMatch,
    Body(new): Body<TemplateName>,
) -> Answer<Tagged<Template>> {
    Ok(Tagged(template::rename_template(&state.db, &actor, id, &new.name, expected).await?))
}

/// Removes a template. What was made from it stays.
#[utoipa::path(delete, path = "/workspaces/{workspace}/templates/{template}", tag = "templates",
    responses((status = 204, description = "The template is gone.")))]
async fn remove_template(State(state): State<AppState>, In(actor): In, Id(id): Id<TemplateId>) -> Answer<StatusCode> {
    template::remove_template(&state.db, &actor, id).await?;
    Ok(DONE)
}

/// Adds the task of a template with its parts to the first column of its project: all of them or none.
#[utoipa::path(post, path = "/workspaces/{workspace}/templates/{template}/tasks", tag = "templates",
    params(IdempotencyKey), request_body = UseTemplate,
    responses((status = 201, body = Added, description = "The task that the others are a part of.")))]
async fn add_from_template(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(id): Id<TemplateId>,
    NewBody(by, once): NewBody<UseTemplate>,
) -> Answer<Made<Json<Added>>> {
    let added = template::add_from_template(&state.db, &actor, id, by, once.as_ref(), clock::now()).await?;
    Ok(Made(base.of("tasks", added.task_id), Json(added)))
}
