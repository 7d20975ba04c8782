//! What the program tells about itself: logs, as lines for people or JSON for machines.

use crate::{
    config::LogConfig,
    start_error::{Because, StartError},
};
use std::panic;
use tracing_subscriber::{EnvFilter, fmt};

/// The queue and the driver speak of every statement; what matters of them is a warning.
const QUIET: &str = "sqlx=warn,graphile_worker=warn,graphile_worker_migrations=warn";

/// Starts logging. A second call changes nothing.
pub fn start(config: &LogConfig) -> Result<(), StartError> {
    let filter = EnvFilter::try_new(format!("{QUIET},{}", config.filter))
        .because(|| format!("ATRIUM_LOG is {:?}, but must be a filter such as info,sqlx=debug.", config.filter))?;
    // Where the log cannot be written, on a full disk say, saying so there too would panic, and a panic that is logged ends
    // the process.
    let log = fmt().with_env_filter(filter).with_writer(std::io::stderr).log_internal_errors(false);
    let started = if config.json { log.json().flatten_event(true).try_init() } else { log.try_init() };
    // Another part of the process may have started it: then it goes on as it was.
    if started.is_ok() {
        log_panics();
    }
    Ok(())
}

/// A panic is a line of the log like any other, with the request it happened in.
fn log_panics() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let words = panic.payload_as_str().unwrap_or("no words");
        tracing::error!(place, words, "panicked");
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_filter_stops_the_start() {
        let refused = start(&LogConfig { filter: "sqlx=loudly".into(), json: false }).unwrap_err();
        assert!(refused.sentence().starts_with("ATRIUM_LOG"), "{refused}");
    }
}
