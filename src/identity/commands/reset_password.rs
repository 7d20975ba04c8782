use crate::{
    Error, Result,
    actor::{Caller, Proof},
    database::Db,
    identity::{
        Email, account, check_password, delay,
        hashing::{self, Effort},
        letter::{self, Letter},
        policy::Action,
        store::{self, people::PersonRow},
    },
    jobs::{Job, enqueue_outside},
    secret,
};
use serde_json::json;
use std::time::Duration as Wait;
use time::{Duration, OffsetDateTime};

const LIFE: Duration = Duration::hours(1);
/// At most one mail in this time, so that nobody can fill another's mailbox.
const BETWEEN: Duration = Duration::minutes(1);
/// Every answer takes this long, so that its time tells nothing.
const ANSWER: Wait = Wait::from_millis(300);

/// Mails a link to set a new password, if the address has an account. The answer is the same, after
/// the same time, either way.
pub async fn request_reset(db: &Db, email: &str, base_url: &str, now: OffsetDateTime) -> Result<()> {
    let email = Email::parse(email)?;
    let (outcome, ()) = tokio::join!(mail_link(db, &email, base_url, now), tokio::time::sleep(ANSWER));
    outcome
}

async fn mail_link(db: &Db, email: &Email, base_url: &str, now: OffsetDateTime) -> Result<()> {
    let token = secret::generate("")?;
    let mut tx = db.identity().await?;
    let Some(person) = store::people::by_email(tx.conn(), email.as_str()).await? else { return Ok(()) };
    if store::resets::mailed_since(tx.conn(), person.id, now - BETWEEN).await? {
        return Ok(());
    }
    store::resets::insert(tx.conn(), &secret::hash(&token), person.id, now, now + LIFE).await?;
    let mail_id = letter::write(tx.conn(), &reset_letter(&person, base_url, &token)).await?;
    enqueue_outside(&mut tx, &Job::SendMail { mail_id }).await?;
    tx.commit().await
}

fn reset_letter<'a>(person: &'a PersonRow, base_url: &str, token: &str) -> Letter<'a> {
    Letter {
        to: &person.email,
        subject: "Set a new password for Atrium".to_owned(),
        sentences: vec![
            format!("Hello {},", person.name),
            "somebody, probably you, asked to set a new password for your account.".to_owned(),
        ],
        link: ("Set a new password", format!("{}/reset?token={token}", base_url.trim_end_matches('/'))),
        closing:
            "The link works once, for one hour. If it was not you, nothing has changed and nothing needs to be done."
                .to_owned(),
    }
}

/// Sets a new password by the mailed token and ends every session of the person.
pub async fn reset_password(db: &Db, token: &str, password: &str, now: OffsetDateTime) -> Result<()> {
    let token_hash = secret::hash(token);
    let over = || Error::invalid("", "This link was used, or is older than an hour. Please ask for a new one.");

    let mut tx = db.identity().await?;
    let person_id = store::resets::person_of(tx.conn(), &token_hash, now).await?.ok_or_else(over)?;
    let person = store::people::by_id(tx.conn(), person_id).await?;
    tx.commit().await?;
    check_password("password", password, &person.email, &person.name)?;
    let hash = hashing::hash(password.to_owned(), Effort::Full).await?;

    let caller = Caller { person_id, proof: Proof::Operator };
    let mut tx = account::begin(db, &caller, Action::ChangePassword).await?;
    if !store::resets::spend(tx.conn(), &token_hash, person_id, now).await? {
        return Err(over());
    }
    store::people::put_password(tx.conn(), person_id, &hash, now).await?;
    store::sessions::end_all_but(tx.conn(), person_id, None, now).await?;
    delay::forget_account(tx.conn(), &Email::parse(&person.email)?).await?;
    account::finish(tx, "password.reset", person_id.uuid(), json!({})).await
}
