use crate::{
    Error, Result,
    database::{Db, Happening},
    identity::{
        Email, delay, hashing,
        session::ABSOLUTE,
        store::{self, sessions::NewSession},
    },
    ids::{PersonId, SessionId},
    secret,
};
use serde_json::json;
use time::OffsetDateTime;

/// What a person shows at the door.
#[derive(Clone, Debug)]
pub struct SignIn<'a> {
    pub email: &'a str,
    pub password: &'a str,
    /// Browser and system, as the device describes itself.
    pub device: &'a str,
    /// The address the request came from.
    pub address: &'a str,
    /// The session secret the browser still carries, which ends here.
    pub previous: Option<&'a str>,
}

/// A session just begun. The secret goes into the cookie and nowhere else.
#[derive(Clone, Debug)]
pub struct Fresh {
    pub person_id: PersonId,
    pub session_id: SessionId,
    pub secret: String,
    pub expires_at: OffsetDateTime,
}

/// Begins a session, or refuses in the same words and after the same work whether the address is
/// unknown or the password wrong.
pub async fn sign_in(db: &Db, form: SignIn<'_>, now: OffsetDateTime) -> Result<Fresh> {
    let refused = || Error::invalid("", "This address and password do not fit together.");
    if form.password.chars().count() > 200 {
        return Err(refused());
    }
    let email = Email::parse(form.email)?;
    let keys = delay::Keys::new(&email, form.address);

    let mut tx = db.identity().await?;
    delay::claim(tx.conn(), &keys, now).await?;
    let person = store::people::by_email(tx.conn(), email.as_str()).await?;
    tx.commit().await?;

    let known = person.as_ref().and_then(|person| person.password_hash.clone());
    let fits = hashing::verify(form.password.to_owned(), known).await?;
    let person = person.filter(|_| fits).ok_or_else(refused)?;
    let fresh = Fresh {
        person_id: person.id,
        session_id: SessionId::new(),
        secret: secret::generate("")?,
        expires_at: now + ABSOLUTE,
    };

    let mut tx = db.identity_of(person.id).await?;
    delay::forgive(tx.conn(), &keys, now).await?;
    if let Some(previous) = form.previous {
        store::sessions::end_by_secret(tx.conn(), &secret::hash(previous), now).await?;
    }
    let device: String = form.device.chars().filter(|c| !c.is_control()).take(200).collect();
    let new = NewSession {
        id: fresh.session_id,
        person_id: person.id,
        token_hash: secret::hash(&fresh.secret),
        device: &device,
        address: form.address,
        now,
        expires_at: fresh.expires_at,
    };
    store::sessions::insert(tx.conn(), &new).await?;
    let workspaces = store::people::active_workspaces(tx.conn(), person.id).await?;
    tx.commit().await?;

    // Nobody gets the secret before every audit log that should know of it does.
    for workspace_id in workspaces {
        let mut tx = db.tenant_as(workspace_id, person.id).await?;
        tx.record(Happening {
            kind: "session.started",
            project_id: None,
            subject_id: fresh.session_id.uuid(),
            data: json!({ "device": device }),
        })
        .await?;
        tx.commit().await?;
    }
    Ok(fresh)
}
