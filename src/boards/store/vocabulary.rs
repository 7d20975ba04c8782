//! What can be named in a project.

use super::{cards, feed, projects};
use crate::{Result, boards::board::Vocabulary, clock, database::TenantTx, day::Day, ids::ProjectId};
use time::OffsetDateTime;

pub async fn of_project(tx: &mut TenantTx, project_id: ProjectId, now: OffsetDateTime) -> Result<Vocabulary> {
    let zone = feed::time_zone(tx).await?;
    Ok(Vocabulary {
        people: cards::people(tx, project_id).await?,
        labels: projects::labels(tx, project_id).await?,
        today: Day(clock::today_in(&zone, now)),
        me: Some(tx.person_id()),
    })
}
