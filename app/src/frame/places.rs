//! What the server knows, as the sidebar names it.

use super::api::Place;
use crate::ui::hue;
use atrium::{boards::project::Project, ids::WorkspaceId, workspace::WorkspaceSummary};

pub fn of_project(project: Project) -> Place {
    Place { key: project.key, name: project.name, hue: project.hue }
}

pub fn of_workspace(id: WorkspaceId, slug: String, name: String) -> Place {
    Place { key: slug, name, hue: hue(&id.to_string()).into() }
}

/// Those that can be entered.
pub fn open(all: Vec<WorkspaceSummary>) -> Vec<Place> {
    let open = all.into_iter().filter(|one| one.deleted_at.is_none() && !one.suspended);
    open.map(|one| of_workspace(one.id, one.slug, one.name)).collect()
}
