use crate::{failure::Failure, wire::Reply};
use atrium::{
    boards::board::PersonRef,
    ids::{PageCommentId, PageId, ThreadId},
    wiki::thread::Thread,
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[cfg(feature = "ssr")]
use crate::context::{actor, once};
#[cfg(feature = "ssr")]
use atrium::{
    clock, people,
    wiki::{self, NewThread, Passage},
};

/// What is said about a page, and who can be called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comments {
    pub threads: Vec<Thread>,
    pub people: Vec<PersonRef>,
}

#[server(output = Reply)]
pub async fn load_threads(workspace: String, id: PageId) -> Result<Comments, Failure> {
    const MOST: i64 = 200;
    let (db, actor) = actor(&workspace).await?;
    let threads = wiki::threads(&db, &actor, id, clock::now()).await?;
    // Guests have no list of everybody.
    let known = people::directory(&db, &actor, "", None, MOST, clock::now()).await.map(|page| page.items);
    let people = known.unwrap_or_default().into_iter();
    let people = people.map(|one| PersonRef { id: one.person_id, name: one.name, hue: one.hue });
    Ok(Comments { threads, people: people.collect() })
}

/// Where words of a page stand, as the editor says it: relative positions of Yjs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub from: Value,
    pub to: Value,
}

/// An empty quote is about the whole page.
#[server(input = Json, output = Reply)]
pub async fn start_thread(
    workspace: String,
    id: PageId,
    quote: String,
    span: Option<Span>,
    body: String,
) -> Result<ThreadId, Failure> {
    let (db, actor) = actor(&workspace).await?;
    let once = once(&(id, &quote, &span, &body))?;
    let passage = span.map(|Span { from, to }| Passage { from, to });
    Ok(wiki::start_thread(&db, &actor, id, NewThread { quote, passage, body }, once.as_ref(), clock::now()).await?)
}

#[server(input = Json, output = Reply)]
pub async fn answer_thread(workspace: String, id: ThreadId, body: String) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    wiki::reply(&db, &actor, id, &body, once(&(id, &body))?.as_ref(), clock::now()).await?;
    Ok(())
}

#[server(input = Json, output = Reply)]
pub async fn edit_page_comment(
    workspace: String,
    id: PageCommentId,
    body: String,
    version: i32,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::edit_page_comment(&db, &actor, id, &body, Some(version), clock::now()).await?)
}

#[server(input = Json, output = Reply)]
pub async fn remove_page_comment(workspace: String, id: PageCommentId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::remove_page_comment(&db, &actor, id, clock::now()).await?)
}

#[server(input = Json, output = Reply)]
pub async fn resolve_thread(workspace: String, id: ThreadId, resolved: bool) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::resolve_thread(&db, &actor, id, resolved, clock::now()).await?)
}
