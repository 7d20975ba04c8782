//! Conversations about pages, also of those who may comment and not edit.

use super::{demand_version, record};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{comment::parse_body, markdown},
    database::{Db, TenantTx},
    idempotency::{self, Once},
    ids::{PageCommentId, PageId, PersonId, ThreadId},
    text,
    wiki::{
        content,
        document::yjs,
        policy::Action,
        store::{
            access::{Access, PageRow, Which, load_for},
            threads::{self, NewComment},
        },
    },
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::OffsetDateTime;
use yrs::StickyIndex;

const LONGEST_QUOTE: usize = 1_000;
/// In the log, in bytes. Each run of text that is marked takes some twenty.
const LARGEST_MARK: usize = 16 * 1024;
/// Of one page, that are not settled.
const MOST_OPEN: i64 = 1_000;

#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewThread {
    /// The passage that it is about; empty for the page as a whole.
    #[serde(default)]
    #[schema(max_length = 1_000)]
    pub quote: String,
    /// Where the passage stands. The text there is marked with the id of the thread, and is its quote.
    #[serde(default)]
    pub passage: Option<Passage>,
    /// What is said first, as markdown.
    #[schema(min_length = 1, max_length = 20_000)]
    pub body: String,
}

/// A part of a page's text that stays the same part while the text around it changes: relative positions of Yjs, as
/// JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    pub from: serde_json::Value,
    pub to: serde_json::Value,
}

/// Begins a conversation about a page.
pub async fn start_thread(
    db: &Db,
    actor: &Actor,
    page_id: PageId,
    new: NewThread,
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<ThreadId> {
    let (quote, body) = (text::prose("quote", &new.quote, LONGEST_QUOTE)?, parse_body(&new.body)?);
    let mut tx = db.tenant(actor).await?;
    let page = load_for(&mut tx, actor, Action::Comment, Which::Page(page_id)).await?.page;
    let id = ThreadId::new();
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return Ok(earlier.into());
    }
    if threads::count_open(&mut tx, page_id).await? >= MOST_OPEN {
        let told = "This page has as many open conversations as it can. Please resolve some of them first.";
        return Err(Error::invalid("", told));
    }
    let quote = match &new.passage {
        Some(passage) => mark(&mut tx, page_id, id, passage, now).await?.unwrap_or(quote),
        None => quote,
    };
    threads::insert(&mut tx, id, page_id, &quote, now).await?;
    let first = NewComment { id: PageCommentId::new(), thread_id: id, page_id, body: &body };
    threads::insert_comment(&mut tx, &first, now).await?;
    say(&mut tx, &page, &first, "").await?;
    tx.commit().await?;
    Ok(id)
}

/// Marks a passage as what a conversation is about, and says what stands there; nothing where it is gone by now.
async fn mark(
    tx: &mut TenantTx,
    page_id: PageId,
    id: ThreadId,
    passage: &Passage,
    now: OffsetDateTime,
) -> Result<Option<String>> {
    let place = |value: &serde_json::Value| {
        StickyIndex::deserialize(value).map_err(|_| Error::invalid("passage", "This is no place in a page."))
    };
    let (from, to) = (place(&passage.from)?, place(&passage.to)?);
    let page = content::locked(tx, page_id).await?;
    let mut words = String::new();
    let length = content::edit(tx, &page, page_id, now, |text| {
        words = yjs::mark_thread(text, &from, &to, &id.to_string()).map_err(content::misfit)?;
        Ok(())
    })
    .await?;
    if length > LARGEST_MARK {
        return Err(Error::invalid("passage", "This is too much to comment on at once. Please choose less of it."));
    }
    let quote: String = words.trim().chars().take(LONGEST_QUOTE).collect();
    Ok(Some(quote).filter(|quote| !quote.is_empty()))
}

/// What was said is gone: the text is plain again.
async fn unmark(tx: &mut TenantTx, page_id: PageId, id: ThreadId, now: OffsetDateTime) -> Result<()> {
    let page = content::locked(tx, page_id).await?;
    content::edit(tx, &page, page_id, now, |text| yjs::unmark_thread(text, &id.to_string()).map_err(content::misfit))
        .await?;
    Ok(())
}

/// What was said is over, and nobody sees any more where; or it is not, and they see it again.
async fn settle(tx: &mut TenantTx, page_id: PageId, id: ThreadId, settled: bool, now: OffsetDateTime) -> Result<()> {
    threads::set_resolved(tx, id, settled.then_some(now)).await?;
    let page = content::locked(tx, page_id).await?;
    content::edit(tx, &page, page_id, now, |text| {
        yjs::settle_thread(text, &id.to_string(), settled).map_err(content::misfit)
    })
    .await?;
    Ok(())
}

/// Says more in a conversation. One that was resolved is taken up again by it.
pub async fn reply(
    db: &Db,
    actor: &Actor,
    thread_id: ThreadId,
    body: &str,
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<PageCommentId> {
    let body = parse_body(body)?;
    let mut tx = db.tenant(actor).await?;
    let page = load_for(&mut tx, actor, Action::Comment, Which::Thread(thread_id)).await?.page;
    let id = PageCommentId::new();
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return Ok(earlier.into());
    }
    if threads::lock(&mut tx, thread_id).await? {
        settle(&mut tx, page.id, thread_id, false, now).await?;
    }
    let new = NewComment { id, thread_id, page_id: page.id, body: &body };
    threads::insert_comment(&mut tx, &new, now).await?;
    say(&mut tx, &page, &new, "").await?;
    tx.commit().await?;
    Ok(id)
}

/// The event of what was said: who is called by it and was not before, and who spoke in the conversation already.
async fn say(tx: &mut TenantTx, page: &PageRow, said: &NewComment<'_>, before: &str) -> Result<()> {
    let known = markdown::mentions(before);
    let called: Vec<PersonId> =
        markdown::mentions(said.body).into_iter().filter(|person| !known.contains(person)).collect();
    let edited = !before.is_empty();
    let speakers = if edited { Vec::new() } else { threads::speakers(tx, said.thread_id).await? };
    let data = json!({
        "title": page.title,
        "number": page.number,
        "thread_id": said.thread_id,
        "comment_id": said.id,
        "mentions": called,
        "speakers": speakers,
    });
    record(tx, if edited { "page.comment_edited" } else { "page.commented" }, page.id.uuid(), data).await
}

/// One's own comment, or anybody's for who may moderate.
fn demand_authorship(access: &Access, actor: &Actor, author: PersonId) -> Result<()> {
    if author == actor.person_id() || access.allows(Action::Moderate) { Ok(()) } else { Err(Error::Forbidden) }
}

pub async fn edit_page_comment(
    db: &Db,
    actor: &Actor,
    id: PageCommentId,
    body: &str,
    expected: Option<i32>,
    now: OffsetDateTime,
) -> Result<()> {
    let body = parse_body(body)?;
    let mut tx = db.tenant(actor).await?;
    let access = load_for(&mut tx, actor, Action::Comment, Which::Comment(id)).await?;
    let before = threads::lock_comment(&mut tx, id).await?;
    demand_authorship(&access, actor, before.author_id)?;
    demand_version(before.version, expected)?;
    if before.body == body {
        return Ok(());
    }
    threads::update_comment(&mut tx, id, &body, now).await?;
    let said = NewComment { id, thread_id: before.thread_id, page_id: access.page.id, body: &body };
    say(&mut tx, &access.page, &said, &before.body).await?;
    tx.commit().await
}

/// Takes a comment away. With its last comment a conversation goes, too.
pub async fn remove_page_comment(db: &Db, actor: &Actor, id: PageCommentId, now: OffsetDateTime) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let access = load_for(&mut tx, actor, Action::Comment, Which::Comment(id)).await?;
    let before = threads::lock_comment(&mut tx, id).await?;
    demand_authorship(&access, actor, before.author_id)?;
    let page = &access.page;
    if threads::delete_comment(&mut tx, id, before.thread_id).await? {
        unmark(&mut tx, page.id, before.thread_id, now).await?;
    }
    let data = json!({ "title": page.title, "number": page.number, "thread_id": before.thread_id });
    record(&mut tx, "page.comment_removed", page.id.uuid(), data).await?;
    tx.commit().await
}

/// Settles a conversation, or takes it up again. Doing it twice does it once.
pub async fn resolve_thread(
    db: &Db,
    actor: &Actor,
    thread_id: ThreadId,
    resolved: bool,
    now: OffsetDateTime,
) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let page = load_for(&mut tx, actor, Action::Comment, Which::Thread(thread_id)).await?.page;
    if threads::lock(&mut tx, thread_id).await? == resolved {
        return Ok(());
    }
    settle(&mut tx, page.id, thread_id, resolved, now).await?;
    let kind = if resolved { "page.thread_resolved" } else { "page.thread_reopened" };
    let data = json!({ "title": page.title, "number": page.number, "thread_id": thread_id });
    record(&mut tx, kind, page.id.uuid(), data).await?;
    tx.commit().await
}
