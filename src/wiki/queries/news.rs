use crate::{
    Result,
    database::Db,
    ids::{PersonId, WorkspaceId},
    wiki::store::{news as store, tree},
    workspace::Visit,
};
use std::collections::HashMap;
use uuid::Uuid;

/// Of so many things it is simpler to read everything anew.
const MOST: usize = 200;
/// Whoever was away for more events than these reads everything anew, too, if any of the last ones is for them.
const FAR: i64 = 10_000;

/// What happened to pages up to an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    pub seq: i64,
    /// By whoever hears of it: the pages, and the spaces whose tree looks different. None of them means all.
    pub things: HashMap<PersonId, Vec<Uuid>>,
}

/// What happened to pages after an event, to each of these people as far as they see it now.
pub async fn news(db: &Db, workspace_id: WorkspaceId, after: i64, people: &[PersonId]) -> Result<News> {
    let mut tx = db.tenant_as(workspace_id, PersonId(Uuid::nil())).await?;
    tree::enter(&mut tx).await?;
    let seq = store::latest(&mut tx).await?;
    let mut things: HashMap<PersonId, Vec<Uuid>> = HashMap::new();
    let from = after.max(seq - FAR);
    if seq > from {
        for (person, thing) in store::seen(&mut tx, from, seq, people).await? {
            things.entry(person).or_default().push(thing);
        }
    }
    things.values_mut().filter(|things| from > after || things.len() > MOST).for_each(Vec::clear);
    Ok(News { seq, things })
}

/// The newest event that what is read on this visit can show.
pub async fn newest_on(visit: &mut Visit) -> Result<i64> {
    store::latest(&mut visit.tx).await
}
