use crate::{
    Result,
    actor::Actor,
    database::Db,
    ids::SpaceId,
    wiki::{
        commands::templates::may_remove,
        policy::Action,
        store::{
            access::{WhichSpace, load_space_for},
            templates as store,
        },
        template::PageTemplate,
    },
    workspace::Visit,
};

/// The templates that pages of a space can begin from, by name; without a space, all that the actor sees.
pub async fn page_templates(db: &Db, actor: &Actor, space_id: Option<SpaceId>) -> Result<Vec<PageTemplate>> {
    let mut tx = db.view(actor).await?;
    if let Some(space_id) = space_id {
        load_space_for(&mut tx, actor, Action::View, WhichSpace::Id(space_id)).await?;
    }
    Ok(store::list(&mut tx, space_id, None).await?.into_iter().map(|row| template(actor, row)).collect())
}

/// Those of a space, for whoever writes on a page of it, on a visit.
pub async fn page_templates_on(visit: &mut Visit, space_id: SpaceId) -> Result<Vec<PageTemplate>> {
    let Visit { actor, tx } = visit;
    Ok(store::list(tx, Some(space_id), None).await?.into_iter().map(|row| template(actor, row)).collect())
}

fn template(actor: &Actor, row: store::TemplateRow) -> PageTemplate {
    PageTemplate {
        can_remove: may_remove(actor, &row),
        id: row.id,
        name: row.name,
        space_id: row.space_id,
        created_by: row.created_by,
    }
}
