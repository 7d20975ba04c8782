//! Nothing is loaded for writing without naming the action.

use super::allowed::admit;
use crate::{
    Error, Result,
    actor::Actor,
    database::TenantTx,
    ids::{PageCommentId, PageId, ProjectId, SpaceId, ThreadId},
    wiki::{
        level::Level,
        policy::{Action, Standing, allows},
        space::Space,
    },
};

pub use super::allowed::{Access, SpaceAccess};

/// By what a page is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Which {
    Page(PageId),
    Number(i32),
    Thread(ThreadId),
    Comment(PageCommentId),
}

/// By what a space is asked for.
#[derive(Clone, Copy, Debug)]
pub enum WhichSpace<'a> {
    Id(SpaceId),
    Slug(&'a str),
}

/// What of a page the commands go by.
#[derive(Clone, Debug)]
pub struct PageRow {
    pub id: PageId,
    pub number: i32,
    pub space_id: SpaceId,
    pub parent_id: Option<PageId>,
    /// The space, or the page whose list holds for it.
    pub access_id: uuid::Uuid,
    pub rank: String,
    pub title: String,
    pub version: i32,
    /// The page with which it went to the trash.
    pub trashed_with: Option<PageId>,
}

/// A page as it is read, and what of it was granted.
struct Row {
    id: PageId,
    number: i32,
    space_id: SpaceId,
    parent_id: Option<PageId>,
    access_id: uuid::Uuid,
    rank: String,
    title: String,
    version: i32,
    trashed_with: Option<PageId>,
    archived: bool,
    level: i16,
}

impl Row {
    fn towards(self, actor: &Actor) -> Access {
        Access {
            page: PageRow {
                id: self.id,
                number: self.number,
                space_id: self.space_id,
                parent_id: self.parent_id,
                access_id: self.access_id,
                rank: self.rank,
                title: self.title,
                version: self.version,
                trashed_with: self.trashed_with,
            },
            standing: Standing { role: actor.role, level: Level::from_number(self.level) },
            archived: self.archived,
            may_write: actor.caller.may_write(),
        }
    }
}

/// The page for an action: invisible is `NotFound`, visible but not allowed is `Forbidden`. A page in the trash is not
/// there but to be restored or deleted, and what is in a space that was put aside is only looked at.
pub async fn load_for(tx: &mut TenantTx, actor: &Actor, action: Action, which: Which) -> Result<Access> {
    let (kind, id, number) = match which {
        Which::Page(id) => ("page", Some(id.uuid()), None),
        Which::Number(number) => ("number", None, Some(number)),
        Which::Thread(id) => ("thread", Some(id.uuid()), None),
        Which::Comment(id) => ("comment", Some(id.uuid()), None),
    };
    let row = sqlx::query_as!(
        Row,
        r#"select
             p.id as "id: PageId",
             p.number,
             p.space_id as "space_id: SpaceId",
             p.parent_id as "parent_id: PageId",
             p.access_id,
             p.rank,
             p.title,
             p.version,
             p.trashed_with as "trashed_with: PageId",
             r.archived_at is not null as "archived!",
             l.level as "level!"
           from page p
           join access_scope r on r.workspace_id = p.workspace_id and r.id = p.space_id
           cross join lateral (select scope_level($1, $2, p.access_id) as level) l
           where p.workspace_id = $1
             and l.level is not null
             and p.id = case $3
               when 'page' then $4
               when 'number' then (select n.id from page n where n.workspace_id = $1 and n.number = $5)
               when 'thread' then (select t.page_id from page_thread t where t.workspace_id = $1 and t.id = $4)
               when 'comment' then (select c.page_id from page_comment c where c.workspace_id = $1 and c.id = $4)
             end"#,
        actor.workspace_id.uuid(),
        actor.person_id().uuid(),
        kind,
        id,
        number,
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    let access = row.towards(actor);
    if access.page.trashed_with.is_some() && !action.fits_trashed() {
        return Err(Error::NotFound);
    }
    admit(access.standing, access.archived, access.may_write, action)?;
    Ok(access)
}

/// Those of these pages that [`load_for`] gives out for an action, in this order. What is in the trash, and what the actor
/// may not do that to, is passed over.
pub async fn load_those_for(
    tx: &mut TenantTx,
    actor: &Actor,
    action: Action,
    pages: &[PageId],
) -> Result<Vec<PageRow>> {
    let ids: Vec<_> = pages.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"select
             p.id as "id: PageId",
             p.number,
             p.space_id as "space_id: SpaceId",
             p.parent_id as "parent_id: PageId",
             p.access_id,
             p.rank,
             p.title,
             p.version,
             p.trashed_with as "trashed_with: PageId",
             r.archived_at is not null as "archived!",
             l.level as "level!"
           from page p
           join access_scope r on r.workspace_id = p.workspace_id and r.id = p.space_id
           join scope_levels($1, $2) l on l.scope_id = p.access_id
           where p.workspace_id = $1 and p.id = any ($3)
           order by array_position($3, p.id)"#,
        actor.workspace_id.uuid(),
        actor.person_id().uuid(),
        &ids,
    )
    .fetch_all(tx.conn())
    .await?;
    let mut pages = Vec::with_capacity(rows.len());
    for access in rows.into_iter().map(|row| row.towards(actor)).filter(|access| access.page.trashed_with.is_none()) {
        match admit(access.standing, access.archived, access.may_write, action) {
            Ok(()) => pages.push(access.page),
            Err(Error::Forbidden | Error::NotFound) => {}
            Err(refused) => return Err(refused),
        }
    }
    Ok(pages)
}

/// The space for an action, on the terms of [`load_for`].
pub async fn load_space_for(
    tx: &mut TenantTx,
    actor: &Actor,
    action: Action,
    which: WhichSpace<'_>,
) -> Result<SpaceAccess> {
    let (id, slug) = match which {
        WhichSpace::Id(id) => (Some(id.uuid()), None),
        WhichSpace::Slug(slug) => (None, Some(slug)),
    };
    let row = sqlx::query!(
        r#"select
             s.id as "id: SpaceId",
             s.slug,
             s.name,
             s.description,
             s.hue,
             r.everyone,
             r.project_id as "project_id: ProjectId",
             r.archived_at is not null as "archived!",
             s.version,
             l.level as "level!"
           from space s
           join access_scope r on r.workspace_id = s.workspace_id and r.id = s.id
           cross join lateral (select scope_level($1, $2, s.id) as level) l
           where s.workspace_id = $1 and l.level is not null and (s.id = $3 or s.slug = $4)"#,
        actor.workspace_id.uuid(),
        actor.person_id().uuid(),
        id,
        slug,
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    let access = SpaceAccess {
        space: Space {
            id: row.id,
            slug: row.slug,
            name: row.name,
            description: row.description,
            hue: row.hue,
            everyone: Level::from_number(row.everyone),
            project_id: row.project_id,
            archived: row.archived,
            version: row.version,
        },
        standing: Standing { role: actor.role, level: Level::from_number(row.level) },
        may_write: actor.caller.may_write(),
    };
    admit(access.standing, access.space.archived, access.may_write, action)?;
    Ok(access)
}

/// For an act in the workspace rather than in one space.
pub fn demand(actor: &Actor, action: Action) -> Result<()> {
    let standing = Standing { role: actor.role, level: Level::None };
    if allows(standing, action) && (action.only_reads() || actor.caller.may_write()) {
        Ok(())
    } else {
        Err(Error::Forbidden)
    }
}
