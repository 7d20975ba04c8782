use crate::{
    Error, Result,
    actor::Caller,
    database::{Db, Happening},
    identity, secret,
    workspace::{
        invitation::Accepted,
        store::{invitations, members, workspaces},
    },
};
use serde_json::json;
use time::OffsetDateTime;

/// Takes the caller into the workspace of the invitation. Who is a member already keeps the role they
/// have, and does not use the invitation up.
pub async fn accept_invitation(
    db: &Db,
    caller: &Caller,
    invitation_secret: &str,
    now: OffsetDateTime,
) -> Result<Accepted> {
    let token_hash = secret::hash(invitation_secret);
    let mut tx = db.identity_of(caller.person_id).await?;
    let found = invitations::by_secret(tx.conn(), &token_hash, now).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    let accepted =
        |already_member| Accepted { workspace_id: found.workspace_id, slug: found.slug.clone(), already_member };

    let mut tx = db.tenant_and_identity(found.workspace_id, caller).await?;
    workspaces::take_turn(tx.conn(), found.workspace_id).await?;
    match members::standing(tx.conn(), found.workspace_id, caller.person_id).await? {
        Some(standing) if standing.left => {}
        Some(standing) if standing.suspended => return Err(Error::Forbidden),
        Some(_) => return Ok(accepted(true)),
        None => {}
    }
    let invitation =
        invitations::lock(tx.conn(), found.workspace_id, &token_hash, now).await?.ok_or(Error::NotFound)?;
    members::join(tx.conn(), found.workspace_id, caller.person_id, invitation.role, now).await?;
    if invitation.by_mail {
        invitations::use_up(tx.conn(), found.workspace_id, invitation.id, caller.person_id, now).await?;
    }
    identity::renew_sessions(tx.conn(), caller.person_id).await?;
    tx.record(Happening {
        kind: "member.joined",
        project_id: None,
        subject_id: caller.person_id.uuid(),
        data: json!({ "role": invitation.role.name(), "invitation": invitation.id }),
    })
    .await?;
    tx.commit().await?;
    Ok(accepted(false))
}
