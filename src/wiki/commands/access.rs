//! Who may do what: the lists of spaces and of pages.

use super::record;
use crate::{
    Error, Result,
    actor::Actor,
    database::{Db, TenantTx},
    ids::{PageId, PersonId, SpaceId},
    wiki::{
        access::{Grantee, NewAccess, NewGrant},
        level::Level,
        policy::Action,
        store::{
            access::{PageRow, Which, WhichSpace, load_for, load_space_for},
            grants, tree,
        },
    },
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// More names than these make no list that somebody oversees.
const MOST_GRANTS: usize = 200;

/// The list as it can be stored, with the actor on it where they could lose their own right by it.
async fn check(tx: &mut TenantTx, new: &NewAccess, keep: Option<PersonId>) -> Result<Vec<NewGrant>> {
    let mut levels: BTreeMap<Grantee, Level> = BTreeMap::new();
    for grant in &new.grants {
        if grant.level == Level::None {
            return Err(Error::invalid("grants", "Leave out who should have no access."));
        }
        levels.insert(grant.to, grant.level);
    }
    if levels.len() > MOST_GRANTS {
        return Err(Error::invalid("grants", format!("A list has at most {MOST_GRANTS} people and teams.")));
    }
    let people: Vec<Uuid> =
        levels.keys().filter_map(|to| if let Grantee::Person(id) = to { Some(id.uuid()) } else { None }).collect();
    if i64::try_from(people.len()) != Ok(grants::members_among(tx, &people).await?) {
        return Err(Error::invalid("grants", "Only members of this workspace can be given access."));
    }
    if let Some(actor) = keep {
        levels.insert(Grantee::Person(actor), Level::Manage);
    }
    Ok(levels.into_iter().map(|(to, level)| NewGrant { to, level }).collect())
}

/// Whether the list in a scope is this one already.
async fn is_so(tx: &mut TenantTx, scope_id: Uuid, wanted: &[NewGrant]) -> Result<bool> {
    let mut there: Vec<_> = grants::list(tx, scope_id).await?.iter().map(|grant| (grant.to, grant.level)).collect();
    let mut wanted: Vec<_> = wanted.iter().map(|grant| (grant.to, grant.level)).collect();
    there.sort_unstable();
    wanted.sort_unstable();
    Ok(there == wanted)
}

/// Says who may do what in a space. Whoever says so goes on managing it.
pub async fn set_space_access(db: &Db, actor: &Actor, space_id: SpaceId, new: NewAccess) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let space = load_space_for(&mut tx, actor, Action::ChangeAccess, WhichSpace::Id(space_id)).await?.space;
    if new.narrow {
        return Err(Error::invalid("narrow", "Only a page can be narrowed."));
    }
    if new.everyone > Level::Edit {
        return Err(Error::invalid("everyone", "Everybody may edit at most."));
    }
    if space.project_id.is_some() && new.everyone != Level::None {
        return Err(Error::invalid("everyone", "Those who see the project see its space."));
    }
    tree::lock(&mut tx, &[space_id]).await?;
    let wanted = check(&mut tx, &new, Some(actor.person_id())).await?;
    if space.everyone == new.everyone && is_so(&mut tx, space_id.uuid(), &wanted).await? {
        return Ok(());
    }
    grants::set_everyone(&mut tx, space_id.uuid(), new.everyone).await?;
    grants::replace(&mut tx, space_id.uuid(), &wanted).await?;
    let data = json!({ "name": space.name, "everyone": new.everyone, "grants": wanted });
    record(&mut tx, "space.access_changed", space_id.uuid(), data).await?;
    tx.commit().await
}

/// Gives a page a list of its own, which holds for all below it. Whoever narrows a page stays on its list.
pub async fn set_page_access(db: &Db, actor: &Actor, page_id: PageId, new: NewAccess) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    if new.everyone != Level::None {
        return Err(Error::invalid("everyone", "What everybody may do is said of a space."));
    }
    let page = lock(&mut tx, actor, page_id).await?;
    let wanted = check(&mut tx, &new, new.narrow.then_some(actor.person_id())).await?;
    let before = grants::scope(&mut tx, page_id.uuid()).await?;
    if before.is_some_and(|scope| scope.narrow == new.narrow) && is_so(&mut tx, page_id.uuid(), &wanted).await? {
        return Ok(());
    }
    let above = before.and_then(|scope| scope.parent_id).unwrap_or(page.access_id);
    grants::put_page_scope(&mut tx, page_id, above, new.narrow).await?;
    grants::replace(&mut tx, page_id.uuid(), &wanted).await?;
    tree::settle_access(&mut tx, page_id).await?;
    let data = json!({ "title": page.title, "number": page.number, "narrow": new.narrow, "grants": wanted });
    record(&mut tx, "page.access_changed", page_id.uuid(), data).await?;
    tx.commit().await
}

/// Takes a page's own list away: what holds above it holds for it again.
pub async fn inherit_access(db: &Db, actor: &Actor, page_id: PageId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let page = lock(&mut tx, actor, page_id).await?;
    if grants::scope(&mut tx, page_id.uuid()).await?.is_none() {
        return Ok(());
    }
    grants::delete_scope(&mut tx, page_id).await?;
    tree::settle_access(&mut tx, page_id).await?;
    let data = json!({ "title": page.title, "number": page.number });
    record(&mut tx, "page.access_inherited", page_id.uuid(), data).await?;
    tx.commit().await
}

async fn lock(tx: &mut TenantTx, actor: &Actor, page_id: PageId) -> Result<PageRow> {
    let before = load_for(tx, actor, Action::ChangeAccess, Which::Page(page_id)).await?.page;
    tree::lock(tx, &[before.space_id]).await?;
    let page = load_for(tx, actor, Action::ChangeAccess, Which::Page(page_id)).await?.page;
    if page.space_id == before.space_id { Ok(page) } else { Err(Error::Busy { retry_after_seconds: 1 }) }
}
