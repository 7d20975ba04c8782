//! One Postgres for the whole binary, and a migrated database for each test.

use server::{
    config::{PoolConfig, Secret},
    database::{self, Pools},
    postgres::{EmbeddedConfig, EmbeddedPostgres},
};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

const TEMPLATE: &str = "migrated_template";

struct Cluster {
    postgres: EmbeddedPostgres,
    _reaper: Child,
}

/// A database that no other test sees.
pub struct TestDatabase {
    #[expect(dead_code, reason = "for tests that start a second server on it")]
    pub url: Secret,
    pub pools: Pools,
}

/// A migrated, empty database, and its pools.
pub async fn fresh_database() -> TestDatabase {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let cluster = cluster();
    let name = format!("test_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    run_as_superuser(cluster, &format!("create database {name} template {TEMPLATE} owner atrium strategy file_copy"))
        .await;
    let url = Secret::new(cluster.postgres.url_of(&name));
    let pools = database::open(&url, &small_pools()).await.expect("a fresh database opens");
    TestDatabase { url, pools }
}

/// Few connections, because many tests run beside each other.
pub fn small_pools() -> PoolConfig {
    PoolConfig { serving: 5, owner: 6, patience: Duration::from_secs(20) }
}

pub fn embedded_config(home: PathBuf) -> EmbeddedConfig {
    EmbeddedConfig { home, programs: env::var_os("ATRIUM_POSTGRES_DIR").map(PathBuf::from), durable: false }
}

/// A folder for one test's data, which another user may pass through as Postgres does.
pub fn scratch_folder(name: &str) -> tempfile::TempDir {
    let folder = tempfile::Builder::new().prefix(name).tempdir_in("/tmp").expect("a scratch folder");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("an open scratch folder");
    folder
}

fn cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    // Its supervisor must outlive the runtime of the test that happens to come first.
    CLUSTER.get_or_init(|| thread::spawn(start_on_own_runtime).join().expect("the test cluster starts"))
}

fn start_on_own_runtime() -> Cluster {
    let runtime = Box::leak(Box::new(tokio::runtime::Runtime::new().expect("a runtime")));
    let home = scratch_folder("atrium-test-").keep();
    let reaper = reap_when_this_process_ends(&home);
    runtime.block_on(async {
        let postgres = EmbeddedPostgres::start(&embedded_config(home)).await.expect("Postgres starts");
        let cluster = Cluster { postgres, _reaper: reaper };
        run_as_superuser(&cluster, &format!("create database {TEMPLATE} owner atrium")).await;
        let url = Secret::new(cluster.postgres.url_of(TEMPLATE));
        database::open(&url, &small_pools()).await.expect("the template migrates").close().await;
        cluster
    })
}

/// A static is never dropped: a shell waits for this process to end, however it does, and clears up.
fn reap_when_this_process_ends(home: &Path) -> Child {
    let script = r#"read -r _; kill -INT "$(head -n 1 "$0/postgres/postmaster.pid")"; sleep 1; rm -rf "$0""#;
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(script).arg(home).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    shell.spawn().expect("a shell")
}

async fn run_as_superuser(cluster: &Cluster, statement: &str) {
    let mut conn = PgConnection::connect(&cluster.postgres.superuser_url()).await.expect("a superuser's connection");
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(&mut conn).await.expect(statement);
    conn.close().await.expect("closes");
}
