use crate::{outcome::Outcome, server::Server};
use std::{
    fs,
    io::Write,
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};
use tempfile::TempDir;

/// The program on a data folder of its own, which goes when this does.
pub struct House {
    program: PathBuf,
    folder: TempDir,
}

impl House {
    pub fn make(program: &Path) -> Outcome<Self> {
        let program = program.join("atrium");
        let program =
            fs::canonicalize(&program).map_err(|error| format!("{} is not there: {error}.", program.display()))?;
        let folder = tempfile::Builder::new().prefix("atrium-bench.").tempdir_in("/tmp")?;
        // Postgres may run as another user, who has to get through.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
        Ok(Self { program, folder })
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with nothing set but what every part of the measurement shares.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        for (name, _) in std::env::vars_os() {
            let ours = name.to_str().is_some_and(|name| name.starts_with("ATRIUM_") && name != "ATRIUM_POSTGRES_DIR");
            if ours {
                command.env_remove(name);
            }
        }
        command
            .env("ATRIUM_DATA_DIR", self.path("data"))
            // What is measured is the work, not the limit on it.
            .env("ATRIUM_RATE_LIMIT", "100000");
        command
    }

    /// Runs a command of the program beside the server and returns what it printed.
    pub fn run(&self, words: &[&str], input: &str) -> Outcome<String> {
        let mut child = self
            .command()
            .args(words)
            .env("ATRIUM_LOG", "warn")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(input.as_bytes())?;
        }
        let answer = child.wait_with_output()?;
        if answer.status.success() {
            return Ok(String::from_utf8(answer.stdout)?);
        }
        Err(format!("atrium {}: {}", words.join(" "), String::from_utf8_lossy(&answer.stderr)).into())
    }

    /// Starts a server, on `port` or a free one, and waits until it is ready.
    pub async fn serve(&self, port: Option<u16>) -> Outcome<Server> {
        let port = match port {
            Some(port) => port,
            None => TcpListener::bind("127.0.0.1:0")?.local_addr()?.port(),
        };
        let log = fs::File::options().create(true).append(true).open(self.path(&format!("server-{port}.log")))?;
        let child = self
            .command()
            .arg("serve")
            .env("ATRIUM_ADDR", format!("127.0.0.1:{port}"))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let mut server = Server::new(child, port);
        match server.ready(Duration::from_mins(1)).await {
            Ok(()) => Ok(server),
            Err(error) => Err(format!("{error}\n{}", self.last_words(port)).into()),
        }
    }

    fn last_words(&self, port: u16) -> String {
        let text = fs::read_to_string(self.path(&format!("server-{port}.log"))).unwrap_or_default();
        let lines: Vec<_> = text.lines().rev().take(5).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    /// The first process of the Postgres that serves this house.
    pub fn postmaster(&self) -> Outcome<u32> {
        let text = fs::read_to_string(self.path("data/postgres/postmaster.pid"))?;
        Ok(text.lines().next().unwrap_or_default().trim().parse()?)
    }
}

impl Drop for House {
    /// A server that was killed leaves its Postgres behind; the folder can go only after it.
    fn drop(&mut self) {
        if let Ok(pid) = self.postmaster() {
            let command_line = fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            if command_line.contains(&*self.folder.path().to_string_lossy()) {
                crate::server::end(pid, rustix::process::Signal::INT, Duration::from_secs(20));
            }
        }
    }
}
