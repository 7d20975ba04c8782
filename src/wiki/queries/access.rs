use crate::{
    Result,
    actor::Actor,
    database::{Db, TenantTx},
    ids::{PageId, SpaceId},
    wiki::{
        access::{AccessView, Source},
        level::Level,
        policy::Action,
        store::{
            access::{Which, WhichSpace, load_for, load_space_for},
            grants, lines, views,
        },
    },
    workspace::Visit,
};
use uuid::Uuid;

/// Who may do what in a space.
pub async fn space_access(db: &Db, actor: &Actor, space_id: SpaceId) -> Result<AccessView> {
    space_access_on(&mut Visit { actor: *actor, tx: db.view(actor).await? }, space_id).await
}

pub async fn space_access_on(visit: &mut Visit, space_id: SpaceId) -> Result<AccessView> {
    let Visit { actor, tx } = visit;
    let access = load_space_for(tx, actor, Action::SeeAccess, WhichSpace::Id(space_id)).await?;
    Ok(AccessView {
        own: true,
        everyone: access.space.everyone,
        narrow: false,
        grants: grants::list(tx, space_id.uuid()).await?,
        inherits_from: None,
        people: grants::reach(tx, space_id.uuid()).await?,
        can_change: access.allows(Action::ChangeAccess),
    })
}

/// Who may do what with a page.
pub async fn page_access(db: &Db, actor: &Actor, page_id: PageId) -> Result<AccessView> {
    page_access_on(&mut Visit { actor: *actor, tx: db.view(actor).await? }, page_id).await
}

pub async fn page_access_on(visit: &mut Visit, page_id: PageId) -> Result<AccessView> {
    let Visit { actor, tx } = visit;
    let access = load_for(tx, actor, Action::SeeAccess, Which::Page(page_id)).await?;
    let own = grants::scope(tx, page_id.uuid()).await?;
    let above = own.and_then(|scope| scope.parent_id).unwrap_or(access.page.access_id);
    Ok(AccessView {
        own: own.is_some(),
        everyone: Level::None,
        narrow: own.is_some_and(|scope| scope.narrow),
        grants: if own.is_some() { grants::list(tx, page_id.uuid()).await? } else { Vec::new() },
        inherits_from: Some(source(tx, access.page.space_id, above).await?),
        people: grants::reach(tx, access.page.access_id).await?,
        can_change: access.allows(Action::ChangeAccess),
    })
}

async fn source(tx: &mut TenantTx, space_id: SpaceId, scope_id: Uuid) -> Result<Source> {
    let found = if scope_id == space_id.uuid() {
        views::space(tx, space_id).await?.map(Source::Space)
    } else {
        lines::page_ref(tx, PageId(scope_id)).await?.map(Source::Page)
    };
    Ok(found.unwrap_or(Source::Hidden))
}
