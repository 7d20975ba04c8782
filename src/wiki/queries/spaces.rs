use crate::{
    Result,
    actor::Actor,
    database::Db,
    wiki::{
        policy::{Action, Standing, allows},
        space::{SpaceSummary, SpaceView},
        store::{
            access::{WhichSpace, load_space_for},
            pages::{self, Of},
            spaces as store,
        },
        tree::Tree,
    },
    workspace::Visit,
};

/// The spaces that the actor sees, by name.
pub async fn spaces(db: &Db, actor: &Actor, archived: bool) -> Result<Vec<SpaceSummary>> {
    spaces_on(&mut Visit { actor: *actor, tx: db.view(actor).await? }, archived).await
}

pub async fn spaces_on(visit: &mut Visit, archived: bool) -> Result<Vec<SpaceSummary>> {
    store::list(&mut visit.tx, archived).await
}

/// Those that the actor may put pages into, by name.
pub async fn open_spaces(db: &Db, actor: &Actor) -> Result<Vec<SpaceSummary>> {
    open_spaces_on(&mut Visit { actor: *actor, tx: db.view(actor).await? }).await
}

pub async fn open_spaces_on(visit: &mut Visit) -> Result<Vec<SpaceSummary>> {
    let role = visit.actor.role;
    let mut spaces = spaces_on(visit, false).await?;
    spaces.retain(|space| allows(Standing { role, level: space.level }, Action::CreatePage));
    Ok(spaces)
}

pub async fn space(db: &Db, actor: &Actor, which: WhichSpace<'_>) -> Result<SpaceView> {
    space_on(&mut Visit { actor: *actor, tx: db.view(actor).await? }, which).await
}

pub async fn space_on(visit: &mut Visit, which: WhichSpace<'_>) -> Result<SpaceView> {
    let access = load_space_for(&mut visit.tx, &visit.actor, Action::View, which).await?;
    Ok(SpaceView { level: access.standing.level, can: access.can(), space: access.space })
}

/// The pages of a space that the actor sees, in order.
pub async fn tree(db: &Db, actor: &Actor, which: WhichSpace<'_>) -> Result<Tree> {
    tree_on(&mut Visit { actor: *actor, tx: db.view(actor).await? }, which).await
}

pub async fn tree_on(visit: &mut Visit, which: WhichSpace<'_>) -> Result<Tree> {
    let space = load_space_for(&mut visit.tx, &visit.actor, Action::View, which).await?.space;
    Ok(Tree::build(pages::in_tree(&mut visit.tx, Of::Space(space.id)).await?))
}
