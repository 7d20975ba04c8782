use super::store;
use crate::{
    Result,
    database::Db,
    ids::{PersonId, ProjectId, WorkspaceId},
};
use std::collections::HashSet;

/// Somebody who listens to a project.
pub type Listening = (WorkspaceId, ProjectId, PersonId);

/// Somebody who listens to their inbox.
pub type Entering = (WorkspaceId, PersonId);

/// Which of these people may still enter these workspaces, on the terms of [`super::enter`].
pub async fn who_may_still_enter(db: &Db, asked: &[Entering]) -> Result<HashSet<Entering>> {
    let mut tx = db.system().await?;
    Ok(store::everywhere::who_may_still_enter(tx.conn(), asked).await?.into_iter().collect())
}

/// Which of these people may still see these projects: the live hub asks for those who listen. It
/// says what [`crate::boards::policy`] says of `Action::View`, for many at once.
pub async fn who_may_still_view(db: &Db, asked: &[Listening]) -> Result<HashSet<Listening>> {
    let mut tx = db.system().await?;
    Ok(store::everywhere::who_may_still_view(tx.conn(), asked).await?.into_iter().collect())
}
