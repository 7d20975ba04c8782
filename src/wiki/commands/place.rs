//! Where a page goes: worked out under the lock of its space, from what the tree is then.

use crate::{
    Error, Result,
    actor::Actor,
    boards::rank,
    database::TenantTx,
    ids::{PageId, SpaceId},
    wiki::{
        policy::Action,
        store::{
            access::{Which, WhichSpace, load_for, load_space_for},
            tree,
        },
        tree::{DEEPEST, neighbours},
    },
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where a page should be: below a page, or at the top of a space. A neighbour that is not there any more is passed
/// over; without any, the end is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Asked for where there is no parent.
    #[serde(default)]
    pub space_id: Option<SpaceId>,
    #[serde(default)]
    pub parent_id: Option<PageId>,
    #[serde(default)]
    pub after: Option<PageId>,
    #[serde(default)]
    pub before: Option<PageId>,
}

/// What a page is put into, by somebody who may.
#[expect(clippy::struct_field_names, reason = "the ids of three things")]
#[derive(Clone, Copy, Debug)]
pub struct Target {
    pub space_id: SpaceId,
    pub parent_id: Option<PageId>,
    /// Whose list holds there.
    pub access_id: Uuid,
}

/// The target of a place, for who may make pages there.
pub async fn target(tx: &mut TenantTx, actor: &Actor, place: &Place) -> Result<Target> {
    match (place.parent_id, place.space_id) {
        (Some(parent_id), space_id) => {
            let parent = load_for(tx, actor, Action::CreatePage, Which::Page(parent_id)).await?.page;
            if space_id.is_some_and(|space_id| space_id != parent.space_id) {
                return Err(Error::invalid("parent_id", "This page is in another space."));
            }
            Ok(Target { space_id: parent.space_id, parent_id: Some(parent_id), access_id: parent.access_id })
        }
        (None, Some(space_id)) => {
            load_space_for(tx, actor, Action::CreatePage, WhichSpace::Id(space_id)).await?;
            Ok(Target { space_id, parent_id: None, access_id: space_id.uuid() })
        }
        (None, None) => Err(Error::invalid("space_id", "Please say in which space, or below which page.")),
    }
}

/// Refuses a place in the page itself or below it, and one that is too deep. The spaces are locked; `height` is how many
/// levels the page brings along.
pub async fn demand_room(tx: &mut TenantTx, target: &Target, page_id: PageId, height: i32) -> Result<()> {
    let Some(parent_id) = target.parent_id else { return Ok(()) };
    let above = tree::lineage(tx, parent_id).await?.upward;
    if above.contains(&page_id) {
        return Err(Error::invalid("parent_id", "A page cannot be put below itself."));
    }
    if i32::try_from(above.len()).unwrap_or(i32::MAX).saturating_add(height) > DEEPEST {
        return Err(Error::invalid("parent_id", format!("Pages go at most {DEEPEST} levels deep.")));
    }
    Ok(())
}

/// A rank at the wanted place. The space is locked.
pub async fn rank_at(tx: &mut TenantTx, target: &Target, place: &Place, page_id: PageId) -> Result<String> {
    let siblings = tree::siblings(tx, target.space_id, target.parent_id, page_id).await?;
    let (low, high) = neighbours(&siblings, place.after, place.before);
    rank::between(low, high).map_err(Error::internal)
}

/// Where ranks have grown long, they are given out anew.
pub async fn shorten(tx: &mut TenantTx, target: &Target, rank: &str) -> Result<()> {
    if rank.len() <= rank::LONG {
        return Ok(());
    }
    let all = tree::siblings(tx, target.space_id, target.parent_id, PageId(Uuid::nil())).await?;
    let order: Vec<PageId> = all.into_iter().map(|(id, _)| id).collect();
    tree::spread(tx, &order).await
}
