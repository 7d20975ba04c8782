use crate::{
    Error, Result,
    actor::{Actor, Caller, Proof, Role},
    database::Db,
    ids::{PersonId, WorkspaceId},
};

/// For the operator at the command line: acts in a workspace as its longest-standing owner.
pub async fn act_as_owner(db: &Db, slug: &str) -> Result<Actor> {
    let mut tx = db.system().await?;
    let row = sqlx::query!(
        r#"select w.id as "workspace_id: WorkspaceId", m.person_id as "person_id: PersonId"
           from workspace w
           join member m on m.workspace_id = w.id
           where w.slug = $1
             and w.deleted_at is null
             and m.role = 'owner'
             and m.suspended_at is null
             and m.left_at is null
           order by m.joined_at, m.person_id
           limit 1"#,
        slug,
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    let caller = Caller { person_id: row.person_id, proof: Proof::Operator };
    Ok(Actor { caller, workspace_id: row.workspace_id, role: Role::Owner })
}
