use crate::{failure::Failure, wire::Reply};
use atrium::{
    boards::{
        checklist::ChecklistItem,
        relation::{RelationKind, TaskRef},
    },
    ids::{ChecklistItemId, ProjectId, RelationId, TaskId},
};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::actor;
#[cfg(feature = "ssr")]
use atrium::{boards, idempotency::Once};

/// Adds items, one for each line. Every change of a checklist answers with the list as it is then.
#[server(output = Reply)]
pub async fn add_checklist_items(
    workspace: String,
    task_id: TaskId,
    text: String,
    key: String,
) -> Result<Vec<ChecklistItem>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let once = if key.is_empty() { None } else { Some(Once::new(&key, &format!("{task_id} {text}"))?) };
    Ok(boards::add_checklist_items(&db, &actor, task_id, &text, once.as_ref()).await?)
}

#[server(input = Json, output = Reply)]
pub async fn tick_checklist_item(
    workspace: String,
    item_id: ChecklistItemId,
    done: bool,
) -> Result<Vec<ChecklistItem>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let edit = boards::ChecklistItemEdit { done: Some(done), text: None };
    Ok(boards::edit_checklist_item(&db, &actor, item_id, edit, None).await?)
}

/// `version` is that of the text it started from; none writes over whatever is there.
#[server(input = Json, output = Reply)]
pub async fn write_checklist_item(
    workspace: String,
    item_id: ChecklistItemId,
    text: String,
    version: Option<i32>,
) -> Result<Vec<ChecklistItem>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let edit = boards::ChecklistItemEdit { text: Some(text), done: None };
    Ok(boards::edit_checklist_item(&db, &actor, item_id, edit, version).await?)
}

#[server(input = Json, output = Reply)]
pub async fn move_checklist_item(
    workspace: String,
    item_id: ChecklistItemId,
    after: Option<ChecklistItemId>,
) -> Result<Vec<ChecklistItem>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::move_checklist_item(&db, &actor, item_id, after).await?)
}

#[server(input = Json, output = Reply)]
pub async fn remove_checklist_item(workspace: String, item_id: ChecklistItemId) -> Result<Vec<ChecklistItem>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::remove_checklist_item(&db, &actor, item_id).await?)
}

/// Adds a task to the first column of the board, as a part of another one.
#[server(output = Reply)]
pub async fn create_subtask(
    workspace: String,
    project_id: ProjectId,
    parent_id: TaskId,
    title: String,
    key: String,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    let once = if key.is_empty() { None } else { Some(Once::new(&key, &format!("{parent_id} {title}"))?) };
    let new = boards::NewTask { title, parent_id: Some(parent_id), ..Default::default() };
    boards::create_task(&db, &actor, project_id, new, once.as_ref()).await?;
    Ok(())
}

/// Makes a task a part of another one, or with no `parent_id` of none.
#[server(input = Json, output = Reply)]
pub async fn nest_task(workspace: String, task_id: TaskId, parent_id: Option<TaskId>) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    boards::nest_task(&db, &actor, task_id, parent_id).await?;
    Ok(())
}

/// The tasks that one could be nested with or related to.
#[server(output = Reply)]
pub async fn load_task_choices(
    workspace: String,
    task_id: TaskId,
    words: String,
    same_project: bool,
) -> Result<Vec<TaskRef>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::task_choices(&db, &actor, task_id, &words, same_project).await?)
}

#[server(input = Json, output = Reply)]
pub async fn relate_tasks(
    workspace: String,
    task_id: TaskId,
    kind: RelationKind,
    other_id: TaskId,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    boards::relate_tasks(&db, &actor, task_id, boards::NewRelation { kind, other_id }, None).await?;
    Ok(())
}

#[server(input = Json, output = Reply)]
pub async fn unrelate_tasks(workspace: String, relation_id: RelationId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(boards::unrelate_tasks(&db, &actor, relation_id).await?)
}
