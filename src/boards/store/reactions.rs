use crate::{
    Result,
    boards::reaction::{Reaction, ReactionView},
    database::TenantTx,
    ids::{CommentId, PersonId, TaskId},
};
use std::collections::HashMap;

/// Whether that changed anything.
pub async fn set(tx: &mut TenantTx, comment_id: CommentId, reaction: Reaction, on: bool) -> Result<bool> {
    let (workspace_id, person_id) = (tx.workspace_id().uuid(), tx.person_id().uuid());
    let done = if on {
        sqlx::query!(
            "insert into comment_reaction (workspace_id, comment_id, person_id, reaction)
             values ($1, $2, $3, $4)
             on conflict do nothing",
            workspace_id,
            comment_id.uuid(),
            person_id,
            reaction.name(),
        )
        .execute(tx.conn())
        .await?
    } else {
        sqlx::query!(
            "delete from comment_reaction
             where workspace_id = $1 and comment_id = $2 and person_id = $3 and reaction = $4",
            workspace_id,
            comment_id.uuid(),
            person_id,
            reaction.name(),
        )
        .execute(tx.conn())
        .await?
    };
    Ok(done.rows_affected() > 0)
}

/// The signs under the comments of a task, in the order in which they are offered.
pub async fn of_task(tx: &mut TenantTx, task_id: TaskId) -> Result<HashMap<CommentId, Vec<ReactionView>>> {
    let me = tx.person_id();
    let rows = sqlx::query!(
        r#"select
             r.comment_id as "comment_id: CommentId",
             r.reaction,
             r.person_id as "person_id: PersonId",
             coalesce(p.name, '') as "name!"
           from comment_reaction r
           join comment c on c.workspace_id = r.workspace_id and c.id = r.comment_id
           left join person p on p.id = r.person_id
           where r.workspace_id = $1 and c.task_id = $2
           order by r.created_at, r.person_id"#,
        tx.workspace_id().uuid(),
        task_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    let mut found: HashMap<CommentId, Vec<ReactionView>> = HashMap::new();
    for row in rows {
        let reaction: Reaction = row.reaction.parse()?;
        let views = found.entry(row.comment_id).or_default();
        let at = views.iter().position(|view| view.reaction == reaction).unwrap_or_else(|| {
            views.push(ReactionView { reaction, people: Vec::new(), mine: false });
            views.len() - 1
        });
        views[at].people.push(row.name);
        views[at].mine |= row.person_id == me;
    }
    for views in found.values_mut() {
        views.sort_unstable_by_key(|view| view.reaction);
    }
    Ok(found)
}
