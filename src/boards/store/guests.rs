//! With whom a project is shared.

use crate::{
    Result,
    actor::Role,
    boards::project::{Guest, GuestLevel},
    database::TenantTx,
    ids::{PersonId, ProjectId},
};

/// Every guest of the workspace, with what of this project is shared with them.
pub async fn list(tx: &mut TenantTx, project_id: ProjectId) -> Result<Vec<Guest>> {
    Ok(sqlx::query_as!(
        Guest,
        r#"select m.person_id as "person_id: PersonId", p.name, p.hue, g.level as "level?: GuestLevel"
           from member m
           join person p on p.id = m.person_id
           left join project_guest g
             on g.workspace_id = m.workspace_id and g.person_id = m.person_id and g.project_id = $2
           where m.workspace_id = $1 and m.role = 'guest' and m.left_at is null
           order by p.name, m.person_id"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

#[derive(Debug)]
pub struct FoundMember {
    pub id: PersonId,
    pub name: String,
    pub role: Role,
}

/// The member of the workspace who has this address.
pub async fn by_address(tx: &mut TenantTx, address: &str) -> Result<Option<FoundMember>> {
    Ok(sqlx::query_as!(
        FoundMember,
        r#"select p.id as "id: PersonId", p.name, m.role as "role: Role"
           from member m
           join person p on p.id = m.person_id
           where m.workspace_id = $1 and lower(p.email) = $2 and m.left_at is null"#,
        tx.workspace_id().uuid(),
        address,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// What of the project is shared with somebody now.
pub async fn level(tx: &mut TenantTx, project_id: ProjectId, person_id: PersonId) -> Result<Option<GuestLevel>> {
    Ok(sqlx::query_scalar!(
        r#"select level as "level: GuestLevel" from project_guest
           where workspace_id = $1 and project_id = $2 and person_id = $3"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        person_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Takes every project away from somebody.
pub async fn forget(tx: &mut TenantTx, person_id: PersonId) -> Result<()> {
    sqlx::query!(
        "delete from project_guest where workspace_id = $1 and person_id = $2",
        tx.workspace_id().uuid(),
        person_id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Shares the project with somebody, or takes it away.
pub async fn set_level(
    tx: &mut TenantTx,
    project_id: ProjectId,
    person_id: PersonId,
    level: Option<GuestLevel>,
) -> Result<()> {
    let level = level.map(|level| match level {
        GuestLevel::View => "view",
        GuestLevel::Edit => "edit",
    });
    match level {
        Some(level) => {
            sqlx::query!(
                "insert into project_guest (workspace_id, project_id, person_id, level)
             values ($1, $2, $3, $4)
             on conflict (workspace_id, project_id, person_id) do update set level = excluded.level",
                tx.workspace_id().uuid(),
                project_id.uuid(),
                person_id.uuid(),
                level,
            )
            .execute(tx.conn())
            .await?
        }
        None => {
            sqlx::query!(
                "delete from project_guest where workspace_id = $1 and project_id = $2 and person_id = $3",
                tx.workspace_id().uuid(),
                project_id.uuid(),
                person_id.uuid(),
            )
            .execute(tx.conn())
            .await?
        }
    };
    Ok(())
}
