//! A page as its screen wants it.

use super::api::{PageDesk, Place};
use crate::{context, failure::Failure};
use atrium::{
    clock,
    wiki::{
        self,
        page::{PageSummary, PageView},
    },
    workspace::Visit,
};
use leptos::prelude::*;
use serde_json::json;

/// Where the script lies that wakes the editor. Given to every page by the server that has one.
#[derive(Clone, Debug)]
pub struct EditorScript(pub String);

pub async fn of(
    workspace: &str,
    visit: Visit,
    mut page: PageView,
    pages: Vec<PageSummary>,
) -> Result<PageDesk, Failure> {
    let actor = visit.actor;
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
        "person": me.map(|me| json!({ "id": me.person_id, "name": me.name, "hue": me.hue })),
    });
    wiki::note_visit(&request.db, &actor, page.id, clock::now()).await?;
    let html = std::mem::take(&mut page.html);
    let editor = use_context::<EditorScript>().map(|script| script.0);
    Ok(PageDesk { page, html, pages, data: data.to_string(), editor })
}

impl From<Place> for wiki::Place {
    fn from(place: Place) -> Self {
        let Place { space_id, parent_id, after, before } = place;
        Self { space_id: Some(space_id), parent_id, after, before }
    }
}
