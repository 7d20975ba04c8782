use super::record;
use crate::{
    Error, Result,
    actor::{Actor, Role},
    database::Db,
    idempotency::{self, Once},
    ids::{PageId, PageTemplateId},
    text,
    wiki::{
        content,
        document::yjs::{self, Threads},
        policy::{Action, Standing, allows},
        store::{
            access::{Which, WhichSpace, load_for, load_space_for},
            contents::Content,
            templates::{self, TemplateInsert},
        },
    },
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::OffsetDateTime;

#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPageTemplate {
    /// 1 to 80 characters.
    #[schema(min_length = 1, max_length = 80)]
    pub name: String,
    /// Offer it in the page's space alone, and not in the whole workspace.
    #[serde(default)]
    pub only_here: bool,
}

/// Keeps what stands on a page now, for others to begin from.
pub async fn save_page_template(
    db: &Db,
    actor: &Actor,
    page_id: PageId,
    new: NewPageTemplate,
    once: Option<&Once>,
) -> Result<PageTemplateId> {
    let name = text::line("name", &new.name, 80)?;
    let mut tx = db.tenant(actor).await?;
    let access = load_for(&mut tx, actor, Action::SaveTemplate, Which::Page(page_id)).await?;
    let space_id = if new.only_here {
        load_space_for(&mut tx, actor, Action::SaveTemplate, WhichSpace::Id(access.page.space_id)).await?;
        Some(access.page.space_id)
    } else if actor.role == Role::Guest {
        return Err(Error::Forbidden);
    } else {
        None
    };
    let id = PageTemplateId::new();
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return Ok(earlier.into());
    }
    let page = content::current(&mut tx, page_id).await?;
    let content = Content { schema: page.schema_version, state: content::State::of(&page.doc)?.bytes().to_vec() };
    templates::insert(&mut tx, &TemplateInsert { id, space_id, name: &name, content: &content }).await?;
    let data = json!({ "title": access.page.title, "number": access.page.number, "name": name });
    record(&mut tx, "page.template_saved", page_id.uuid(), data).await?;
    tx.commit().await?;
    Ok(id)
}

/// Lays a template on a page on which nothing stands yet. It is an edit like any other: whoever has the page open sees
/// it come, and it can be taken back.
pub async fn begin_from_template(
    db: &Db,
    actor: &Actor,
    page_id: PageId,
    template_id: PageTemplateId,
    now: OffsetDateTime,
) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let access = load_for(&mut tx, actor, Action::EditPage, Which::Page(page_id)).await?;
    let space_id = access.page.space_id;
    let page = content::locked(&mut tx, page_id).await?;
    if !yjs::read(&page.doc).is_ok_and(|document| document.is_blank()) {
        return Err(Error::invalid("", "Something stands on this page already."));
    }
    let template = templates::content(&mut tx, template_id, space_id).await?;
    let wanted = yjs::read(&content::from_parts(&template.state, &[])?).map_err(Error::internal)?;
    content::edit(&mut tx, &page, page_id, now, |change| {
        yjs::apply_difference(change, &wanted, Threads::Keep).map_err(Error::internal)
    })
    .await?;
    let kept = templates::list(&mut tx, Some(space_id), Some(template_id)).await?.pop();
    let name = kept.map(|template| template.name).unwrap_or_default();
    let data = json!({ "title": access.page.title, "number": access.page.number, "name": name });
    record(&mut tx, "page.begun", page_id.uuid(), data).await?;
    tx.commit().await
}

/// Takes a template away: one's own, one of a space that one edits, and, for owners and admins, any.
pub async fn remove_page_template(db: &Db, actor: &Actor, id: PageTemplateId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let template = templates::list(&mut tx, None, Some(id)).await?.pop().ok_or(Error::NotFound)?;
    if !may_remove(actor, &template) {
        return Err(Error::Forbidden);
    }
    templates::delete(&mut tx, id).await?;
    let subject = template.space_id.map_or(id.uuid(), crate::ids::SpaceId::uuid);
    record(&mut tx, "space.template_removed", subject, json!({ "name": template.name })).await?;
    tx.commit().await
}

pub fn may_remove(actor: &Actor, template: &templates::TemplateRow) -> bool {
    let edits = allows(Standing { role: actor.role, level: template.level }, Action::SaveTemplate);
    let own = template.creator_id == actor.person_id() && !matches!(actor.role, Role::Viewer | Role::Guest);
    actor.caller.may_write() && (own || edits || matches!(actor.role, Role::Owner | Role::Admin))
}
