//! Jobs are late commands: ids only, idempotent, enqueued in the transaction of the command that
//! wants them. The server's worker runs them.

use crate::ids::{FileId, ImportId, MailId, PageImportId, PersonId, PushId, RecurrenceId, TaskId, WorkspaceId};
use crate::{
    Result,
    database::{IdentityTx, TenantTx},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

/// Everything that can be asked of the worker.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "job", rename_all = "snake_case")]
pub enum Job {
    SendMail {
        mail_id: MailId,
    },
    RunImport {
        workspace_id: WorkspaceId,
        person_id: PersonId,
        import_id: ImportId,
    },
    RunPageImport {
        workspace_id: WorkspaceId,
        person_id: PersonId,
        import_id: PageImportId,
    },
    /// After the newest task of a series was completed.
    BringNext {
        workspace_id: WorkspaceId,
        recurrence_id: RecurrenceId,
        task_id: TaskId,
    },
    /// By the clock, not by a command.
    BringDue,
    /// What an upload has left in the object store, but for the object that became a file.
    ClearUpload {
        workspace_id: WorkspaceId,
        file_id: FileId,
        keep: Option<Uuid>,
    },
    /// A file, if nothing refers to it any more.
    DropFile {
        workspace_id: WorkspaceId,
        file_id: FileId,
    },
    /// All that a workspace has left in the object store.
    ClearWorkspace {
        workspace_id: WorkspaceId,
    },
    /// By the clock, not by a command.
    Sweep,
    /// By the clock: due days.
    Remind,
    /// By the clock, where the operator wishes it.
    ThinVersions,
    /// `tries` tells one try from the next.
    SendPush {
        push_id: PushId,
        tries: i16,
    },
}

impl Job {
    /// The name the queue knows it by.
    pub fn name(&self) -> &'static str {
        match self {
            Self::SendMail { .. } => "send_mail",
            Self::RunImport { .. } => "run_import",
            Self::RunPageImport { .. } => "run_page_import",
            Self::BringNext { .. } => "bring_next",
            Self::BringDue => "bring_due",
            Self::ClearUpload { .. } => "clear_upload",
            Self::DropFile { .. } => "drop_file",
            Self::ClearWorkspace { .. } => "clear_workspace",
            Self::Sweep => "sweep",
            Self::Remind => "remind",
            Self::ThinVersions => "thin_versions",
            Self::SendPush { .. } => "send_push",
        }
    }

    /// Two jobs of one key are one job.
    fn key(&self) -> String {
        match self {
            Self::SendMail { mail_id } => format!("mail:{mail_id}"),
            Self::RunImport { import_id, .. } => format!("import:{import_id}"),
            Self::RunPageImport { import_id, .. } => format!("page_import:{import_id}"),
            Self::BringNext { recurrence_id, task_id, .. } => format!("recurrence:{recurrence_id}:{task_id}"),
            Self::BringDue => "bring_due".to_owned(),
            Self::ClearUpload { file_id, .. } => format!("clear:{file_id}"),
            Self::DropFile { file_id, .. } => format!("drop:{file_id}"),
            Self::ClearWorkspace { workspace_id } => format!("clear:{workspace_id}"),
            Self::Sweep => "sweep".to_owned(),
            Self::Remind => "remind".to_owned(),
            Self::ThinVersions => "thin_versions".to_owned(),
            Self::SendPush { push_id, tries } => format!("push:{push_id}:{tries}"),
        }
    }
}

async fn enqueue_on(conn: &mut sqlx::PgConnection, job: &Job) -> Result<()> {
    let payload = serde_json::to_value(job).unwrap_or_else(|_| json!({}));
    sqlx::query!(r#"select enqueue_job($1, $2::jsonb::json, $3) as "done: ()""#, job.name(), payload, job.key(),)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// Enqueues in the caller's transaction: the job exists if, and only if, the change does.
pub async fn enqueue(tx: &mut TenantTx, job: &Job) -> Result<()> {
    enqueue_on(tx.conn(), job).await
}

/// The same outside any workspace.
pub async fn enqueue_outside(tx: &mut IdentityTx, job: &Job) -> Result<()> {
    enqueue_on(tx.conn(), job).await
}

/// The same, to be done not before that moment.
pub async fn enqueue_outside_at(tx: &mut IdentityTx, job: &Job, moment: OffsetDateTime) -> Result<()> {
    let payload = serde_json::to_value(job).unwrap_or_else(|_| json!({}));
    sqlx::query!(
        r#"select enqueue_job_at($1, $2::jsonb::json, $3, $4) as "done: ()""#,
        job.name(),
        payload,
        job.key(),
        moment,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}
