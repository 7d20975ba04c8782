use super::{
    account,
    policy::Action,
    session::{SessionInfo, SessionView},
    store,
    token::{ApiTokenView, TokenScope},
};
use crate::{
    Result,
    actor::{Caller, Proof},
    clock::read_in,
    database::Db,
    secret,
};
use time::OffsetDateTime;

/// A session that stands: who calls, what the frame shows of them, and whether the secret should be
/// renewed with [`super::rotate`] because their rights changed.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedIn {
    pub caller: Caller,
    pub info: SessionInfo,
    pub rotation_due: bool,
}

/// Who carries this session secret, if it still stands.
pub async fn authenticate_session(db: &Db, session_secret: &str, now: OffsetDateTime) -> Result<Option<SignedIn>> {
    let mut tx = db.identity().await?;
    let row = store::sessions::touch(tx.conn(), &secret::hash(session_secret), now).await?;
    tx.commit().await?;
    Ok(row.map(|row| SignedIn {
        caller: Caller { person_id: row.person_id, proof: Proof::Session(row.id) },
        info: SessionInfo {
            person_id: row.person_id,
            name: row.name,
            email: row.email,
            title: row.title,
            hue: row.hue,
            theme: row.theme,
            time_zone: row.time_zone,
            instance_owner: row.instance_owner,
        },
        rotation_due: row.rotation_due,
    }))
}

/// Who carries this API token, if it still stands.
pub async fn authenticate_token(db: &Db, token: &str, now: OffsetDateTime) -> Result<Option<Caller>> {
    if !token.starts_with(super::commands::TOKEN_PREFIX) {
        return Ok(None);
    }
    let mut tx = db.identity().await?;
    let row = store::tokens::touch(tx.conn(), &secret::hash(token), now).await?;
    tx.commit().await?;
    Ok(row.map(|row| Caller {
        person_id: row.person_id,
        proof: Proof::Token { id: row.id, may_write: row.scope == TokenScope::Write.name() },
    }))
}

/// Where the caller is signed in, last used first.
pub async fn list_sessions(db: &Db, caller: &Caller, now: OffsetDateTime) -> Result<Vec<SessionView>> {
    account::check(caller, Action::SeeSessions)?;
    let mut tx = db.identity_of(caller.person_id).await?;
    let rows = store::sessions::list(tx.conn(), caller.person_id, now).await?;
    Ok(rows
        .into_iter()
        .map(|row| SessionView {
            current: caller.proof == Proof::Session(row.id),
            seen: read_in(&row.time_zone, row.seen_at, now),
            id: row.id,
            device: row.device,
            address: row.address,
            created_at: row.created_at,
            seen_at: row.seen_at,
        })
        .collect())
}

/// The caller's API tokens that stand, newest first.
pub async fn list_tokens(db: &Db, caller: &Caller, now: OffsetDateTime) -> Result<Vec<ApiTokenView>> {
    account::check(caller, Action::SeeTokens)?;
    let mut tx = db.identity_of(caller.person_id).await?;
    let rows = store::tokens::list(tx.conn(), caller.person_id, now).await?;
    rows.into_iter()
        .map(|row| {
            Ok(ApiTokenView {
                scope: row.scope.parse()?,
                used: row.used_at.map_or_else(|| "never".to_owned(), |at| read_in(&row.time_zone, at, now)),
                expires: read_in(&row.time_zone, row.expires_at, now),
                id: row.id,
                name: row.name,
                created_at: row.created_at,
                used_at: row.used_at,
                expires_at: row.expires_at,
            })
        })
        .collect()
}
