//! `atrium import pages` and `atrium export pages`: the same as on screen, by the workspace's owner.

use super::{Failed, Outcome, import::owner_of};
use crate::{
    cli::{ExportPages, ImportPages},
    files::Files,
};
use atrium::{
    actor::Actor,
    boards::import::ImportState,
    clock,
    database::Db,
    ids::PageImportId,
    wiki::{
        self,
        export::{PageExporter, Scope},
        import::{
            self, Destination, FileProblem, MOST_FILES, NewPageImport, PageImportView, PagePreview, dry_run, is_page,
            pack, page_import, run_import, start_import,
        },
        space::SpaceSummary,
    },
};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufWriter, IsTerminal, Write, stderr, stdout},
    path::Path,
    sync::Arc,
    time::Duration,
};

pub async fn import(db: &Db, files: &Files, command: ImportPages) -> Outcome {
    let content = read(&command.path)?;
    let actor = owner_of(db, &command.workspace).await?;
    if command.dry_run {
        foretell(&dry_run(db, &actor, content).await?);
        return Ok(());
    }
    let into = match space(db, &actor, &command.space).await? {
        Some(found) => Destination::Space(found.space.id),
        None => Destination::NewSpace(command.space.clone()),
    };
    let source = command.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let source = if source.is_empty() { "a folder".to_owned() } else { source };
    let started = start_import(db, &actor, NewPageImport { source, content, into }, None, clock::now()).await?;
    let done = finish(db, &actor, started.id, files).await?;
    tell(&done.problems, done.problem_count);
    if done.state == ImportState::Failed {
        return Err(Failed::Said(format!("{} of {} pages went in.", done.pages_done, done.pages_total)));
    }
    let space = done.space.map(|space| space.name).unwrap_or_default();
    println!("{} pages are in the space {space}, from {}.", done.pages_done, done.format.label());
    Ok(())
}

pub async fn export(db: &Db, files: Arc<Files>, command: ExportPages) -> Outcome {
    let actor = owner_of(db, &command.workspace).await?;
    let scope = match &command.space {
        None => Scope::Everything,
        Some(name) => {
            let found = space(db, &actor, name).await?;
            let found = found.ok_or_else(|| Failed::Said(format!("There is no space {name} here.")))?;
            Scope::Space(found.space.id)
        }
    };
    let mut exporter = PageExporter::new(db.clone(), actor, scope, files).await?;
    let mut out: Box<dyn Write + Send> = match &command.output {
        Some(path) => Box::new(BufWriter::new(File::create(path)?)),
        None => Box::new(stdout()),
    };
    while let Some(piece) = exporter.next().await? {
        out.write_all(&piece)?;
    }
    out.flush()?;
    Ok(())
}

/// By its name, or by its name in addresses.
async fn space(db: &Db, actor: &Actor, name: &str) -> Result<Option<SpaceSummary>, Failed> {
    let spaces = wiki::spaces(db, actor, false).await?;
    let named = spaces.iter().position(|one| one.space.name == name);
    let at = named.or_else(|| spaces.iter().position(|one| one.space.slug == name));
    Ok(at.and_then(|at| spaces.into_iter().nth(at)))
}

/// A zip as it is, or a folder or one page as one.
fn read(path: &Path) -> Result<Vec<u8>, Failed> {
    let unreadable = |error: std::io::Error| Failed::Said(format!("{} cannot be read: {error}.", path.display()));
    if !fs::metadata(path).map_err(unreadable)?.is_dir() {
        let bytes = fs::read(path).map_err(unreadable)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return if is_page(&name) { Ok(pack(&BTreeMap::from([(name, bytes)]))?) } else { Ok(bytes) };
    }
    let (mut files, mut folders) = (BTreeMap::new(), vec![path.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let (kind, inner) = (entry.file_type().map_err(unreadable)?, entry.path());
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            // What a link leads to may lie anywhere.
            if kind.is_dir() {
                folders.push(inner);
            } else if kind.is_file() {
                let name = inner.strip_prefix(path).unwrap_or(&inner).to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&inner).map_err(unreadable)?);
            }
            if files.len() > MOST_FILES {
                return Err(Failed::Said(format!("{} has more than {MOST_FILES} files.", path.display())));
            }
        }
    }
    Ok(pack(&files)?)
}

/// Runs the import here and shows how far it is. A server beside may run it too: pages are made once.
async fn finish(db: &Db, actor: &Actor, id: PageImportId, files: &Files) -> Result<PageImportView, Failed> {
    let mut work = Box::pin(run_import(db, actor, id, files));
    let mut tick = tokio::time::interval(Duration::from_millis(300));
    loop {
        tokio::select! {
            done = &mut work => {
                done?;
                break;
            }
            _ = tick.tick(), if stderr().is_terminal() => {
                let view = import::page_import(db, actor, id, clock::now()).await?;
                eprint!("\r{} of {} pages", view.pages_done, view.pages_total);
                stderr().flush()?;
            }
        }
    }
    if stderr().is_terminal() {
        eprint!("\r\x1b[K");
    }
    Ok(page_import(db, actor, id, clock::now()).await?)
}

fn foretell(preview: &PagePreview) {
    println!("{} pages, from {}:", preview.pages.len(), preview.format.label());
    for page in &preview.pages {
        let indent = "  ".repeat(usize::try_from(page.depth).unwrap_or_default() + 1);
        println!("{indent}{}", wiki::page::shown_title(&page.title));
    }
    println!("{} links between them, {} pictures and files.", preview.links, preview.files);
    tell(&preview.problems, preview.problem_count);
}

fn tell(problems: &[FileProblem], count: i32) {
    for problem in problems {
        match problem.path.as_str() {
            "" => println!("{}", problem.reason),
            path => println!("{path}: {}", problem.reason),
        }
    }
    let more = usize::try_from(count).unwrap_or_default().saturating_sub(problems.len());
    if more > 0 {
        println!("and {more} more problems");
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use std::fs;

    #[test]
    fn a_page_alone_is_packed_and_a_zip_is_taken_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["Opening hours.md", "hours.markdown", "hours.html", "HOURS.HTM"] {
            let page = folder.path().join(name);
            fs::write(&page, "We open at nine.").unwrap();
            let packed = read(&page).unwrap();
            assert!(packed.starts_with(b"PK"), "{name}");
            assert!(packed.windows(name.len()).any(|bytes| bytes == name.as_bytes()), "{name}");
        }
        let zip = folder.path().join("book.zip");
        fs::write(&zip, "whatever it holds").unwrap();
        assert_eq!(read(&zip).unwrap(), b"whatever it holds");
        assert!(read(&folder.path().join("missing.md")).is_err());
    }
}
