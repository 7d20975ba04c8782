//! The files of an import, out of a zip that nobody vouches for.

#[cfg(test)]
mod tests;

use super::problems::Problems;
use crate::{Error, Result};
use std::{
    collections::{BTreeMap, btree_map::Entry},
    io::{Cursor, Read, Write},
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// A zip may be so long.
pub const MOST_BYTES: usize = 50 * 1024 * 1024;
/// And have so many files in it.
pub const MOST_FILES: usize = 10_000;
/// All files together, unpacked.
const MOST_UNPACKED: u64 = 200 * 1024 * 1024;
/// A file that grows more than this by unpacking, and is longer than [`SMALL`], is there to fill the disk.
const MOST_GROWTH: u64 = 200;
const SMALL: u64 = 1024 * 1024;
/// Folders within folders.
const DEEPEST: usize = 40;
/// A path with its folders, in bytes.
pub const LONGEST_PATH: usize = 1_000;

/// Files by their paths: relative, with `/` between folders, and none that leads out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    pub files: BTreeMap<String, Vec<u8>>,
    pub problems: Problems,
}

impl Folder {
    /// The files of a zip. One that holds nothing but other zips, as Notion makes them, is all of these.
    pub fn read(zip: &[u8]) -> Result<Self> {
        let mut room = MOST_UNPACKED;
        let outer = Self::unpack(zip, &mut room)?;
        let is_zip = |path: &String| path.to_lowercase().ends_with(".zip");
        if outer.files.is_empty() || !outer.files.keys().all(is_zip) {
            return Ok(outer);
        }
        let mut all = Self { problems: outer.problems, ..Self::default() };
        for (name, inner) in &outer.files {
            let inner = Self::unpack(inner, &mut room)?;
            for (path, bytes) in inner.files {
                match all.files.entry(path) {
                    Entry::Vacant(place) => _ = place.insert(bytes),
                    Entry::Occupied(first) => {
                        all.problems.say(first.key(), &format!("It is in {name} too, and only the first one is kept."));
                    }
                }
            }
            all.problems.add(inner.problems);
            demand_few(all.files.len())?;
        }
        Ok(all)
    }

    fn unpack(zip: &[u8], room: &mut u64) -> Result<Self> {
        if zip.len() > MOST_BYTES {
            return Err(refuse("A zip of at most 50 MB, please."));
        }
        demand_few(announced(zip))?;
        let mut archive = ZipArchive::new(Cursor::new(zip)).map_err(|_| broken())?;
        demand_few(archive.len())?;
        let mut folder = Self::default();
        for at in 0..archive.len() {
            let (path, packed, is_link) = match archive.by_index_raw(at) {
                Ok(file) if file.is_dir() => continue,
                Ok(file) => {
                    let name = name_of(file.name_raw(), || file.name().map(std::borrow::Cow::into_owned).ok());
                    (clean_path(&name)?, file.compressed_size(), file.is_symlink())
                }
                Err(_) => return Err(broken()),
            };
            let Some(path) = path else { continue };
            if is_link {
                folder.problems.say(&path, "This is a link to a file and not a file.");
                continue;
            }
            match archive.by_index(at) {
                Ok(mut file) => {
                    let bytes = unpack_one(&mut file, packed, *room)?;
                    *room = room.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
                    folder.files.insert(path, bytes);
                }
                Err(_) => folder.problems.say(&path, "It is packed in a way that is not read here, or has a password."),
            }
        }
        Ok(folder)
    }

    /// The same without the folders that hold everything.
    pub fn without_wrapping(mut self) -> Self {
        loop {
            let mut firsts = self.files.keys().map(|path| path.split_once('/').map(|(first, _)| first));
            let Some(Some(first)) = firsts.next() else { return self };
            if !firsts.all(|other| other == Some(first)) {
                return self;
            }
            let length = first.len() + 1;
            self.files = self.files.into_iter().map(|(path, bytes)| (path[length..].to_owned(), bytes)).collect();
        }
    }
}

/// How many files a zip says it has, at its end: more than 65,534 are announced as 65,535.
fn announced(zip: &[u8]) -> usize {
    const END: &[u8] = b"PK\x05\x06";
    const LONGEST_END: usize = 22 + 65_535;
    let tail = &zip[zip.len().saturating_sub(LONGEST_END)..];
    let end = tail.windows(END.len()).rposition(|window| window == END).map(|at| &tail[at..]);
    match end {
        Some([_, _, _, _, _, _, _, _, _, _, low, high, ..]) => usize::from(u16::from_le_bytes([*low, *high])),
        _ => 0,
    }
}

/// Many write UTF-8 and do not say so. What is none is of the old code page, which the reader of zips knows.
fn name_of(raw: &[u8], otherwise: impl FnOnce() -> Option<String>) -> String {
    let utf8 = std::str::from_utf8(raw).map(str::to_owned).ok();
    utf8.or_else(otherwise).unwrap_or_else(|| String::from_utf8_lossy(raw).into_owned())
}

/// Reads no more than there is room for, whatever the zip says about its length.
fn unpack_one(file: &mut impl Read, packed: u64, room: u64) -> Result<Vec<u8>> {
    let most = room.min((packed.saturating_mul(MOST_GROWTH)).max(SMALL));
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(|_| broken())?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most {
        return Err(refuse("Unpacked, this would be far larger than an import may be: 200 MB."));
    }
    Ok(bytes)
}

/// The path with `/` between folders; nothing for what systems and programs leave behind. A path that leads out of the
/// folder is no mistake, so nothing of its zip is taken.
fn clean_path(name: &str) -> Result<Option<String>> {
    if name.len() > LONGEST_PATH {
        return Err(refuse("In this zip the name of a file is longer than 1,000 letters."));
    }
    let path = name.replace('\\', "/");
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    if path.starts_with('/') || drive || path.contains('\0') || parts.contains(&"..") {
        return Err(refuse("This zip names files outside of itself. Nothing of it was taken."));
    }
    if parts.len() > DEEPEST {
        return Err(refuse("In this zip folders lie more than 40 levels deep."));
    }
    let unwanted = |part: &&str| part.starts_with('.') || matches!(*part, "__MACOSX" | "Thumbs.db" | "desktop.ini");
    Ok(if parts.is_empty() || parts.iter().any(unwanted) { None } else { Some(parts.join("/")) })
}

fn demand_few(files: usize) -> Result<()> {
    if files > MOST_FILES {
        return Err(refuse(&format!("This zip has too many files; at most {MOST_FILES} are read.")));
    }
    Ok(())
}

fn broken() -> Error {
    refuse("This is not a zip file, or not all of one.")
}

fn refuse(why: &str) -> Error {
    Error::invalid("file", why)
}

/// Files as a zip: what the command line reads from a folder takes the same way in as an upload.
pub fn pack(files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (path, bytes) in files {
        zip.start_file(path, options).map_err(Error::internal)?;
        zip.write_all(bytes).map_err(Error::internal)?;
    }
    Ok(zip.finish().map_err(Error::internal)?.into_inner())
}
