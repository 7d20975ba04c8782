//! What the machine says of itself and of processes, from /proc.

use crate::outcome::Outcome;
use std::fs;

pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Over 1, 5 and 15 minutes.
pub fn load_average() -> Outcome<String> {
    let text = fs::read_to_string("/proc/loadavg")?;
    Ok(text.split(' ').take(3).collect::<Vec<_>>().join(" "))
}

/// What this process may open, and whether that is enough for so many clients and as many again for
/// everything else.
pub fn file_limit(clients: u64) -> Outcome<String> {
    let text = fs::read_to_string("/proc/self/limits")?;
    let line = text.lines().find(|line| line.starts_with("Max open files")).ok_or("no limit of open files")?;
    let limit = line.split_whitespace().nth(3).unwrap_or_default();
    let enough = limit == "unlimited" || limit.parse::<u64>().is_ok_and(|limit| limit > clients + 1_000);
    if enough {
        Ok(format!("open files: at most {limit}"))
    } else {
        Err(format!("{clients} clients need more open files than the {limit} that are allowed: ulimit -n.").into())
    }
}

/// CPU time in milliseconds that a process has used; with `reaped`, also its children that ended.
pub fn cpu(pid: u32, reaped: bool) -> Outcome<f64> {
    let ticks = ticks(&fs::read_to_string(format!("/proc/{pid}/stat"))?, reaped).ok_or("/proc/PID/stat is odd")?;
    let per_second = u32::try_from(rustix::param::clock_ticks_per_second())?;
    Ok(f64::from(u32::try_from(ticks)?) * 1_000.0 / f64::from(per_second))
}

/// Fields 14 to 17 of proc(5): user and system time, and those of the children that were waited for.
fn ticks(stat: &str, reaped: bool) -> Option<u64> {
    // The name in the second field may have blanks and brackets itself.
    let (_, rest) = stat.rsplit_once(')')?;
    let counts: Vec<u64> = rest.split_whitespace().skip(11).take(4).filter_map(|one| one.parse().ok()).collect();
    let wanted = if reaped { 4 } else { 2 };
    (counts.len() == 4).then(|| counts.iter().take(wanted).sum())
}

/// Proportional set size in kB: a page that several processes share is counted once among them.
pub fn pss(pid: u32) -> Outcome<f64> {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup"))?;
    let line = text.lines().find(|line| line.starts_with("Pss:")).ok_or("/proc/PID/smaps_rollup is odd")?;
    let number: u32 = line.split_whitespace().nth(1).unwrap_or_default().parse()?;
    Ok(f64::from(number))
}

/// The processes that a process has started and that still run.
pub fn children(parent: u32) -> Outcome<Vec<u32>> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let Some(pid) = entry?.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // A process may end while we look.
        let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else { continue };
        let ppid = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse().ok());
        if ppid == Some(parent) {
            found.push(pid);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_found_behind_an_odd_name() {
        let stat = "42 (post) gres: a) S 1 42 42 0 -1 4194560 900 7000 0 0 120 30 500 60 20 0 1 0 100 0 0";
        assert_eq!(ticks(stat, false), Some(150));
        assert_eq!(ticks(stat, true), Some(710));
        assert_eq!(ticks("42 (short) S 1", false), None);
    }

    #[test]
    fn this_process_has_used_time_and_memory() {
        let own = std::process::id();
        assert!(cpu(own, false).is_ok_and(|ms| ms >= 0.0));
        assert!(pss(own).is_ok_and(|kb| kb > 100.0));
        assert!(children(1).is_ok());
    }
}
