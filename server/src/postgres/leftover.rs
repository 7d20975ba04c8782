//! A Postgres that outlived its server. A server killed by force leaves its Postgres running; the
//! next one stops it before it starts its own. Only the holder of the lock may do this.

use super::folders::Folders;
use crate::start_error::{Because, StartError};
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use std::{fs, os::unix::ffi::OsStrExt, path::Path, process::Command, time::Duration};
use tokio::time::{Instant, sleep};

const PATIENCE: Duration = Duration::from_secs(20);

/// Stops a Postgres that still serves this data, and forgets one that died.
pub async fn clear(folders: &Folders) -> Result<(), StartError> {
    let file = folders.data.join("postmaster.pid");
    let Ok(text) = fs::read_to_string(&file) else { return Ok(()) };
    if let Some(pid) = first_number(&text).filter(|pid| serves(*pid, &folders.data)) {
        tracing::warn!(pid = pid.as_raw_nonzero().get(), "stopping the Postgres that an earlier server left behind");
        return stop(pid, &folders.data).await;
    }
    // Postgres would take any live process of that number for its own.
    fs::remove_file(&file).because(|| format!("{} cannot be removed.", file.display()))
}

/// A fast shutdown, then an immediate one.
async fn stop(pid: Pid, data: &Path) -> Result<(), StartError> {
    for signal in [Signal::INT, Signal::QUIT, Signal::KILL] {
        if kill_process(pid, signal).is_err() {
            return Ok(());
        }
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if test_kill_process(pid).is_err() || !serves(pid, data) {
                return Ok(());
            }
            sleep(Duration::from_millis(20)).await;
        }
    }
    Err(StartError::new(format!(
        "Another Postgres (process {}) uses {} and does not stop.",
        pid.as_raw_nonzero(),
        data.display()
    )))
}

fn first_number(text: &str) -> Option<Pid> {
    Pid::from_raw(text.lines().next()?.trim().parse().ok()?)
}

/// Whether the process of that number is a Postgres on this data, rather than a stranger who was
/// given the number since.
fn serves(pid: Pid, data: &Path) -> bool {
    let words = command_line(pid);
    let has = |wanted: &[u8]| words.windows(wanted.len()).any(|part| part == wanted);
    has(b"postgres") && has(data.as_os_str().as_bytes())
}

fn command_line(pid: Pid) -> Vec<u8> {
    let pid = pid.as_raw_nonzero().to_string();
    if Path::new("/proc/self/cmdline").exists() {
        return fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    }
    Command::new("ps").args(["-p", &pid, "-o", "command="]).output().map(|answer| answer.stdout).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_of_the_same_number_is_no_postgres() {
        let own = Pid::from_raw(i32::try_from(std::process::id()).unwrap()).unwrap();
        assert!(!serves(own, Path::new("/var/lib/atrium/postgres")));
    }

    #[test]
    fn reads_the_number_of_the_postmaster() {
        assert_eq!(first_number("4711\n/data\n1700000000\n"), Pid::from_raw(4711));
        assert_eq!(first_number(""), None);
    }
}
