//! The Postgres that Atrium runs itself, where `ATRIUM_DATABASE_URL` names no other.
//!
//! It listens on a socket alone, in a folder that only its user may enter. The process that holds
//! the lock in the data folder runs it; others on the same folder (`atrium import` beside a server)
//! join it. It is restarted when it dies, and taken over when the process that ran it does.

mod account;
mod folders;
mod leftover;
mod process;
mod programs;
mod supervisor;

use crate::start_error::{Because, StartError};
use account::Account;
use folders::Folders;
use process::{Cluster, LOGIN_ROLE, SUPERUSER};
use programs::Programs;
use std::{
    fs::{File, TryLockError},
    path::PathBuf,
    time::Duration,
};
use tokio::{process::Child, task::JoinHandle};
use tokio_util::sync::CancellationToken;

#[derive(Clone, Debug)]
pub struct EmbeddedConfig {
    /// Atrium's data folder.
    pub home: PathBuf,
    /// The folder of the programs, where the operator names one.
    pub programs: Option<PathBuf>,
    /// False only in tests: data may be lost when the machine fails.
    pub durable: bool,
}

#[derive(Debug)]
pub struct EmbeddedPostgres {
    cluster: Cluster,
    stop: CancellationToken,
    supervisor: JoinHandle<()>,
}

impl EmbeddedPostgres {
    /// Makes the cluster where there is none, starts it or joins the one that runs, and waits until
    /// it takes connections.
    pub async fn start(config: &EmbeddedConfig) -> Result<Self, StartError> {
        let account = Account::choose()?;
        let folders = Folders::prepare(&config.home, &account)?;
        let data = programs::version_of_data(&folders.data)?;
        let programs = Programs::find(config.programs.as_deref(), data, &account)?;
        let cluster = Cluster { programs, account, folders, durable: config.durable };
        let stop = CancellationToken::new();
        let supervisor = if let Some(lock) = try_lock(&cluster)? {
            let child = first_start(&cluster).await?;
            tokio::spawn(supervisor::run(cluster.clone(), lock, Some(child), stop.clone()))
        } else {
            join(&cluster).await?;
            tokio::spawn(supervisor::stand_by(cluster.clone(), stop.clone()))
        };
        Ok(Self { cluster, stop, supervisor })
    }

    /// The address of Atrium's database, for the role that migrates and, restricted, serves.
    pub fn url(&self) -> String {
        self.url_of("atrium")
    }

    /// The address of another database of the cluster.
    pub fn url_of(&self, database: &str) -> String {
        self.cluster.folders.url(LOGIN_ROLE, database)
    }

    /// The address for what only the superuser may do: making databases.
    pub fn superuser_url(&self) -> String {
        self.cluster.folders.url(SUPERUSER, "postgres")
    }

    /// Stops Postgres, if this process runs it, and waits until it has.
    pub async fn stop(self) {
        self.stop.cancel();
        if let Err(error) = self.supervisor.await {
            tracing::error!(%error, "the supervisor of Postgres failed");
        }
    }
}

fn try_lock(cluster: &Cluster) -> Result<Option<File>, StartError> {
    let file = cluster.folders.lock_file()?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(StartError::caused("The data folder cannot be locked.", error)),
    }
}

async fn first_start(cluster: &Cluster) -> Result<Child, StartError> {
    if programs::version_of_data(&cluster.folders.data)?.is_none() {
        cluster.make().await?;
    }
    let child = cluster.start().await?;
    cluster.furnish().await?;
    Ok(child)
}

/// Waits for the database that another process is about to serve.
async fn join(cluster: &Cluster) -> Result<(), StartError> {
    use sqlx::{Connection, PgConnection};
    let url = cluster.folders.url(LOGIN_ROLE, "atrium");
    let connect = async {
        loop {
            if let Ok(conn) = PgConnection::connect(&url).await {
                return conn.close().await;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let sentence =
        || format!("Another Atrium uses {}, but its Postgres does not answer.", cluster.folders.data.display());
    tokio::time::timeout(Duration::from_mins(1), connect).await.because(sentence)?.because(sentence)
}
