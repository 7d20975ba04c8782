use crate::{
    Error, Result,
    actor::{Actor, Role},
    database::TenantTx,
    ids::{PageId, TagId, TaskId},
    search::{FoundTask, TaskRow},
    wiki::tag::{Tag, TagUse},
};
use uuid::Uuid;

/// The tags of these names, in small and capital letters alike.
pub async fn named(tx: &mut TenantTx, names: &[String]) -> Result<Vec<Tag>> {
    let folded: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    Ok(sqlx::query_as!(
        Tag,
        r#"select id as "id: TagId", name, hue
           from tag
           where workspace_id = $1 and lower(name) = any($2)
           order by lower(name)"#,
        tx.workspace_id().uuid(),
        &folded,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Makes tags of names that nobody has used yet. Two who do so at once make one.
pub async fn insert(tx: &mut TenantTx, names: &[String]) -> Result<()> {
    let ids: Vec<Uuid> = names.iter().map(|_| TagId::new().uuid()).collect();
    sqlx::query!(
        "insert into tag (workspace_id, id, name)
         select $1, new.id, new.name
         from unnest($2::uuid[], $3::text[]) as new (id, name)
         on conflict do nothing",
        tx.workspace_id().uuid(),
        &ids,
        names,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn lock(tx: &mut TenantTx, id: TagId) -> Result<Tag> {
    sqlx::query_as!(
        Tag,
        r#"select id as "id: TagId", name, hue from tag where workspace_id = $1 and id = $2 for update"#,
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}

pub async fn update(tx: &mut TenantTx, tag: &Tag) -> Result<()> {
    sqlx::query!(
        "update tag set name = $3, hue = $4 where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        tag.id.uuid(),
        tag.name,
        tag.hue,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn delete(tx: &mut TenantTx, id: TagId) -> Result<()> {
    sqlx::query!("delete from tag where workspace_id = $1 and id = $2", tx.workspace_id().uuid(), id.uuid())
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn set_of_page(tx: &mut TenantTx, page_id: PageId, tags: &[TagId]) -> Result<()> {
    let ids: Vec<Uuid> = tags.iter().map(|id| id.uuid()).collect();
    sqlx::query!(
        "delete from page_tag where workspace_id = $1 and page_id = $2 and tag_id <> all($3)",
        tx.workspace_id().uuid(),
        page_id.uuid(),
        &ids,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into page_tag (workspace_id, page_id, tag_id)
         select $1, $2, tag_id from unnest($3::uuid[]) as tag_id
         on conflict do nothing",
        tx.workspace_id().uuid(),
        page_id.uuid(),
        &ids,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// By name.
pub async fn of_task(tx: &mut TenantTx, task_id: TaskId) -> Result<Vec<Tag>> {
    Ok(sqlx::query_as!(
        Tag,
        r#"select t.id as "id: TagId", t.name, t.hue
           from task_tag g
           join tag t on t.workspace_id = g.workspace_id and t.id = g.tag_id
           where g.workspace_id = $1 and g.task_id = $2
           order by lower(t.name)"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn set_of_task(tx: &mut TenantTx, task_id: TaskId, tags: &[TagId]) -> Result<()> {
    let ids: Vec<Uuid> = tags.iter().map(|id| id.uuid()).collect();
    sqlx::query!(
        "delete from task_tag where workspace_id = $1 and task_id = $2 and tag_id <> all($3)",
        tx.workspace_id().uuid(),
        task_id.uuid(),
        &ids,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into task_tag (workspace_id, task_id, tag_id)
         select $1, $2, tag_id from unnest($3::uuid[]) as tag_id
         on conflict do nothing",
        tx.workspace_id().uuid(),
        task_id.uuid(),
        &ids,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Every tag by name, with what the actor finds by it; for a guest those alone by which they find something.
pub async fn list(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<TagUse>> {
    let rows = sqlx::query!(
        r#"select
             used.id as "id: TagId", used.name, used.hue, used.pages as "pages!", used.tasks as "tasks!"
           from (
             select
               t.id,
               t.name,
               t.hue,
               (select count(*)
                from page_tag g
                join page p on p.workspace_id = g.workspace_id and p.id = g.page_id
                where g.workspace_id = t.workspace_id and g.tag_id = t.id and p.trashed_at is null) as pages,
               (select count(*)
                from task_tag g
                join task k on k.workspace_id = g.workspace_id and k.id = g.task_id
                where g.workspace_id = t.workspace_id
                  and g.tag_id = t.id
                  and k.archived_at is null
                  and ($2 or exists (
                    select from project_guest s
                    where s.workspace_id = $1 and s.project_id = k.project_id and s.person_id = $3))) as tasks
             from tag t
             where t.workspace_id = $1
           ) as used
           where $2 or used.pages > 0 or used.tasks > 0
           order by lower(used.name)"#,
        actor.workspace_id.uuid(),
        actor.role != Role::Guest,
        actor.person_id().uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    let used = |tag, pages, tasks| TagUse { tag, pages, tasks };
    Ok(rows
        .into_iter()
        .map(|row| used(Tag { id: row.id, name: row.name, hue: row.hue }, row.pages, row.tasks))
        .collect())
}

/// The tasks with a tag that the actor finds, those that are open first, then those touched last.
pub async fn tasks(tx: &mut TenantTx, actor: &Actor, tag_id: TagId, limit: i64) -> Result<Vec<FoundTask>> {
    let rows = sqlx::query_as!(
        TaskRow,
        r#"select
             t.id as "id: TaskId",
             p.key as project_key,
             t.number,
             t.title,
             p.name as project,
             t.completed_at is not null as "done!"
           from task_tag g
           join task t on t.workspace_id = g.workspace_id and t.id = g.task_id
           join project p on p.workspace_id = t.workspace_id and p.id = t.project_id
           where g.workspace_id = $1
             and g.tag_id = $2
             and t.archived_at is null
             and p.archived_at is null
             and ($3 or exists (
               select from project_guest s
               where s.workspace_id = $1 and s.project_id = p.id and s.person_id = $4))
           order by t.completed_at is not null, t.updated_at desc, t.id
           limit $5"#,
        actor.workspace_id.uuid(),
        tag_id.uuid(),
        actor.role != Role::Guest,
        actor.person_id().uuid(),
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(FoundTask::from).collect())
}
