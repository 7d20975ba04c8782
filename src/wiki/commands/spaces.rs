use super::{demand_version, hue, record};
use crate::{
    Error, Result,
    actor::Actor,
    boards,
    database::{Db, TenantTx},
    idempotency::{self, Once},
    ids::{ProjectId, SpaceId},
    text,
    wiki::{
        level::Level,
        policy::Action,
        space::{Space, parse_name},
        store::{
            access::{WhichSpace, demand, load_space_for},
            spaces,
        },
    },
    workspace::{parse_slug, slug_of},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Who gets to see a new space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Opening {
    /// Everybody of the workspace, guests excepted, edits it.
    #[default]
    Open,
    /// Those who are let in.
    Private,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSpace {
    /// 1 to 80 characters.
    #[schema(min_length = 1, max_length = 80)]
    pub name: String,
    /// Its short name in addresses; without one, it is made from the name.
    #[serde(default)]
    #[schema(pattern = "^[a-z0-9][a-z0-9-]{0,39}$")]
    pub slug: Option<String>,
    #[serde(default)]
    #[schema(max_length = 2_000)]
    pub description: String,
    /// 0 to 9.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 9)]
    pub hue: i16,
    #[serde(default)]
    pub opening: Opening,
    /// Makes it the space of a project: whoever sees the project sees it, and whoever works there writes here.
    #[serde(default)]
    pub project_id: Option<ProjectId>,
}

/// Makes a space. Whoever makes it manages it.
pub async fn create_space(db: &Db, actor: &Actor, new: NewSpace, once: Option<&Once>) -> Result<Space> {
    let mut tx = db.tenant(actor).await?;
    let space = planned(&mut tx, actor, &new).await?;
    if let Some(earlier) = idempotency::claim(&mut tx, once, space.id.uuid()).await? {
        let earlier = WhichSpace::Id(earlier.into());
        return Ok(load_space_for(&mut tx, actor, Action::View, earlier).await?.space);
    }
    let space = write(&mut tx, space).await?;
    tx.commit().await?;
    Ok(space)
}

/// The same as a part of something greater.
pub(in crate::wiki) async fn make(tx: &mut TenantTx, actor: &Actor, new: &NewSpace) -> Result<Space> {
    let space = planned(tx, actor, new).await?;
    write(tx, space).await
}

async fn planned(tx: &mut TenantTx, actor: &Actor, new: &NewSpace) -> Result<Space> {
    demand(actor, Action::CreateSpace)?;
    if let Some(project_id) = new.project_id {
        boards::load_for(tx, actor, boards::policy::Action::EditProject, boards::Which::Project(project_id)).await?;
    }
    Ok(Space {
        id: SpaceId::new(),
        slug: new.slug.as_deref().map(parse_slug).transpose()?.unwrap_or_default(),
        name: parse_name(&new.name)?,
        description: text::prose("description", &new.description, 2_000)?,
        hue: hue(new.hue)?,
        everyone: match (new.project_id, new.opening) {
            (None, Opening::Open) => Level::Edit,
            _ => Level::None,
        },
        project_id: new.project_id,
        archived: false,
        version: 1,
    })
}

async fn write(tx: &mut TenantTx, mut space: Space) -> Result<Space> {
    spaces::insert_scope(tx, &space).await?;
    settle_slug(tx, &mut space).await?;
    record(tx, "space.created", space.id.uuid(), json!({ "name": space.name })).await?;
    Ok(space)
}

/// Writes the space under the short name that was chosen, or under the first that its name suggests and nobody has.
async fn settle_slug(tx: &mut TenantTx, space: &mut Space) -> Result<()> {
    if !space.slug.is_empty() {
        return if spaces::insert(tx, space).await? { Ok(()) } else { Err(taken()) };
    }
    let suggested = Some(slug_of(&space.name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "space".to_owned());
    for attempt in 1..100 {
        space.slug = match attempt {
            1 => suggested.clone(),
            attempt => format!("{}-{attempt}", suggested.chars().take(36).collect::<String>().trim_end_matches('-')),
        };
        if spaces::insert(tx, space).await? {
            return Ok(());
        }
    }
    Err(taken())
}

fn taken() -> Error {
    Error::invalid("slug", "Another space has this address. Please choose another.")
}

/// What of a space is to change; what is absent stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SpaceEdit {
    #[schema(min_length = 1, max_length = 80)]
    pub name: Option<String>,
    #[schema(pattern = "^[a-z0-9][a-z0-9-]{0,39}$")]
    pub slug: Option<String>,
    #[schema(max_length = 2_000)]
    pub description: Option<String>,
    #[schema(minimum = 0, maximum = 9)]
    pub hue: Option<i16>,
}

pub async fn edit_space(
    db: &Db,
    actor: &Actor,
    space_id: SpaceId,
    edit: SpaceEdit,
    expected: Option<i32>,
) -> Result<Space> {
    let mut tx = db.tenant(actor).await?;
    let mut space = load_space_for(&mut tx, actor, Action::EditSpace, WhichSpace::Id(space_id)).await?.space;
    let before = space.clone();
    if let Some(name) = &edit.name {
        space.name = parse_name(name)?;
    }
    if let Some(slug) = &edit.slug {
        space.slug = parse_slug(slug)?;
    }
    if let Some(description) = &edit.description {
        space.description = text::prose("description", description, 2_000)?;
    }
    if let Some(wanted) = edit.hue {
        space.hue = hue(wanted)?;
    }
    demand_version(space.version, expected)?;
    if space == before {
        return Ok(space);
    }
    space.version = spaces::update(&mut tx, &space, expected).await?;
    record(&mut tx, "space.edited", space_id.uuid(), json!({ "name": space.name, "from": before.name })).await?;
    tx.commit().await?;
    Ok(space)
}

/// Puts a space aside, with all of its pages: they can be read, and nothing more. Archiving twice is archiving once.
pub async fn archive_space(db: &Db, actor: &Actor, space_id: SpaceId) -> Result<Space> {
    set_archived(db, actor, space_id, true).await
}

pub async fn restore_space(db: &Db, actor: &Actor, space_id: SpaceId) -> Result<Space> {
    set_archived(db, actor, space_id, false).await
}

async fn set_archived(db: &Db, actor: &Actor, space_id: SpaceId, archived: bool) -> Result<Space> {
    let mut tx = db.tenant(actor).await?;
    let mut space = load_space_for(&mut tx, actor, Action::ArchiveSpace, WhichSpace::Id(space_id)).await?.space;
    if space.archived == archived {
        return Ok(space);
    }
    space.archived = archived;
    spaces::set_archived(&mut tx, space_id, archived).await?;
    space.version = spaces::update(&mut tx, &space, None).await?;
    let kind = if archived { "space.archived" } else { "space.restored" };
    record(&mut tx, kind, space_id.uuid(), json!({ "name": space.name })).await?;
    tx.commit().await?;
    Ok(space)
}
