//! Where the embedded Postgres keeps its data, its socket and its log.

use super::account::Account;
use crate::start_error::{Because, StartError};
use sha2::{Digest, Sha256};
use std::{
    env,
    fs::{self, File, OpenOptions},
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
};

/// A socket's path may have 107 bytes on Linux, 103 elsewhere.
const LONGEST_SOCKET: usize = 100;
const LONGEST_LOG: u64 = 8 * 1024 * 1024;
const PORT: u16 = 5432;

#[derive(Clone, Debug)]
pub struct Folders {
    pub data: PathBuf,
    pub socket: PathBuf,
    log: PathBuf,
    lock: PathBuf,
}

impl Folders {
    /// Makes them where they are missing.
    pub fn prepare(home: &Path, account: &Account) -> Result<Self, StartError> {
        fs::create_dir_all(home)
            .because(|| format!("The data folder {} cannot be made: set ATRIUM_DATA_DIR.", home.display()))?;
        let home = fs::canonicalize(home).because(|| format!("The data folder {} cannot be read.", home.display()))?;
        let folders = Self {
            data: home.join("postgres"),
            socket: socket_folder(&home),
            log: home.join("postgres.log"),
            lock: home.join("postgres.lock"),
        };
        account.make_private_folder(&folders.data)?;
        account.make_private_folder(&folders.socket)?;
        account.check_reach(&folders.data, "set ATRIUM_DATA_DIR to a folder that this user can reach")?;
        Ok(folders)
    }

    /// The address of a database of the cluster, for that user.
    pub fn url(&self, user: &str, database: &str) -> String {
        let socket = percent_encoding::utf8_percent_encode(
            self.socket.to_str().unwrap_or_default(),
            percent_encoding::NON_ALPHANUMERIC,
        );
        format!("postgres://{user}@localhost:{PORT}/{database}?host={socket}")
    }

    /// The file whose lock says which process runs Postgres here.
    pub fn lock_file(&self) -> Result<File, StartError> {
        let open = OpenOptions::new().create(true).truncate(false).write(true).open(&self.lock);
        open.because(|| format!("{} cannot be opened.", self.lock.display()))
    }

    /// The log to append to; a long one starts afresh and the old one stays beside it.
    pub fn open_log(&self) -> Result<File, StartError> {
        let sentence = || format!("{} cannot be written.", self.log.display());
        if fs::metadata(&self.log).is_ok_and(|facts| facts.len() > LONGEST_LOG) {
            fs::rename(&self.log, self.log.with_extension("log.old")).because(sentence)?;
        }
        OpenOptions::new().create(true).append(true).open(&self.log).because(sentence)
    }

    /// The last words of Postgres, for the sentence that says why it did not start.
    pub fn last_words(&self) -> String {
        let text = fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let telling = |line: &&str| ["FATAL:", "PANIC:", "HINT:"].iter().any(|word| line.contains(word));
        let line = text.lines().rev().take(20).find(telling).or_else(|| text.lines().last());
        line.unwrap_or("it said nothing").trim().to_owned()
    }
}

fn socket_folder(home: &Path) -> PathBuf {
    let beside = home.join("run");
    if fits(&beside) {
        return beside;
    }
    // The name comes from the data folder, so that the next start finds a Postgres that is still there.
    let digest = Sha256::digest(home.as_os_str().as_bytes());
    let name = format!("atrium-{}", &data_encoding::HEXLOWER.encode(&digest)[..16]);
    let runtime = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_absolute());
    // Root's must not be where others could put a folder, or a link, of that name first.
    let runtime = if rustix::process::geteuid().is_root() { Some(PathBuf::from("/run")) } else { runtime };
    let folder = runtime.filter(|folder| folder.is_dir()).unwrap_or_else(|| PathBuf::from("/tmp")).join(&name);
    if fits(&folder) { folder } else { Path::new("/tmp").join(name) }
}

fn fits(folder: &Path) -> bool {
    folder.as_os_str().len() + "/.s.PGSQL.5432".len() <= LONGEST_SOCKET
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_home_keeps_its_socket() {
        assert_eq!(socket_folder(Path::new("/var/lib/atrium")), Path::new("/var/lib/atrium/run"));
    }

    #[test]
    fn a_long_home_gets_a_short_socket_of_its_own() {
        let (one, two) = ("/x".repeat(60), "/y".repeat(60));
        let (one, two) = (socket_folder(Path::new(&one)), socket_folder(Path::new(&two)));
        assert!(fits(&one) && fits(&two) && one != two);
    }
}
