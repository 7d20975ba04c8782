//! `atrium check`: looks at what the program depends on, and says what it found, line by line.

use super::{Failed, House, Outcome};
use crate::{config::Config, files::Files, post::Post, start_error::Because};
use atrium::activity::{self, Verdict};
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use std::time::Duration;

/// Loading the configuration and opening the database have gone well already: that includes the
/// migrations and the rights of the serving role.
pub async fn run(config: &Config, house: &House) -> Outcome {
    println!("configuration: in order, to be served at {}", config.http.base_url);
    let version: String = sqlx::query_scalar("show server_version")
        .fetch_one(&house.pools.owner)
        .await
        .because(|| "The database does not say its version.".into())?;
    let whose = if config.database.url.is_some() { "ATRIUM_DATABASE_URL" } else { "embedded" };
    println!("database: PostgreSQL {version} ({whose}), up to date, served as a role that row-level security binds");
    let mut flaws = Vec::new();
    let verdicts = activity::verify_all(&house.db()).await?;
    let broken = verdicts.iter().filter(|one| !matches!(one.verdict, Verdict::Sound { .. })).count();
    println!("audit log: {} workspaces, {broken} broken", verdicts.len());
    if broken > 0 {
        flaws.push("the audit log");
    }
    match mail(config).await {
        Ok(said) => println!("mail: {said}"),
        Err(said) => {
            println!("mail: {said}");
            flaws.push("mail");
        }
    }
    let whose =
        if config.files.s3.is_some() { "the bucket of ATRIUM_FILES_URL" } else { "a folder in ATRIUM_DATA_DIR" };
    if Files::open(&config.files, &config.data.dir)?.check().await.is_ok() {
        println!("files: {whose} answers");
    } else {
        println!("files: {whose} does not answer");
        flaws.push("files");
    }
    let site = config.site.dir.join("pkg").is_dir();
    println!("site: {} {}", config.site.dir.display(), if site { "is there" } else { "is not there" });
    if !site {
        flaws.push("the site");
    }
    if flaws.is_empty() { Ok(()) } else { Err(Failed::Said(format!("Not in order: {}.", flaws.join(", ")))) }
}

async fn mail(config: &Config) -> Result<String, String> {
    let Some(url) = &config.mail.smtp_url else {
        return Post::new(&config.mail.from, None).map(|_| "no ATRIUM_SMTP_URL: mail stays in the database".to_owned());
    };
    Post::new(&config.mail.from, Some(url.expose()))?;
    let transport: AsyncSmtpTransport<Tokio1Executor> = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose())
        .map_err(|_| "ATRIUM_SMTP_URL is not an address of mail".to_owned())?
        .timeout(Some(Duration::from_secs(5)))
        .build();
    match transport.test_connection().await {
        Ok(true) => Ok("the server of ATRIUM_SMTP_URL answers".to_owned()),
        _ => Err("the server of ATRIUM_SMTP_URL does not answer".to_owned()),
    }
}
