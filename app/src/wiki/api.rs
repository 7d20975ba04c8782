//! What the screens of spaces and pages ask of the server.

use crate::{failure::Failure, wire::Reply};
use atrium::{
    ids::{PageId, PageTemplateId, SpaceId},
    wiki::{
        page::{PageInTrash, PageSummary, PageText, PageView, TrashedPage},
        space::{SpaceSummary, SpaceView, WikiHome},
        tag::{Tag, Tagged},
        template::PageTemplate,
    },
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::{address, desk};
#[cfg(feature = "ssr")]
use crate::context::{actor, once, request, visit};
#[cfg(feature = "ssr")]
use atrium::{
    clock,
    wiki::{self, NewPage, NewPageTemplate, NewSpace, Opening, SpaceEdit, Which, WhichSpace},
};

/// A space and the pages in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceDesk {
    pub view: SpaceView,
    pub pages: Vec<PageSummary>,
    /// What pages can begin from; none for who makes none.
    pub templates: Vec<PageTemplate>,
    /// The newest event that is in it.
    pub seq: i64,
}

/// A page and what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageDesk {
    /// Without its text.
    pub page: PageView,
    /// The text as HTML. The browser has it already in what the server has drawn, and asks for it otherwise.
    #[serde(skip)]
    pub html: String,
    /// How far of the page's log the text goes.
    pub text_seq: i64,
    /// The pages of its space; none where the reader does not see the space.
    pub pages: Vec<PageSummary>,
    /// What the page can begin from, where nothing stands on it yet and the reader may write there.
    pub templates: Vec<PageTemplate>,
    /// What the editor reads of the page, as JSON.
    pub data: String,
    /// The script that wakes the editor, where there is one.
    pub editor: Option<String>,
    /// The newest event that is in it.
    pub seq: i64,
}

/// What is at the number of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AtNumber {
    Here(Box<PageDesk>),
    /// For whoever may bring it back.
    InTrash(PageInTrash),
}

/// Where a page goes: behind one page or before another, below a page or at the top of a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub space_id: SpaceId,
    pub parent_id: Option<PageId>,
    pub after: Option<PageId>,
    pub before: Option<PageId>,
}

#[server(output = Reply)]
pub async fn load_wiki(workspace: String) -> Result<WikiHome, Failure> {
    let mut visit = visit(&workspace).await?;
    Ok(wiki::home_on(&mut visit, clock::now()).await?)
}

/// Those that were put aside.
#[server(output = Reply)]
pub async fn load_archived_spaces(workspace: String) -> Result<Vec<SpaceSummary>, Failure> {
    let mut visit = visit(&workspace).await?;
    Ok(wiki::spaces_on(&mut visit, true).await?)
}

/// Those that a page can be put into.
#[server(output = Reply)]
pub async fn load_open_spaces(workspace: String) -> Result<Vec<SpaceSummary>, Failure> {
    let mut visit = visit(&workspace).await?;
    Ok(wiki::open_spaces_on(&mut visit).await?)
}

#[server(output = Reply)]
pub async fn load_space(workspace: String, space: String) -> Result<SpaceDesk, Failure> {
    let mut visit = visit(&workspace).await?;
    let seq = wiki::newest_on(&mut visit).await?;
    let view = wiki::space_on(&mut visit, WhichSpace::Slug(&space)).await?;
    let pages = wiki::tree_on(&mut visit, WhichSpace::Slug(&space)).await?.pages;
    let templates = if view.can.create_page {
        wiki::page_templates(&request()?.db, &visit.actor, Some(view.space.id)).await?
    } else {
        Vec::new()
    };
    Ok(SpaceDesk { view, pages, templates, seq })
}

/// Leads to the new space.
#[server(output = Reply)]
pub async fn create_space(
    workspace: String,
    name: String,
    description: String,
    private: Option<bool>,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    let opening = if private.unwrap_or_default() { Opening::Private } else { Opening::Open };
    let new = NewSpace { name, description, opening, ..NewSpace::default() };
    let made = wiki::create_space(&db, &actor, new, None).await?;
    leptos_axum::redirect(&address::space(&workspace, &made.slug), false);
    Ok(())
}

#[server(output = Reply)]
pub async fn edit_space(
    workspace: String,
    space_id: SpaceId,
    name: String,
    description: String,
    hue: i16,
    version: i32,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    let edit = SpaceEdit { name: Some(name), description: Some(description), hue: Some(hue), slug: None };
    wiki::edit_space(&db, &actor, space_id, edit, Some(version)).await?;
    Ok(())
}

#[server(output = Reply)]
pub async fn archive_space(workspace: String, space_id: SpaceId, archived: bool) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    if archived {
        wiki::archive_space(&db, &actor, space_id).await?;
    } else {
        wiki::restore_space(&db, &actor, space_id).await?;
    }
    Ok(())
}

#[server(output = Reply)]
pub async fn load_trash(workspace: String, space: String) -> Result<Vec<TrashedPage>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::trash(&db, &actor, Some(WhichSpace::Slug(&space)), clock::now()).await?)
}

/// `number` is that of the page in its workspace.
#[server(output = Reply)]
pub async fn load_page(workspace: String, number: i32) -> Result<AtNumber, Failure> {
    let (mut visit, page) = match desk::read(&workspace, Which::Number(number)).await {
        Err(Failure::Refused(atrium::Error::NotFound)) => {
            return Ok(AtNumber::InTrash(desk::in_trash(&workspace, number).await?));
        }
        read => read?,
    };
    let pages = match &page.space {
        Some(space) => wiki::tree_on(&mut visit, WhichSpace::Id(space.id)).await?.pages,
        None => Vec::new(),
    };
    Ok(AtNumber::Here(Box::new(desk::of(&workspace, visit, page, pages).await?)))
}

/// The text of a page: as it was written last, or at least as of a line of the page's log. It is no visit.
#[server(output = Reply)]
pub async fn load_text(workspace: String, id: PageId, at_least: Option<i64>) -> Result<PageText, Failure> {
    desk::text(&workspace, id, at_least).await
}

/// Leads to the new page, which is the last one below its parent, or at the top of its space.
#[server(output = Reply)]
pub async fn create_page(
    workspace: String,
    space_id: SpaceId,
    parent_id: Option<PageId>,
    template_id: Option<PageTemplateId>,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    let place = wiki::Place { space_id: Some(space_id), parent_id, ..wiki::Place::default() };
    let new = NewPage { place, template_id, ..NewPage::default() };
    let made = wiki::create_page(&db, &actor, new, None, clock::now()).await?;
    leptos_axum::redirect(&format!("{}?new", address::page(&workspace, made.number, &made.title)), false);
    Ok(())
}

/// Answers with the version that the page has now.
#[server(output = Reply)]
pub async fn rename_page(workspace: String, id: PageId, title: String, version: i32) -> Result<i32, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::rename_page(&db, &actor, id, &title, Some(version), clock::now()).await?.version)
}

#[server(input = Json, output = Reply)]
pub async fn move_page(workspace: String, id: PageId, to: Place) -> Result<i32, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::move_page(&db, &actor, id, to.into(), once(&(id, to))?.as_ref()).await?.version)
}

#[server(output = Reply)]
pub async fn star_page(workspace: String, id: PageId, on: bool) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::set_favourite(&db, &actor, id, on, clock::now()).await?)
}

#[server(output = Reply)]
pub async fn trash_page(workspace: String, id: PageId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::trash_page(&db, &actor, id).await?)
}

#[server(output = Reply)]
pub async fn restore_page(workspace: String, id: PageId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    wiki::restore_page(&db, &actor, id).await?;
    Ok(())
}

/// For good.
#[server(output = Reply)]
pub async fn delete_page(workspace: String, id: PageId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::delete_page(&db, &actor, id).await?)
}

/// The words that a page goes by, all of them. Answers with them as they are kept.
#[server(input = Json, output = Reply)]
pub async fn tag_page(workspace: String, id: PageId, tags: Vec<String>) -> Result<Vec<Tag>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::set_page_tags(&db, &actor, id, &tags).await?)
}

/// The words that there are in the workspace.
#[server(output = Reply)]
pub async fn load_tags(workspace: String) -> Result<Vec<Tag>, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::tags(&db, &actor).await?.into_iter().map(|used| used.tag).collect())
}

/// The pages and tasks that go by a tag.
#[server(output = Reply)]
pub async fn load_tagged(workspace: String, tag: String) -> Result<Tagged, Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::tagged(&db, &actor, &tag, clock::now()).await?)
}

/// Keeps what stands on a page, to begin others from: in every space, or in its own alone.
#[server(output = Reply)]
pub async fn save_page_template(
    workspace: String,
    id: PageId,
    name: String,
    only_here: Option<bool>,
) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    let new = NewPageTemplate { name, only_here: only_here.unwrap_or_default() };
    wiki::save_page_template(&db, &actor, id, new, None).await?;
    Ok(())
}

/// Lays a template on a page on which nothing stands yet.
#[server(output = Reply)]
pub async fn begin_from_template(workspace: String, id: PageId, template_id: PageTemplateId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::begin_from_template(&db, &actor, id, template_id, clock::now()).await?)
}

#[server(output = Reply)]
pub async fn remove_page_template(workspace: String, id: PageTemplateId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::remove_page_template(&db, &actor, id).await?)
}
