//! `atrium import`: the same import as on screen, by the workspace's owner, with its progress.

use super::{Failed, Outcome, open_files, pages};
use crate::{
    cli::{BrokenRow, Import, ImportFile, KnownTask},
    config::Config,
};
use atrium::{
    Error,
    actor::Actor,
    boards::{
        self, NewProject,
        import::{
            self, Field, Format, ImportState, ImportView, Mapping, NewImport, OnKnown, OnProblem, Preview, Problem,
            Reading, dry_run, run_import, start_import,
        },
        project::{Column, Project, parse_key},
    },
    clock,
    database::Db,
    ids::ImportId,
    workspace,
};
use std::{
    io::{IsTerminal, Write, stderr},
    time::Duration,
};

pub async fn run(db: &Db, config: &Config, command: Import) -> Outcome {
    match command {
        Import::Csv(command) => file(db, command, Format::Csv).await,
        Import::Trello(command) => file(db, command, Format::Trello).await,
        Import::Jira(command) => file(db, command, Format::Jira).await,
        Import::Json(command) => file(db, command, Format::Json).await,
        Import::Pages(command) => pages::import(db, &*open_files(config)?, command).await,
    }
}

async fn file(db: &Db, command: ImportFile, format: Format) -> Outcome {
    let content = std::fs::read(&command.file)
        .map_err(|error| Failed::Said(format!("{} cannot be read: {error}.", command.file.display())))?;
    let mapping = mapping(&content, format, &command.map)?;
    let actor = owner_of(db, &command.workspace).await?;
    let found = project(db, &actor, &command.project).await?;
    if command.dry_run {
        let preview = match &found {
            Some(project) => {
                let reading = Reading { format: Some(format), mapping: Some(mapping), ..Reading::default() };
                dry_run(db, &actor, project.id, &content, reading).await?
            }
            None => import::preview(&content, format, Some(&mapping))?,
        };
        foretell(&preview);
        return Ok(());
    }
    let (project, fresh) = match found {
        Some(project) => (project, Vec::new()),
        None if command.create_project => create(db, &actor, &command).await?,
        None => {
            let key = command.project.to_uppercase();
            return Err(Failed::Said(format!("There is no project {key} here. With --create-project it is made.")));
        }
    };
    let source = command.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let on_problem = match command.on_problem {
        BrokenRow::Skip => OnProblem::SkipRow,
        BrokenRow::Stop => OnProblem::StopEverything,
    };
    let on_known = match command.on_known {
        KnownTask::Skip => OnKnown::Skip,
        KnownTask::AddAgain => OnKnown::AddAgain,
    };
    let new = NewImport { source, content, format: Some(format), mapping: Some(mapping), on_problem, on_known };
    let started = start_import(db, &actor, project.id, new, None).await?;
    let done = finish(db, &actor, started.id).await?;
    remove_unused(db, &actor, &project, &fresh).await?;
    tell(&done.problems, done.problem_count);
    if done.state == ImportState::Failed {
        return Err(Failed::Said("Nothing went in.".to_owned()));
    }
    println!("{} of {} rows are in, as tasks of {}.", done.made, done.rows_total, project.key);
    if done.skipped > 0 {
        println!("{} were there already.", done.skipped);
    }
    Ok(())
}

fn mapping(content: &[u8], format: Format, said: &[String]) -> Result<Mapping, Failed> {
    let mut mapping = import::preview(content, format, None)?.mapping;
    for one in said {
        let (header, field) = one
            .rsplit_once('=')
            .ok_or_else(|| Failed::Said(format!("--map takes HEADER=FIELD, not \u{201c}{one}\u{201d}.")))?;
        mapping.set(header, field.parse::<Field>()?)?;
    }
    Ok(mapping)
}

/// The operator acts as the owner of the workspace at this address.
pub(super) async fn owner_of(db: &Db, slug: &str) -> Result<Actor, Failed> {
    workspace::act_as_owner(db, slug).await.map_err(|error| match error {
        Error::NotFound => Failed::Said(format!("There is no workspace at the address {slug}.")),
        other => other.into(),
    })
}

pub(super) async fn project(db: &Db, actor: &Actor, key: &str) -> Result<Option<Project>, Failed> {
    let key = parse_key(key)?;
    let projects = boards::projects(db, actor, false).await?;
    Ok(projects.into_iter().map(|one| one.project).find(|project| project.key == key))
}

/// A project named after the file, and the columns it came with.
async fn create(db: &Db, actor: &Actor, command: &ImportFile) -> Result<(Project, Vec<Column>), Failed> {
    let name = command.file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let new = NewProject { key: command.project.clone(), name, description: String::new(), hue: 5 };
    let project = boards::create_project(db, actor, new, None).await?;
    let columns = boards::board(db, actor, &project.key, clock::now()).await?.columns;
    Ok((project, columns))
}

/// The columns that a new project came with and the file did not use, but for finished work.
async fn remove_unused(db: &Db, actor: &Actor, project: &Project, fresh: &[Column]) -> Outcome {
    if fresh.is_empty() {
        return Ok(());
    }
    let board = boards::board(db, actor, &project.key, clock::now()).await?;
    let used = |column: &Column| board.cards.iter().any(|card| card.column_id == column.id);
    if board.columns.iter().any(|column| used(column) && !fresh.contains(column)) {
        // A file that knows its columns has taken their place already.
        let is_there = |column: &Column| board.columns.iter().any(|other| other.id == column.id);
        for column in fresh.iter().filter(|column| is_there(column) && !column.done && !used(column)) {
            boards::remove_column(db, actor, column.id, None).await?;
        }
    }
    Ok(())
}

/// Runs the import here and shows how far it is. A server beside may run it too: rows go in once.
async fn finish(db: &Db, actor: &Actor, id: ImportId) -> Result<ImportView, Failed> {
    let work = run_import(db, actor, id);
    tokio::pin!(work);
    let mut tick = tokio::time::interval(Duration::from_millis(300));
    loop {
        tokio::select! {
            done = &mut work => {
                done?;
                break;
            }
            _ = tick.tick(), if stderr().is_terminal() => {
                let view = import::import(db, actor, id, clock::now()).await?;
                eprint!("\r{} of {} rows", view.rows_done, view.rows_total);
                stderr().flush()?;
            }
        }
    }
    if stderr().is_terminal() {
        eprint!("\r\x1b[K");
    }
    Ok(import::import(db, actor, id, clock::now()).await?)
}

fn foretell(preview: &Preview) {
    println!("{} of {} rows are good.", preview.good, preview.rows_total);
    for mapped in &preview.mapping.0 {
        println!("  {} = {}", mapped.header, mapped.field.name());
    }
    println!("{} columns, {} labels.", preview.columns.len(), preview.labels.len());
    if !preview.unknown_people.is_empty() {
        println!("Not members here, so left unassigned: {}.", preview.unknown_people.join(", "));
    }
    tell(&preview.problems, preview.problem_count);
}

fn tell(problems: &[Problem], count: i32) {
    for problem in problems {
        match (problem.line, problem.name.as_str()) {
            (0, _) => println!("{}", problem.reason),
            (line, "") => println!("line {line}: {}", problem.reason),
            (_, name) => println!("\u{201c}{name}\u{201d}: {}", problem.reason),
        }
    }
    let more = usize::try_from(count).unwrap_or_default().saturating_sub(problems.len());
    if more > 0 {
        println!("and {more} more problems");
    }
}
