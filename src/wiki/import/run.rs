//! The import itself. Each turn of the loop is one transaction that makes some pages and says how far it has come; then
//! the files come, each under an id that was settled with the import. A run that was interrupted, or called twice, goes
//! on from there.

use super::{
    plan::{Addresses, Plan},
    problems::Problems,
    store::{self, ImportRecord},
};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{import::ImportState, rank},
    clock,
    database::{Db, TenantTx},
    files::{self, ByteStore, NewFile},
    ids::{AttachmentId, PageId, PageImportId},
    wiki::{
        attached,
        commands::{
            create_page::begin,
            place::{Place, Target, shorten, target},
            record,
            tags::tag_new_page,
        },
        document::yjs,
        store::{
            access::PageRow,
            contents::{Content, SCHEMA},
            tree, views,
        },
    },
};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use uuid::Uuid;

const CHUNK: usize = 20;

/// Makes the pages that are not made yet. An import that is over stays as it is; one that has become impossible, such
/// as when its starter may no longer write there, is over as failed.
pub async fn run_import(db: &Db, actor: &Actor, id: PageImportId, store: &impl ByteStore) -> Result<()> {
    match run(db, actor, id, store).await {
        Err(refusal @ (Error::Forbidden | Error::Invalid { .. } | Error::NotFound)) => {
            fail(db, actor, id, &refusal).await
        }
        outcome => outcome,
    }
}

async fn run(db: &Db, actor: &Actor, id: PageImportId, store: &impl ByteStore) -> Result<()> {
    let content = {
        let mut tx = db.tenant(actor).await?;
        store::find(&mut tx, id).await?;
        store::content(&mut tx, id).await?
    };
    let Some(content) = content else { return Ok(()) };
    let (mut plan, _) = Plan::of_zip(content).await?;
    let mut problems = plan.leave_out(store.limits().file);
    while !step(db, actor, id, &plan).await? {}
    problems.add(keep_files(db, actor, id, &plan, store).await?);
    end(db, actor, id, plan.pages.len(), problems).await
}

/// Puts the files on their pages. What is refused, such as a file that is too large, is told and passed over.
async fn keep_files(db: &Db, actor: &Actor, id: PageImportId, plan: &Plan, store: &impl ByteStore) -> Result<Problems> {
    let import = store::find(&mut db.view(actor).await?, id).await?;
    let mut problems = Problems::default();
    if import.state.is_over() {
        return Ok(problems);
    }
    // Where a file is already: it is carried to the store once, however many pages show it.
    let mut kept: HashMap<&str, (PageId, AttachmentId)> = HashMap::new();
    for (at, (page, page_id)) in plan.pages.iter().zip(&import.page_ids).enumerate() {
        for path in &page.files {
            let (file, name) = (file_id(id, at, path), path.rsplit('/').next().unwrap_or(path));
            let outcome = if let Some(from) = kept.get(path.as_str()) {
                files::attach_again(db, actor, *page_id, (file, name), *from).await
            } else {
                let bytes = plan.files.get(path).cloned().unwrap_or_default();
                files::attach(db, actor, *page_id, NewFile { id: file, name, bytes }, store).await
            };
            match outcome {
                Ok(()) => {
                    kept.entry(path).or_insert((*page_id, file));
                }
                Err(refusal @ (Error::Forbidden | Error::Invalid { .. } | Error::NotFound)) => {
                    problems.say(&page.path, &format!("{path} is not kept: {refusal}"));
                }
                Err(error) => return Err(error),
            }
        }
    }
    Ok(problems)
}

/// The id that a file of a page gets in this import, the same in each run.
fn file_id(import: PageImportId, at: usize, path: &str) -> AttachmentId {
    let digest = Sha256::digest(format!("{import}\n{at}\n{path}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    AttachmentId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

async fn end(db: &Db, actor: &Actor, id: PageImportId, pages: usize, problems: Problems) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let mut import = store::lock(&mut tx, id).await?;
    if import.state.is_over() {
        return Ok(());
    }
    import.state = ImportState::Done;
    import.problems.add(problems);
    store::update(&mut tx, &import).await?;
    let data = json!({ "source": import.source, "pages": pages });
    record(&mut tx, "space.pages_imported", import.space_id.uuid(), data).await?;
    tx.commit().await
}

/// One transaction. True when all pages are made, or the import is over.
async fn step(db: &Db, actor: &Actor, id: PageImportId, plan: &Plan) -> Result<bool> {
    let mut tx = db.tenant(actor).await?;
    let mut import = store::lock(&mut tx, id).await?;
    if import.state.is_over() {
        return Ok(true);
    }
    if import.page_ids.len() != plan.pages.len() {
        return Err(Error::invalid(
            "file",
            "This import was begun by another version of this program. Start it again.",
        ));
    }
    let from = usize::try_from(import.pages_done).unwrap_or(0).min(plan.pages.len());
    let to = plan.pages.len().min(from + CHUNK);
    make(&mut tx, actor, &import, plan, from..to).await?;
    import.pages_done = super::plan::count(to);
    import.state = ImportState::Running;
    store::update(&mut tx, &import).await?;
    tx.commit().await?;
    Ok(to == plan.pages.len())
}

async fn make(
    tx: &mut TenantTx,
    actor: &Actor,
    import: &ImportRecord,
    plan: &Plan,
    range: std::ops::Range<usize>,
) -> Result<()> {
    let place = match import.parent_id {
        Some(parent_id) => Place { parent_id: Some(parent_id), ..Place::default() },
        None => Place { space_id: Some(import.space_id), ..Place::default() },
    };
    let space_id = target(tx, actor, &place).await?.space_id;
    tree::lock(tx, &[space_id]).await?;
    // What was loaded before the lock may have gone elsewhere meanwhile.
    let top = target(tx, actor, &place).await?;
    if top.space_id != space_id {
        return Err(Error::Busy { retry_after_seconds: 1 });
    }
    let slug = views::slug(tx).await?;
    let number = |at: usize| import.first_number.saturating_add(super::plan::count(at));
    let mut ends = Ends { actor, top, last: HashMap::new(), targets: HashMap::new() };
    for at in range {
        let address = |path: &str| {
            let (page, file) = (import.page_ids[at], file_id(import.id, at, path));
            plan.pages[at].files.contains(path).then(|| attached::address(&slug, page, file))
        };
        let addresses =
            Addresses { page: &|at| (import.page_ids[at], format!("/w/{slug}/wiki/{}", number(at))), file: &address };
        let (below, rank) = ends.next(tx, plan.pages[at].parent.map(|parent| import.page_ids[parent])).await?;
        let page = PageRow {
            id: import.page_ids[at],
            number: number(at),
            space_id: below.space_id,
            parent_id: below.parent_id,
            access_id: below.access_id,
            rank,
            title: plan.pages[at].title.clone(),
            version: 1,
            trashed_with: None,
        };
        let state = yjs::state(&yjs::write(&plan.settled(at, &addresses)));
        begin(tx, &page, Some(&Content { schema: SCHEMA, state }), clock::now()).await?;
        if !plan.pages[at].tags.is_empty() {
            tag_new_page(tx, actor, page.id, &plan.pages[at].tags).await?;
        }
        shorten(tx, &below, &page.rank).await?;
    }
    Ok(())
}

/// Where the next page below each page goes: behind the last one. The space is locked, so what was read once holds.
struct Ends<'a> {
    actor: &'a Actor,
    top: Target,
    targets: HashMap<PageId, Target>,
    last: HashMap<Option<PageId>, Option<String>>,
}

impl Ends<'_> {
    async fn next(&mut self, tx: &mut TenantTx, parent: Option<PageId>) -> Result<(Target, String)> {
        let target = match parent {
            Some(parent) => self.below(tx, parent).await?,
            None => self.top,
        };
        let last = if let Some(last) = self.last.get(&target.parent_id) {
            last.clone()
        } else {
            let nobody = PageId(Uuid::nil());
            tree::siblings(tx, target.space_id, target.parent_id, nobody).await?.pop().map(|(_, rank)| rank)
        };
        let rank = rank::between(last.as_deref(), None).map_err(Error::internal)?;
        if rank.len() > rank::LONG {
            self.last.remove(&target.parent_id);
        } else {
            self.last.insert(target.parent_id, Some(rank.clone()));
        }
        Ok((target, rank))
    }

    /// A page of the import that somebody has thrown away or moved elsewhere meanwhile is passed over: what would lie
    /// below it goes to the top of the import.
    async fn below(&mut self, tx: &mut TenantTx, parent: PageId) -> Result<Target> {
        if let Some(known) = self.targets.get(&parent) {
            return Ok(*known);
        }
        let place = Place { parent_id: Some(parent), ..Place::default() };
        let found = match target(tx, self.actor, &place).await {
            Ok(found) if found.space_id == self.top.space_id => found,
            Ok(_) | Err(Error::NotFound | Error::Forbidden) => self.top,
            Err(error) => return Err(error),
        };
        self.targets.insert(parent, found);
        Ok(found)
    }
}

async fn fail(db: &Db, actor: &Actor, id: PageImportId, refusal: &Error) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let mut import = store::lock(&mut tx, id).await?;
    if import.state.is_over() {
        return Ok(());
    }
    import.state = ImportState::Failed;
    let mut problems = Problems::default();
    problems.say("", &refusal.to_string());
    problems.add(std::mem::take(&mut import.problems));
    import.problems = problems;
    store::update(&mut tx, &import).await?;
    tx.commit().await
}
