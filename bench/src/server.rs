use crate::outcome::Outcome;
use rustix::process::{Pid, Signal, kill_process, test_kill_process};
use std::{
    process::Child,
    time::{Duration, Instant},
};
use tokio::{net::TcpStream, time::sleep};

/// A running server. It is asked to stop when this goes.
pub struct Server {
    child: Child,
    pub port: u16,
}

impl Server {
    pub fn new(child: Child, port: u16) -> Self {
        Self { child, port }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Waits until it takes connections: it binds its address last.
    pub async fn ready(&mut self, patience: Duration) -> Outcome<()> {
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait()? {
                return Err(format!("the server ended at once ({status}).").into());
            }
            if TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return Ok(());
            }
            sleep(Duration::from_millis(10)).await;
        }
        Err("the server does not answer.".into())
    }

    /// Kill -9: nothing of it gets to tidy up.
    pub fn kill(&mut self) -> Outcome<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Server {
    /// Asks it to stop and waits until it has, its Postgres included.
    pub fn stop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            signal(self.pid(), Signal::TERM);
            let deadline = Instant::now() + Duration::from_secs(30);
            while Instant::now() < deadline {
                if !matches!(self.child.try_wait(), Ok(None)) {
                    return;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
            let _ = self.kill();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Signals a process that is not our child and waits until it has gone.
pub fn end(pid: u32, how: Signal, patience: Duration) {
    signal(pid, how);
    let deadline = Instant::now() + patience;
    let there = || as_pid(pid).is_some_and(|pid| test_kill_process(pid).is_ok());
    while there() && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(20));
    }
}

pub fn signal(pid: u32, how: Signal) {
    if let Some(pid) = as_pid(pid) {
        // Who has gone already needs no signal.
        let _ = kill_process(pid, how);
    }
}

fn as_pid(pid: u32) -> Option<Pid> {
    i32::try_from(pid).ok().and_then(Pid::from_raw)
}
