use super::{
    document::{About, ColumnDocument, FieldDocument, LabelDocument, OptionDocument, ProjectDocument},
    json, table,
};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        field::Field,
        policy::Action,
        store::{
            access::{Which, demand, load_for},
            columns, documents, fields, projects,
        },
    },
    database::Db,
    ids::{ProjectId, TaskId},
    workspace,
};
use std::collections::VecDeque;
use time::OffsetDateTime;

/// As many tasks are read at once.
const PAGE: usize = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// With a mark at its beginning, for programs that take a file without one for another encoding.
    Csv {
        mark: bool,
    },
    Json,
}

/// A file in the making. Whoever may not have it is told before its first piece.
#[derive(Debug)]
pub struct Exporter {
    db: Db,
    actor: Actor,
    format: FileFormat,
    /// Its name, if the file is about a workspace.
    workspace: Option<String>,
    /// Those for which a table about one project has a column, by name.
    fields: Vec<String>,
    now: OffsetDateTime,
    /// Those not begun yet.
    projects: VecDeque<ProjectId>,
    current: Option<Current>,
    stage: Stage,
}

#[derive(Debug)]
struct Current {
    id: ProjectId,
    key: String,
    tasks: VecDeque<TaskId>,
    begun: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    Opening,
    /// Whether a project was written already.
    Projects(bool),
    Over,
}

impl Exporter {
    /// A file about one project.
    pub async fn of_project(
        db: Db,
        actor: Actor,
        project_id: ProjectId,
        format: FileFormat,
        now: OffsetDateTime,
    ) -> Result<Self> {
        let mut tx = db.view(&actor).await?;
        load_for(&mut tx, &actor, Action::Export, Which::Project(project_id)).await?;
        let fields = fields::list(&mut tx, project_id, false).await?.into_iter().map(|field| field.name).collect();
        drop(tx);
        Ok(Self { fields, ..Self::new(db, actor, format, None, now, vec![project_id]) })
    }

    /// A file about all projects of the workspace, the archived ones at the end.
    pub async fn of_workspace(db: Db, actor: Actor, format: FileFormat, now: OffsetDateTime) -> Result<Self> {
        demand(&actor, Action::ExportEverything)?;
        let name = workspace::view(&db, &actor).await?.name;
        let mut tx = db.view(&actor).await?;
        let mut found = projects::list(&mut tx, &actor, false).await?;
        found.extend(projects::list(&mut tx, &actor, true).await?);
        drop(tx);
        let found = found.into_iter().map(|one| one.project.id).collect();
        Ok(Self::new(db, actor, format, Some(name), now, found))
    }

    fn new(
        db: Db,
        actor: Actor,
        format: FileFormat,
        workspace: Option<String>,
        now: OffsetDateTime,
        projects: Vec<ProjectId>,
    ) -> Self {
        let (projects, fields, stage) = (projects.into(), Vec::new(), Stage::Opening);
        Self { db, actor, format, workspace, fields, now, projects, current: None, stage }
    }

    /// The next piece of the file; nothing at its end.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        if let Some(current) = self.current.take() {
            return self.go_on(current).await.map(Some);
        }
        match self.stage {
            Stage::Opening => {
                self.stage = Stage::Projects(false);
                self.opening().map(Some)
            }
            Stage::Projects(more) => {
                if let Some(project_id) = self.projects.pop_front() {
                    self.stage = Stage::Projects(true);
                    return self.begin(project_id, more).await.map(Some);
                }
                self.stage = Stage::Over;
                Ok(Some(self.closing().into()))
            }
            Stage::Over => Ok(None),
        }
    }

    fn closing(&self) -> String {
        match (self.format, &self.workspace) {
            (FileFormat::Csv { .. }, _) => String::new(),
            (FileFormat::Json, Some(_)) => format!("{}\n", json::CLOSE),
            (FileFormat::Json, None) => "\n".to_owned(),
        }
    }

    fn opening(&self) -> Result<Vec<u8>> {
        match (self.format, &self.workspace) {
            (FileFormat::Csv { mark }, workspace) => table::headers(workspace.is_some(), &self.fields, mark),
            (FileFormat::Json, Some(name)) => json::open_workspace(name, self.now).map(String::into_bytes),
            (FileFormat::Json, None) => Ok(Vec::new()),
        }
    }

    /// The role may have changed since the piece before.
    async fn check(&mut self) -> Result<()> {
        let Actor { caller, workspace_id, .. } = self.actor;
        self.actor = workspace::enter_by_id(&self.db, &caller, workspace_id).await?;
        if self.workspace.is_some() { demand(&self.actor, Action::ExportEverything) } else { Ok(()) }
    }

    async fn begin(&mut self, project_id: ProjectId, more: bool) -> Result<Vec<u8>> {
        self.check().await?;
        let mut tx = self.db.view(&self.actor).await?;
        let project = load_for(&mut tx, &self.actor, Action::Export, Which::Project(project_id)).await?.project;
        let columns = columns::list(&mut tx, project_id).await?.into_iter();
        let labels = projects::labels(&mut tx, project_id).await?.into_iter();
        let tasks = documents::order(&mut tx, project_id).await?;
        let document = ProjectDocument {
            project: About {
                key: project.key.clone(),
                name: project.name,
                description: project.description,
                hue: project.hue,
                archived: project.archived,
            },
            columns: columns
                .map(|one| ColumnDocument { name: one.name, done: one.done, task_limit: one.task_limit })
                .collect(),
            labels: labels.map(|one| LabelDocument { name: one.name, hue: one.hue }).collect(),
            fields: fields::list(&mut tx, project_id, false).await?.into_iter().map(field).collect(),
        };
        self.current = Some(Current { id: project_id, key: project.key, tasks: tasks.into(), begun: false });
        if self.format != FileFormat::Json {
            return Ok(Vec::new());
        }
        let before = if more { ",\n" } else { "" };
        let alone = self.workspace.is_none().then_some(self.now);
        Ok(format!("{before}{}", json::open_project(&document, alone)?).into_bytes())
    }

    async fn go_on(&mut self, mut current: Current) -> Result<Vec<u8>> {
        let page: Vec<TaskId> = current.tasks.drain(..current.tasks.len().min(PAGE)).collect();
        if page.is_empty() {
            return Ok(if self.format == FileFormat::Json { json::CLOSE.into() } else { Vec::new() });
        }
        self.check().await?;
        let mut tx = self.db.view(&self.actor).await?;
        let access = load_for(&mut tx, &self.actor, Action::Export, Which::Project(current.id)).await?;
        let addresses = workspace::allows(self.actor.role, workspace::Action::SeeAddresses);
        let tasks = documents::tasks(&mut tx, &access.project, &page, addresses).await?;
        drop(tx);
        let piece = match self.format {
            FileFormat::Json => json::tasks(&tasks, !current.begun)?.into_bytes(),
            FileFormat::Csv { .. } => {
                table::tasks(&tasks, self.workspace.as_ref().map(|_| current.key.as_str()), &self.fields)?
            }
        };
        current.begun |= !tasks.is_empty();
        self.current = Some(current);
        Ok(piece)
    }

    /// The whole file at once, for tests and small projects.
    pub async fn whole(mut self) -> Result<String> {
        let mut file = Vec::new();
        while let Some(piece) = self.next().await? {
            file.extend(piece);
        }
        String::from_utf8(file).map_err(Error::internal)
    }
}

fn field(field: Field) -> FieldDocument {
    let option = |one: crate::boards::field::FieldOption| OptionDocument {
        name: one.name,
        hue: one.hue,
        archived: one.archived,
    };
    FieldDocument {
        name: field.name,
        kind: field.kind,
        options: field.options.into_iter().map(option).collect(),
        on_card: field.on_card,
    }
}
