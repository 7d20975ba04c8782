use super::{
    plan::Plan,
    queries,
    store::{self, Waiting},
    view::PageImportView,
};
use crate::{
    Error, Result,
    actor::Actor,
    database::{Db, TenantTx},
    idempotency::{self, Once},
    ids::{PageId, PageImportId, SpaceId},
    jobs::{self, Job},
    text,
    wiki::{
        commands::{
            place::{Place, target},
            spaces::{self, NewSpace},
        },
        space::parse_name,
        store::tree,
        tree::DEEPEST,
    },
};
use time::OffsetDateTime;

/// Where the pages of an import go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A space that is made for them, open to everybody.
    NewSpace(String),
    /// The end of a space.
    Space(SpaceId),
    /// Below a page, behind those that are there.
    Page(PageId),
}

/// Files to import, and where to.
#[derive(Clone, Debug)]
pub struct NewPageImport {
    /// The name of the file.
    pub source: String,
    /// A zip of at most 50 MB.
    pub content: Vec<u8>,
    pub into: Destination,
}

/// Settles which pages will be made, keeps the file, and has a job make them.
pub async fn start_import(
    db: &Db,
    actor: &Actor,
    new: NewPageImport,
    once: Option<&Once>,
    now: OffsetDateTime,
) -> Result<PageImportView> {
    let source = text::line("source", &new.source, 200)?;
    let id = PageImportId::new();
    let mut tx = db.tenant(actor).await?;
    demand(&mut tx, actor, &new.into).await?;
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return queries::view(&mut tx, actor, earlier.into(), now).await;
    }
    drop(tx);
    // Nobody waits for a transaction while a file is read.
    let NewPageImport { content, into, .. } = new;
    let (plan, content) = Plan::of_zip(content).await?;
    let mut tx = db.tenant(actor).await?;
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return queries::view(&mut tx, actor, earlier.into(), now).await;
    }
    let (space_id, parent_id) = settle(&mut tx, actor, &into, &plan).await?;
    let waiting = Waiting {
        id,
        space_id,
        parent_id,
        source: &source,
        format: plan.format,
        content: &content,
        page_ids: plan.pages.iter().map(|_| PageId::new()).collect(),
        problems: &plan.problems,
    };
    store::insert(&mut tx, waiting).await?;
    let job = Job::RunPageImport { workspace_id: actor.workspace_id, person_id: actor.person_id(), import_id: id };
    jobs::enqueue(&mut tx, &job).await?;
    let view = queries::view(&mut tx, actor, id, now).await?;
    tx.commit().await?;
    Ok(view)
}

/// Whether somebody may make pages there. It is asked before a file is taken in, and again with the file.
pub async fn demand_destination(db: &Db, actor: &Actor, into: &Destination) -> Result<()> {
    demand(&mut db.tenant(actor).await?, actor, into).await
}

/// Whether pages may be made there, before the file is looked at.
async fn demand(tx: &mut TenantTx, actor: &Actor, into: &Destination) -> Result<()> {
    match into {
        Destination::NewSpace(name) => {
            crate::wiki::store::access::demand(actor, crate::wiki::policy::Action::CreateSpace)?;
            parse_name(name).map(drop)
        }
        Destination::Space(_) | Destination::Page(_) => target(tx, actor, &place(into)).await.map(drop),
    }
}

pub(super) fn place(into: &Destination) -> Place {
    match into {
        Destination::NewSpace(_) => Place::default(),
        Destination::Space(id) => Place { space_id: Some(*id), ..Place::default() },
        Destination::Page(id) => Place { parent_id: Some(*id), ..Place::default() },
    }
}

async fn settle(
    tx: &mut TenantTx,
    actor: &Actor,
    into: &Destination,
    plan: &Plan,
) -> Result<(SpaceId, Option<PageId>)> {
    if let Destination::NewSpace(name) = into {
        let new = NewSpace { name: name.clone(), ..NewSpace::default() };
        return Ok((spaces::make(tx, actor, &new).await?.id, None));
    }
    let target = target(tx, actor, &place(into)).await?;
    let above = match target.parent_id {
        Some(parent_id) => tree::lineage(tx, parent_id).await?.upward.len(),
        None => 0,
    };
    if above + plan.height() > usize::try_from(DEEPEST).unwrap_or(usize::MAX) {
        return Err(Error::invalid("parent_id", format!("Pages go at most {DEEPEST} levels deep.")));
    }
    Ok((target.space_id, target.parent_id))
}
