use crate::{
    Error, Result,
    actor::{Caller, Proof},
    database::Db,
    identity::{
        Email, account, check_password, delay,
        hashing::{self, Effort},
        policy::Action,
        store,
    },
    secret,
};
use serde_json::json;
use time::OffsetDateTime;

/// The old password and the one to come.
#[derive(Clone, Debug)]
pub struct ChangePassword<'a> {
    pub old: &'a str,
    pub new: &'a str,
    /// The address the request came from.
    pub address: &'a str,
}

/// Changes the caller's password, ends their other sessions and renews this one: the answer is its
/// new secret. The old one is good no more, not even for requests on their way: it may be what was stolen.
pub async fn change_password(
    db: &Db,
    caller: &Caller,
    form: ChangePassword<'_>,
    now: OffsetDateTime,
) -> Result<String> {
    account::check(caller, Action::ChangePassword)?;
    let Proof::Session(session_id) = caller.proof else { return Err(Error::Forbidden) };

    let mut tx = db.identity_of(caller.person_id).await?;
    let person = store::people::by_id(tx.conn(), caller.person_id).await?;
    check_password("new", form.new, &person.email, &person.name)?;
    // A stolen session must not be able to guess the password here instead of at the door.
    let email = Email::parse(&person.email)?;
    let keys = delay::Keys::new(&email, form.address);
    delay::claim(tx.conn(), &keys, now).await?;
    tx.commit().await?;

    if !hashing::verify(form.old.to_owned(), person.password_hash).await? {
        return Err(Error::invalid("old", "This is not your password."));
    }
    let hash = hashing::hash(form.new.to_owned(), Effort::Full).await?;
    let fresh = secret::generate("")?;

    let mut tx = account::begin(db, caller, Action::ChangePassword).await?;
    delay::forgive(tx.conn(), &keys, now).await?;
    store::people::put_password(tx.conn(), caller.person_id, &hash, now).await?;
    store::sessions::end_all_but(tx.conn(), caller.person_id, Some(session_id), now).await?;
    if !store::sessions::renew(tx.conn(), session_id, &secret::hash(&fresh), store::sessions::OldSecret::Gone, now)
        .await?
    {
        return Err(Error::SignedOut);
    }
    account::finish(tx, "password.changed", caller.person_id.uuid(), json!({})).await?;
    Ok(fresh)
}
