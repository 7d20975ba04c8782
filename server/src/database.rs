//! Opening the database: migrating it as the role that owns it, serving as the role that cannot
//! bypass row-level security, and refusing to serve when it could.

use crate::{
    config::{PoolConfig, Secret},
    start_error::{Because, StartError},
};
use graphile_worker::WorkerOptions;
use sqlx::{
    PgPool, Row,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{str::FromStr, time::Duration};

static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// Where the job queue keeps its tables.
pub const QUEUE_SCHEMA: &str = "graphile_worker";

/// Every serving connection becomes the restricted role before anything else.
const BECOME_SERVING_ROLE: &str = "set role atrium_app; set statement_timeout = '30s'; set lock_timeout = '5s'; \
     set idle_in_transaction_session_timeout = '10s'";

/// True for a connection with no transaction open and no context left. A cancelled `begin` can hand
/// back a connection inside a transaction that still names a tenant. It must be one unprepared
/// statement: in the extended protocol the two clocks always differ.
const IS_CLEAN: &str = "select now() = statement_timestamp() \
     and coalesce(current_setting('app.workspace_id', true), '') = '' \
     and coalesce(current_setting('app.person_id', true), '') = '' \
     and coalesce(current_setting('app.scope', true), '') = ''";

/// What row-level security needs to be true of the role that serves.
const SERVING_ROLE: &str = "select current_user::text, r.rolsuper, r.rolbypassrls, \
     (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace \
       where n.nspname in ('public', 'graphile_worker') and pg_has_role(current_user, c.relowner, 'usage')) \
     from pg_roles r where r.rolname = current_user";

#[derive(Clone, Debug)]
pub struct Pools {
    /// Runs as `atrium_app`: everything that serves people.
    pub serving: PgPool,
    /// Runs as the login role: the job queue and LISTEN.
    pub owner: PgPool,
}

impl Pools {
    pub async fn close(&self) {
        self.serving.close().await;
        self.owner.close().await;
    }
}

/// Migrates the database and opens the pools.
pub async fn open(url: &Secret, pool: &PoolConfig) -> Result<Pools, StartError> {
    let owner = connect(url, pool).await?;
    migrate(&owner).await?;
    let serving = serving_pool(url, pool).await?;
    check_serving_role(&serving).await?;
    Ok(Pools { serving, owner })
}

/// More than there are queries: a connection parses and plans each of them once, which with policies costs more than to
/// run it.
const STATEMENTS: usize = 1024;

/// The pool of the login role.
pub async fn connect(url: &Secret, pool: &PoolConfig) -> Result<PgPool, StartError> {
    PgPoolOptions::new()
        .max_connections(pool.owner)
        .acquire_timeout(pool.patience)
        .connect_with(options(url)?)
        .await
        .because(|| "The database does not answer: check ATRIUM_DATABASE_URL.".into())
}

/// Runs Atrium's migrations and those of the job queue. Safe to run twice, and by two servers at once.
pub async fn migrate(owner: &PgPool) -> Result<(), StartError> {
    MIGRATIONS.run(owner).await.because(|| "The database could not be migrated.".into())?;
    let queue = WorkerOptions::default().pg_pool(owner.clone()).schema(QUEUE_SCHEMA).init().await;
    queue.map(drop).because(|| "The job queue could not be migrated.".into())
}

async fn serving_pool(url: &Secret, pool: &PoolConfig) -> Result<PgPool, StartError> {
    PgPoolOptions::new()
        .max_connections(pool.serving)
        .min_connections(1)
        .acquire_timeout(pool.patience)
        .max_lifetime(Duration::from_mins(30))
        .after_connect(|conn, _| {
            Box::pin(async move { sqlx::raw_sql(BECOME_SERVING_ROLE).execute(conn).await.map(drop) })
        })
        .after_release(|conn, _| Box::pin(async move { sqlx::raw_sql(IS_CLEAN).fetch_one(conn).await?.try_get(0) }))
        .connect_with(options(url)?)
        .await
        .because(|| "The database does not let Atrium serve as the role atrium_app.".into())
}

/// Refuses a role that row-level security would not bind.
pub async fn check_serving_role(serving: &PgPool) -> Result<(), StartError> {
    let facts: (String, bool, bool, i64) = sqlx::query_as(SERVING_ROLE)
        .fetch_one(serving)
        .await
        .because(|| "The rights of the serving role cannot be read.".into())?;
    let (role, superuser, bypasses, owned) = facts;
    let flaw = if superuser {
        "is a superuser".to_owned()
    } else if bypasses {
        "may bypass row-level security".to_owned()
    } else if owned > 0 {
        format!("owns {owned} tables or belongs to a role that does")
    } else {
        return Ok(());
    };
    Err(StartError::new(format!(
        "Atrium does not serve as the database role {role}, which {flaw}: the walls between workspaces would not hold."
    )))
}

fn options(url: &Secret) -> Result<PgConnectOptions, StartError> {
    let options = PgConnectOptions::from_str(url.expose());
    let options = options.because(|| "ATRIUM_DATABASE_URL is not the address of a PostgreSQL database.".into())?;
    Ok(options.application_name("atrium").statement_cache_capacity(STATEMENTS))
}
