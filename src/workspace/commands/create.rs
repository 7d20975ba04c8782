use crate::{
    Error, Result,
    actor::{Caller, Role},
    database::{Db, Happening, TenantTx},
    idempotency::{self, Once},
    ids::WorkspaceId,
    text,
    workspace::{
        slug::{parse_slug, slug_of},
        store::{members, workspaces},
        workspace::Kind,
    },
};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

/// A name, and an address if the person chose one.
#[derive(Clone, Debug)]
pub struct CreateWorkspace<'a> {
    pub name: &'a str,
    pub slug: Option<&'a str>,
}

/// A workspace just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founded {
    pub id: WorkspaceId,
    pub slug: String,
}

/// Makes a workspace with the caller as its owner.
pub async fn create(
    db: &Db,
    caller: &Caller,
    form: CreateWorkspace<'_>,
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<Founded> {
    let name = text::line("name", form.name, 80)?;
    let chosen = form.slug.filter(|slug| !slug.trim().is_empty()).map(parse_slug).transpose()?;
    let id = WorkspaceId::new();
    let mut tx = db.tenant_and_identity(id, caller).await?;
    if let Some(earlier) = idempotency::claim_for_account(&mut tx, once, id.uuid()).await? {
        let id = earlier.into();
        let slug = workspaces::slug_of(tx.conn(), id).await?;
        return Ok(Founded { id, slug });
    }
    let slug = match chosen {
        Some(slug) if workspaces::insert(tx.conn(), id, &slug, &name, Kind::Team.name(), now).await? => slug,
        Some(_) => return Err(Error::invalid("slug", "This address is taken. Please choose another.")),
        None => insert_near(&mut tx, &name, &name, Kind::Team, now).await?,
    };
    members::join(tx.conn(), id, caller.person_id, Role::Owner, now).await?;
    tx.record(Happening {
        kind: "workspace.created",
        project_id: None,
        subject_id: id.uuid(),
        data: json!({ "name": name }),
    })
    .await?;
    tx.commit().await?;
    Ok(Founded { id, slug })
}

/// Makes the person's own space in the workspace of this transaction, which its caller records.
pub(crate) async fn found_personal_space(tx: &mut TenantTx, person_name: &str, now: OffsetDateTime) -> Result<()> {
    insert_near(tx, "My space", person_name, Kind::Personal, now).await?;
    let (id, person_id) = (tx.workspace_id(), tx.person_id());
    members::join(tx.conn(), id, person_id, Role::Owner, now).await
}

/// Inserts the workspace under the address its name suggests, or one near it.
async fn insert_near(tx: &mut TenantTx, name: &str, near: &str, kind: Kind, now: OffsetDateTime) -> Result<String> {
    let id = tx.workspace_id();
    let base = slug_of(near);
    let base = if base.is_empty() { "space" } else { base.as_str() };
    for attempt in 0..6 {
        let slug = if attempt == 0 {
            base.to_owned()
        } else {
            let chance = Uuid::new_v4().simple().to_string();
            format!("{}-{}", base.get(..33).unwrap_or(base).trim_end_matches('-'), &chance[..6])
        };
        if workspaces::insert(tx.conn(), id, &slug, name, kind.name(), now).await? {
            return Ok(slug);
        }
    }
    Err(Error::Busy { retry_after_seconds: 1 })
}
