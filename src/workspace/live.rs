use crate::{
    Result,
    database::Db,
    ids::{PersonId, ProjectId, WorkspaceId},
};
use std::collections::HashSet;

/// Somebody who listens to a project.
pub type Listening = (WorkspaceId, ProjectId, PersonId);

/// Which of these people may still see these projects: the live hub asks for those who listen. It
/// says what [`crate::boards::policy`] says of `Action::View`, for many at once.
pub async fn who_may_still_view(db: &Db, asked: &[Listening]) -> Result<HashSet<Listening>> {
    let workspaces: Vec<_> = asked.iter().map(|one| one.0.uuid()).collect();
    let projects: Vec<_> = asked.iter().map(|one| one.1.uuid()).collect();
    let people: Vec<_> = asked.iter().map(|one| one.2.uuid()).collect();
    let mut tx = db.system().await?;
    let rows = sqlx::query!(
        r#"select
             asked.workspace_id as "workspace_id!: WorkspaceId",
             asked.project_id as "project_id!: ProjectId",
             asked.person_id as "person_id!: PersonId"
           from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as asked (workspace_id, project_id, person_id)
           join workspace w on w.id = asked.workspace_id and w.deleted_at is null
           join member m on m.workspace_id = asked.workspace_id and m.person_id = asked.person_id
           join project p on p.workspace_id = asked.workspace_id and p.id = asked.project_id
           where m.suspended_at is null
             and m.left_at is null
             and (m.role <> 'guest' or exists (
               select from project_guest g
               where g.workspace_id = asked.workspace_id
                 and g.project_id = asked.project_id
                 and g.person_id = asked.person_id))"#,
        &workspaces,
        &projects,
        &people,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.workspace_id, row.project_id, row.person_id)).collect())
}
