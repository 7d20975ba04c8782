use super::moment;
use crate::{
    Result,
    actor::Actor,
    boards::markdown,
    database::Db,
    ids::{PageId, ThreadId},
    wiki::{
        policy::Action,
        store::{
            access::{Which, load_for},
            grants, threads as store, views,
        },
        thread::{PageComment, Thread},
    },
    workspace::Visit,
};
use std::collections::HashMap;
use time::OffsetDateTime;

/// The conversations of a page, oldest first, the resolved ones too.
pub async fn threads(db: &Db, actor: &Actor, page_id: PageId, now: OffsetDateTime) -> Result<Vec<Thread>> {
    threads_on(&mut Visit { actor: *actor, tx: db.view(actor).await? }, page_id, now).await
}

/// The same, on a visit.
pub async fn threads_on(visit: &mut Visit, page_id: PageId, now: OffsetDateTime) -> Result<Vec<Thread>> {
    let Visit { actor, tx } = visit;
    let access = load_for(tx, actor, Action::View, Which::Page(page_id)).await?;
    let zone = views::time_zone(tx).await?;
    // Whoever sees the page can be called by name.
    let reach = grants::reach(tx, access.page.access_id).await?;
    let people = reach.into_iter().map(|person| (person.id, person.name)).collect();
    let (speaks, moderates) = (access.allows(Action::Comment), access.allows(Action::Moderate));
    let mut of_thread: HashMap<ThreadId, Vec<PageComment>> = HashMap::new();
    for row in store::comments(tx, page_id).await? {
        let may_change = speaks && (moderates || row.author_id == actor.person_id());
        of_thread.entry(row.thread_id).or_default().push(PageComment {
            id: row.id,
            author_id: row.author_id,
            author: row.author,
            author_hue: row.author_hue,
            body_html: markdown::to_html_among(&row.body, &people),
            body: row.body,
            created: moment(&zone, row.created_at, now),
            edited: row.edited,
            version: row.version,
            can_edit: may_change,
            can_remove: may_change,
        });
    }
    let thread = |row: store::ThreadRow| Thread {
        comments: of_thread.remove(&row.id).unwrap_or_default(),
        id: row.id,
        quote: row.quote,
        created: moment(&zone, row.created_at, now),
        resolved: row.resolved_at.map(|at| moment(&zone, at, now)),
        resolved_by: row.resolved_by,
        can_reply: speaks,
    };
    Ok(store::list(tx, page_id).await?.into_iter().map(thread).collect())
}
