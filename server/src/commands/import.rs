use super::{Failed, Outcome};
use crate::cli::{BrokenRow, Import, ImportCsv};
use atrium::{
    Error,
    actor::Actor,
    boards::{
        self, NewProject,
        import::{NewImport, OnProblem, Problem, dry_run, import, run_import, start_import},
    },
    clock,
    database::Db,
    ids::ProjectId,
    workspace,
};

pub async fn run(db: &Db, command: Import) -> Outcome {
    match command {
        Import::Csv(command) => csv(db, command).await,
    }
}

async fn csv(db: &Db, command: ImportCsv) -> Outcome {
    let content = std::fs::read(&command.file)
        .map_err(|error| Failed::Said(format!("{} cannot be read: {error}.", command.file.display())))?;
    let actor = workspace::act_as_owner(db, &command.workspace).await.map_err(|error| match error {
        Error::NotFound => Failed::Said(format!("There is no workspace at the address {}.", command.workspace)),
        other => other.into(),
    })?;
    let project_id = project(db, &actor, &command).await?;
    if command.dry_run {
        let preview = dry_run(db, &actor, project_id, &content, None).await?;
        println!("{} of {} rows are good.", preview.good, preview.rows_total);
        tell(&preview.problems);
        return Ok(());
    }
    let source = command.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let on_problem = match command.on_problem {
        BrokenRow::Skip => OnProblem::SkipRow,
        BrokenRow::Stop => OnProblem::StopEverything,
    };
    let new = NewImport { source, content, mapping: None, on_problem };
    let started = start_import(db, &actor, project_id, new, None).await?;
    run_import(db, &actor, started.id).await?;
    let done = import(db, &actor, started.id, clock::now()).await?;
    println!("{} of {} rows are in.", done.rows_done, done.rows_total);
    tell(&done.problems);
    Ok(())
}

async fn project(db: &Db, actor: &Actor, command: &ImportCsv) -> Result<ProjectId, Failed> {
    let key = command.project.to_uppercase();
    let projects = boards::projects(db, actor, false).await?;
    if let Some(found) = projects.into_iter().find(|one| one.project.key == key) {
        return Ok(found.project.id);
    }
    if !command.create_project {
        return Err(Failed::Said(format!("There is no project {key} here. With --create-project it is made.")));
    }
    let name = command.file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let new = NewProject { key, name, description: String::new(), hue: 5 };
    Ok(boards::create_project(db, actor, new, None).await?.id)
}

fn tell(problems: &[Problem]) {
    for problem in problems {
        println!("line {}: {}", problem.line, problem.reason);
    }
}
