use crate::{
    Error, Result,
    actor::{Actor, Role},
    boards::relation::{Relation, RelationKind, TaskRef},
    database::TenantTx,
    ids::{RelationId, TaskId},
};

/// A relation as its row has it: how `from` stands to `to`.
#[derive(Clone, Debug)]
pub struct RelationRow {
    pub id: RelationId,
    pub from: TaskId,
    pub to: TaskId,
    kind: String,
}

impl RelationRow {
    /// `kind` is one that is kept as it is.
    pub fn new(from: TaskId, to: TaskId, kind: RelationKind) -> Self {
        Self { id: RelationId::new(), from, to, kind: kind.name().to_owned() }
    }

    pub fn kind(&self) -> RelationKind {
        kind_of(&self.kind)
    }
}

fn kind_of(name: &str) -> RelationKind {
    RelationKind::named(name).unwrap_or(RelationKind::Relates)
}

/// Takes the workspace's turn to relate tasks until the commit: of two who relate at once the second
/// sees what the first has written, so that they do not close a circle together.
pub async fn take_turn(tx: &mut TenantTx) -> Result<()> {
    let turn = format!("task_relation {}", tx.workspace_id());
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 0))", turn).execute(tx.conn()).await?;
    Ok(())
}

pub async fn find(tx: &mut TenantTx, id: RelationId) -> Result<RelationRow> {
    sqlx::query_as!(
        RelationRow,
        r#"select id as "id: RelationId", from_id as "from: TaskId", to_id as "to: TaskId", kind
           from task_relation
           where workspace_id = $1 and id = $2"#,
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

/// How two tasks are related in this way already, whichever comes first.
pub async fn between(tx: &mut TenantTx, new: &RelationRow) -> Result<Option<RelationRow>> {
    Ok(sqlx::query_as!(
        RelationRow,
        r#"select id as "id: RelationId", from_id as "from: TaskId", to_id as "to: TaskId", kind
           from task_relation
           where workspace_id = $1
             and least(from_id, to_id) = least($2::uuid, $3::uuid)
             and greatest(from_id, to_id) = greatest($2::uuid, $3::uuid)
             and kind = $4"#,
        tx.workspace_id().uuid(),
        new.from.uuid(),
        new.to.uuid(),
        new.kind,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Whether `from` blocks `to`, at once or through others.
pub async fn blocks(tx: &mut TenantTx, from: TaskId, to: TaskId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"with recursive blocked (id) as (
             select $2::uuid
             union
             select r.to_id
             from blocked
             join task_relation r on r.workspace_id = $1 and r.from_id = blocked.id and r.kind = 'blocks')
           select exists (select from blocked where id = $3) as "blocks!""#,
        tx.workspace_id().uuid(),
        from.uuid(),
        to.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn insert(tx: &mut TenantTx, relation: &RelationRow) -> Result<()> {
    sqlx::query!(
        "insert into task_relation (workspace_id, id, from_id, to_id, kind) values ($1, $2, $3, $4, $5)",
        tx.workspace_id().uuid(),
        relation.id.uuid(),
        relation.from.uuid(),
        relation.to.uuid(),
        relation.kind,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whether it was there.
pub async fn delete(tx: &mut TenantTx, id: RelationId) -> Result<bool> {
    let deleted = sqlx::query!(
        "delete from task_relation where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(deleted.rows_affected() > 0)
}

/// The relations of a task to those that the actor may see; the others are not told of.
pub async fn list(tx: &mut TenantTx, actor: &Actor, task_id: TaskId) -> Result<Vec<Relation>> {
    let rows = sqlx::query!(
        r#"select
             r.id as "relation: RelationId",
             r.kind,
             r.to_id = $2 as "reversed!",
             t.id as "id: TaskId",
             p.key as project_key,
             t.number,
             t.title,
             t.completed_at is not null as "done!",
             t.archived_at is not null as "archived!"
           from task_relation r
           join task t
             on t.workspace_id = r.workspace_id and t.id = case when r.from_id = $2 then r.to_id else r.from_id end
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
           where r.workspace_id = $1
             and (r.from_id = $2 or r.to_id = $2)
             and ($3 or exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = p.id and g.person_id = $4))
           order by t.completed_at is not null, r.id"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
        actor.role != Role::Guest,
        actor.person_id().uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    let mut relations: Vec<Relation> = rows
        .into_iter()
        .map(|row| Relation {
            id: row.relation,
            kind: if row.reversed { kind_of(&row.kind).reversed() } else { kind_of(&row.kind) },
            task: TaskRef {
                id: row.id,
                key: format!("{}-{}", row.project_key, row.number),
                project_key: row.project_key,
                number: row.number,
                title: row.title,
                done: row.done,
                archived: row.archived,
            },
        })
        .collect();
    relations.sort_by_key(|relation| RelationKind::ALL.iter().position(|kind| *kind == relation.kind));
    Ok(relations)
}

/// That one open task blocks another.
#[derive(Debug)]
pub struct Block {
    pub blocked: TaskId,
    pub blocked_key: String,
    pub key: String,
    pub title: String,
    /// Whether the actor may see the task that blocks.
    pub visible: bool,
}

/// What still blocks these tasks, as far as they are open. They do not block each other: they are
/// completed together.
pub async fn open_blocks(tx: &mut TenantTx, actor: &Actor, tasks: &[TaskId]) -> Result<Vec<Block>> {
    let tasks: Vec<_> = tasks.iter().map(|id| id.uuid()).collect();
    Ok(sqlx::query_as!(
        Block,
        r#"select
             t.id as "blocked: TaskId",
             own.key || '-' || t.number as "blocked_key!",
             p.key || '-' || b.number as "key!",
             b.title,
             ($3 or exists (
               select from project_guest g
               where g.workspace_id = $1 and g.project_id = p.id and g.person_id = $4)) as "visible!"
           from task_relation r
           join task t on t.workspace_id = r.workspace_id and t.id = r.to_id
           join project own on own.workspace_id = t.workspace_id and own.id = t.project_id
           join task b on b.workspace_id = r.workspace_id and b.id = r.from_id
           join project p on p.workspace_id = b.workspace_id and p.id = b.project_id
           where r.workspace_id = $1
             and r.kind = 'blocks'
             and r.to_id = any($2)
             and r.from_id <> all($2)
             and t.completed_at is null
             and t.archived_at is null
             and b.completed_at is null
             and b.archived_at is null
             and p.archived_at is null
           order by t.number, r.id"#,
        tx.workspace_id().uuid(),
        &tasks,
        actor.role != Role::Guest,
        actor.person_id().uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}
