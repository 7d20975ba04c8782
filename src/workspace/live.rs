use super::store;
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
    let mut tx = db.system().await?;
    Ok(store::everywhere::who_may_still_view(tx.conn(), asked).await?.into_iter().collect())
}
