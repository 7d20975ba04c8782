//! What the founder kept, to do it again.

use crate::{
    Result,
    actor::{Actor, Caller, Proof, Role},
    boards::{
        self,
        template::{self, NewTemplate},
    },
    database::Db,
    ids::{PersonId, WorkspaceId},
};
use time::OffsetDateTime;

pub async fn add(db: &Db, workspace_id: WorkspaceId, founder: PersonId, now: OffsetDateTime) -> Result<()> {
    let caller = Caller { person_id: founder, proof: Proof::Operator };
    let actor = Actor { caller, workspace_id, role: Role::Owner };
    let named = |name: &str| NewTemplate { name: name.to_owned(), keep_people: false };
    let plan = boards::task_by_number(db, &actor, "SHOP", 42, now).await?.card.id;
    template::save_task_template(db, &actor, plan, named("Switch-over of a system"), None).await?;
    let cafe = boards::project_by_key(db, &actor, "CAFE").await?.id;
    template::save_project_template(db, &actor, cafe, named("Opening a café"), None).await?;
    Ok(())
}
