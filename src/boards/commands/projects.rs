use super::{hue, record};
use crate::{
    Result,
    actor::Actor,
    boards::{
        policy::Action,
        project::{Column, Project, WhenBlocked, parse_key, parse_name},
        rank,
        store::{
            access::{Which, demand, load_for},
            columns, projects,
        },
    },
    database::{Db, TenantTx},
    idempotency::{self, Once},
    ids::{ColumnId, ProjectId},
    text,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The columns a new project starts with; the last is where finished work goes.
const FIRST_COLUMNS: [(&str, bool); 4] =
    [("To do", false), ("In progress", false), ("In review", false), ("Done", true)];

#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProject {
    /// 2 to 10 letters or digits, such as ATR. Tasks are called ATR-1, ATR-2 and so on.
    #[schema(pattern = "^[A-Z][A-Z0-9]{1,9}$")]
    pub key: String,
    /// 1 to 80 characters.
    #[schema(min_length = 1, max_length = 80)]
    pub name: String,
    #[serde(default)]
    #[schema(max_length = 2_000)]
    pub description: String,
    /// 0 to 9.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 9)]
    pub hue: i16,
}

pub async fn create_project(db: &Db, actor: &Actor, new: NewProject, once: Option<&Once>) -> Result<Project> {
    let mut tx = db.tenant(actor).await?;
    demand(actor, Action::CreateProject)?;
    let project = match begin_project(&mut tx, new, once).await? {
        Begun::New(project) => project,
        Begun::Earlier(id) => return Ok(load_for(&mut tx, actor, Action::View, Which::Project(id)).await?.project),
    };
    let data = json!({ "key": project.key, "name": project.name });
    record(&mut tx, "project.created", project.id, project.id.uuid(), data).await?;
    tx.commit().await?;
    Ok(project)
}

/// A project in the making, or the one that was made under the same key before.
pub enum Begun {
    New(Project),
    Earlier(ProjectId),
}

/// Makes a project with its first columns, for whoever may.
pub async fn begin_project(tx: &mut TenantTx, new: NewProject, once: Option<&Once>) -> Result<Begun> {
    let project = Project {
        id: ProjectId::new(),
        key: parse_key(&new.key)?,
        name: parse_name(&new.name)?,
        description: text::prose("description", &new.description, 2_000)?,
        hue: hue(new.hue)?,
        when_blocked: WhenBlocked::default(),
        version: 1,
        archived: false,
    };
    if let Some(earlier) = idempotency::claim(tx, once, project.id.uuid()).await? {
        return Ok(Begun::Earlier(earlier.into()));
    }
    projects::insert(tx, &project).await?;
    for ((name, done), rank) in FIRST_COLUMNS.into_iter().zip(rank::spread(FIRST_COLUMNS.len())) {
        let column = Column { id: ColumnId::new(), name: name.to_owned(), rank, done, task_limit: None, version: 1 };
        columns::insert(tx, project.id, &column).await?;
    }
    Ok(Begun::New(project))
}

/// What of a project is to change; what is absent stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectEdit {
    #[schema(min_length = 1, max_length = 80)]
    pub name: Option<String>,
    #[schema(max_length = 2_000)]
    pub description: Option<String>,
    #[schema(minimum = 0, maximum = 9)]
    pub hue: Option<i16>,
    pub when_blocked: Option<WhenBlocked>,
}

pub async fn edit_project(
    db: &Db,
    actor: &Actor,
    project_id: ProjectId,
    edit: ProjectEdit,
    expected: Option<i32>,
) -> Result<Project> {
    let mut tx = db.tenant(actor).await?;
    let mut project = load_for(&mut tx, actor, Action::EditProject, Which::Project(project_id)).await?.project;
    let before = project.clone();
    if let Some(name) = &edit.name {
        project.name = parse_name(name)?;
    }
    if let Some(description) = &edit.description {
        project.description = text::prose("description", description, 2_000)?;
    }
    if let Some(wanted) = edit.hue {
        project.hue = hue(wanted)?;
    }
    project.when_blocked = edit.when_blocked.unwrap_or(project.when_blocked);
    super::demand_version(project.version, expected)?;
    if project == before {
        return Ok(project);
    }
    project.version = projects::update(&mut tx, &project, expected).await?;
    record(&mut tx, "project.edited", project_id, project_id.uuid(), json!({ "name": project.name })).await?;
    tx.commit().await?;
    Ok(project)
}

/// Puts a project aside, with all of its tasks. Archiving twice is archiving once.
pub async fn archive_project(db: &Db, actor: &Actor, project_id: ProjectId) -> Result<Project> {
    set_archived(db, actor, project_id, true).await
}

pub async fn restore_project(db: &Db, actor: &Actor, project_id: ProjectId) -> Result<Project> {
    set_archived(db, actor, project_id, false).await
}

async fn set_archived(db: &Db, actor: &Actor, project_id: ProjectId, archived: bool) -> Result<Project> {
    let mut tx = db.tenant(actor).await?;
    let mut project = load_for(&mut tx, actor, Action::ArchiveProject, Which::Project(project_id)).await?.project;
    if project.archived == archived {
        return Ok(project);
    }
    project.archived = archived;
    project.version = projects::update(&mut tx, &project, None).await?;
    let kind = if archived { "project.archived" } else { "project.restored" };
    record(&mut tx, kind, project_id, project_id.uuid(), json!({ "name": project.name })).await?;
    tx.commit().await?;
    Ok(project)
}
