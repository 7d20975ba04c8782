//! Making a cluster, starting it, and what must be true before it serves.

use super::{account::Account, folders::Folders, leftover, programs::Programs};
use crate::start_error::{Because, StartError};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::{path::Path, process::Stdio, time::Duration};
use tokio::{
    process::{Child, Command},
    time::{Instant, sleep},
};

/// A role that owns the database, migrates it, and is no superuser.
pub const LOGIN_ROLE: &str = "atrium";
pub const SUPERUSER: &str = "postgres";

/// Recovery after a crash replays the write-ahead log first.
const PATIENCE: Duration = Duration::from_mins(5);

#[derive(Clone, Debug)]
pub struct Cluster {
    pub programs: Programs,
    pub account: Account,
    pub folders: Folders,
    pub durable: bool,
}

impl Cluster {
    /// Starts Postgres on the data folder and waits until it takes connections.
    pub async fn start(&self) -> Result<Child, StartError> {
        leftover::clear(&self.folders).await?;
        let mut child = self.spawn()?;
        match self.wait_until_ready(&mut child).await {
            Ok(()) => Ok(child),
            Err(error) => {
                let _ = child.kill().await;
                Err(error)
            }
        }
    }

    /// Makes the cluster beside its place and then moves it there: a half-made one is made anew.
    pub async fn make(&self) -> Result<(), StartError> {
        let place = &self.folders.data;
        let draft = place.with_extension("making");
        let sentence = || format!("The database could not be made in {}.", place.display());
        if draft.exists() {
            std::fs::remove_dir_all(&draft).because(sentence)?;
        }
        self.account.make_private_folder(&draft)?;
        self.initdb(&draft).await?;
        std::fs::rename(&draft, place).because(sentence)
    }

    async fn initdb(&self, folder: &Path) -> Result<(), StartError> {
        let mut initdb = Command::new(self.programs.program("initdb"));
        self.account.run(&mut initdb);
        initdb
            .args([
                "--username",
                SUPERUSER,
                "--auth",
                "trust",
                "--encoding",
                "UTF8",
                "--locale",
                "C",
                "--no-instructions",
            ])
            .args((!self.durable).then_some("--no-sync"))
            .arg("--pgdata")
            .arg(folder)
            .current_dir("/")
            .stdin(Stdio::null());
        let answer = initdb.output().await.because(|| "initdb could not be started.".into())?;
        if answer.status.success() {
            return Ok(());
        }
        let words = String::from_utf8_lossy(&answer.stderr);
        let words = words.lines().find(|line| line.contains("error")).unwrap_or(words.trim());
        Err(StartError::new(format!("The database could not be made in {}: {words}.", self.folders.data.display())))
    }

    /// Sees to the role and the database that the server uses.
    pub async fn furnish(&self) -> Result<(), StartError> {
        let sentence = || "The embedded Postgres could not be furnished.".to_owned();
        let mut conn = PgConnection::connect(&self.folders.url(SUPERUSER, "postgres")).await.because(sentence)?;
        let there: (bool, bool) = sqlx::query_as(
            "select exists (select from pg_roles where rolname = 'atrium'), \
             exists (select from pg_database where datname = 'atrium')",
        )
        .fetch_one(&mut conn)
        .await
        .because(sentence)?;
        if !there.0 {
            let role = format!("create role {LOGIN_ROLE} login createrole nosuperuser nobypassrls");
            sqlx::raw_sql(AssertSqlSafe(role)).execute(&mut conn).await.because(sentence)?;
        }
        if !there.1 {
            let database = format!("create database atrium owner {LOGIN_ROLE} template template0");
            sqlx::raw_sql(AssertSqlSafe(database)).execute(&mut conn).await.because(sentence)?;
        }
        conn.close().await.because(sentence)
    }

    fn spawn(&self) -> Result<Child, StartError> {
        let log = self.folders.open_log()?;
        let mut postgres = Command::new(self.programs.program("postgres"));
        self.account.run(&mut postgres);
        postgres
            .arg("-D")
            .arg(&self.folders.data)
            .args(self.settings().iter().flat_map(|setting| ["-c", setting]))
            .current_dir("/")
            // Its own group: a Ctrl-C in the terminal reaches the server, which stops Postgres last.
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(log.try_clone().because(|| "The log of Postgres cannot be opened twice.".into())?)
            .stderr(log);
        postgres.spawn().because(|| "Postgres could not be started.".into())
    }

    fn settings(&self) -> Vec<String> {
        let mut settings = vec![
            "listen_addresses=".to_owned(),
            "port=5432".to_owned(),
            format!("unix_socket_directories={}", self.folders.socket.display()),
            "unix_socket_permissions=0700".to_owned(),
            "max_connections=60".to_owned(),
            "shared_buffers=64MB".to_owned(),
            "effective_cache_size=512MB".to_owned(),
            "work_mem=8MB".to_owned(),
            "wal_compression=on".to_owned(),
            "max_wal_size=512MB".to_owned(),
            "random_page_cost=1.1".to_owned(),
            "jit=off".to_owned(),
            "timezone=UTC".to_owned(),
            "log_timezone=UTC".to_owned(),
            "log_line_prefix=%m [%p] ".to_owned(),
            "log_min_duration_statement=1000".to_owned(),
        ];
        if !self.durable {
            settings.extend(["fsync=off", "synchronous_commit=off", "full_page_writes=off"].map(str::to_owned));
        }
        settings
    }

    async fn wait_until_ready(&self, child: &mut Child) -> Result<(), StartError> {
        let url = self.folders.url(SUPERUSER, "postgres");
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = child.try_wait().because(|| "Postgres cannot be watched.".into())? {
                let words = self.folders.last_words();
                return Err(StartError::new(format!("Postgres did not start ({status}): {words}.")));
            }
            match PgConnection::connect(&url).await {
                Ok(conn) => return conn.close().await.because(|| "Postgres hung up at once.".into()),
                Err(error) if Instant::now() > deadline => {
                    return Err(StartError::caused("Postgres started, but takes no connections.", error));
                }
                Err(_) => sleep(Duration::from_millis(25)).await,
            }
        }
    }
}
