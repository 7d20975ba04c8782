//! A creation asked for twice under one `Idempotency-Key` happens once and answers the same. The key
//! belongs to one person, in one workspace or for their account, and remembers what was asked; another
//! request under the same key is refused.

use crate::{Error, Result, database::TenantTx, secret};
use uuid::Uuid;

/// A key and a fingerprint of the request it stands for.
#[derive(Clone, Debug)]
pub struct Once {
    key: String,
    fingerprint: Vec<u8>,
}

impl Once {
    /// `request` is anything that tells one request from another, such as its path and body.
    pub fn new(key: &str, request: &str) -> Result<Self> {
        if key.is_empty() || key.len() > 200 {
            return Err(Error::invalid("Idempotency-Key", "A key has 1 to 200 characters."));
        }
        Ok(Self { key: key.to_owned(), fingerprint: secret::hash(request) })
    }
}

/// Claims the key for `subject`. `Some(earlier)` means that it was claimed before: answer with that.
/// Two at once wait for one another on the key's row.
pub async fn claim(tx: &mut TenantTx, once: Option<&Once>, subject: Uuid) -> Result<Option<Uuid>> {
    let Some(once) = once else { return Ok(None) };
    let (workspace_id, person_id) = (tx.workspace_id().uuid(), tx.person_id().uuid());
    let claimed = sqlx::query!(
        "insert into idempotency (workspace_id, person_id, key, fingerprint, subject_id)
         values ($1, $2, $3, $4, $5)
         on conflict (workspace_id, person_id, key) do nothing",
        workspace_id,
        person_id,
        once.key,
        once.fingerprint,
        subject,
    )
    .execute(tx.conn())
    .await?;
    if claimed.rows_affected() == 1 {
        return Ok(None);
    }
    let earlier = sqlx::query!(
        "select fingerprint, subject_id from idempotency
         where workspace_id = $1 and person_id = $2 and key = $3",
        workspace_id,
        person_id,
        once.key,
    )
    .fetch_one(tx.conn())
    .await?;
    same_request(once, &earlier.fingerprint)?;
    Ok(Some(earlier.subject_id))
}

/// [`claim`] for what belongs to a person and to no workspace yet, in the identity scope.
pub async fn claim_for_account(tx: &mut TenantTx, once: Option<&Once>, subject: Uuid) -> Result<Option<Uuid>> {
    let Some(once) = once else { return Ok(None) };
    let person_id = tx.person_id().uuid();
    let claimed = sqlx::query!(
        "insert into account_idempotency (person_id, key, fingerprint, subject_id)
         values ($1, $2, $3, $4)
         on conflict (person_id, key) do nothing",
        person_id,
        once.key,
        once.fingerprint,
        subject,
    )
    .execute(tx.conn())
    .await?;
    if claimed.rows_affected() == 1 {
        return Ok(None);
    }
    let earlier = sqlx::query!(
        "select fingerprint, subject_id from account_idempotency where person_id = $1 and key = $2",
        person_id,
        once.key,
    )
    .fetch_one(tx.conn())
    .await?;
    same_request(once, &earlier.fingerprint)?;
    Ok(Some(earlier.subject_id))
}

fn same_request(once: &Once, fingerprint: &[u8]) -> Result<()> {
    if once.fingerprint == fingerprint {
        return Ok(());
    }
    Err(Error::invalid("Idempotency-Key", "This key was used for another request."))
}
