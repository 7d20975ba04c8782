use super::turn::Turn;
use crate::{
    Result,
    actor::Actor,
    boards::{self, LetGo},
    database::Db,
    wiki,
    workspace::{
        policy::Action,
        store::{invitations, members},
    },
};
use serde_json::json;
use time::OffsetDateTime;

/// Takes the actor out of the workspace. What they made stays, under their name; open tasks that were theirs
/// wait for somebody else; what was granted to them in the wiki is theirs no more.
pub async fn leave(db: &Db, actor: &Actor, now: OffsetDateTime) -> Result<()> {
    let mut turn = Turn::take(db, actor, Action::Leave).await?;
    turn.shared()?;
    let standing = turn.present(actor.person_id()).await?;
    turn.keep_an_owner(actor.person_id(), &standing).await?;
    boards::let_go(&mut turn.tx, actor.person_id(), LetGo::Everything).await?;
    wiki::forget(&mut turn.tx, actor.person_id()).await?;
    invitations::revoke_of(turn.tx.conn(), actor.workspace_id, actor.person_id(), now).await?;
    members::leave(turn.tx.conn(), actor.workspace_id, actor.person_id(), now).await?;
    turn.finish("member.left", actor.person_id().uuid(), json!({ "name": standing.name })).await
}
