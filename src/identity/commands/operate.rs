//! What the operator does from the shell, on their own word.

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
};
use serde_json::json;
use time::OffsetDateTime;

/// The caller to act as on the operator's word, by e-mail address.
pub async fn find_person(db: &Db, email: &str) -> Result<Caller> {
    let email = Email::parse(email)?;
    let mut tx = db.identity().await?;
    let person = store::people::by_email(tx.conn(), email.as_str()).await?.ok_or(Error::NotFound)?;
    Ok(Caller { person_id: person.id, proof: Proof::Operator })
}

/// Sets a person's password and ends all of their sessions.
pub async fn set_password(db: &Db, caller: &Caller, password: &str, effort: Effort, now: OffsetDateTime) -> Result<()> {
    operator_only(caller)?;
    let mut tx = db.identity().await?;
    let person = store::people::by_id(tx.conn(), caller.person_id).await?;
    tx.commit().await?;
    check_password("password", password, &person.email, &person.name)?;
    let hash = hashing::hash(password.to_owned(), effort).await?;

    let mut tx = account::begin(db, caller, Action::ChangePassword).await?;
    store::people::put_password(tx.conn(), caller.person_id, &hash, now).await?;
    store::sessions::end_all_but(tx.conn(), caller.person_id, None, now).await?;
    delay::forget_account(tx.conn(), &Email::parse(&person.email)?).await?;
    account::finish(tx, "password.set_by_operator", caller.person_id.uuid(), json!({})).await
}

/// Makes a person owner of this instance.
pub async fn make_instance_owner(db: &Db, caller: &Caller) -> Result<()> {
    operator_only(caller)?;
    let mut tx = account::begin(db, caller, Action::EditProfile).await?;
    store::people::set_instance_owner(tx.conn(), caller.person_id).await?;
    account::finish(tx, "person.made_instance_owner", caller.person_id.uuid(), json!({})).await
}

fn operator_only(caller: &Caller) -> Result<()> {
    if caller.proof == Proof::Operator { Ok(()) } else { Err(Error::Forbidden) }
}
