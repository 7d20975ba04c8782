use crate::{failure::Failure, wire::Reply};
use atrium::{
    boards::checklist::ChecklistItem,
    ids::{ChecklistItemId, TaskId},
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
