//! `atrium export`: the same file as on screen, by the workspace's owner.

use super::{
    Failed, Outcome,
    import::{owner_of, project},
    open_files, pages,
};
use crate::{
    cli::{Export, ExportFormat, ExportWhat},
    config::Config,
};
use atrium::{
    boards::export::{Exporter, FileFormat},
    clock,
    database::Db,
};
use std::{
    fs::File,
    io::{BufWriter, Write, stdout},
};

pub async fn run(db: &Db, config: &Config, command: Export) -> Outcome {
    if let Some(ExportWhat::Pages(command)) = command.what {
        return pages::export(db, open_files(config)?, command).await;
    }
    let actor = owner_of(db, command.workspace.as_deref().unwrap_or_default()).await?;
    let format = match command.format {
        ExportFormat::Csv => FileFormat::Csv { mark: false },
        ExportFormat::Json => FileFormat::Json,
    };
    let now = clock::now();
    let mut exporter = match &command.project {
        None => Exporter::of_workspace(db.clone(), actor, format, now).await?,
        Some(key) => {
            let found = project(db, &actor, key).await?;
            let found =
                found.ok_or_else(|| Failed::Said(format!("There is no project {} here.", key.to_uppercase())))?;
            Exporter::of_project(db.clone(), actor, found.id, format, now).await?
        }
    };
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
