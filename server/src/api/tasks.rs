use super::{
    answer::{DONE, Made, Tagged},
    extract::{Base, Body, Id, IdempotencyKey, IfMatch, In, NewBody, Page, Paging, Query, Search, SignedIn, Two},
    problem::Answer,
};
use crate::state::AppState;
use atrium::{
    boards::{
        self, MoveTo, NewTask, TaskEdit,
        mine::MyWork,
        relation::TaskRef,
        task::{Card, ListedTask, TaskDetail},
    },
    clock,
    ids::{ColumnId, ProjectId, TaskId},
};
use axum::{Json, extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_tasks, create_task))
        .routes(routes!(quick_add_task))
        .routes(routes!(list_archived_tasks))
        .routes(routes!(get_task, edit_task))
        .routes(routes!(get_task_by_number))
        .routes(routes!(move_task))
        .routes(routes!(archive_task))
        .routes(routes!(restore_task))
        .routes(routes!(complete_task))
        .routes(routes!(nest_task))
        .routes(routes!(list_task_choices))
        .routes(routes!(list_my_tasks))
        .routes(routes!(get_my_work))
        .routes(routes!(watch_task, unwatch_task))
}

/// The tasks on a project's board, oldest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}/tasks", tag = "tasks", params(Paging),
    responses((status = 200, body = Page<Card>, description = "A page of tasks.")))]
async fn list_tasks(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<Card>>> {
    let after = paging.after.map(TaskId);
    let tasks = boards::tasks(&state.db, &actor, project, after, paging.look_ahead()).await?;
    Ok(Json(paging.page(tasks, |task| task.id.uuid())))
}

/// The archived tasks of a project.
#[utoipa::path(get, path = "/workspaces/{workspace}/projects/{project}/archived-tasks", tag = "tasks", params(Paging),
    responses((status = 200, body = Page<Card>, description = "A page of tasks.")))]
async fn list_archived_tasks(
    State(state): State<AppState>,
    In(actor): In,
    Id(project): Id<ProjectId>,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<Card>>> {
    let tasks = boards::archived_tasks(&state.db, &actor, project).await?;
    Ok(Json(paging.cut(tasks, |task| task.id.uuid())?))
}

/// Adds a task at the end of a column.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects/{project}/tasks", tag = "tasks", params(IdempotencyKey),
    request_body = NewTask, responses((status = 201, body = Card, description = "The new task.")))]
async fn create_task(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(project): Id<ProjectId>,
    NewBody(new, once): NewBody<NewTask>,
) -> Answer<Made<Tagged<Card>>> {
    let card = boards::create_task(&state.db, &actor, project, new, once.as_ref()).await?;
    Ok(Made(base.of("tasks", card.id), Tagged(card)))
}

#[derive(Clone, Debug, Default, Deserialize, serde::Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct QuickTask {
    /// Such as "Fix the till Friday @anna #bug !high".
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
    /// The first column of the board without it.
    #[serde(default)]
    column_id: Option<ColumnId>,
}

/// Adds a task that is written in one line: a date in English, `@person`, `#label` and `!priority` are understood,
/// the rest is its title. A backslash or quotes keep words as they are.
#[utoipa::path(post, path = "/workspaces/{workspace}/projects/{project}/quick-tasks", tag = "tasks",
    params(IdempotencyKey), request_body = QuickTask,
    responses((status = 201, body = Card, description = "The new task.")))]
async fn quick_add_task(
    State(state): State<AppState>,
    In(actor): In,
    base: Base,
    Id(project): Id<ProjectId>,
    NewBody(new, once): NewBody<QuickTask>,
) -> Answer<Made<Tagged<Card>>> {
    let line = (new.text.as_str(), new.column_id);
    let card = boards::quick_add(&state.db, &actor, project, line, once.as_ref(), clock::now()).await?;
    Ok(Made(base.of("tasks", card.id), Tagged(card)))
}

/// A task with its description, comments and history.
#[utoipa::path(get, path = "/workspaces/{workspace}/tasks/{task}", tag = "tasks",
    responses((status = 200, body = TaskDetail, description = "The task.")))]
async fn get_task(State(state): State<AppState>, In(actor): In, Id(task): Id<TaskId>) -> Answer<Tagged<TaskDetail>> {
    Ok(Tagged(boards::task(&state.db, &actor, task, clock::now()).await?))
}

/// The same by project key and number: ATR-42 is number 42 on the board ATR.
#[utoipa::path(get, path = "/workspaces/{workspace}/boards/{key}/tasks/{number}", tag = "tasks",
    responses((status = 200, body = TaskDetail, description = "The task.")))]
async fn get_task_by_number(
    State(state): State<AppState>,
    In(actor): In,
    Two(key, number): Two<String, i32>,
) -> Answer<Tagged<TaskDetail>> {
    Ok(Tagged(boards::task_by_number(&state.db, &actor, &key, number, clock::now()).await?))
}

/// Changes a task. What is absent stays.
#[utoipa::path(patch, path = "/workspaces/{workspace}/tasks/{task}", tag = "tasks", params(IfMatch),
    request_body = TaskEdit, responses((status = 200, body = Card, description = "The task as it is now.")))]
async fn edit_task(
    State(state): State<AppState>,
    In(actor): In,
    Id(task): Id<TaskId>,
    IfMatch(expected): IfMatch,
    Body(edit): Body<TaskEdit>,
) -> Answer<Tagged<Card>> {
    Ok(Tagged(boards::edit_task(&state.db, &actor, task, edit, expected).await?))
}

/// Moves a task into a column of its board, behind or before another task.
#[utoipa::path(post, path = "/workspaces/{workspace}/tasks/{task}/move", tag = "tasks",
    request_body = MoveTo, responses((status = 200, body = Card, description = "The task as it is now.")))]
async fn move_task(
    State(state): State<AppState>,
    In(actor): In,
    Id(task): Id<TaskId>,
    Body(to): Body<MoveTo>,
) -> Answer<Tagged<Card>> {
    Ok(Tagged(boards::move_task(&state.db, &actor, task, to).await?))
}

/// Moves a task to the first column of its board whose tasks count as completed.
#[utoipa::path(post, path = "/workspaces/{workspace}/tasks/{task}/complete", tag = "tasks",
    responses((status = 200, body = Card, description = "The task as it is now.")))]
async fn complete_task(State(state): State<AppState>, In(actor): In, Id(task): Id<TaskId>) -> Answer<Tagged<Card>> {
    Ok(Tagged(boards::complete_task(&state.db, &actor, task).await?.card))
}

/// Takes a task off the board and keeps it.
#[utoipa::path(post, path = "/workspaces/{workspace}/tasks/{task}/archive", tag = "tasks",
    responses((status = 204, description = "The task is archived.")))]
async fn archive_task(State(state): State<AppState>, In(actor): In, Id(task): Id<TaskId>) -> Answer<StatusCode> {
    boards::archive_task(&state.db, &actor, task).await?;
    Ok(DONE)
}

/// Puts an archived task back where it was.
#[utoipa::path(post, path = "/workspaces/{workspace}/tasks/{task}/restore", tag = "tasks",
    responses((status = 200, body = Card, description = "The task on its board.")))]
async fn restore_task(State(state): State<AppState>, In(actor): In, Id(task): Id<TaskId>) -> Answer<Tagged<Card>> {
    Ok(Tagged(boards::restore_task(&state.db, &actor, task).await?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Parent {
    /// Nothing makes it a task of its own.
    parent_id: Option<TaskId>,
}

/// Makes a task a part of another one of its project, or of none.
#[utoipa::path(put, path = "/workspaces/{workspace}/tasks/{task}/parent", tag = "tasks",
    request_body = Parent, responses((status = 200, body = Card, description = "The task as it is now.")))]
async fn nest_task(
    State(state): State<AppState>,
    In(actor): In,
    Id(task): Id<TaskId>,
    Body(parent): Body<Parent>,
) -> Answer<Tagged<Card>> {
    Ok(Tagged(boards::nest_task(&state.db, &actor, task, parent.parent_id).await?))
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Choices {
    /// Only tasks of the same project, which it could be nested with.
    #[serde(default)]
    #[param(required = false)]
    same_project: bool,
}

/// At most eight other tasks that one could be related to, those that fit best first.
#[utoipa::path(get, path = "/workspaces/{workspace}/tasks/{task}/choices", tag = "tasks", params(Search, Choices),
    responses((status = 200, body = Vec<TaskRef>, description = "Tasks whose key or title has the words in it.")))]
async fn list_task_choices(
    State(state): State<AppState>,
    In(actor): In,
    Id(task): Id<TaskId>,
    Query(search): Query<Search>,
    Query(Choices { same_project }): Query<Choices>,
) -> Answer<Json<Vec<TaskRef>>> {
    Ok(Json(boards::task_choices(&state.db, &actor, task, search.text(), same_project).await?))
}

/// The open tasks assigned to the caller, the most pressing first.
#[utoipa::path(get, path = "/workspaces/{workspace}/my-tasks", tag = "tasks", params(Paging),
    responses((status = 200, body = Page<ListedTask>, description = "A page of tasks.")))]
async fn list_my_tasks(
    State(state): State<AppState>,
    In(actor): In,
    Query(paging): Query<Paging>,
) -> Answer<Json<Page<ListedTask>>> {
    let tasks = boards::my_tasks(&state.db, &actor).await?;
    Ok(Json(paging.cut(tasks, |task| task.id.uuid())?))
}

/// Has the caller told what happens to a task.
#[utoipa::path(put, path = "/workspaces/{workspace}/tasks/{task}/watch", tag = "tasks",
    responses((status = 204, description = "The caller watches the task.")))]
async fn watch_task(State(state): State<AppState>, In(actor): In, Id(task): Id<TaskId>) -> Answer<StatusCode> {
    boards::watch_task(&state.db, &actor, task, true).await?;
    Ok(DONE)
}

/// Has the caller told no more, whatever they do on the task later.
#[utoipa::path(delete, path = "/workspaces/{workspace}/tasks/{task}/watch", tag = "tasks",
    responses((status = 204, description = "The caller does not watch the task.")))]
async fn unwatch_task(State(state): State<AppState>, In(actor): In, Id(task): Id<TaskId>) -> Answer<StatusCode> {
    boards::watch_task(&state.db, &actor, task, false).await?;
    Ok(DONE)
}

/// The open tasks assigned to the caller in every workspace they stand in, by due date; at most 500 of each.
#[utoipa::path(get, path = "/my-work", tag = "tasks",
    responses((status = 200, body = MyWork, description = "The tasks, and what day it is for the caller.")))]
async fn get_my_work(State(state): State<AppState>, SignedIn(caller): SignedIn) -> Answer<Json<MyWork>> {
    Ok(Json(boards::my_work(&state.db, &caller, clock::now()).await?))
}
