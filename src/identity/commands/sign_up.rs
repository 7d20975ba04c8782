use crate::{
    Result,
    actor::{Caller, Proof},
    clock,
    database::{Db, Happening},
    identity::{
        Email, check_password, delay,
        hashing::{self, Effort},
        store::{self, people::NewPerson},
    },
    ids::{PersonId, WorkspaceId},
    text,
    workspace::found_personal_space,
};
use serde_json::json;
use time::OffsetDateTime;

/// What a person tells of themselves at the door.
#[derive(Clone, Debug)]
pub struct SignUp<'a> {
    pub email: &'a str,
    pub name: &'a str,
    pub password: &'a str,
    /// As the browser reports it; one that is not known becomes UTC.
    pub time_zone: &'a str,
    pub effort: Effort,
    /// The address the request came from; nothing for the operator at the shell.
    pub address: Option<&'a str>,
}

/// Makes the person, their password and their own space, or nothing. Signing in is a second step.
/// That an address has an account is told here, where it must be, and asking is slowed like guessing.
pub async fn sign_up(db: &Db, form: SignUp<'_>, now: OffsetDateTime) -> Result<PersonId> {
    let email = Email::parse(form.email)?;
    let name = text::line("name", form.name, 100)?;
    check_password("password", form.password, email.as_str(), &name)?;
    if let Some(address) = form.address {
        let mut tx = db.identity().await?;
        delay::claim_address(tx.conn(), address, now).await?;
        tx.commit().await?;
    }
    let hash = hashing::hash(form.password.to_owned(), form.effort).await?;

    let person_id = PersonId::new();
    let caller = Caller { person_id, proof: Proof::Operator };
    let mut tx = db.tenant_and_identity(WorkspaceId::new(), &caller).await?;
    let new = NewPerson {
        id: person_id,
        email: email.as_str(),
        name: &name,
        hue: hue_of(person_id),
        time_zone: if clock::is_time_zone(form.time_zone) { form.time_zone } else { "UTC" },
        now,
    };
    store::people::insert(tx.conn(), &new).await?;
    store::people::put_password(tx.conn(), person_id, &hash, now).await?;
    if let Some(address) = form.address {
        delay::forgive_address(tx.conn(), address, now).await?;
    }
    found_personal_space(&mut tx, &name, now).await?;
    tx.record(Happening {
        kind: "person.signed_up",
        project_id: None,
        subject_id: person_id.uuid(),
        data: json!({ "name": name }),
    })
    .await?;
    tx.commit().await?;
    Ok(person_id)
}

/// One of the ten colours of people, by chance.
fn hue_of(id: PersonId) -> i16 {
    i16::from(id.uuid().as_bytes()[15] % 10)
}
