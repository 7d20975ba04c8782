//! Nothing is loaded for writing without naming the action.

use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        policy::{Action, Standing, allows},
        project::{GuestLevel, Project, WhenBlocked},
    },
    database::TenantTx,
    ids::{ChecklistItemId, ColumnId, CommentId, FieldId, ImportId, LabelId, ProjectId, SavedViewId, TaskId},
};

/// By what a project is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    Project(ProjectId),
    Key(&'a str),
    Task(TaskId),
    Column(ColumnId),
    Label(LabelId),
    Field(FieldId),
    Comment(CommentId),
    ChecklistItem(ChecklistItemId),
    Import(ImportId),
    SavedView(SavedViewId),
}

/// A project, and where the actor stands towards it.
#[derive(Debug)]
pub struct Access {
    pub project: Project,
    pub standing: Standing,
}

impl Access {
    pub fn allows(&self, action: Action) -> bool {
        allows(self.standing, action)
    }
}

/// The project for an action: invisible is `NotFound`, visible but not allowed is `Forbidden`, and
/// an archived project is only looked at, shared and restored.
pub async fn load_for(tx: &mut TenantTx, actor: &Actor, action: Action, which: Which<'_>) -> Result<Access> {
    let (column, value, key) = match which {
        Which::Project(id) => ("project", Some(id.uuid()), None),
        Which::Key(key) => ("key", None, Some(key)),
        Which::Task(id) => ("task", Some(id.uuid()), None),
        Which::Column(id) => ("column", Some(id.uuid()), None),
        Which::Label(id) => ("label", Some(id.uuid()), None),
        Which::Field(id) => ("field", Some(id.uuid()), None),
        Which::Comment(id) => ("comment", Some(id.uuid()), None),
        Which::ChecklistItem(id) => ("checklist_item", Some(id.uuid()), None),
        Which::Import(id) => ("import", Some(id.uuid()), None),
        Which::SavedView(id) => ("view", Some(id.uuid()), None),
    };
    let row = sqlx::query!(
        r#"select
             p.id as "id: ProjectId",
             p.key,
             p.name,
             p.description,
             p.hue,
             p.when_blocked as "when_blocked: WhenBlocked",
             p.version,
             p.archived_at is not null as "archived!",
             g.level as "level?: GuestLevel"
           from project p
           left join project_guest g
             on g.workspace_id = p.workspace_id and g.project_id = p.id and g.person_id = $2
           where p.workspace_id = $1
             and case $3
               when 'project' then p.id = $4
               when 'key' then p.key = $5
               when 'task' then p.id = (select t.project_id from task t where t.workspace_id = $1 and t.id = $4)
               when 'column' then p.id = (select c.project_id from board_column c where c.workspace_id = $1 and c.id = $4)
               when 'label' then p.id = (select l.project_id from label l where l.workspace_id = $1 and l.id = $4)
               when 'field' then p.id = (select f.project_id from field f where f.workspace_id = $1 and f.id = $4)
               when 'import' then p.id = (select i.project_id from import i where i.workspace_id = $1 and i.id = $4)
               when 'view' then p.id = (select v.project_id from saved_view v where v.workspace_id = $1 and v.id = $4)
               when 'comment' then p.id = (
                 select t.project_id
                 from comment c
                 join task t on t.workspace_id = c.workspace_id and t.id = c.task_id
                 where c.workspace_id = $1 and c.id = $4)
               when 'checklist_item' then p.id = (
                 select t.project_id
                 from checklist_item i
                 join task t on t.workspace_id = i.workspace_id and t.id = i.task_id
                 where i.workspace_id = $1 and i.id = $4)
             end"#,
        actor.workspace_id.uuid(),
        actor.person_id().uuid(),
        column,
        value,
        key,
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    let access = Access {
        project: Project {
            id: row.id,
            key: row.key,
            name: row.name,
            description: row.description,
            hue: row.hue,
            when_blocked: row.when_blocked,
            version: row.version,
            archived: row.archived,
        },
        standing: Standing { role: actor.role, shared: row.level },
    };
    if !access.allows(Action::View) {
        return Err(Error::NotFound);
    }
    if !access.allows(action) || !(action.only_reads() || actor.caller.may_write()) {
        return Err(Error::Forbidden);
    }
    let open = matches!(
        action,
        Action::View
            | Action::SeeTime
            | Action::SaveTemplate
            | Action::Export
            | Action::ArchiveProject
            | Action::SeeGuests
            | Action::ShareWithGuests
            | Action::SeeLinks
    );
    if access.project.archived && !open {
        return Err(Error::invalid("", "This project is archived. Restore it to work on it again."));
    }
    Ok(access)
}

/// For an act in the workspace rather than in one project.
pub fn demand(actor: &Actor, action: Action) -> Result<()> {
    let standing = Standing { role: actor.role, shared: None };
    if allows(standing, action) && (action.only_reads() || actor.caller.may_write()) {
        Ok(())
    } else {
        Err(Error::Forbidden)
    }
}
