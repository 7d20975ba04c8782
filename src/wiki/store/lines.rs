//! Lists of pages from everywhere, always of those that the transaction's person sees.

use crate::{
    Result,
    database::TenantTx,
    ids::{PageId, SpaceId, TagId},
    wiki::{page::PageRef, space::SpaceRef},
};
use time::OffsetDateTime;

/// Of which pages there is a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Favourites,
    Visited,
    Changed,
    /// Pages of spaces that the person does not see.
    Shared,
    Tagged(TagId),
}

impl List {
    fn name(self) -> &'static str {
        match self {
            Self::Favourites => "favourites",
            Self::Visited => "visited",
            Self::Changed => "changed",
            Self::Shared => "shared",
            Self::Tagged(_) => "tagged",
        }
    }
}

#[derive(Debug)]
pub struct LineRow {
    pub id: PageId,
    pub number: i32,
    pub title: String,
    pub space_id: SpaceId,
    pub slug: Option<String>,
    pub space: Option<String>,
    pub hue: Option<i16>,
    pub at: OffsetDateTime,
    pub who: String,
}

impl LineRow {
    pub fn page(&self) -> PageRef {
        PageRef { id: self.id, number: self.number, title: self.title.clone() }
    }

    pub fn space(&self) -> Option<SpaceRef> {
        space_ref(self.space_id, self.slug.clone(), self.space.clone(), self.hue)
    }
}

/// A space where the person sees it.
pub fn space_ref(id: SpaceId, slug: Option<String>, name: Option<String>, hue: Option<i16>) -> Option<SpaceRef> {
    Some(SpaceRef { id, slug: slug?, name: name?, hue: hue? })
}

/// The newest first, without pages of spaces that were put aside.
pub async fn list(tx: &mut TenantTx, which: List, limit: i64) -> Result<Vec<LineRow>> {
    let tag = if let List::Tagged(id) = which { Some(id.uuid()) } else { None };
    Ok(sqlx::query_as!(
        LineRow,
        r#"select
             p.id as "id: PageId",
             p.number,
             p.title,
             p.space_id as "space_id: SpaceId",
             s.slug as "slug?",
             s.name as "space?",
             s.hue as "hue?",
             coalesce(f.at, v.at, p.updated_at) as "at!",
             coalesce(w.name, '') as "who!"
           from page p
           join access_scope r on r.workspace_id = p.workspace_id and r.id = p.space_id
           left join space s on s.workspace_id = p.workspace_id and s.id = p.space_id
           left join page_favourite f
             on $3 = 'favourites' and f.workspace_id = p.workspace_id and f.page_id = p.id and f.person_id = $2
           left join page_visit v
             on $3 = 'visited' and v.workspace_id = p.workspace_id and v.page_id = p.id and v.person_id = $2
           left join person w on w.id = p.updated_by
           where p.workspace_id = $1
             and p.trashed_at is null
             and r.archived_at is null
             and case $3
               when 'favourites' then f.page_id is not null
               when 'visited' then v.page_id is not null
               when 'shared' then s.id is null
               when 'tagged' then exists (
                 select from page_tag g where g.workspace_id = $1 and g.page_id = p.id and g.tag_id = $5)
               else true
             end
           order by coalesce(f.at, v.at, p.updated_at) desc, p.id
           limit $4"#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        which.name(),
        limit,
        tag,
    )
    .fetch_all(tx.conn())
    .await?)
}

pub async fn children(tx: &mut TenantTx, page_id: PageId) -> Result<Vec<PageRef>> {
    Ok(sqlx::query_as!(
        PageRef,
        r#"select id as "id: PageId", number, title
           from page
           where workspace_id = $1 and parent_id = $2 and trashed_at is null
           order by rank"#,
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The pages above this one that the person sees, from the top.
pub async fn breadcrumbs(tx: &mut TenantTx, page_id: PageId) -> Result<Vec<PageRef>> {
    Ok(sqlx::query_as!(
        PageRef,
        r#"with recursive up as (
             select id, parent_id, number, title, 0 as steps from page where workspace_id = $1 and id = $2
             union all
             select p.id, p.parent_id, p.number, p.title, up.steps + 1
             from up
             join page p on p.workspace_id = $1 and p.id = up.parent_id
           )
           select id as "id!: PageId", number as "number!", title as "title!"
           from up
           where steps > 0
           order by steps desc"#,
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// A page that went to the trash, and what went there with it.
#[derive(Debug)]
pub struct TrashRow {
    pub id: PageId,
    pub number: i32,
    pub title: String,
    pub space_id: SpaceId,
    pub slug: Option<String>,
    pub space: Option<String>,
    pub hue: Option<i16>,
    pub trashed_at: OffsetDateTime,
    pub trashed_by: String,
    pub below: i64,
    pub level: i16,
    pub archived: bool,
}

/// The trash of a space, or of all, newest first; `level` is the least that the person may do with what is told.
pub async fn trash(tx: &mut TenantTx, space_id: Option<SpaceId>, level: i16, limit: i64) -> Result<Vec<TrashRow>> {
    Ok(sqlx::query_as!(
        TrashRow,
        r#"select
             p.id as "id: PageId",
             p.number,
             p.title,
             p.space_id as "space_id: SpaceId",
             s.slug as "slug?",
             s.name as "space?",
             s.hue as "hue?",
             p.trashed_at as "trashed_at!",
             coalesce(w.name, '') as "trashed_by!",
             (select count(*)
              from page b
              where b.workspace_id = $1 and b.trashed_with = p.id and b.id <> p.id) as "below!",
             l.level as "level!",
             r.archived_at is not null as "archived!"
           from page p
           join access_scope r on r.workspace_id = p.workspace_id and r.id = p.space_id
           join scope_levels($1, $2) l on l.scope_id = p.access_id
           left join space s on s.workspace_id = p.workspace_id and s.id = p.space_id
           left join person w on w.id = p.trashed_by
           where p.workspace_id = $1
             and p.trashed_with = p.id
             and ($3::uuid is null or p.space_id = $3)
             and l.level >= $4
           order by p.trashed_at desc, p.id
           limit $5"#,
        tx.workspace_id().uuid(),
        tx.person_id().uuid(),
        space_id.map(SpaceId::uuid),
        level,
        limit,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// A page by itself, where the person sees it.
pub async fn page_ref(tx: &mut TenantTx, page_id: PageId) -> Result<Option<PageRef>> {
    Ok(sqlx::query_as!(
        PageRef,
        r#"select id as "id: PageId", number, title from page where workspace_id = $1 and id = $2"#,
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}
