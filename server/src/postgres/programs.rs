//! Where the programs of Postgres are, and whether their version fits.

use super::account::Account;
use crate::start_error::{Because, StartError};
use std::{
    env, fs,
    ops::RangeInclusive,
    path::{Path, PathBuf},
    process::Command,
};

/// The major versions that the migrations are written for.
pub const SUPPORTED: RangeInclusive<u32> = 15..=18;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    folder: PathBuf,
    pub major: u32,
}

impl Programs {
    /// The first that fits: a supported version and, where there is data, the version of the data.
    pub fn find(chosen: Option<&Path>, data: Option<u32>, account: &Account) -> Result<Self, StartError> {
        if let Some(data) = data.filter(|data| !SUPPORTED.contains(data)) {
            return Err(StartError::new(format!(
                "The database was made by PostgreSQL {data}; Atrium works with {} to {}.",
                SUPPORTED.start(),
                SUPPORTED.end()
            )));
        }
        let folders = chosen.map_or_else(usual_folders, |folder| vec![folder.join("bin"), folder.to_owned()]);
        let found: Vec<Self> = folders.iter().filter_map(|folder| Self::at(folder)).collect();
        let Some(first) = found.first() else {
            return Err(StartError::new(not_found(chosen)));
        };
        let fitting = found.iter().find(|it| SUPPORTED.contains(&it.major) && data.is_none_or(|data| data == it.major));
        let Some(fitting) = fitting else {
            return Err(StartError::new(does_not_fit(first, data)));
        };
        account.check_reach(&fitting.program("postgres"), "set ATRIUM_POSTGRES_DIR to a copy elsewhere")?;
        Ok(fitting.clone())
    }

    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn at(folder: &Path) -> Option<Self> {
        let folder = fs::canonicalize(folder).ok()?;
        if !folder.join("initdb").is_file() {
            return None;
        }
        let answer = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        let major = parse_major(&String::from_utf8_lossy(&answer.stdout))?;
        Some(Self { folder, major })
    }
}

/// The major version that made the data in this folder; none where there is no database yet.
pub fn version_of_data(folder: &Path) -> Result<Option<u32>, StartError> {
    let file = folder.join("PG_VERSION");
    if !file.exists() {
        return Ok(None);
    }
    let sentence = || format!("{} does not name a version of PostgreSQL.", file.display());
    let text = fs::read_to_string(&file).because(sentence)?;
    text.trim().parse().map(Some).because(sentence)
}

fn parse_major(answer: &str) -> Option<u32> {
    let version = answer.split("(PostgreSQL)").nth(1)?.trim_start();
    version.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

fn usual_folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(beside) = env::current_exe().ok().as_deref().and_then(Path::parent) {
        folders.push(beside.join("postgres/bin"));
    }
    for cache in cache_folders() {
        folders.extend(newest_first(&cache, "postgres-").into_iter().map(|found| found.join("bin")));
    }
    for system in ["/usr/lib/postgresql", "/usr/local/lib/postgresql"] {
        folders.extend(newest_first(Path::new(system), "").into_iter().map(|found| found.join("bin")));
    }
    if let Some(path) = env::var_os("PATH") {
        folders.extend(env::split_paths(&path));
    }
    folders
}

/// Where `bin/setup` puts what it fetches.
fn cache_folders() -> Vec<PathBuf> {
    let home = env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    let user = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or(home).map(|cache| cache.join("atrium"));
    let named = env::var_os("ATRIUM_CACHE").map(PathBuf::from);
    named.into_iter().chain([PathBuf::from("/var/cache/atrium")]).chain(user).collect()
}

fn newest_first(parent: &Path, prefix: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    let mut found: Vec<_> = entries
        .map(|entry| entry.path())
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix)))
        .collect();
    found.sort();
    found.reverse();
    found
}

fn not_found(chosen: Option<&Path>) -> String {
    match chosen {
        Some(folder) => format!(
            "ATRIUM_POSTGRES_DIR is {}, where there is no PostgreSQL (bin/postgres, bin/initdb).",
            folder.display()
        ),
        None => "No PostgreSQL was found: install version 15 to 18, name its folder in ATRIUM_POSTGRES_DIR, or name a \
                 running one in ATRIUM_DATABASE_URL."
            .to_owned(),
    }
}

fn does_not_fit(first: &Programs, data: Option<u32>) -> String {
    let (folder, major) = (first.folder.display(), first.major);
    match data {
        Some(data) => format!(
            "The database was made by PostgreSQL {data}, but the programs in {folder} are version {major}: install \
             {data}, or carry the data over with pg_dump."
        ),
        None => format!(
            "{folder} holds PostgreSQL {major}; Atrium works with {} to {}.",
            SUPPORTED.start(),
            SUPPORTED.end()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_major_version() {
        assert_eq!(parse_major("postgres (PostgreSQL) 18.6\n"), Some(18));
        assert_eq!(parse_major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(parse_major("postgres (PostgreSQL) 19beta2\n"), Some(19));
        assert_eq!(parse_major("no such thing"), None);
    }

    #[test]
    fn a_folder_without_programs_is_named() {
        let account = Account::choose().unwrap();
        let refused = Programs::find(Some(Path::new("/nonexistent")), None, &account).unwrap_err();
        assert!(refused.sentence().contains("/nonexistent"));
    }

    #[test]
    fn data_of_an_unsupported_version_is_refused() {
        let account = Account::choose().unwrap();
        let refused = Programs::find(None, Some(9), &account).unwrap_err();
        assert!(refused.sentence().contains("PostgreSQL 9"));
    }
}
