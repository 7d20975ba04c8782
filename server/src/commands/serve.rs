use super::{Failed, House, Outcome};
use crate::{
    collab,
    config::{Config, Environment},
    files::Files,
    middleware::metrics_handle,
    post::Post,
    router::Doorway,
    services::{Services, Settings},
    shutdown,
};
use leptos::config::LeptosOptions;
use std::sync::Arc;
use tokio::net::TcpListener;

pub async fn serve(config: &Config, house: &House) -> Outcome {
    let smtp = config.mail.smtp_url.as_ref().map(crate::config::Secret::expose);
    let post = Post::new(&config.mail.from, smtp).map_err(Failed::Said)?;
    check_site(config)?;
    // Measured from the first request on, not from the first question.
    metrics_handle();
    let files = Arc::new(Files::open(&config.files, &config.data.dir)?);
    let stop = shutdown::on_signal()?;
    let settings = Settings {
        base_url: config.http.base_url.clone(),
        secure_cookies: config.http.secure_cookies,
        development: config.environment == Environment::Development,
        outbound: config.outbound.clone(),
        leptos_options: leptos_options(config),
        files,
        idle_pages: collab::IDLE,
        thin_versions: config.thin_versions,
        peer_address: config.http.peer_addr.clone(),
        doorway: Doorway {
            trusted_proxies: config.http.trusted_proxies.clone(),
            requests_per_second: config.limits.requests_per_second,
            metrics_token: config.metrics.token.clone(),
        },
    };
    let services = Services::start(&house.pools, settings, post, stop);
    let listener = TcpListener::bind(config.http.addr)
        .await
        .map_err(|error| Failed::Said(format!("ATRIUM_ADDR: {} cannot be listened on: {error}.", config.http.addr)))?;
    tracing::info!(address = %config.http.addr, base_url = config.http.base_url, "serving");
    services.serve(listener).await?;
    tracing::info!("stopped");
    Ok(())
}

/// Without the browser's files every page would fail: better to say so at once.
fn check_site(config: &Config) -> Outcome {
    let hashes = std::env::current_exe()?.with_file_name("hash.txt");
    let site = &config.site.dir;
    let missing = if site.join("pkg").is_dir() { hashes } else { site.join("pkg") };
    if missing.exists() {
        return Ok(());
    }
    let sentence = format!(
        "The browser's files are not there ({} is missing): run bin/build, or name their folder in ATRIUM_SITE_DIR.",
        missing.display()
    );
    if config.is_development() {
        // They may still be on their way; the API serves without them.
        tracing::warn!("{sentence}");
        return Ok(());
    }
    Err(Failed::Said(sentence))
}

fn leptos_options(config: &Config) -> LeptosOptions {
    LeptosOptions::builder()
        .output_name("atrium")
        .site_root(config.site.dir.to_string_lossy().into_owned())
        .site_addr(config.http.addr)
        .hash_files(true)
        .env(match config.environment {
            Environment::Production => leptos::config::Env::PROD,
            Environment::Development => leptos::config::Env::DEV,
        })
        .build()
}
