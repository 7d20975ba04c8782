use super::record;
use crate::{
    Result,
    boards::store::{assignees, guests},
    database::TenantTx,
    ids::{PersonId, ProjectId},
};
use serde_json::json;

/// What somebody does not see any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetGo {
    /// They left the workspace.
    Everything,
    /// It is not shared with them any more.
    Project(ProjectId),
    /// They became a guest, who sees what is shared with them.
    Unshared,
}

/// Takes somebody off the open tasks that they cannot see any more, so that these are found by who looks
/// for work that nobody does. Finished tasks keep who did them. It is a part of another command, in its
/// transaction; each task tells the change in its own history.
pub async fn let_go(tx: &mut TenantTx, person: PersonId, what: LetGo) -> Result<()> {
    if what == LetGo::Everything {
        guests::forget(tx, person).await?;
    }
    let project_id = if let LetGo::Project(project_id) = what { Some(project_id) } else { None };
    for task in assignees::unassign(tx, person, project_id, what == LetGo::Unshared).await? {
        let after: Vec<_> = task.assignees.iter().filter(|id| **id != person).collect();
        let data = json!({
            "key": format!("{}-{}", task.project_key, task.number),
            "title": task.title,
            "changes": { "assignees": [task.assignees, after] },
        });
        record(tx, "task.edited", task.project_id, task.id.uuid(), data).await?;
    }
    Ok(())
}
