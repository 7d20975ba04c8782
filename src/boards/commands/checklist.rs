//! The checklist of a task. Every change is made under the task's row lock, and answers with the whole
//! list as it is then.

use super::{demand_version, record, task_key};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        checklist::{ChecklistItem, MOST_ITEMS, parse_items, parse_text},
        policy::Action,
        project::Project,
        rank,
        store::{
            access::{Which, load_for},
            checklist::{self, ItemRow},
            tasks::{self, TaskRow},
        },
    },
    database::{Db, TenantTx},
    idempotency::{self, Once},
    ids::{ChecklistItemId, TaskId},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// A locked task with its checklist.
struct Turn {
    project: Project,
    task: TaskRow,
    items: Vec<ItemRow>,
}

impl Turn {
    async fn take(tx: &mut TenantTx, project: Project, task_id: TaskId) -> Result<Self> {
        let task = tasks::lock(tx, task_id).await?;
        if task.archived {
            return Err(Error::invalid("", "This task is archived. Restore it to change it."));
        }
        Ok(Self { project, task, items: checklist::list(tx, task_id).await? })
    }

    /// The turn of an item's task, and where the item stands.
    async fn of_item(tx: &mut TenantTx, actor: &Actor, item_id: ChecklistItemId) -> Result<(Self, usize)> {
        let which = Which::ChecklistItem(item_id);
        let project = load_for(tx, actor, Action::EditTasks, which).await?.project;
        let task_id = checklist::task_of(tx, item_id).await?;
        let turn = Self::take(tx, project, task_id).await?;
        let at = turn.items.iter().position(|item| item.id == item_id).ok_or(Error::NotFound)?;
        Ok((turn, at))
    }

    /// Says what happened to `item`, and answers with the list.
    async fn finish(self, mut tx: TenantTx, kind: &str, item: &str, count: usize) -> Result<Vec<ChecklistItem>> {
        let task_id = self.task.id;
        let key = task_key(&self.project, self.task.number);
        let data = json!({ "key": key, "title": self.task.title, "item": item, "items": count });
        let list = checklist::list(&mut tx, task_id).await?;
        record(&mut tx, kind, self.project.id, task_id.uuid(), data).await?;
        tx.commit().await?;
        Ok(shown(list))
    }
}

fn shown(items: Vec<ItemRow>) -> Vec<ChecklistItem> {
    items.into_iter().map(ChecklistItem::from).collect()
}

/// Adds items at the end, one for each line of the text.
pub async fn add_checklist_items(
    db: &Db,
    actor: &Actor,
    task_id: TaskId,
    text: &str,
    once: Option<&Once>,
) -> Result<Vec<ChecklistItem>> {
    let new = parse_items(text)?;
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::EditTasks, Which::Task(task_id)).await?.project;
    let turn = Turn::take(&mut tx, project, task_id).await?;
    if idempotency::claim(&mut tx, once, task_id.uuid()).await?.is_some() {
        return Ok(shown(turn.items));
    }
    if turn.items.len() + new.len() > MOST_ITEMS {
        return Err(Error::invalid("text", format!("A checklist has at most {MOST_ITEMS} items.")));
    }
    let last = turn.items.last().map(|item| item.rank.as_str());
    checklist::add(&mut tx, task_id, &new, last).await?;
    turn.finish(tx, "checklist.added", &new[0].text, new.len()).await
}

/// What of an item is to change; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistItemEdit {
    #[schema(min_length = 1, max_length = 500)]
    pub text: Option<String>,
    pub done: Option<bool>,
}

/// `expected` is the version of the text that a change of the text started from.
pub async fn edit_checklist_item(
    db: &Db,
    actor: &Actor,
    item_id: ChecklistItemId,
    edit: ChecklistItemEdit,
    expected: Option<i32>,
) -> Result<Vec<ChecklistItem>> {
    let text = edit.text.as_deref().map(parse_text).transpose()?;
    let mut tx = db.tenant(actor).await?;
    let (turn, at) = Turn::of_item(&mut tx, actor, item_id).await?;
    let before = &turn.items[at];
    demand_version(before.version, expected)?;
    let mut item = before.clone();
    item.done = edit.done.unwrap_or(before.done);
    if let Some(text) = text.filter(|text| *text != before.text) {
        item.text = text;
        item.version += 1;
    }
    if item == *before {
        return Ok(shown(turn.items));
    }
    checklist::update(&mut tx, &item).await?;
    let kind = match (item.version != before.version, item.done) {
        (true, _) => "checklist.edited",
        (false, true) => "checklist.ticked",
        (false, false) => "checklist.unticked",
    };
    turn.finish(tx, kind, &item.text, 1).await
}

/// Puts an item behind another one of its task, or first.
pub async fn move_checklist_item(
    db: &Db,
    actor: &Actor,
    item_id: ChecklistItemId,
    after: Option<ChecklistItemId>,
) -> Result<Vec<ChecklistItem>> {
    let mut tx = db.tenant(actor).await?;
    let (turn, from) = Turn::of_item(&mut tx, actor, item_id).await?;
    let mut order = turn.items.clone();
    let mut item = order.remove(from);
    let to = match after {
        None => 0,
        Some(after) => 1 + order.iter().position(|other| other.id == after).ok_or(Error::NotFound)?,
    };
    if to == from {
        return Ok(shown(turn.items));
    }
    let low = to.checked_sub(1).map(|before| order[before].rank.as_str());
    let high = order.get(to).map(|next| next.rank.as_str());
    item.rank = rank::between(low, high).map_err(Error::internal)?;
    checklist::update(&mut tx, &item).await?;
    let text = item.text.clone();
    if item.rank.len() > rank::LONG {
        order.insert(to, item);
        checklist::spread(&mut tx, &order).await?;
    }
    turn.finish(tx, "checklist.moved", &text, 1).await
}

pub async fn remove_checklist_item(db: &Db, actor: &Actor, item_id: ChecklistItemId) -> Result<Vec<ChecklistItem>> {
    let mut tx = db.tenant(actor).await?;
    let (turn, at) = Turn::of_item(&mut tx, actor, item_id).await?;
    checklist::delete(&mut tx, item_id).await?;
    let text = turn.items[at].text.clone();
    turn.finish(tx, "checklist.removed", &text, 1).await
}
