use super::{MOST_LINES, moment};
use crate::{
    Result,
    actor::Actor,
    database::{Db, TenantTx},
    ids::PageId,
    wiki::{
        level::Level,
        page::{PageLine, PageRef, TrashedPage},
        policy::{Action, Standing, allows},
        space::WikiHome,
        store::{
            access::{Which, WhichSpace, demand, load_for, load_space_for},
            lines::{self, LineRow, List, TrashRow, space_ref},
            references, spaces, views,
        },
    },
    workspace::Visit,
};
use time::OffsetDateTime;

/// How many of each list the home of the wiki shows.
const AT_HOME: i64 = 12;

async fn list(tx: &mut TenantTx, which: List, limit: i64, zone: &str, now: OffsetDateTime) -> Result<Vec<PageLine>> {
    Ok(lines::list(tx, which, limit).await?.into_iter().map(|row| line(row, zone, now)).collect())
}

pub fn line(row: LineRow, zone: &str, now: OffsetDateTime) -> PageLine {
    PageLine { page: row.page(), space: row.space(), when: moment(zone, row.at, now), who: row.who }
}

async fn whole_list(db: &Db, actor: &Actor, which: List, now: OffsetDateTime) -> Result<Vec<PageLine>> {
    let mut tx = db.view(actor).await?;
    let zone = views::time_zone(&mut tx).await?;
    list(&mut tx, which, MOST_LINES, &zone, now).await
}

/// The actor's own favourites, the newest first.
pub async fn favourites(db: &Db, actor: &Actor, now: OffsetDateTime) -> Result<Vec<PageLine>> {
    whole_list(db, actor, List::Favourites, now).await
}

/// Where the actor was last.
pub async fn recently_visited(db: &Db, actor: &Actor, now: OffsetDateTime) -> Result<Vec<PageLine>> {
    whole_list(db, actor, List::Visited, now).await
}

/// What was changed last, of what the actor sees.
pub async fn recently_changed(db: &Db, actor: &Actor, now: OffsetDateTime) -> Result<Vec<PageLine>> {
    whole_list(db, actor, List::Changed, now).await
}

/// The wiki as the actor enters it.
pub async fn home(db: &Db, actor: &Actor, now: OffsetDateTime) -> Result<WikiHome> {
    home_on(&mut Visit { actor: *actor, tx: db.view(actor).await? }, now).await
}

/// The same, on a visit.
pub async fn home_on(visit: &mut Visit, now: OffsetDateTime) -> Result<WikiHome> {
    let Visit { actor, tx } = visit;
    let zone = views::time_zone(tx).await?;
    Ok(WikiHome {
        spaces: spaces::list(tx, false).await?,
        favourites: list(tx, List::Favourites, AT_HOME, &zone, now).await?,
        visited: list(tx, List::Visited, AT_HOME, &zone, now).await?,
        changed: list(tx, List::Changed, AT_HOME, &zone, now).await?,
        shared: list(tx, List::Shared, AT_HOME, &zone, now).await?,
        can_create_space: demand(actor, Action::CreateSpace).is_ok(),
    })
}

/// The pages that refer to a page, as far as the actor sees them.
pub async fn backlinks(db: &Db, actor: &Actor, page_id: PageId) -> Result<Vec<PageRef>> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::View, Which::Page(page_id)).await?;
    references::to_page(&mut tx, page_id).await
}

/// The pages right below a page, in order.
pub async fn children(db: &Db, actor: &Actor, page_id: PageId) -> Result<Vec<PageRef>> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::View, Which::Page(page_id)).await?;
    lines::children(&mut tx, page_id).await
}

/// What is in the trash of a space, or of all, and the actor could bring back.
pub async fn trash(
    db: &Db,
    actor: &Actor,
    space: Option<WhichSpace<'_>>,
    now: OffsetDateTime,
) -> Result<Vec<TrashedPage>> {
    let mut tx = db.view(actor).await?;
    let space_id = match space {
        Some(which) => Some(load_space_for(&mut tx, actor, Action::View, which).await?.space.id),
        None => None,
    };
    let zone = views::time_zone(&mut tx).await?;
    let rows = lines::trash(&mut tx, space_id, Level::Edit.number(), MOST_LINES).await?;
    Ok(rows.into_iter().map(|row| in_trash(row, actor, &zone, now)).collect())
}

fn in_trash(row: TrashRow, actor: &Actor, zone: &str, now: OffsetDateTime) -> TrashedPage {
    let standing = Standing { role: actor.role, level: Level::from_number(row.level) };
    let can = |action| allows(standing, action) && actor.caller.may_write() && !row.archived;
    TrashedPage {
        can_restore: can(Action::RestorePage),
        can_delete: can(Action::DeletePage),
        page: PageRef { id: row.id, number: row.number, title: row.title },
        space: space_ref(row.space_id, row.slug, row.space, row.hue),
        trashed: moment(zone, row.trashed_at, now),
        trashed_by: row.trashed_by,
        below: row.below,
    }
}
