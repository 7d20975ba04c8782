//! All SQL of the demonstration.

use super::{
    content::Person,
    history::{Event, Plan, PlannedTask},
};
use crate::{
    Result,
    database::{Db, TenantTx},
    ids::{PersonId, ProjectId, SavedViewId, TeamId},
};
use std::collections::HashMap;
use time::OffsetDateTime;
use uuid::Uuid;

pub async fn is_there(db: &Db, slug: &str) -> Result<bool> {
    let mut tx = db.identity().await?;
    let found = sqlx::query_scalar!(r#"select exists (select from workspace where slug = $1) as "there!""#, slug)
        .fetch_one(tx.conn())
        .await?;
    Ok(found)
}

pub async fn set_title(db: &Db, id: PersonId, title: &str) -> Result<()> {
    let mut tx = db.identity_of(id).await?;
    sqlx::query!("update person set title = $2 where id = $1", id.uuid(), title).execute(tx.conn()).await?;
    tx.commit().await
}

/// The workspace of this transaction.
pub async fn found(tx: &mut TenantTx, slug: &str, name: &str, at: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into workspace (id, slug, name, kind, created_at) values ($1, $2, $3, 'team', $4)",
        tx.workspace_id().uuid(),
        slug,
        name,
        at,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The people as members, with their managers and teams.
pub async fn gather(
    tx: &mut TenantTx,
    people: &[Person],
    ids: &HashMap<&str, PersonId>,
    at: OffsetDateTime,
) -> Result<()> {
    let workspace_id = tx.workspace_id().uuid();
    let id_of = |short: &str| ids.get(short).map(|id| id.uuid());
    for person in people {
        sqlx::query!(
            "insert into member (workspace_id, person_id, role, joined_at) values ($1, $2, $3, $4)",
            workspace_id,
            id_of(&person.short),
            person.role,
            at,
        )
        .execute(tx.conn())
        .await?;
    }
    let mut teams: HashMap<&str, Uuid> = HashMap::new();
    for person in people {
        sqlx::query!(
            "update member set manager_id = $3 where workspace_id = $1 and person_id = $2",
            workspace_id,
            id_of(&person.short),
            id_of(&person.manager),
        )
        .execute(tx.conn())
        .await?;
        if person.team.is_empty() {
            continue;
        }
        let first = !teams.contains_key(person.team.as_str());
        let team_id = *teams.entry(&person.team).or_insert_with(|| TeamId::new().uuid());
        if first {
            sqlx::query!(
                "insert into team (workspace_id, id, name, created_at) values ($1, $2, $3, $4)",
                workspace_id,
                team_id,
                person.team,
                at,
            )
            .execute(tx.conn())
            .await?;
        }
        sqlx::query!(
            "insert into team_member (workspace_id, team_id, person_id, lead) values ($1, $2, $3, $4)",
            workspace_id,
            team_id,
            id_of(&person.short),
            first,
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// The views that every project has to look around in.
const VIEWS: [(&str, &str); 3] = [
    ("Late and this week", "view=list&is=open&group=due"),
    ("Who does what", "view=list&is=open&group=person"),
    ("Urgent first", "view=table&is=open&sort=priority"),
];

async fn add_view(tx: &mut TenantTx, project_id: Uuid, name: &str, query: &str) -> Result<()> {
    sqlx::query!(
        "insert into saved_view (workspace_id, id, project_id, owner_id, name, query, shared)
         values ($1, $2, $3, $4, $5, $6, $7)",
        tx.workspace_id().uuid(),
        SavedViewId::new().uuid(),
        project_id,
        tx.person_id().uuid(),
        name,
        query,
        true,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn add_project(tx: &mut TenantTx, plan: &Plan<'_>) -> Result<()> {
    let (workspace_id, project_id) = (tx.workspace_id().uuid(), plan.id.uuid());
    sqlx::query!(
        "insert into project (workspace_id, id, key, name, description, hue, next_number, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        workspace_id,
        project_id,
        plan.project.key,
        plan.project.name,
        plan.project.description,
        plan.project.hue,
        plan.tasks.last().map_or(1, |task| task.number + 1),
        tx.person_id().uuid(),
        plan.began,
    )
    .execute(tx.conn())
    .await?;
    for (column, (id, rank)) in plan.project.columns.iter().zip(&plan.columns) {
        sqlx::query!(
            "insert into board_column (workspace_id, id, project_id, name, rank, done, task_limit)
             values ($1, $2, $3, $4, $5, $6, $7)",
            workspace_id,
            id.uuid(),
            project_id,
            column.name,
            rank,
            column.done,
            column.limit,
        )
        .execute(tx.conn())
        .await?;
    }
    for (hue, (id, name)) in (0i16..).zip(&plan.labels) {
        sqlx::query!(
            "insert into label (workspace_id, id, project_id, name, hue) values ($1, $2, $3, $4, $5)",
            workspace_id,
            id.uuid(),
            project_id,
            *name,
            hue % 10,
        )
        .execute(tx.conn())
        .await?;
    }
    for (name, query) in VIEWS {
        add_view(tx, project_id, name, query).await?;
    }
    if let Some(guest) = plan.guest {
        sqlx::query!(
            "insert into project_guest (workspace_id, project_id, person_id, level) values ($1, $2, $3, 'edit')",
            workspace_id,
            project_id,
            guest.uuid(),
        )
        .execute(tx.conn())
        .await?;
    }
    for task in &plan.tasks {
        add_task(tx, plan.id, task).await?;
    }
    for comment in &plan.comments {
        sqlx::query!(
            "insert into comment (workspace_id, id, task_id, author_id, body, created_at)
             values ($1, $2, $3, $4, $5, $6)",
            workspace_id,
            comment.id.uuid(),
            comment.task_id.uuid(),
            comment.author.uuid(),
            comment.body,
            comment.at,
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

async fn add_task(tx: &mut TenantTx, project_id: ProjectId, task: &PlannedTask<'_>) -> Result<()> {
    let labels: Vec<Uuid> = task.labels.iter().map(|id| id.uuid()).collect();
    let people: Vec<Uuid> = task.assignees.iter().map(|id| id.uuid()).collect();
    let workspace_id = tx.workspace_id().uuid();
    sqlx::query!(
        "insert into task (
           workspace_id, id, project_id, column_id, number, rank, title, description, priority, due_on, version,
           created_by, created_at, updated_at, completed_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        workspace_id,
        task.id.uuid(),
        project_id.uuid(),
        task.column_id.uuid(),
        task.number,
        task.rank,
        task.task.title,
        task.task.description,
        task.task.priority.number(),
        task.due,
        task.version,
        task.creator.uuid(),
        task.created,
        task.changed,
        task.completed,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into task_label (workspace_id, task_id, label_id) select $1, $2, unnest($3::uuid[])",
        workspace_id,
        task.id.uuid(),
        &labels,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into task_assignee (workspace_id, task_id, person_id) select $1, $2, unnest($3::uuid[])",
        workspace_id,
        task.id.uuid(),
        &people,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Appends an event of the past. The serving role may not.
pub async fn record(tx: &mut TenantTx, event: &Event) -> Result<()> {
    sqlx::query_scalar!(
        "select record_event_at($1, $2, $3, $4, $5, $6, $7)",
        tx.workspace_id().uuid(),
        event.actor.uuid(),
        event.kind,
        event.project_id.map(ProjectId::uuid),
        event.subject_id,
        event.data,
        event.at,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

/// As people leave their inboxes: what is old is done, what came the day before yesterday is still unread. Of three
/// weeks that never were, nothing is mailed.
pub async fn tidy_inboxes(tx: &mut TenantTx, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update notification
         set
           mail_at = null,
           push_at = null,
           done_at = case when at < $2::timestamptz - interval '9 days' then at + interval '1 day' end,
           read_at = case when at < $2::timestamptz - interval '3 days' then at + interval '3 hours' end
         where workspace_id = $1",
        tx.workspace_id().uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How the founder is told: one mail a day, quiet nights and a free weekend. Everybody else has what is usual.
pub async fn choose_notifications(db: &Db, person_id: PersonId) -> Result<()> {
    let mut tx = db.identity_of(person_id).await?;
    sqlx::query!(
        "insert into notification_settings
           (person_id, in_app, mail, push, remind, remind_hour, quiet_from, quiet_until, quiet_days, digest_hour)
         values ($1, 31, 15, 3, 3, 9, 1200, 420, 96, 8)
         on conflict do nothing",
        person_id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    tx.commit().await
}
