//! What the program tells about itself: logs, as lines for people or JSON for machines.

use crate::config::LogConfig;
use tracing_subscriber::{EnvFilter, fmt};

/// Starts logging. A second call changes nothing.
pub fn start(config: &LogConfig) {
    // The queue and the driver speak of every statement; what matters of them is a warning.
    let quiet = "sqlx=warn,graphile_worker=warn,graphile_worker_migrations=warn";
    let filter = EnvFilter::try_new(format!("{quiet},{}", config.filter)).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // Another part of the process may have started it: then it goes on as it was.
    let _ = if config.json { log.json().flatten_event(true).try_init() } else { log.try_init() };
}
