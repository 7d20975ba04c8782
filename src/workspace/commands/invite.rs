use super::turn::Turn;
use crate::{
    Error, Result,
    actor::{Actor, Role},
    database::Db,
    idempotency::{self, Once},
    identity::{
        Email,
        letter::{self, Letter},
    },
    ids::InvitationId,
    jobs::{Job, enqueue},
    secret,
    workspace::{
        invitation::Invited,
        policy::{Action, may_grant},
        store::{
            invitations::{self, NewInvitation},
            members,
        },
    },
};
use serde_json::json;
use time::{Duration, OffsetDateTime};

/// Whom to invite, and how.
#[derive(Clone, Debug)]
pub struct Invite<'a> {
    /// Mailed to this address and good once; without one, a link for whoever gets it.
    pub email: Option<&'a str>,
    pub role: Role,
    /// 1 to 30.
    pub days: i64,
    /// Where the link leads to, such as `https://atrium.example.org`.
    pub base_url: &'a str,
}

/// Invites somebody. The link is in the answer, once.
pub async fn invite(
    db: &Db,
    actor: &Actor,
    form: Invite<'_>,
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<Invited> {
    let email = form.email.filter(|text| !text.trim().is_empty()).map(Email::parse).transpose()?;
    if !(1..=30).contains(&form.days) {
        return Err(Error::invalid("days", "An invitation lasts 1 to 30 days."));
    }
    if form.role == Role::Owner {
        return Err(Error::invalid("role", "Invite them first and make them an owner once they are here."));
    }
    let mut turn = Turn::take(db, actor, Action::Invite).await?;
    turn.shared()?;
    if !may_grant(turn.role, form.role) {
        return Err(Error::Forbidden);
    }
    let id = InvitationId::new();
    if let Some(earlier) = idempotency::claim(&mut turn.tx, once, id.uuid()).await? {
        return Ok(Invited { id: earlier.into(), link: None });
    }
    if let Some(email) = &email
        && invitations::is_member(turn.tx.conn(), actor.workspace_id, email.as_str()).await?
    {
        return Err(Error::invalid("email", "This person is already a member."));
    }
    let token = secret::generate("")?;
    let new = NewInvitation {
        workspace_id: actor.workspace_id,
        id,
        email: email.as_ref().map(Email::as_str),
        role: form.role,
        token_hash: secret::hash(&token),
        created_by: actor.person_id(),
        now,
        expires_at: now + Duration::days(form.days),
    };
    invitations::insert(turn.tx.conn(), &new).await?;
    let link = format!("{}/invite/{token}", form.base_url.trim_end_matches('/'));
    if let Some(email) = &email {
        mail(&mut turn, actor, email, &link, form.days).await?;
    }
    let data = json!({ "email": email.as_ref().map(Email::as_str), "role": form.role.name() });
    turn.finish("invitation.created", id.uuid(), data).await?;
    Ok(Invited { id, link: Some(link) })
}

async fn mail(turn: &mut Turn, actor: &Actor, email: &Email, link: &str, days: i64) -> Result<()> {
    let inviter = members::standing(turn.tx.conn(), actor.workspace_id, actor.person_id()).await?;
    let inviter = inviter.map_or_else(|| "Somebody".to_owned(), |standing| standing.name);
    let letter = Letter {
        to: email.as_str(),
        subject: format!("{inviter} invites you to {}", turn.workspace.name),
        sentences: vec![
            "Hello,".to_owned(),
            format!("{inviter} invites you to work in {} on Atrium.", turn.workspace.name),
        ],
        link: ("Accept the invitation", link.to_owned()),
        closing: format!("The link works once, for {days} {}.", if days == 1 { "day" } else { "days" }),
    };
    let mail_id = letter::write(turn.tx.conn(), &letter).await?;
    enqueue(&mut turn.tx, &Job::SendMail { mail_id }).await
}

/// Makes an invitation useless at once.
pub async fn revoke_invitation(db: &Db, actor: &Actor, id: InvitationId, now: OffsetDateTime) -> Result<()> {
    let mut turn = Turn::take(db, actor, Action::RevokeInvitation).await?;
    if !invitations::revoke(turn.tx.conn(), actor.workspace_id, id, now).await? {
        return Err(Error::NotFound);
    }
    turn.finish("invitation.revoked", id.uuid(), json!({})).await
}
