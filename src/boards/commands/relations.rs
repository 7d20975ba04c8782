//! Relations between tasks, of one project or of several. Both tasks tell of the change in their own
//! history, and through it the boards that show them.

use super::{record, task_key};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        policy::Action,
        relation::{Relation, RelationKind},
        store::{
            access::{Access, Which, load_for},
            relations::{self, RelationRow},
            tasks,
        },
    },
    database::{Db, TenantTx},
    idempotency::{self, Once},
    ids::{RelationId, TaskId},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRelation {
    /// How the task stands to the other one.
    pub kind: RelationKind,
    pub other_id: TaskId,
}

/// Relates a task to another one that the actor sees. Who makes another task wait must be allowed to
/// edit that one, too. Relating twice is relating once.
pub async fn relate_tasks(
    db: &Db,
    actor: &Actor,
    task_id: TaskId,
    new: NewRelation,
    once: Option<&Once>,
) -> Result<Relation> {
    let NewRelation { kind, other_id } = new;
    let refuse = |message: &str| Error::invalid("other_id", message);
    let mut tx = db.tenant(actor).await?;
    let own = load_for(&mut tx, actor, Action::EditTasks, Which::Task(task_id)).await?;
    let action = if kind == RelationKind::Blocks { Action::EditTasks } else { Action::View };
    let other = match load_for(&mut tx, actor, action, Which::Task(other_id)).await {
        Err(Error::NotFound) => return Err(refuse("There is no such task, or it is not shared with you.")),
        other => other?,
    };
    if task_id == other_id {
        return Err(refuse("A task cannot be related to itself."));
    }
    relations::take_turn(&mut tx).await?;
    let mut wanted = if kind.is_passive() {
        RelationRow::new(other_id, task_id, kind.reversed())
    } else {
        RelationRow::new(task_id, other_id, kind)
    };
    let there = relations::between(&mut tx, &wanted).await?;
    if let Some(there) = &there {
        wanted.id = there.id;
    }
    if let Some(earlier) = idempotency::claim(&mut tx, once, wanted.id.uuid()).await? {
        return seen(&mut tx, actor, task_id, earlier.into()).await;
    }
    match there {
        Some(there) if there.from != wanted.from && kind != RelationKind::Relates => {
            return Err(refuse("These two are related the other way round already."));
        }
        Some(_) => {
            let relation = seen(&mut tx, actor, task_id, wanted.id).await?;
            tx.commit().await?;
            return Ok(relation);
        }
        None => {}
    }
    if wanted.kind() == RelationKind::Blocks && relations::blocks(&mut tx, wanted.to, wanted.from).await? {
        return Err(refuse("These two would wait for each other, at once or through other tasks."));
    }
    relations::insert(&mut tx, &wanted).await?;
    let relation = seen(&mut tx, actor, task_id, wanted.id).await?;
    say(&mut tx, "relation.added", (&own, task_id), (&other, other_id), kind).await?;
    tx.commit().await?;
    Ok(relation)
}

/// Takes a relation away. Who may edit one of the two tasks may, as far as they see both.
pub async fn unrelate_tasks(db: &Db, actor: &Actor, relation_id: RelationId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let relation = relations::find(&mut tx, relation_id).await?;
    let from = load_for(&mut tx, actor, Action::View, Which::Task(relation.from)).await?;
    let to = load_for(&mut tx, actor, Action::View, Which::Task(relation.to)).await?;
    if load_for(&mut tx, actor, Action::EditTasks, Which::Task(relation.from)).await.is_err() {
        load_for(&mut tx, actor, Action::EditTasks, Which::Task(relation.to)).await?;
    }
    // Who relates the two once more meanwhile is told of a relation that is there.
    relations::take_turn(&mut tx).await?;
    if !relations::delete(&mut tx, relation_id).await? {
        return Err(Error::NotFound);
    }
    say(&mut tx, "relation.removed", (&from, relation.from), (&to, relation.to), relation.kind()).await?;
    tx.commit().await
}

async fn seen(tx: &mut TenantTx, actor: &Actor, task_id: TaskId, id: RelationId) -> Result<Relation> {
    let all = relations::list(tx, actor, task_id).await?;
    all.into_iter().find(|relation| relation.id == id).ok_or(Error::NotFound)
}

/// Tells it of both tasks. A task of another project is not named: who reads the history of this one
/// may not be allowed to see that one.
async fn say(
    tx: &mut TenantTx,
    event: &str,
    one: (&Access, TaskId),
    two: (&Access, TaskId),
    kind: RelationKind,
) -> Result<()> {
    let near = one.0.project.id == two.0.project.id;
    for ((access, task_id), (other, other_id), kind) in [(one, two, kind), (two, one, kind.reversed())] {
        let task = tasks::find(tx, task_id).await?;
        let other_number = tasks::find(tx, other_id).await?.number;
        let data = json!({
            "key": task_key(&access.project, task.number),
            "title": task.title,
            "relation": kind.words(),
            "other": near.then(|| task_key(&other.project, other_number)),
        });
        record(tx, event, access.project.id, task_id.uuid(), data).await?;
    }
    Ok(())
}
