use crate::{
    Result,
    actor::Role,
    ids::{InvitationId, PersonId, WorkspaceId},
};
use sqlx::PgConnection;
use time::OffsetDateTime;

pub struct NewInvitation<'a> {
    pub workspace_id: WorkspaceId,
    pub id: InvitationId,
    pub email: Option<&'a str>,
    pub role: Role,
    pub token_hash: Vec<u8>,
    pub created_by: PersonId,
    pub now: OffsetDateTime,
    pub expires_at: OffsetDateTime,
}

pub async fn insert(conn: &mut PgConnection, new: &NewInvitation<'_>) -> Result<()> {
    sqlx::query!(
        "insert into invitation (workspace_id, id, email, role, token_hash, created_by, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.workspace_id.uuid(),
        new.id.uuid(),
        new.email,
        new.role.name(),
        new.token_hash,
        new.created_by.uuid(),
        new.now,
        new.expires_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether somebody of that address is in the workspace. In the identity scope.
pub async fn is_member(conn: &mut PgConnection, workspace: WorkspaceId, email: &str) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from member m
             join person p on p.id = m.person_id
             where m.workspace_id = $1 and lower(p.email) = $2 and m.left_at is null
           ) as "known!""#,
        workspace.uuid(),
        email,
    )
    .fetch_one(conn)
    .await?)
}

pub struct InvitationRow {
    pub id: InvitationId,
    pub email: Option<String>,
    pub role: Role,
    pub inviter: String,
    pub expires_at: OffsetDateTime,
}

/// Those that stand, newest first.
pub async fn list(conn: &mut PgConnection, workspace: WorkspaceId, now: OffsetDateTime) -> Result<Vec<InvitationRow>> {
    Ok(sqlx::query_as!(
        InvitationRow,
        r#"select i.id as "id: InvitationId", i.email, i.role as "role: Role", p.name as inviter, i.expires_at
           from invitation i
           join person p on p.id = i.created_by
           where i.workspace_id = $1 and i.accepted_at is null and i.revoked_at is null and i.expires_at > $2
           order by i.created_at desc, i.id
           limit 500"#,
        workspace.uuid(),
        now,
    )
    .fetch_all(conn)
    .await?)
}

pub async fn revoke(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    id: InvitationId,
    now: OffsetDateTime,
) -> Result<bool> {
    let done = sqlx::query!(
        "update invitation
         set revoked_at = $3
         where workspace_id = $1 and id = $2 and revoked_at is null and accepted_at is null",
        workspace.uuid(),
        id.uuid(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Makes useless what somebody gave out who may not invite any more.
pub async fn revoke_of(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    inviter: PersonId,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "update invitation
         set revoked_at = $3
         where workspace_id = $1 and created_by = $2 and revoked_at is null and accepted_at is null",
        workspace.uuid(),
        inviter.uuid(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub struct FoundInvitation {
    pub workspace_id: WorkspaceId,
    pub slug: String,
    pub workspace_name: String,
    pub role: Role,
    pub inviter: String,
    pub email: Option<String>,
    pub accepted_by: Option<uuid::Uuid>,
}

/// By its secret, in the identity scope. One that was accepted is found too, for the person who did.
pub async fn by_secret(
    conn: &mut PgConnection,
    token_hash: &[u8],
    now: OffsetDateTime,
) -> Result<Option<FoundInvitation>> {
    Ok(sqlx::query_as!(
        FoundInvitation,
        r#"select w.id as "workspace_id: WorkspaceId", w.slug, w.name as workspace_name, i.role as "role: Role",
             p.name as inviter, i.email, i.accepted_by
           from invitation i
           join workspace w on w.id = i.workspace_id
           join person p on p.id = i.created_by
           where i.token_hash = $1 and i.revoked_at is null and i.expires_at > $2 and w.deleted_at is null"#,
        token_hash,
        now,
    )
    .fetch_optional(conn)
    .await?)
}

pub struct StandingInvitation {
    pub id: InvitationId,
    pub role: Role,
    pub by_mail: bool,
}

/// The invitation, if it still stands, locked until the commit.
pub async fn lock(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    token_hash: &[u8],
    now: OffsetDateTime,
) -> Result<Option<StandingInvitation>> {
    Ok(sqlx::query_as!(
        StandingInvitation,
        r#"select id as "id: InvitationId", role as "role: Role", email is not null as "by_mail!"
           from invitation
           where workspace_id = $1 and token_hash = $2
             and accepted_at is null and revoked_at is null and expires_at > $3
           for update"#,
        workspace.uuid(),
        token_hash,
        now,
    )
    .fetch_optional(conn)
    .await?)
}

pub async fn use_up(
    conn: &mut PgConnection,
    workspace: WorkspaceId,
    id: InvitationId,
    person: PersonId,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "update invitation
         set accepted_at = $3, accepted_by = $4
         where workspace_id = $1 and id = $2",
        workspace.uuid(),
        id.uuid(),
        now,
        person.uuid(),
    )
    .execute(conn)
    .await?;
    Ok(())
}
