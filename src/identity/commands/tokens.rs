use crate::{
    Error, Result,
    actor::Caller,
    database::Db,
    idempotency::{self, Once},
    identity::{
        TokenScope, account,
        policy::Action,
        store::{self, tokens::NewToken},
    },
    ids::ApiTokenId,
    secret, text,
};
use serde_json::json;
use time::{Duration, OffsetDateTime};

/// By which a token is known for one of ours, to people and to scanners for leaked secrets.
pub const TOKEN_PREFIX: &str = "atr_";

/// What the token is for and how far it goes.
#[derive(Clone, Debug)]
pub struct CreateToken<'a> {
    pub name: &'a str,
    pub scope: TokenScope,
    /// 1 to 365.
    pub days: i64,
}

/// A token just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeToken {
    pub id: ApiTokenId,
    /// The secret, told this once: nothing when an earlier request of the same key was told it.
    pub token: Option<String>,
}

/// Makes an API token.
pub async fn create_token(
    db: &Db,
    caller: &Caller,
    form: CreateToken<'_>,
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<MadeToken> {
    let name = text::line("name", form.name, 100)?;
    if !(1..=365).contains(&form.days) {
        return Err(Error::invalid("days", "A token lasts 1 to 365 days."));
    }
    let id = ApiTokenId::new();
    let token = secret::generate(TOKEN_PREFIX)?;
    let mut tx = account::begin(db, caller, Action::CreateToken).await?;
    if let Some(earlier) = idempotency::claim_for_account(&mut tx, once, id.uuid()).await? {
        return Ok(MadeToken { id: earlier.into(), token: None });
    }
    let new = NewToken {
        id,
        person_id: caller.person_id,
        name: &name,
        token_hash: secret::hash(&token),
        scope: form.scope.name(),
        now,
        expires_at: now + Duration::days(form.days),
    };
    store::tokens::insert(tx.conn(), &new).await?;
    account::finish(tx, "token.created", id.uuid(), json!({ "name": name, "scope": form.scope.name() })).await?;
    Ok(MadeToken { id, token: Some(token) })
}

/// Makes an API token useless at once.
pub async fn revoke_token(db: &Db, caller: &Caller, id: ApiTokenId, now: OffsetDateTime) -> Result<()> {
    let mut tx = account::begin(db, caller, Action::RevokeToken).await?;
    let name = store::tokens::revoke(tx.conn(), caller.person_id, id, now).await?.ok_or(Error::NotFound)?;
    account::finish(tx, "token.revoked", id.uuid(), json!({ "name": name })).await
}
