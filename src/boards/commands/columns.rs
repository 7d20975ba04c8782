use super::{blocked::demand_unblocked, record};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        policy::Action,
        project::{Column, Project},
        rank,
        store::{
            access::{Which, load_for},
            columns,
        },
    },
    database::{Db, TenantTx},
    idempotency::{self, Once},
    ids::{ColumnId, ProjectId},
    text,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What of a column is to change; what is absent stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnEdit {
    #[schema(min_length = 1, max_length = 60)]
    pub name: Option<String>,
    /// Tasks in it count as completed.
    pub done: Option<bool>,
    /// How many tasks it should hold at most; 0 takes the limit away.
    #[schema(minimum = 0, maximum = 10_000)]
    pub task_limit: Option<i32>,
}

pub async fn add_column(
    db: &Db,
    actor: &Actor,
    project_id: ProjectId,
    name: &str,
    once: Option<&Once>,
) -> Result<Column> {
    let name = text::line("name", name, 60)?;
    let mut tx = db.tenant(actor).await?;
    load_for(&mut tx, actor, Action::ManageColumns, Which::Project(project_id)).await?;
    columns::lock_project(&mut tx, project_id).await?;
    let id = ColumnId::new();
    let existing = columns::list(&mut tx, project_id).await?;
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return existing.into_iter().find(|column| column.id == earlier.into()).ok_or(Error::NotFound);
    }
    if existing.len() >= 50 {
        return Err(Error::invalid("name", "A board has at most 50 columns."));
    }
    let last = existing.last().map(|column| column.rank.as_str());
    let rank = rank::between(last, None).map_err(Error::internal)?;
    let column = Column { id, name, rank, done: false, task_limit: None, version: 1 };
    columns::insert(&mut tx, project_id, &column).await?;
    record(&mut tx, "column.created", project_id, column.id.uuid(), json!({ "name": column.name })).await?;
    tx.commit().await?;
    Ok(column)
}

/// Loads a column for managing it, and takes the project's and the column's turn.
async fn lock(tx: &mut TenantTx, actor: &Actor, column_id: ColumnId) -> Result<(Project, Column)> {
    let project = load_for(tx, actor, Action::ManageColumns, Which::Column(column_id)).await?.project;
    columns::lock_project(tx, project.id).await?;
    let column = columns::lock(tx, project.id, column_id).await?;
    Ok((project, column))
}

pub async fn edit_column(
    db: &Db,
    actor: &Actor,
    column_id: ColumnId,
    edit: ColumnEdit,
    expected: Option<i32>,
) -> Result<Column> {
    let mut tx = db.tenant(actor).await?;
    let (project, mut column) = lock(&mut tx, actor, column_id).await?;
    let before = column.clone();
    if let Some(name) = &edit.name {
        column.name = text::line("name", name, 60)?;
    }
    if let Some(limit) = edit.task_limit {
        if !(0..=10_000).contains(&limit) {
            return Err(Error::invalid("task_limit", "A limit is a number from 1 to 10000, or 0 for none."));
        }
        column.task_limit = (limit > 0).then_some(limit);
    }
    column.done = edit.done.unwrap_or(column.done);
    super::demand_version(before.version, expected)?;
    if column == before {
        return Ok(column);
    }
    if column.done && !before.done {
        let tasks = columns::task_ids(&mut tx, column_id).await?;
        demand_unblocked(&mut tx, actor, &project, &tasks).await?;
    }
    column.version = columns::update(&mut tx, &column, None).await?;
    if column.done != before.done {
        columns::settle_completion(&mut tx, &column).await?;
    }
    // Completed or not, its tasks were rewritten too, and who looks at the board loads them all.
    let data = json!({ "name": column.name, "from": before.name, "spread": column.done != before.done });
    record(&mut tx, "column.edited", project.id, column_id.uuid(), data).await?;
    tx.commit().await?;
    Ok(column)
}

/// Puts a column behind another, or first.
pub async fn move_column(db: &Db, actor: &Actor, column_id: ColumnId, after: Option<ColumnId>) -> Result<Column> {
    let mut tx = db.tenant(actor).await?;
    let (project, mut column) = lock(&mut tx, actor, column_id).await?;
    let others: Vec<Column> =
        columns::list(&mut tx, project.id).await?.into_iter().filter(|other| other.id != column_id).collect();
    let at = match after {
        None => 0,
        Some(after) => 1 + others.iter().position(|other| other.id == after).ok_or(Error::NotFound)?,
    };
    let low = at.checked_sub(1).map(|before| others[before].rank.as_str());
    let high = others.get(at).map(|next| next.rank.as_str());
    let in_place =
        low.is_none_or(|low| low < column.rank.as_str()) && high.is_none_or(|high| column.rank.as_str() < high);
    if in_place {
        return Ok(column);
    }
    column.rank = rank::between(low, high).map_err(Error::internal)?;
    column.version = columns::update(&mut tx, &column, None).await?;
    record(&mut tx, "column.moved", project.id, column_id.uuid(), json!({ "name": column.name })).await?;
    tx.commit().await?;
    Ok(column)
}

/// Removes a column. Its tasks go to the end of another one; without one it must be empty.
pub async fn remove_column(db: &Db, actor: &Actor, column_id: ColumnId, tasks_to: Option<ColumnId>) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let (project, column) = lock(&mut tx, actor, column_id).await?;
    let tasks = columns::task_ids(&mut tx, column_id).await?;
    match tasks_to {
        Some(target) if target != column_id => {
            let target = columns::lock(&mut tx, project.id, target).await?;
            if target.done {
                demand_unblocked(&mut tx, actor, &project, &tasks).await?;
            }
            let mut order = columns::task_ids(&mut tx, target.id).await?;
            order.extend(tasks);
            columns::rewrite_order(&mut tx, &target, &order).await?;
        }
        _ if tasks.is_empty() => {}
        _ => return Err(Error::invalid("tasks_to", "Say where the tasks of this column should go.")),
    }
    if columns::list(&mut tx, project.id).await?.len() == 1 {
        return Err(Error::invalid("", "A board keeps at least one column."));
    }
    columns::delete(&mut tx, column_id).await?;
    record(&mut tx, "column.removed", project.id, column_id.uuid(), json!({ "name": column.name })).await?;
    tx.commit().await
}
