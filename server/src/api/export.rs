//! The audit log as a file, read and sent page by page, so that its length costs no memory.

use atrium::{
    Error, Result,
    activity::{self, AuditSearch, EventPage, EventView},
    actor::Actor,
    clock,
    database::Db,
    text::cell,
};
use axum::body::{Body, Bytes};
use futures::{StreamExt, stream};
use std::{convert::Infallible, io};

const PAGE: i64 = 200;

/// Writes a page of events; the first one may have a heading.
pub type Write = fn(&[EventView], bool) -> Result<Vec<u8>>;

/// Whoever may not read the log is told before anything is sent.
pub async fn audit(db: Db, actor: Actor, search: AuditSearch, write: Write) -> Result<Body> {
    let first = activity::audit(&db, &actor, &search, None, PAGE, clock::now()).await?;
    let head = Bytes::from(write(&first.items, true)?);
    let rest = stream::try_unfold(first.next, move |before| {
        let (db, search) = (db.clone(), search.clone());
        async move {
            let Some(before) = before else { return Ok(None) };
            let page = activity::audit(&db, &actor, &search, Some(before), PAGE, clock::now());
            let EventPage { items, next } = page.await.map_err(io::Error::other)?;
            let bytes = Bytes::from(write(&items, false).map_err(io::Error::other)?);
            Ok::<_, io::Error>(Some((bytes, next)))
        }
    });
    let head = stream::once(async { Ok::<_, Infallible>(head) }).map(|head| head.map_err(io::Error::other));
    Ok(Body::from_stream(head.chain(rest)))
}

/// RFC 4180, with a heading.
pub fn csv(events: &[EventView], first: bool) -> Result<Vec<u8>> {
    let mut file = csv::Writer::from_writer(Vec::new());
    if first {
        let heading = ["seq", "at", "person_id", "who", "kind", "what", "project_id", "subject_id"];
        file.write_record(heading).map_err(Error::internal)?;
    }
    for event in events {
        let id = |id: Option<String>| id.unwrap_or_default();
        file.write_record([
            event.seq.to_string(),
            activity::rfc3339(event.at),
            id(event.person_id.map(|id| id.to_string())),
            cell(&event.who).into_owned(),
            event.kind.clone(),
            cell(&event.what).into_owned(),
            id(event.project_id.map(|id| id.to_string())),
            id(event.subject_id.map(|id| id.to_string())),
        ])
        .map_err(Error::internal)?;
    }
    file.into_inner().map_err(Error::internal)
}

/// One JSON object a line.
pub fn json_lines(events: &[EventView], _: bool) -> Result<Vec<u8>> {
    let mut file = Vec::new();
    for event in events {
        serde_json::to_writer(&mut file, event).map_err(Error::internal)?;
        file.push(b'\n');
    }
    Ok(file)
}
