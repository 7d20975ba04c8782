//! Which user of the system runs Postgres. Postgres refuses to run as root, so that a root server
//! hands it to another user, who then owns the data and the socket.

use crate::start_error::{Because, StartError};
use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::Path,
};
use tokio::process::Command;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub name: String,
    uid: u32,
    gid: u32,
    /// Whether it is another user than the one who runs the server.
    other: bool,
}

impl Account {
    /// The server's own user; `postgres`, else `nobody`, when that is root.
    pub fn choose() -> Result<Self, StartError> {
        let uid = rustix::process::geteuid().as_raw();
        if uid != 0 {
            let gid = rustix::process::getegid().as_raw();
            return Ok(Self { name: format!("number {uid}"), uid, gid, other: false });
        }
        let users =
            fs::read_to_string("/etc/passwd").because(|| "The list of users, /etc/passwd, cannot be read.".into())?;
        ["postgres", "nobody"].into_iter().find_map(|name| find_user(&users, name)).ok_or_else(|| {
            StartError::new(
                "Postgres refuses to run as root, and there is neither a user postgres nor a user nobody: \
                 start Atrium as an ordinary user.",
            )
        })
    }

    /// Makes the command run as this user.
    pub fn run(&self, command: &mut Command) {
        if self.other {
            command.uid(self.uid).gid(self.gid);
        }
    }

    /// Makes a folder, with the folders above it, that only this user may enter.
    pub fn make_private_folder(&self, folder: &Path) -> Result<(), StartError> {
        let sentence = || format!("The folder {} cannot be made ready for Postgres.", folder.display());
        fs::create_dir_all(folder).because(sentence)?;
        if fs::symlink_metadata(folder).because(sentence)?.is_symlink() {
            return Err(StartError::new(format!(
                "{} is a link; Postgres needs a folder of its own.",
                folder.display()
            )));
        }
        if self.other {
            chown(folder, Some(self.uid), Some(self.gid)).because(sentence)?;
        }
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).because(sentence)
    }

    /// Whether this user may enter every folder above the path.
    pub fn check_reach(&self, path: &Path, remedy: &str) -> Result<(), StartError> {
        for folder in path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()) {
            let facts = fs::metadata(folder).because(|| format!("The folder {} cannot be read.", folder.display()))?;
            if !self.may_enter(facts.uid(), facts.gid(), facts.mode()) {
                let (user, folder) = (&self.name, folder.display());
                return Err(StartError::new(format!(
                    "Postgres runs as the user {user}, who may not enter {folder}: {remedy}."
                )));
            }
        }
        Ok(())
    }

    fn may_enter(&self, owner: u32, group: u32, mode: u32) -> bool {
        let bit = if owner == self.uid {
            0o100
        } else if group == self.gid {
            0o010
        } else {
            0o001
        };
        // A server without root may be in further groups: Postgres itself will say so if not.
        mode & bit != 0 || (!self.other && mode & 0o011 != 0)
    }
}

fn find_user(users: &str, name: &str) -> Option<Account> {
    users.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next()? == name).then_some(())?;
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some(Account { name: name.to_owned(), uid, gid, other: true })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_user_by_the_whole_name() {
        let users = "postgres2:x:1:1::/:/bin/sh\npostgres:x:101:104:admin:/var/lib/postgresql:/bin/bash\n";
        let found = find_user(users, "postgres").unwrap();
        assert_eq!((found.uid, found.gid), (101, 104));
        assert_eq!(find_user(users, "nobody"), None);
    }

    #[test]
    fn a_folder_closed_to_others_is_out_of_reach() {
        let account = Account { name: "postgres".into(), uid: 101, gid: 104, other: true };
        assert!(account.may_enter(0, 0, 0o755));
        assert!(!account.may_enter(0, 0, 0o700));
        assert!(account.may_enter(101, 0, 0o700));
        assert!(!account.may_enter(101, 0, 0o077));
        assert!(account.may_enter(0, 104, 0o710));
    }
}
