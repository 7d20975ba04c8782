//! A page as its screen wants it.

use super::api::{PageDesk, Place};
use crate::{context, failure::Failure, island::Island};
use atrium::{
    Error, clock,
    ids::PageId,
    wiki::{
        self, Which, content,
        document::html,
        page::{Named, PageInTrash, PageSummary, PageText, PageView},
    },
    workspace::Visit,
};
use leptos::prelude::*;
use serde_json::json;

/// The page with its text as it was written last.
pub async fn read(workspace: &str, which: Which) -> Result<(Visit, PageView), Failure> {
    let mut visit = context::visit(workspace).await?;
    let page = wiki::page_on(&mut visit, which, clock::now()).await?;
    if page.current {
        return Ok((visit, page));
    }
    content::refresh_texts(&context::request()?.db, &visit.actor, page.id).await?;
    let mut visit = context::visit(workspace).await?;
    let page = wiki::page_on(&mut visit, which, clock::now()).await?;
    Ok((visit, page))
}

/// A page that is in the trash. Who may not bring it back is not told that it is there.
pub async fn in_trash(workspace: &str, number: i32) -> Result<PageInTrash, Failure> {
    let mut visit = context::visit(workspace).await?;
    match wiki::in_trash_on(&mut visit, Which::Number(number)).await {
        Err(Error::Forbidden | Error::Invalid { .. }) => Err(Error::NotFound.into()),
        page => Ok(page?),
    }
}

/// The text of a page as it was written last. Where it only has to go as far as a line of the log, what is there is
/// enough, so that it is not made anew for each who reads while somebody writes.
pub async fn text(workspace: &str, id: PageId, at_least: Option<i64>) -> Result<PageText, Failure> {
    let mut visit = context::visit(workspace).await?;
    let mut text = wiki::text_on(&mut visit, id, clock::now()).await?;
    if !at_least.map_or(text.current, |seq| text.seq >= seq) {
        let actor = visit.actor;
        drop(visit);
        content::refresh_texts(&context::request()?.db, &actor, id).await?;
        text = wiki::text_on(&mut context::visit(workspace).await?, id, clock::now()).await?;
    }
    Ok(text)
}

pub async fn of(
    workspace: &str,
    mut visit: Visit,
    mut page: PageView,
    pages: Vec<PageSummary>,
) -> Result<PageDesk, Failure> {
    let actor = visit.actor;
    let seq = wiki::newest_on(&mut visit).await?;
    let is_blank = html::is_blank(&page.html);
    let templates =
        if is_blank && page.can.edit { wiki::page_templates_on(&mut visit, page.space_id).await? } else { Vec::new() };
    drop(visit);
    let request = context::request()?;
    let me = request.session.as_ref();
    let data = json!({
        "workspace": workspace,
        "page": page.id,
        "number": page.number,
        "epoch": page.epoch,
        "schema": page.schema,
        "level": page.level,
        "comment": page.can.comment,
        "person": me.map(|me| json!({ "id": me.person_id, "name": me.name, "hue": me.hue })),
    });
    if !page.seen {
        wiki::note_visit(&request.db, &actor, page.id, clock::now()).await?;
    }
    let html = std::mem::take(&mut page.html);
    let text_seq = page.text_seq;
    page.named = Named::default();
    let editor = use_context::<Island>().map(|island| island.open());
    Ok(PageDesk { page, html, text_seq, pages, templates, data: data.to_string(), editor, seq })
}

impl From<Place> for wiki::Place {
    fn from(place: Place) -> Self {
        let Place { space_id, parent_id, after, before } = place;
        Self { space_id: Some(space_id), parent_id, after, before }
    }
}
