//! The worker that runs what commands enqueued. A job that fails is tried again with growing pauses.

use atrium::actor::{Caller, Proof};
use atrium::{Error, boards, clock, database::Db, files, housekeeping, inbox, jobs::Job, wiki, workspace};
use graphile_worker::{
    Cron, Crontab, CrontabFill, IntoTaskHandlerResult, TaskHandler, Worker, WorkerContext, WorkerOptions,
    recovery::WorkerRecoveryConfig,
};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use std::{sync::Arc, time::Duration};
use tokio_util::sync::CancellationToken;

use crate::{database::QUEUE_SCHEMA, files::Files, post::Post, push::Push};

/// What jobs work with.
#[derive(Clone, Debug)]
pub struct Tools {
    pub db: Db,
    pub files: Arc<Files>,
    pub post: Arc<Post>,
    /// Nothing, where this machine can reach no push service safely.
    pub push: Option<Arc<Push>>,
    /// Whether old versions of pages are thinned out.
    pub thin_versions: bool,
}

macro_rules! handlers {
    ($($handler:ident => $name:literal),+ $(,)?) => {$(
        #[derive(Serialize, Deserialize)]
        struct $handler(Job);

        impl TaskHandler for $handler {
            const IDENTIFIER: &'static str = $name;

            async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
                let tools = context.get_ext::<Tools>().cloned().ok_or("the worker has no tools")?;
                perform(&tools, self.0).await.map_err(|error| error.to_string())
            }
        }
    )+};
}

handlers! {
    SendMail => "send_mail",
    RunImport => "run_import",
    RunPageImport => "run_page_import",
    BringNext => "bring_next",
    BringDue => "bring_due",
    ClearUpload => "clear_upload",
    DropFile => "drop_file",
    ClearWorkspace => "clear_workspace",
    Sweep => "sweep",
    Remind => "remind",
    ThinVersions => "thin_versions",
    SendPush => "send_push",
}

async fn perform(tools: &Tools, job: Job) -> Result<(), Error> {
    match job {
        Job::SendMail { mail_id } => tools.post.deliver(&tools.db, mail_id).await,
        Job::SendPush { push_id, .. } => match &tools.push {
            Some(push) => push.send(&tools.db, push_id).await,
            None => Ok(()),
        },
        Job::RunImport { workspace_id, person_id, import_id } => {
            let caller = Caller { person_id, proof: Proof::Operator };
            let actor = workspace::enter_by_id(&tools.db, &caller, workspace_id).await?;
            boards::import::run_import(&tools.db, &actor, import_id).await
        }
        Job::RunPageImport { workspace_id, person_id, import_id } => {
            let caller = Caller { person_id, proof: Proof::Operator };
            let actor = workspace::enter_by_id(&tools.db, &caller, workspace_id).await?;
            wiki::import::run_import(&tools.db, &actor, import_id, &*tools.files).await
        }
        Job::BringNext { workspace_id, recurrence_id, .. } => {
            boards::bring_next(&tools.db, workspace_id, recurrence_id, clock::now()).await.map(drop)
        }
        Job::BringDue => boards::bring_due(&tools.db, clock::now()).await.map(drop),
        Job::ClearUpload { workspace_id, file_id, keep } => tools.files.clear(workspace_id, file_id, keep).await,
        Job::DropFile { workspace_id, file_id } => {
            if files::drop_file(&tools.db, workspace_id, file_id).await? {
                tools.files.clear(workspace_id, file_id, None).await?;
            }
            Ok(())
        }
        Job::ClearWorkspace { workspace_id } => tools.files.clear_workspace(workspace_id).await,
        Job::Sweep => {
            let swept = housekeeping::sweep(&tools.db, clock::now()).await?;
            tracing::info!(?swept, "took away what is over");
            Ok(())
        }
        Job::Remind => {
            let given = inbox::remind(&tools.db, clock::now()).await?;
            tracing::debug!(given, "reminded people of due days");
            Ok(())
        }
        Job::ThinVersions => {
            let gone = wiki::content::thin_versions(&tools.db, clock::now()).await?;
            tracing::info!(gone, "thinned out old versions of pages");
            Ok(())
        }
    }
}

/// Once an hour, by one of the servers; one hour that all were down is made up for.
fn hourly_sweep() -> Result<Crontab, String> {
    let cron = Cron::hourly_at::<Sweep>(17).map_err(|error| error.to_string())?;
    let cron = cron.id("sweep").fill(CrontabFill::hours(1)).job_key("sweep");
    Ok(cron.payload(Sweep(Job::Sweep)).map_err(|error| error.to_string())?.build())
}

/// A new day begins somewhere at each quarter of an hour.
fn quarterly_bring_due() -> Result<Crontab, String> {
    let cron = Cron::every_n_minutes::<BringDue>(15).map_err(|error| error.to_string())?;
    let cron = cron.id("bring_due").fill(CrontabFill::hours(1)).job_key("bring_due");
    Ok(cron.payload(BringDue(Job::BringDue)).map_err(|error| error.to_string())?.build())
}

/// Every five minutes: nine o'clock is at one of them in every zone there is. Who was down looks back three hours.
fn reminders() -> Result<Crontab, String> {
    let cron = Cron::every_n_minutes::<Remind>(5).map_err(|error| error.to_string())?;
    let cron = cron.id("remind").fill(CrontabFill::hours(1)).job_key("remind");
    Ok(cron.payload(Remind(Job::Remind)).map_err(|error| error.to_string())?.build())
}

/// Once a night.
fn nightly_thinning() -> Result<Crontab, String> {
    let cron = Cron::daily_at::<ThinVersions>(2, 41).map_err(|error| error.to_string())?;
    let cron = cron.id("thin_versions").fill(CrontabFill::hours(12)).job_key("thin_versions");
    Ok(cron.payload(ThinVersions(Job::ThinVersions)).map_err(|error| error.to_string())?.build())
}

/// What a server that was killed had begun goes on at another one, or at the same once it is back: within a minute,
/// and not after the four hours that the queue would wait by itself. A job can stand being run by two at once.
fn recovery() -> WorkerRecoveryConfig {
    WorkerRecoveryConfig::default()
        .heartbeat_interval(Duration::from_secs(5))
        .sweep_interval(Duration::from_secs(10))
        .sweep_threshold(Duration::from_secs(40))
        .recovery_delay(Duration::ZERO)
}

async fn worker(owner: PgPool, tools: Tools) -> Result<Worker, String> {
    let thin_versions = tools.thin_versions;
    let mut options = WorkerOptions::default()
        .pg_pool(owner)
        .schema(QUEUE_SCHEMA)
        .concurrency(2)
        .worker_recovery(recovery())
        .listen_os_shutdown_signals(false)
        .add_extension(tools)
        .define_job::<SendMail>()
        .define_job::<RunImport>()
        .define_job::<RunPageImport>()
        .define_job::<BringNext>()
        .define_job::<BringDue>()
        .define_job::<ClearUpload>()
        .define_job::<DropFile>()
        .define_job::<ClearWorkspace>()
        .define_job::<Sweep>()
        .define_job::<Remind>()
        .define_job::<SendPush>()
        .define_job::<ThinVersions>()
        .with_cron(hourly_sweep()?)
        .with_cron(quarterly_bring_due()?)
        .with_cron(reminders()?);
    if thin_versions {
        options = options.with_cron(nightly_thinning()?);
    }
    options.init().await.map_err(|error| error.to_string())
}

/// Runs jobs until `stop`; those under way are finished.
pub async fn run(owner: PgPool, tools: Tools, stop: CancellationToken) {
    let worker = match worker(owner, tools).await {
        Ok(worker) => worker,
        Err(error) => {
            tracing::error!(error, "the job worker could not start");
            return;
        }
    };
    tokio::select! {
        ended = worker.run() => {
            if let Err(error) = ended {
                tracing::error!(%error, "the job worker ended");
            }
        }
        () = async {
            stop.cancelled().await;
            worker.request_shutdown();
            // `run` ends once the jobs under way have.
            std::future::pending::<()>().await;
        } => {}
    }
}
