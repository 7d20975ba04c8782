//! What the tests share.

pub mod cluster;
pub mod smtp;

pub use cluster::{TestDatabase, fresh_database};

use sqlx::PgPool;

/// The tenant context that the next query of this pool would run in: empty outside a transaction.
pub async fn context(pool: &PgPool) -> String {
    sqlx::query_scalar(
        "select coalesce(current_setting('app.workspace_id', true), '') \
         || coalesce(current_setting('app.person_id', true), '') || coalesce(current_setting('app.scope', true), '')",
    )
    .fetch_one(pool)
    .await
    .unwrap()
}
