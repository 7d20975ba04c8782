//! The Postgres that Atrium runs itself: starts, stops, and heals.

use crate::support::cluster::{embedded_config, scratch_folder, small_pools};
use server::{
    config::Secret,
    database,
    postgres::{EmbeddedConfig, EmbeddedPostgres},
};
use sqlx::{Connection, PgConnection};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

async fn answer(postgres: &EmbeddedPostgres) -> sqlx::Result<i32> {
    let mut conn = PgConnection::connect(&postgres.url()).await?;
    let answer = sqlx::query_scalar("select 42").fetch_one(&mut conn).await?;
    conn.close().await?;
    Ok(answer)
}

async fn answers_within(postgres: &EmbeddedPostgres, patience: Duration) -> bool {
    let deadline = Instant::now() + patience;
    while Instant::now() < deadline {
        if answer(postgres).await.is_ok() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    false
}

fn postmaster(home: &Path) -> Option<String> {
    let text = fs::read_to_string(home.join("postgres/postmaster.pid")).ok()?;
    text.lines().next().map(str::to_owned)
}

fn kill_9(pid: &str) {
    assert!(Command::new("kill").args(["-9", pid]).status().unwrap().success());
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test(flavor = "multi_thread")]
async fn starts_privately_and_stops() {
    let home = scratch_folder("atrium-start-");
    let postgres = EmbeddedPostgres::start(&embedded_config(home.path().into())).await.unwrap();
    assert_eq!(answer(&postgres).await.unwrap(), 42);
    assert_eq!((mode(&home.path().join("postgres")), mode(&home.path().join("run"))), (0o700, 0o700));
    let mut conn = PgConnection::connect(&postgres.url()).await.unwrap();
    let facts: (String, bool, String) = sqlx::query_as(
        "select current_setting('listen_addresses'), rolsuper, current_setting('jit') from pg_roles where rolname = current_user",
    )
    .fetch_one(&mut conn)
    .await
    .unwrap();
    assert_eq!(facts, (String::new(), false, "off".into()));
    postgres.stop().await;
    assert_eq!(postmaster(home.path()), None, "Postgres has stopped and tidied up");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_postgres_comes_back_with_everything_committed() {
    let home = scratch_folder("atrium-heal-");
    let config = EmbeddedConfig { durable: true, ..embedded_config(home.path().into()) };
    let postgres = EmbeddedPostgres::start(&config).await.unwrap();
    let mut conn = PgConnection::connect(&postgres.url()).await.unwrap();
    sqlx::raw_sql("create table kept (n int); insert into kept values (7)").execute(&mut conn).await.unwrap();
    kill_9(&postmaster(home.path()).unwrap());
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(answers_within(&postgres, Duration::from_secs(10)).await, "Postgres did not come back");
    let mut conn = PgConnection::connect(&postgres.url()).await.unwrap();
    let kept: i32 = sqlx::query_scalar("select n from kept").fetch_one(&mut conn).await.unwrap();
    assert_eq!(kept, 7);
    postgres.stop().await;
}

#[test]
fn what_a_killed_server_left_running_is_replaced() {
    let home = scratch_folder("atrium-orphan-");
    let config = embedded_config(home.path().into());
    // Ending the runtime ends the supervisor where it stands, as kill -9 would: the lock is released and Postgres keeps
    // running. The wait is for the release: who comes before it joins, and takes over a second later.
    let first = tokio::runtime::Runtime::new().unwrap();
    let postgres = first.block_on(EmbeddedPostgres::start(&config)).unwrap();
    let orphan = postmaster(home.path()).unwrap();
    first.shutdown_timeout(Duration::from_secs(5));
    drop(postgres);

    let second = tokio::runtime::Runtime::new().unwrap();
    second.block_on(async {
        let started = Instant::now();
        let postgres = EmbeddedPostgres::start(&config).await.unwrap();
        assert!(started.elapsed() < Duration::from_secs(5), "took {:?}", started.elapsed());
        assert_ne!(postmaster(home.path()), Some(orphan));
        assert_eq!(answer(&postgres).await.unwrap(), 42);
        postgres.stop().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stale_pid_file_with_a_strangers_number_is_no_obstacle() {
    let home = scratch_folder("atrium-stale-");
    let config = embedded_config(home.path().into());
    EmbeddedPostgres::start(&config).await.unwrap().stop().await;
    let own = std::process::id();
    fs::write(home.path().join("postgres/postmaster.pid"), format!("{own}\n")).unwrap();
    let postgres = EmbeddedPostgres::start(&config).await.unwrap();
    assert_eq!(answer(&postgres).await.unwrap(), 42);
    postgres.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_joins_and_takes_over() {
    let home = scratch_folder("atrium-join-");
    let config = embedded_config(home.path().into());
    let first = EmbeddedPostgres::start(&config).await.unwrap();
    let second = EmbeddedPostgres::start(&config).await.unwrap();
    assert_eq!(answer(&second).await.unwrap(), 42);
    first.stop().await;
    assert!(answers_within(&second, Duration::from_secs(10)).await, "nobody took over");
    second.stop().await;
    assert_eq!(postmaster(home.path()), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_path_gets_a_short_socket() {
    let home = scratch_folder("atrium-long-");
    let deep = home.path().join("a-folder-with-a-long-name/".repeat(5));
    let postgres = EmbeddedPostgres::start(&embedded_config(deep)).await.unwrap();
    assert_eq!(answer(&postgres).await.unwrap(), 42);
    postgres.stop().await;
}

#[tokio::test]
async fn data_of_another_version_is_refused_in_one_sentence() {
    let home = scratch_folder("atrium-version-");
    fs::create_dir_all(home.path().join("postgres")).unwrap();
    fs::write(home.path().join("postgres/PG_VERSION"), "14\n").unwrap();
    let refused = EmbeddedPostgres::start(&embedded_config(home.path().into())).await.unwrap_err();
    assert_eq!(refused.sentence(), "The database was made by PostgreSQL 14; Atrium works with 15 to 18.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_bypasses_the_walls_is_refused() {
    let home = scratch_folder("atrium-role-");
    let postgres = EmbeddedPostgres::start(&embedded_config(home.path().into())).await.unwrap();
    let url = Secret::new(postgres.url());
    database::open(&url, &small_pools()).await.unwrap().close().await;
    for (spoil, flaw) in [
        ("alter role atrium_app superuser", "is a superuser"),
        ("alter role atrium_app nosuperuser bypassrls", "may bypass row-level security"),
        (
            "alter role atrium_app nobypassrls; create table public.own (n int); alter table own owner to atrium_app",
            "owns 1 tables",
        ),
    ] {
        let mut conn =
            PgConnection::connect(&postgres.superuser_url().replace("/postgres?", "/atrium?")).await.unwrap();
        sqlx::raw_sql(spoil).execute(&mut conn).await.unwrap();
        conn.close().await.unwrap();
        let refused = database::open(&url, &small_pools()).await.expect_err(flaw);
        assert!(refused.sentence().contains(flaw), "{refused}");
    }
    postgres.stop().await;
}
