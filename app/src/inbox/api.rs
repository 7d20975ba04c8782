use crate::{failure::Failure, wire::Reply};
use atrium::{
    ids::TaskId,
    inbox::{InboxView, Mark, Shelf, Subjects},
};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::{actor, visit};
#[cfg(feature = "ssr")]
use atrium::{clock, inbox};

#[server(output = Reply)]
pub async fn load_inbox(workspace: String, shelf: Shelf) -> Result<InboxView, Failure> {
    let mut visit = visit(&workspace).await?;
    Ok(inbox::inbox(&mut visit, shelf, clock::now()).await?)
}

#[server(input = Json, output = Reply)]
pub async fn mark_items(workspace: String, about: Subjects, mark: Mark) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(inbox::mark(&db, &actor, &about, mark, clock::now()).await?)
}

/// `until` is `later_today`, `tomorrow`, `next_week`, or a date.
#[server(input = Json, output = Reply)]
pub async fn snooze_items(workspace: String, about: Subjects, until: String) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(inbox::snooze(&db, &actor, &about, until.parse()?, clock::now()).await?)
}

/// Answers with what had news.
#[server(input = Json, output = Reply)]
pub async fn read_all(workspace: String) -> Result<Subjects, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(inbox::read_all(&db, &actor, clock::now()).await?)
}

/// What somebody reads elsewhere is read in the inbox too.
pub async fn mark_as_read(workspace: String, task_id: TaskId) {
    // A courtesy: what fails stays unread.
    let _ = mark_items(workspace, task_id.into(), Mark::Read).await;
}
