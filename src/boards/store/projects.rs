use crate::{
    Error, Result,
    actor::{Actor, Role},
    boards::project::{Label, Project, ProjectSummary, WhenBlocked},
    database::TenantTx,
    ids::{LabelId, ProjectId},
};

pub async fn insert(tx: &mut TenantTx, project: &Project) -> Result<()> {
    sqlx::query!(
        "insert into project (workspace_id, id, key, name, description, hue, created_by)
         values ($1, $2, $3, $4, $5, $6, $7)",
        tx.workspace_id().uuid(),
        project.id.uuid(),
        project.key,
        project.name,
        project.description,
        project.hue,
        tx.person_id().uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes the project's own fields; `expected` is the version the writer saw.
pub async fn update(tx: &mut TenantTx, project: &Project, expected: Option<i32>) -> Result<i32> {
    let row = sqlx::query!(
        "update project
         set name = $3, description = $4, hue = $5, when_blocked = $8, version = version + 1,
             archived_at = case when $6 then coalesce(archived_at, now()) end
         where workspace_id = $1 and id = $2 and version = coalesce($7, version)
         returning version",
        tx.workspace_id().uuid(),
        project.id.uuid(),
        project.name,
        project.description,
        project.hue,
        project.archived,
        expected,
        project.when_blocked.name(),
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(|row| row.version).ok_or(Error::Conflict { current: Some(project.version) })
}

pub async fn list(tx: &mut TenantTx, actor: &Actor, archived: bool) -> Result<Vec<ProjectSummary>> {
    let rows = sqlx::query!(
        r#"select
             p.id as "id: ProjectId",
             p.key,
             p.name,
             p.description,
             p.hue,
             p.when_blocked as "when_blocked: WhenBlocked",
             p.version,
             count(t.id) filter (where t.completed_at is null) as "open_tasks!",
             count(t.id) filter (where t.completed_at is not null) as "done_tasks!"
           from project p
           left join task t on t.workspace_id = p.workspace_id and t.project_id = p.id and t.archived_at is null
           where p.workspace_id = $1
             and (p.archived_at is not null) = $2
             and ($3 or exists (
               select from project_guest g
               where g.workspace_id = p.workspace_id and g.project_id = p.id and g.person_id = $4))
           group by p.workspace_id, p.id
           order by p.name, p.id"#,
        actor.workspace_id.uuid(),
        archived,
        actor.role != Role::Guest,
        actor.person_id().uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| ProjectSummary {
            project: Project {
                id: row.id,
                key: row.key,
                name: row.name,
                description: row.description,
                hue: row.hue,
                when_blocked: row.when_blocked,
                version: row.version,
                archived,
            },
            open_tasks: row.open_tasks,
            done_tasks: row.done_tasks,
        })
        .collect())
}

/// The projects that are not archived, by name; with `to_edit`, of those of a guest the ones that they may change.
pub async fn names(tx: &mut TenantTx, actor: &Actor, to_edit: bool) -> Result<Vec<Project>> {
    Ok(sqlx::query_as!(
        Project,
        r#"select
             p.id as "id: ProjectId",
             p.key,
             p.name,
             p.description,
             p.hue,
             p.when_blocked as "when_blocked: WhenBlocked",
             p.version,
             false as "archived!"
           from project p
           where p.workspace_id = $1
             and p.archived_at is null
             and ($2 or exists (
               select from project_guest g
               where g.workspace_id = p.workspace_id
                 and g.project_id = p.id
                 and g.person_id = $3
                 and (g.level = 'edit' or not $4)))
           order by p.name, p.id"#,
        actor.workspace_id.uuid(),
        actor.role != Role::Guest,
        actor.person_id().uuid(),
        to_edit,
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn labels(tx: &mut TenantTx, project_id: ProjectId) -> Result<Vec<Label>> {
    Ok(sqlx::query_as!(
        Label,
        r#"select id as "id: LabelId", name, hue
           from label
           where workspace_id = $1 and project_id = $2
           order by lower(name), id"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn label(tx: &mut TenantTx, id: LabelId) -> Result<Label> {
    Ok(sqlx::query_as!(
        Label,
        r#"select id as "id: LabelId", name, hue
           from label
           where workspace_id = $1 and id = $2"#,
        tx.workspace_id().uuid(),
        id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

pub async fn insert_label(tx: &mut TenantTx, project_id: ProjectId, label: &Label) -> Result<()> {
    sqlx::query!(
        "insert into label (workspace_id, id, project_id, name, hue) values ($1, $2, $3, $4, $5)",
        tx.workspace_id().uuid(),
        label.id.uuid(),
        project_id.uuid(),
        label.name,
        label.hue,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn update_label(tx: &mut TenantTx, label: &Label) -> Result<()> {
    sqlx::query!(
        "update label set name = $3, hue = $4 where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        label.id.uuid(),
        label.name,
        label.hue,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn delete_label(tx: &mut TenantTx, label_id: LabelId) -> Result<()> {
    sqlx::query!("delete from label where workspace_id = $1 and id = $2", tx.workspace_id().uuid(), label_id.uuid(),)
        .execute(tx.conn())
        .await?;
    Ok(())
}
