//! What the operator decides: one struct for each concern, from the environment and an optional file.
//! A wrong value stops the start with a sentence that names its variable.

mod files;
mod secret;
mod source;
pub mod variables;

pub use atrium::outbound::Network;
use atrium::outbound::Reach;
pub use files::{FilesConfig, S3};
pub use secret::Secret;
use source::Source;

use crate::start_error::StartError;
use std::{
    env,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

#[derive(Clone, Debug)]
pub struct Config {
    pub environment: Environment,
    pub http: HttpConfig,
    pub database: DatabaseConfig,
    pub data: DataConfig,
    pub files: FilesConfig,
    pub mail: MailConfig,
    pub log: LogConfig,
    pub site: SiteConfig,
    pub limits: LimitsConfig,
    pub outbound: Reach,
    pub metrics: MetricsConfig,
    /// Whether old versions of pages are thinned out.
    pub thin_versions: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    Production,
    Development,
}

#[derive(Clone, Debug)]
pub struct HttpConfig {
    pub addr: SocketAddr,
    /// Scheme and host as people see them, with no slash at the end.
    pub base_url: String,
    /// Where other servers on the same database reach this one, as host and port.
    pub peer_addr: String,
    pub trusted_proxies: Vec<Network>,
    pub secure_cookies: bool,
}

#[derive(Clone, Debug)]
pub struct DatabaseConfig {
    /// Absent: the embedded Postgres.
    pub url: Option<Secret>,
    pub pool: PoolConfig,
    pub postgres_dir: Option<PathBuf>,
}

#[derive(Clone, Debug)]
pub struct PoolConfig {
    /// Connections that serve people.
    pub serving: u32,
    /// Connections of the login role.
    pub owner: u32,
    /// How long a request waits for one.
    pub patience: Duration,
}

#[derive(Clone, Debug)]
pub struct DataConfig {
    pub dir: PathBuf,
}

#[derive(Clone, Debug)]
pub struct MailConfig {
    /// Absent: mail stays in the database, where development mode shows it.
    pub smtp_url: Option<Secret>,
    pub from: String,
}

#[derive(Clone, Debug)]
pub struct LogConfig {
    pub filter: String,
    pub json: bool,
}

#[derive(Clone, Debug)]
pub struct SiteConfig {
    pub dir: PathBuf,
}

#[derive(Clone, Copy, Debug)]
pub struct LimitsConfig {
    /// From one address, in the long run; ten times as many at once.
    pub requests_per_second: u32,
}

#[derive(Clone, Debug)]
pub struct MetricsConfig {
    /// Absent: this machine alone may read the measurements.
    pub token: Option<Secret>,
}

impl Config {
    pub fn load() -> Result<Self, StartError> {
        Self::from_source(&Source::read()?)
    }

    fn from_source(source: &Source) -> Result<Self, StartError> {
        let environment = match source.get("ATRIUM_ENV") {
            None | Some("production") => Environment::Production,
            Some("development") => Environment::Development,
            Some(_) => return Err(source.wrong("ATRIUM_ENV", "production or development")),
        };
        let http = http(source, environment)?;
        Ok(Self {
            environment,
            database: database(source)?,
            data: DataConfig { dir: source.get("ATRIUM_DATA_DIR").map_or_else(default_data_dir, PathBuf::from) },
            files: files::read(source)?,
            mail: mail(source, &http),
            log: LogConfig {
                filter: source.get("ATRIUM_LOG").unwrap_or("info").to_owned(),
                json: environment == Environment::Production,
            },
            site: SiteConfig { dir: source.get("ATRIUM_SITE_DIR").map_or_else(default_site_dir, PathBuf::from) },
            limits: limits(source, environment)?,
            outbound: outbound(source, environment)?,
            metrics: metrics(source)?,
            thin_versions: thin_versions(source)?,
            http,
        })
    }

    pub fn is_development(&self) -> bool {
        self.environment == Environment::Development
    }
}

fn http(source: &Source, environment: Environment) -> Result<HttpConfig, StartError> {
    let addr = source.parsed("ATRIUM_ADDR", "an address and port such as 127.0.0.1:3000")?;
    let addr = addr.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000)));
    let base_url = match source.get("ATRIUM_BASE_URL") {
        Some(url) => origin_of(url)
            .ok_or_else(|| source.wrong("ATRIUM_BASE_URL", "an address such as https://atrium.example.org"))?,
        None => format!("http://{}", visible(addr)),
    };
    let secure = environment == Environment::Production || base_url.starts_with("https://");
    Ok(HttpConfig {
        addr,
        peer_addr: source.get("ATRIUM_PEER_ADDR").map_or_else(|| visible(addr).to_string(), str::to_owned),
        base_url,
        trusted_proxies: networks(source, "ATRIUM_TRUSTED_PROXIES")?,
        secure_cookies: secure,
    })
}

/// Scheme and authority, if that is all there is.
fn origin_of(url: &str) -> Option<String> {
    let url: http::Uri = url.parse().ok()?;
    let scheme = url.scheme_str().filter(|scheme| ["http", "https"].contains(scheme))?;
    let authority = url.authority().filter(|authority| !authority.as_str().contains('@'))?;
    (url.path() == "/" && url.query().is_none()).then(|| format!("{scheme}://{}", authority.as_str().to_lowercase()))
}

/// What people can visit: an address that stands for "all of them" is reached at this machine.
fn visible(addr: SocketAddr) -> SocketAddr {
    if addr.ip().is_unspecified() { SocketAddr::new(IpAddr::from([127, 0, 0, 1]), addr.port()) } else { addr }
}

fn database(source: &Source) -> Result<DatabaseConfig, StartError> {
    let url = source.get("ATRIUM_DATABASE_URL");
    if url.is_some_and(|url| !url.starts_with("postgres://") && !url.starts_with("postgresql://")) {
        return Err(source.wrong("ATRIUM_DATABASE_URL", "an address such as postgres://user:password@host/database"));
    }
    let range = "a number from 2 to 500";
    let serving = source.parsed("ATRIUM_DATABASE_POOL", range)?.unwrap_or(16);
    if !(2..=500).contains(&serving) {
        return Err(source.wrong("ATRIUM_DATABASE_POOL", range));
    }
    Ok(DatabaseConfig {
        url: url.map(Secret::new),
        pool: PoolConfig { serving, owner: 6, patience: Duration::from_secs(5) },
        postgres_dir: source.get("ATRIUM_POSTGRES_DIR").map(PathBuf::from),
    })
}

fn mail(source: &Source, http: &HttpConfig) -> MailConfig {
    let host = http.base_url.split("://").nth(1).unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    // A mail domain is a name: an address is no sender that others accept.
    let host = if host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() { "localhost" } else { host };
    MailConfig {
        smtp_url: source.get("ATRIUM_SMTP_URL").map(Secret::new),
        from: source.get("ATRIUM_MAIL_FROM").map_or_else(|| format!("Atrium <atrium@{host}>"), str::to_owned),
    }
}

fn limits(source: &Source, environment: Environment) -> Result<LimitsConfig, StartError> {
    let positive = "a number from 1";
    let usual = if environment == Environment::Production { 50 } else { 1000 };
    let requests_per_second = source.parsed("ATRIUM_RATE_LIMIT", positive)?.unwrap_or(usual);
    if requests_per_second == 0 {
        return Err(source.wrong("ATRIUM_RATE_LIMIT", positive));
    }
    Ok(LimitsConfig { requests_per_second })
}

/// In development requests may go to this machine, and unencrypted.
fn outbound(source: &Source, environment: Environment) -> Result<Reach, StartError> {
    let development = environment == Environment::Development;
    let mut allowed = networks(source, "ATRIUM_OUTBOUND_NETWORKS")?;
    if development {
        allowed.extend(["127.0.0.0/8", "::1"].iter().filter_map(|text| text.parse::<Network>().ok()));
    }
    Ok(Reach::new(allowed, development))
}

fn networks(source: &Source, name: &str) -> Result<Vec<Network>, StartError> {
    let listed = source.get(name).unwrap_or_default().split(',').map(str::trim).filter(|it| !it.is_empty());
    let read = listed.map(str::parse).collect::<Result<_, ()>>();
    read.map_err(|()| source.wrong(name, "addresses or networks such as 10.0.0.0/8, separated by commas"))
}

fn metrics(source: &Source) -> Result<MetricsConfig, StartError> {
    let token = source.get("ATRIUM_METRICS_TOKEN");
    if token.is_some_and(|token| token.len() < 16 || !token.bytes().all(|byte| byte.is_ascii_graphic())) {
        return Err(source.wrong("ATRIUM_METRICS_TOKEN", "16 or more printable characters without spaces"));
    }
    Ok(MetricsConfig { token: token.map(Secret::new) })
}

fn thin_versions(source: &Source) -> Result<bool, StartError> {
    match source.get("ATRIUM_THIN_VERSIONS") {
        None | Some("off") => Ok(false),
        Some("on") => Ok(true),
        Some(_) => Err(source.wrong("ATRIUM_THIN_VERSIONS", "on or off")),
    }
}

fn default_data_dir() -> PathBuf {
    if rustix::process::geteuid().is_root() {
        return PathBuf::from("/var/lib/atrium");
    }
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/share"));
    let data = env::var_os("XDG_DATA_HOME").map(PathBuf::from).or_else(home);
    data.unwrap_or_else(|| PathBuf::from(".")).join("atrium")
}

/// Beside the program; in a cargo build, where cargo-leptos leaves it.
fn default_site_dir() -> PathBuf {
    let beside = env::current_exe().ok().and_then(|program| Some(program.parent()?.join("site")));
    beside.filter(|site| site.is_dir()).unwrap_or_else(|| Path::new("target/site").to_owned())
}

#[cfg(test)]
mod tests;
