//! What the catalogue of a migrated database must say: the walls between workspaces stand in every
//! table, also in those that a later migration adds.

use crate::support::{TestDatabase, fresh_database};
use sqlx::PgPool;

/// Foreign keys between two tables of workspaces that need no workspace of their own, and why.
const PLAIN_KEYS_ALLOWED: [&str; 0] = [];

async fn names(pool: &PgPool, query: &'static str) -> Vec<String> {
    sqlx::query_scalar(query).fetch_all(pool).await.expect("the catalogue answers")
}

async fn expect_none(query: &'static str, rule: &str) {
    let TestDatabase { pools, .. } = fresh_database().await;
    let offenders = names(&pools.owner, query).await;
    assert!(offenders.is_empty(), "{rule}: {offenders:#?}");
}

#[tokio::test]
async fn every_table_is_under_forced_row_level_security() {
    expect_none(
        "select c.relname::text from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
           and c.relname <> '_sqlx_migrations'
           and not (c.relrowsecurity and c.relforcerowsecurity)",
        "row-level security must be enabled and forced",
    )
    .await;
}

#[tokio::test]
async fn every_table_has_a_policy_and_no_role_sees_what_no_policy_names() {
    expect_none(
        "select c.relname::text from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
           and c.relname <> '_sqlx_migrations'
           and not exists (select from pg_policy p where p.polrelid = c.oid and p.polqual is not null)",
        "a policy must say which rows are seen",
    )
    .await;
}

#[tokio::test]
async fn what_may_be_written_is_checked_by_a_policy() {
    expect_none(
        "select c.relname::text || ' ' || wanted.privilege from pg_class c
         cross join (values ('INSERT', 'a'), ('UPDATE', 'w')) as wanted (privilege, command)
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
           and has_table_privilege('atrium_app', c.oid, wanted.privilege)
           and not exists (
             select from pg_policy p
             where p.polrelid = c.oid and p.polwithcheck is not null
               and p.polcmd in ('*', wanted.command::\"char\"))",
        "a table that the serving role writes needs a policy with check",
    )
    .await;
}

#[tokio::test]
async fn no_policy_is_always_true() {
    expect_none(
        "select polrelid::regclass::text || '.' || polname from pg_policy
         where pg_get_expr(polqual, polrelid) = 'true' or pg_get_expr(polwithcheck, polrelid) = 'true'",
        "a policy must ask for something",
    )
    .await;
}

#[tokio::test]
async fn every_unique_key_of_a_workspace_names_the_workspace() {
    // Otherwise an error about a duplicate tells that another workspace has it. Messages to a person are the person's
    // and not the workspace's: their ids are random and made here, so that nobody can ask for a duplicate of one.
    expect_none(
        "select i.indexrelid::regclass::text from pg_index i
         join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
         join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
         where i.indisunique and not a.attnum = any (i.indkey::smallint[])
           and i.indexrelid::regclass::text not in ('mail_pkey', 'push_message_pkey')",
        "a unique key must contain workspace_id",
    )
    .await;
}

#[tokio::test]
async fn every_foreign_key_between_tables_of_workspaces_carries_the_workspace() {
    let TestDatabase { pools, .. } = fresh_database().await;
    let mut plain = names(
        &pools.owner,
        "select k.conname::text from pg_constraint k
         join pg_attribute a on a.attrelid = k.conrelid and a.attname = 'workspace_id'
         join pg_attribute b on b.attrelid = k.confrelid and b.attname = 'workspace_id'
         where k.contype = 'f' and k.connamespace = 'public'::regnamespace
           and not (a.attnum = any (k.conkey) and b.attnum = any (k.confkey))",
    )
    .await;
    plain.retain(|name| !PLAIN_KEYS_ALLOWED.contains(&name.as_str()));
    assert!(plain.is_empty(), "a foreign key must be composite with workspace_id: {plain:#?}");
}

#[tokio::test]
async fn every_view_asks_with_the_rights_of_its_reader() {
    expect_none(
        "select c.relname::text from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')
           and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']",
        "a view must be security_invoker",
    )
    .await;
}

#[tokio::test]
async fn every_function_with_its_owners_rights_fixes_its_search_path() {
    expect_none(
        "select p.oid::regprocedure::text from pg_proc p
         where p.pronamespace = 'public'::regnamespace and p.prosecdef
           and not exists (select from unnest(p.proconfig) setting where setting like 'search_path=%')",
        "a security definer function must set search_path",
    )
    .await;
}

#[tokio::test]
async fn the_serving_role_reaches_no_table_of_the_queue() {
    expect_none(
        "select c.oid::regclass::text from pg_class c
         where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind in ('r', 'p')
           and has_schema_privilege('atrium_app', 'graphile_worker', 'usage')
           and has_table_privilege('atrium_app', c.oid, 'select')",
        "the queue belongs to the login role",
    )
    .await;
}

#[tokio::test]
async fn without_a_context_nothing_is_seen() {
    let TestDatabase { pools, .. } = fresh_database().await;
    for table in names(
        &pools.owner,
        "select c.oid::regclass::text from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
           and has_table_privilege('atrium_app', c.oid, 'select')",
    )
    .await
    {
        let count = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
        let seen: i64 = sqlx::query_scalar(count).fetch_one(&pools.serving).await.expect("counts");
        assert_eq!(seen, 0, "{table} shows rows to nobody");
    }
}
