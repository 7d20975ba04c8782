//! Scopes and what is granted in them.

use crate::{
    Result,
    actor::Role,
    database::TenantTx,
    ids::{GrantId, PageId, PersonId, TeamId},
    wiki::{
        access::{Grant, Grantee, NewGrant, Reach},
        level::Level,
    },
};
use uuid::Uuid;

/// A space or a page with a list of its own.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    pub parent_id: Option<Uuid>,
    pub narrow: bool,
}

pub async fn scope(tx: &mut TenantTx, id: Uuid) -> Result<Option<Scope>> {
    Ok(sqlx::query_as!(
        Scope,
        "select parent_id, narrow from access_scope where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        id,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Writes a page's scope, below the one that held for it so far.
pub async fn put_page_scope(tx: &mut TenantTx, page_id: PageId, parent_id: Uuid, narrow: bool) -> Result<()> {
    sqlx::query!(
        "insert into access_scope (workspace_id, id, parent_id, narrow)
         values ($1, $2, $3, $4)
         on conflict (workspace_id, id) do update set narrow = excluded.narrow",
        tx.workspace_id().uuid(),
        page_id.uuid(),
        parent_id,
        narrow,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub async fn set_everyone(tx: &mut TenantTx, space_id: Uuid, everyone: Level) -> Result<()> {
    sqlx::query!(
        "update access_scope set everyone = $3 where workspace_id = $1 and id = $2",
        tx.workspace_id().uuid(),
        space_id,
        everyone.number(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes the list of a page away, with what is granted in it.
pub async fn delete_scope(tx: &mut TenantTx, page_id: PageId) -> Result<()> {
    sqlx::query!(
        "delete from access_scope where workspace_id = $1 and id = $2 and parent_id is not null",
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// By name, people before teams.
pub async fn list(tx: &mut TenantTx, scope_id: Uuid) -> Result<Vec<Grant>> {
    let rows = sqlx::query!(
        r#"select
             g.id as "id: GrantId",
             g.person_id as "person_id: PersonId",
             g.team_id as "team_id: TeamId",
             coalesce(p.name, t.name, '') as "name!",
             p.hue as "hue?",
             g.level
           from access_grant g
           left join person p on p.id = g.person_id
           left join team t on t.workspace_id = g.workspace_id and t.id = g.team_id
           where g.workspace_id = $1 and g.scope_id = $2
           order by g.person_id is null, lower(coalesce(p.name, t.name, '')), g.id"#,
        tx.workspace_id().uuid(),
        scope_id,
    )
    .fetch_all(tx.conn())
    .await?;
    let grant = |id, to, name, hue, level| Grant { id, to, name, hue, level: Level::from_number(level) };
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let to = row.person_id.map(Grantee::Person).or(row.team_id.map(Grantee::Team))?;
            Some(grant(row.id, to, row.name, row.hue, row.level))
        })
        .collect())
}

/// Makes the list of a scope this one, and no other.
pub async fn replace(tx: &mut TenantTx, scope_id: Uuid, grants: &[NewGrant]) -> Result<()> {
    sqlx::query!(
        "delete from access_grant where workspace_id = $1 and scope_id = $2",
        tx.workspace_id().uuid(),
        scope_id,
    )
    .execute(tx.conn())
    .await?;
    let ids: Vec<_> = grants.iter().map(|_| GrantId::new().uuid()).collect();
    let (mut people, mut teams, mut levels) = (Vec::new(), Vec::new(), Vec::new());
    for grant in grants {
        people.push(if let Grantee::Person(id) = grant.to { Some(id.uuid()) } else { None });
        teams.push(if let Grantee::Team(id) = grant.to { Some(id.uuid()) } else { None });
        levels.push(grant.level.number());
    }
    sqlx::query!(
        "insert into access_grant (workspace_id, scope_id, id, person_id, team_id, level)
         select $1, $2, new.id, new.person_id, new.team_id, new.level
         from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::smallint[]) as new (id, person_id, team_id, level)",
        tx.workspace_id().uuid(),
        scope_id,
        &ids,
        &people as &[Option<Uuid>],
        &teams as &[Option<Uuid>],
        &levels,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How many of these people belong to the workspace now.
pub async fn members_among(tx: &mut TenantTx, people: &[Uuid]) -> Result<i64> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from member
           where workspace_id = $1 and person_id = any($2) and left_at is null"#,
        tx.workspace_id().uuid(),
        people,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Takes away all that was granted to somebody: they left the workspace.
pub async fn forget(tx: &mut TenantTx, person_id: PersonId) -> Result<()> {
    sqlx::query!(
        "delete from access_grant where workspace_id = $1 and person_id = $2",
        tx.workspace_id().uuid(),
        person_id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Everybody who sees what a scope holds for, those who may do most first.
pub async fn reach(tx: &mut TenantTx, scope_id: Uuid) -> Result<Vec<Reach>> {
    let rows = sqlx::query!(
        r#"select m.person_id as "id: PersonId", p.name, p.hue, m.role as "role: Role", l.level as "level!"
           from scope_reach($1, $2) l
           join member m on m.workspace_id = $1 and m.person_id = l.person_id
           join person p on p.id = m.person_id
           where l.level > 0
           order by l.level desc, lower(p.name), m.person_id
           limit 500"#,
        tx.workspace_id().uuid(),
        scope_id,
    )
    .fetch_all(tx.conn())
    .await?;
    let person = |id, name, hue, role, level| Reach { id, name, hue, role, level: Level::from_number(level) };
    Ok(rows.into_iter().map(|row| person(row.id, row.name, row.hue, row.role, row.level)).collect())
}
