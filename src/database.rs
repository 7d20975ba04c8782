//! The only way to the tables. A [`TenantTx`] carries its workspace and person as settings of the
//! transaction, which row-level security reads; an [`IdentityTx`] carries the scope `identity`.
//!
//! The context is set in the statement that begins the transaction. A transaction that is dropped
//! rolls back, and the pool refuses to take back a connection that still has a context.

use crate::{
    Result,
    actor::{Actor, Caller},
    ids::{PageId, PersonId, ProjectId, WorkspaceId},
};
use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction};
use tokio::sync::mpsc::UnboundedSender;
use uuid::Uuid;

/// Said after a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wake {
    /// This workspace has events up to `seq`.
    Events { workspace_id: WorkspaceId, seq: i64 },
    /// The inboxes of these people are not as they were.
    Inboxes { workspace_id: WorkspaceId, people: Vec<PersonId> },
    /// Something was written on this page, beside those who have it open.
    Page { workspace_id: WorkspaceId, page_id: PageId },
}

/// The serving pool, and whom to wake after a commit.
#[derive(Clone, Debug)]
pub struct Db {
    pool: PgPool,
    wake: Option<UnboundedSender<Wake>>,
}

impl Db {
    pub fn new(pool: PgPool, wake: Option<UnboundedSender<Wake>>) -> Self {
        Self { pool, wake }
    }

    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Begins a transaction in the actor's workspace. For a caller who may only read, the transaction
    /// may only read: Postgres itself refuses every write.
    pub async fn tenant(&self, actor: &Actor) -> Result<TenantTx> {
        self.begin_tenant(actor.workspace_id, actor.person_id(), "", access(&actor.caller)).await
    }

    /// Begins a transaction in the actor's workspace that only reads, and all of it as of one moment: what is changed
    /// between two statements is not half there.
    pub async fn view(&self, actor: &Actor) -> Result<TenantTx> {
        self.begin_tenant(actor.workspace_id, actor.person_id(), "", SNAPSHOT).await
    }

    /// Begins a transaction in a workspace before there is an actor: making it, or joining it.
    pub(crate) async fn tenant_as(&self, workspace_id: WorkspaceId, person_id: PersonId) -> Result<TenantTx> {
        self.begin_tenant(workspace_id, person_id, "", "").await
    }

    /// Begins a transaction in a workspace that also reaches what belongs to no workspace, for acts
    /// that change both: sign-up, accounts, invitations by mail.
    pub(crate) async fn tenant_and_identity(&self, workspace_id: WorkspaceId, caller: &Caller) -> Result<TenantTx> {
        self.begin_tenant(workspace_id, caller.person_id, "identity", access(caller)).await
    }

    async fn begin_tenant(
        &self,
        workspace_id: WorkspaceId,
        person_id: PersonId,
        scope: &'static str,
        access: &'static str,
    ) -> Result<TenantTx> {
        let begin = format!(
            "begin {access}; select set_config('app.workspace_id', '{workspace_id}', true), \
             set_config('app.person_id', '{person_id}', true), set_config('app.scope', '{scope}', true)"
        );
        Ok(TenantTx {
            inner: self.pool.begin_with(AssertSqlSafe(begin)).await?,
            workspace_id,
            person_id,
            recorded: None,
            wrote: None,
            wake: self.wake.clone(),
        })
    }

    /// Begins a transaction outside any workspace, for signing in and what belongs to nobody yet.
    pub async fn identity(&self) -> Result<IdentityTx> {
        self.scoped("identity", None, "").await
    }

    /// Begins a transaction over what belongs to one person in whichever workspace.
    pub async fn identity_of(&self, person_id: PersonId) -> Result<IdentityTx> {
        self.scoped("identity", Some(person_id), "").await
    }

    /// Begins a transaction that only reads, and all of it as of one moment: first over what belongs to one
    /// person, and then, from [`ReadingTx::into_tenant`] on, in one of their workspaces.
    pub(crate) async fn reading(&self, person_id: PersonId) -> Result<ReadingTx> {
        Ok(ReadingTx { inner: self.scoped("identity", Some(person_id), SNAPSHOT).await?.inner })
    }

    /// Begins a transaction that may read what the live hub and housekeeping must see everywhere.
    pub async fn system(&self) -> Result<IdentityTx> {
        self.scoped("system", None, "").await
    }

    async fn scoped(
        &self,
        scope: &'static str,
        person_id: Option<PersonId>,
        access: &'static str,
    ) -> Result<IdentityTx> {
        let person = person_id.map(|id| id.to_string()).unwrap_or_default();
        let begin = format!(
            "begin {access}; select set_config('app.scope', '{scope}', true), \
             set_config('app.person_id', '{person}', true)"
        );
        Ok(IdentityTx { inner: self.pool.begin_with(AssertSqlSafe(begin)).await? })
    }
}

/// How a transaction begins that reads one moment.
const SNAPSHOT: &str = "isolation level repeatable read, read only";

fn access(caller: &Caller) -> &'static str {
    if caller.may_write() { "" } else { "read only" }
}

/// A transaction in one workspace.
#[derive(Debug)]
pub struct TenantTx {
    inner: Transaction<'static, Postgres>,
    workspace_id: WorkspaceId,
    person_id: PersonId,
    recorded: Option<i64>,
    wrote: Option<PageId>,
    wake: Option<UnboundedSender<Wake>>,
}

/// What happened, for the one row that every command leaves.
#[derive(Debug)]
pub struct Happening<'a> {
    /// Dotted words, such as `task.moved`.
    pub kind: &'a str,
    pub project_id: Option<ProjectId>,
    pub subject_id: Uuid,
    pub data: Value,
}

impl TenantTx {
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.inner
    }

    pub fn workspace_id(&self) -> WorkspaceId {
        self.workspace_id
    }

    pub fn person_id(&self) -> PersonId {
        self.person_id
    }

    /// Appends the event of this command. It takes the workspace's turn until the commit, so it
    /// comes last.
    pub async fn record(&mut self, what: Happening<'_>) -> Result<i64> {
        let seq = sqlx::query_scalar!(
            r#"select record_event($1, $2, $3, $4, $5, $6) as "seq!""#,
            self.workspace_id.uuid(),
            self.person_id.uuid(),
            what.kind,
            what.project_id.map(ProjectId::uuid),
            what.subject_id,
            what.data,
        )
        .fetch_one(&mut *self.inner)
        .await?;
        self.recorded = Some(seq);
        Ok(seq)
    }

    /// What stands on this page is changed: those who have it open are told after the commit.
    pub(crate) fn wrote(&mut self, page_id: PageId) {
        self.wrote = Some(page_id);
    }

    /// Commits, then wakes the listeners.
    pub async fn commit(self) -> Result<()> {
        self.commit_and_tell(Vec::new()).await
    }

    /// Commits, then wakes the listeners, and those of these people's inboxes.
    pub(crate) async fn commit_and_tell(self, people: Vec<PersonId>) -> Result<()> {
        let Self { inner, workspace_id, recorded, wrote, wake, .. } = self;
        inner.commit().await?;
        let Some(wake) = wake else { return Ok(()) };
        // Nobody listens while the program shuts down; what happened is durable.
        if let Some(seq) = recorded {
            let _ = wake.send(Wake::Events { workspace_id, seq });
        }
        if let Some(page_id) = wrote {
            let _ = wake.send(Wake::Page { workspace_id, page_id });
        }
        if !people.is_empty() {
            let _ = wake.send(Wake::Inboxes { workspace_id, people });
        }
        Ok(())
    }
}

/// A transaction outside any workspace, in the scope it was begun with.
#[derive(Debug)]
pub struct IdentityTx {
    inner: Transaction<'static, Postgres>,
}

impl IdentityTx {
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.inner
    }

    pub async fn commit(self) -> Result<()> {
        Ok(self.inner.commit().await?)
    }
}

/// A transaction over what belongs to one person, on its way into one of their workspaces. Postgres
/// refuses it every write.
#[derive(Debug)]
pub(crate) struct ReadingTx {
    inner: Transaction<'static, Postgres>,
}

impl ReadingTx {
    pub(crate) fn conn(&mut self) -> &mut PgConnection {
        &mut self.inner
    }

    /// Leaves what belongs to the person behind and goes on within the walls of the actor's workspace.
    pub(crate) async fn into_tenant(mut self, actor: &Actor) -> Result<TenantTx> {
        let (workspace_id, person_id) = (actor.workspace_id, actor.person_id());
        sqlx::query!(
            "select
               set_config('app.workspace_id', $1, true) as workspace_id,
               set_config('app.person_id', $2, true) as person_id,
               set_config('app.scope', '', true) as scope",
            workspace_id.to_string(),
            person_id.to_string(),
        )
        .fetch_one(&mut *self.inner)
        .await?;
        Ok(TenantTx { inner: self.inner, workspace_id, person_id, recorded: None, wrote: None, wake: None })
    }
}
