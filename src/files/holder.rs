//! What files hang on: whoever may see it may read them, whoever may edit it adds and removes them.

use crate::{
    Result,
    actor::Actor,
    boards::{self, project::Project},
    database::{Happening, TenantTx},
    ids::{AttachmentId, PageId, TaskId},
    wiki,
};
use serde_json::json;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    Task(TaskId),
    Page(PageId),
}

impl From<TaskId> for Holder {
    fn from(id: TaskId) -> Self {
        Self::Task(id)
    }
}

impl From<PageId> for Holder {
    fn from(id: PageId) -> Self {
        Self::Page(id)
    }
}

impl Holder {
    pub(super) fn task_id(self) -> Option<Uuid> {
        if let Self::Task(id) = self { Some(id.uuid()) } else { None }
    }

    pub(super) fn page_id(self) -> Option<Uuid> {
        if let Self::Page(id) = self { Some(id.uuid()) } else { None }
    }
}

/// What somebody wants of the files of a holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    Read,
    Change,
}

/// A holder that let somebody in.
#[derive(Debug)]
pub(super) enum Held {
    Task { id: TaskId, project: Box<Project>, edits: bool },
    Page { id: PageId, title: String, number: i32, edits: bool },
}

impl Held {
    /// Whether the actor may change the files.
    pub fn edits(&self) -> bool {
        match self {
            Self::Task { edits, .. } | Self::Page { edits, .. } => *edits,
        }
    }
}

/// Asks the holder whether the actor may: invisible is `NotFound`, visible but not allowed `Forbidden`.
pub(super) async fn enter(tx: &mut TenantTx, actor: &Actor, holder: Holder, want: Want) -> Result<Held> {
    match holder {
        Holder::Task(id) => {
            use boards::policy::Action::{EditTasks, View};
            let action = if want == Want::Read { View } else { EditTasks };
            let access = boards::load_for(tx, actor, action, boards::Which::Task(id)).await?;
            let edits = access.allows(EditTasks) && !access.project.archived && actor.caller.may_write();
            Ok(Held::Task { id, edits, project: Box::new(access.project) })
        }
        Holder::Page(id) => {
            use wiki::policy::Action::{EditPage, View};
            let action = if want == Want::Read { View } else { EditPage };
            let access = wiki::load_for(tx, actor, action, wiki::Which::Page(id)).await?;
            let edits = access.allows(EditPage);
            Ok(Held::Page { id, edits, title: access.page.title, number: access.page.number })
        }
    }
}

/// What happened to a file of a holder.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    Added,
    Removed,
}

/// The event of a file, with the words of its holder.
pub(super) async fn tell(tx: &mut TenantTx, held: &Held, act: Act, file: (AttachmentId, &str)) -> Result<()> {
    match held {
        Held::Task { id, project, .. } => {
            let kind = match act {
                Act::Added => "attachment.added",
                Act::Removed => "attachment.removed",
            };
            let task = boards::find_task(tx, *id).await?;
            let key = format!("{}-{}", project.key, task.number);
            let data = json!({ "key": key, "title": task.title, "attachment_id": file.0, "name": file.1 });
            tx.record(Happening { kind, project_id: Some(project.id), subject_id: id.uuid(), data }).await?;
        }
        Held::Page { id, title, number, .. } => {
            let kind = match act {
                Act::Added => "page.attached",
                Act::Removed => "page.attachment_removed",
            };
            let data = json!({ "title": title, "number": number, "attachment_id": file.0, "name": file.1 });
            tx.record(Happening { kind, project_id: None, subject_id: id.uuid(), data }).await?;
        }
    }
    Ok(())
}
