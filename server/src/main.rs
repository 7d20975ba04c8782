use server::{config::{PoolConfig, Secret}, database, post::Post, postgres::{EmbeddedConfig, EmbeddedPostgres}, services::{Services, Settings}};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt().with_env_filter("info").init();
    let home = std::env::var("ATRIUM_DATA_DIR").unwrap_or_else(|_| "/var/lib/atrium".into());
    let programs = std::env::var("ATRIUM_POSTGRES_DIR").ok().map(Into::into);
    let embedded = EmbeddedPostgres::start(&EmbeddedConfig { home: home.into(), programs, durable: true }).await?;
    let pool = PoolConfig { serving: 16, owner: 8, patience: Duration::from_secs(5) };
    let url = Secret::new(embedded.url());
    let pools = database::open(&url, &pool).await?;
    let stop = CancellationToken::new();
    let conf = leptos::config::get_configuration(None)?;
    let services = Services::start(&pools, Settings { base_url: "http://127.0.0.1:3000".into(), development: true, leptos_options: conf.leptos_options }, Post::new("atrium@localhost", None)?, stop.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    let stopper = stop.clone();
    tokio::spawn(async move { let _ = tokio::signal::ctrl_c().await; stopper.cancel(); });
    services.serve(listener).await?;
    pools.close().await;
    embedded.stop().await;
    Ok(())
}
