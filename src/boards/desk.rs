//! What the small window for a new task needs, wherever somebody opens it.

use super::{
    board::{Desk, DeskPlace},
    store::{columns, projects, vocabulary},
};
use crate::{Result, actor::Role, workspace::Visit};
use time::OffsetDateTime;

/// The projects in which the visitor may add tasks, and of the one with this key its columns and names.
pub async fn desk_on(visit: &mut Visit, key: &str, now: OffsetDateTime) -> Result<Desk> {
    let Visit { actor, tx } = visit;
    if actor.role == Role::Viewer || !actor.caller.may_write() {
        return Ok(Desk { projects: Vec::new(), place: None });
    }
    let projects = projects::names(tx, actor, true).await?;
    let place = match projects.iter().find(|project| project.key == key).or(projects.first()) {
        None => None,
        Some(project) => Some(DeskPlace {
            project_id: project.id,
            columns: columns::list(tx, project.id).await?,
            vocabulary: vocabulary::of_project(tx, project.id, now).await?,
        }),
    };
    Ok(Desk { projects, place })
}
