//! What a server function gets from the request: the database, and who asks.

use crate::failure::Failure;
use atrium::{
    Error,
    actor::{Actor, Caller},
    database::Db,
    identity::SessionInfo,
    outbound::Reach,
    workspace::Visit,
};
use leptos::prelude::*;

/// The request's own, put into the context for pages and server functions alike.
#[derive(Clone, Debug)]
pub struct Request {
    pub db: Db,
    pub caller: Option<Caller>,
    /// What the frame shows of who asks, where they came by a session.
    pub session: Option<SessionInfo>,
    /// The address people know this server by, without a slash at the end.
    pub base_url: String,
    /// Cookies are sent over https alone.
    pub secure: bool,
    pub development: bool,
    /// Where requests may go out to.
    pub reach: Reach,
    /// Where the request came from, as far as the proxies that are trusted say.
    pub address: String,
}

pub fn request() -> Result<Request, Failure> {
    use_context::<Request>().ok_or_else(|| Error::internal("a request without its context").into())
}

/// Who asks, or the answer that they must sign in.
pub fn caller() -> Result<(Db, Caller), Failure> {
    let request = request()?;
    let caller = request.caller.ok_or(Error::SignedOut)?;
    Ok((request.db, caller))
}

/// Who asks, in a workspace.
pub async fn actor(workspace: &str) -> Result<(Db, Actor), Failure> {
    let (db, caller) = caller()?;
    let actor = atrium::workspace::enter(&db, &caller, workspace).await?;
    Ok((db, actor))
}

/// Who asks, in a workspace where they only look: one transaction for the right and all that is read.
pub async fn visit(workspace: &str) -> Result<Visit, Failure> {
    let (db, caller) = caller()?;
    Ok(Visit::begin(&db, &caller, workspace).await?)
}
