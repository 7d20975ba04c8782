use super::{Failed, House, Outcome};
use crate::{
    config::{Config, Environment},
    post::Post,
    router::Doorway,
    services::{Services, Settings},
    shutdown,
};
use leptos::config::LeptosOptions;
use tokio::net::TcpListener;

pub async fn serve(config: &Config, house: &House) -> Outcome {
    let smtp = config.mail.smtp_url.as_ref().map(crate::config::Secret::expose);
    let post = Post::new(&config.mail.from, smtp).map_err(Failed::Said)?;
    let stop = shutdown::on_signal()?;
    let settings = Settings {
        base_url: config.http.base_url.clone(),
        secure_cookies: config.http.secure_cookies,
        development: config.environment == Environment::Development,
        leptos_options: leptos_options(config),
        doorway: Doorway {
            trusted_proxies: config.http.trusted_proxies.clone(),
            requests_per_second: config.limits.requests_per_second,
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
