use super::{
    invitation::{InvitationPreview, InvitationView},
    member::{MemberCan, MemberPage, MemberTeam, MemberView},
    policy::{Action, allows},
    store::{
        invitations, members, teams,
        workspaces::{self, StandingRow},
    },
    team::{TeamMemberView, TeamView},
    visit::view_in,
    workspace::{Billing, Kind, WorkspaceSummary, WorkspaceView},
};
use crate::{
    Error, Result,
    actor::{Actor, Caller},
    clock::read_in,
    database::Db,
    ids::{PersonId, WorkspaceId},
    secret,
};
use sqlx::PgConnection;
use time::{Duration, OffsetDateTime};

/// How long a deleted workspace can be restored.
pub(crate) const GRACE: Duration = Duration::days(30);

/// Refuses what the actor's role does not allow.
pub fn check(actor: &Actor, action: Action) -> Result<()> {
    if allows(actor.role, action) { Ok(()) } else { Err(Error::Forbidden) }
}

/// Makes the caller an actor in the workspace of that address, with the role they have there now. A
/// stranger learns nothing; a suspended member is refused.
pub async fn enter(db: &Db, caller: &Caller, slug: &str) -> Result<Actor> {
    let mut tx = db.identity_of(caller.person_id).await?;
    let standing = workspaces::standing_by_slug(tx.conn(), slug, caller.person_id).await?;
    admit(caller, standing)
}

/// The same by id.
pub async fn enter_by_id(db: &Db, caller: &Caller, id: WorkspaceId) -> Result<Actor> {
    let mut tx = db.identity_of(caller.person_id).await?;
    let standing = workspaces::standing_by_id(tx.conn(), id, caller.person_id).await?;
    admit(caller, standing)
}

pub(super) fn admit(caller: &Caller, standing: Option<StandingRow>) -> Result<Actor> {
    match standing {
        None => Err(Error::NotFound),
        Some(standing) if standing.suspended => Err(Error::Forbidden),
        Some(standing) => Ok(Actor { caller: *caller, workspace_id: standing.workspace_id, role: standing.role }),
    }
}

/// The caller's workspaces: shared ones by name, then their own space.
pub async fn list_mine(db: &Db, caller: &Caller, now: OffsetDateTime) -> Result<Vec<WorkspaceSummary>> {
    let mut tx = db.identity_of(caller.person_id).await?;
    mine(tx.conn(), caller, now).await
}

pub(super) async fn mine(
    conn: &mut PgConnection,
    caller: &Caller,
    now: OffsetDateTime,
) -> Result<Vec<WorkspaceSummary>> {
    let rows = workspaces::of_person(conn, caller.person_id, now - GRACE).await?;
    Ok(rows
        .into_iter()
        .map(|row| WorkspaceSummary {
            id: row.id,
            slug: row.slug,
            name: row.name,
            kind: Kind::from_name(&row.kind),
            role: row.role,
            suspended: row.suspended,
            deleted_at: row.deleted_at,
        })
        .collect())
}

/// The workspace, with what the actor may do in it.
pub async fn view(db: &Db, actor: &Actor) -> Result<WorkspaceView> {
    let mut tx = db.view(actor).await?;
    view_in(&mut tx, actor).await
}

/// The billing record, to owners.
pub async fn billing(db: &Db, actor: &Actor) -> Result<Billing> {
    check(actor, Action::SeeBilling)?;
    let mut tx = db.view(actor).await?;
    let row = workspaces::get(tx.conn(), actor.workspace_id).await?;
    Ok(Billing {
        plan: row.plan,
        billing_contact: row.billing_contact,
        invoice_reference: row.invoice_reference,
        seats: row.seats,
        version: row.version,
    })
}

/// Members by name, those whose name or title has `search` in it; at most `limit` (1 to 200).
pub async fn list_members(
    db: &Db,
    actor: &Actor,
    search: &str,
    after: Option<PersonId>,
    limit: i64,
    now: OffsetDateTime,
) -> Result<MemberPage> {
    check(actor, Action::SeeMembers)?;
    let limit = limit.clamp(1, 200);
    let mut tx = db.view(actor).await?;
    let zone = members::time_zone(tx.conn(), actor.person_id()).await?;
    let mut rows = members::list(tx.conn(), actor.workspace_id, search.trim(), after, limit + 1).await?;
    let more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    if more {
        rows.pop();
    }
    let next = rows.last().filter(|_| more).map(|row| row.person_id);
    let addresses = allows(actor.role, Action::SeeAddresses);
    let items = rows
        .into_iter()
        .map(|row| MemberView {
            can: MemberCan::of(actor.role, row.person_id == actor.person_id(), row.role, actor.caller.may_write()),
            person_id: row.person_id,
            name: row.name,
            email: Some(row.email).filter(|_| addresses),
            title: row.title,
            hue: row.hue,
            role: row.role,
            manager_id: row.manager_id.map(PersonId),
            suspended: row.suspended,
            teams: row
                .team_ids
                .into_iter()
                .zip(row.team_names)
                .map(|(id, name)| MemberTeam { id: id.into(), name })
                .collect(),
            version: row.version,
            joined: read_in(&zone, row.joined_at, now),
            joined_at: row.joined_at,
        })
        .collect();
    Ok(MemberPage { items, next })
}

/// Teams by name with their people, leads first.
pub async fn list_teams(db: &Db, actor: &Actor) -> Result<Vec<TeamView>> {
    check(actor, Action::SeeTeams)?;
    let can_manage = actor.caller.may_write() && allows(actor.role, Action::ManageTeams);
    let mut tx = db.view(actor).await?;
    let mut listed: Vec<TeamView> = Vec::new();
    for row in teams::list(tx.conn(), actor.workspace_id).await? {
        if listed.last().is_none_or(|team| team.id != row.id) {
            listed.push(TeamView { id: row.id, name: row.name, version: row.version, members: Vec::new(), can_manage });
        }
        if let (Some(team), Some(person_id)) = (listed.last_mut(), row.person_id) {
            team.members.push(TeamMemberView {
                person_id,
                name: row.person_name.unwrap_or_default(),
                hue: row.hue.unwrap_or_default(),
                lead: row.lead.unwrap_or_default(),
            });
        }
    }
    Ok(listed)
}

/// Invitations that stand, newest first.
pub async fn list_invitations(db: &Db, actor: &Actor, now: OffsetDateTime) -> Result<Vec<InvitationView>> {
    check(actor, Action::SeeInvitations)?;
    let mut tx = db.view(actor).await?;
    let zone = members::time_zone(tx.conn(), actor.person_id()).await?;
    let rows = invitations::list(tx.conn(), actor.workspace_id, now).await?;
    Ok(rows
        .into_iter()
        .map(|row| InvitationView {
            id: row.id,
            email: row.email,
            role: row.role,
            inviter: row.inviter,
            expires: read_in(&zone, row.expires_at, now),
            expires_at: row.expires_at,
        })
        .collect())
}

/// What the invitation of this secret says, to somebody who need not be signed in.
pub async fn preview_invitation(db: &Db, invitation_secret: &str, now: OffsetDateTime) -> Result<InvitationPreview> {
    let mut tx = db.identity().await?;
    let found = invitations::by_secret(tx.conn(), &secret::hash(invitation_secret), now)
        .await?
        .filter(|found| found.accepted_by.is_none())
        .ok_or(Error::NotFound)?;
    Ok(InvitationPreview {
        workspace_name: found.workspace_name,
        role: found.role,
        inviter: found.inviter,
        email: found.email,
    })
}
