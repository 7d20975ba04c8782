use super::{
    layout::{Layout, file_name},
    page,
};
use crate::{
    Error, Result,
    actor::Actor,
    database::{Db, TenantTx},
    ids::{PageId, SpaceId},
    wiki::{
        page::PageSummary,
        policy::Action,
        store::{
            access::{Which, WhichSpace, demand, load_for, load_space_for},
            pages::{self, Of},
            spaces,
        },
        tree::Tree,
    },
    workspace,
};
use std::{
    collections::HashSet,
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError},
};
use zip::{
    CompressionMethod, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

/// What is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Page(PageId),
    /// A page and all below it.
    Tree(PageId),
    Space(SpaceId),
    /// All spaces, for owners and admins.
    Everything,
}

/// A zip in the making. Whoever may not have it is told before its first piece.
#[derive(Debug)]
pub struct PageExporter {
    db: Db,
    actor: Actor,
    scope: Scope,
    /// What the file is called.
    pub name: String,
    slug: String,
    layout: Layout,
    next: usize,
    zip: Option<ZipWriter<StreamWriter<Pipe>>>,
    pipe: Pipe,
}

/// What was written and not yet taken away.
#[derive(Clone, Debug, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Pipe {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl PageExporter {
    pub async fn new(db: Db, actor: Actor, scope: Scope) -> Result<Self> {
        let slug = workspace::view(&db, &actor).await?.slug;
        let mut tx = db.view(&actor).await?;
        let mut layout = Layout::default();
        let name = lay_out(&mut tx, &actor, scope, &mut layout, &slug).await?;
        drop(tx);
        let pipe = Pipe::default();
        let zip = Some(ZipWriter::new_stream(pipe.clone()));
        Ok(Self { db, actor, scope, name: format!("{}.zip", file_name(&name)), slug, layout, next: 0, zip, pipe })
    }

    /// The next piece of the zip; nothing at its end.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        if self.zip.is_none() {
            return Ok(None);
        }
        if self.next == 0 {
            let summary = self.layout.summary();
            self.file("SUMMARY.md", &summary)?;
        }
        if let Some(page) = self.layout.pages.get(self.next).cloned() {
            self.next += 1;
            // Who lost the right meanwhile gets no more; a page that is gone by now is not in it.
            let Actor { caller, workspace_id, .. } = self.actor;
            self.actor = workspace::enter_by_id(&self.db, &caller, workspace_id).await?;
            if self.scope == Scope::Everything {
                demand(&self.actor, Action::ExportEverything)?;
            }
            let mut tx = self.db.view(&self.actor).await?;
            let text = match load_for(&mut tx, &self.actor, Action::Export, Which::Page(page.id)).await {
                Ok(_) => Some(page::document(&mut tx, page.id).await?),
                Err(Error::NotFound | Error::Forbidden) => None,
                Err(error) => return Err(error),
            };
            drop(tx);
            if let Some(document) = text {
                let text = page::markdown(&page, document, &self.layout, &self.slug);
                self.file(&page.path, &text)?;
            }
        }
        if self.next >= self.layout.pages.len()
            && let Some(zip) = self.zip.take()
        {
            zip.finish().map_err(Error::internal)?;
        }
        Ok(Some(self.pipe.take()))
    }

    fn file(&mut self, path: &str, text: &str) -> Result<()> {
        let Some(zip) = &mut self.zip else { return Ok(()) };
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(path, options).map_err(Error::internal)?;
        zip.write_all(text.as_bytes()).map_err(Error::internal)
    }

    /// The whole zip at once, for tests and small spaces.
    pub async fn whole(mut self) -> Result<Vec<u8>> {
        let mut file = Vec::new();
        while let Some(piece) = self.next().await? {
            file.extend(piece);
        }
        Ok(file)
    }
}

/// Places the pages, and answers with what the zip is called.
async fn lay_out(tx: &mut TenantTx, actor: &Actor, scope: Scope, layout: &mut Layout, slug: &str) -> Result<String> {
    match scope {
        Scope::Page(id) | Scope::Tree(id) => {
            let page = load_for(tx, actor, Action::Export, Which::Page(id)).await?.page;
            let tree = Tree::build(pages::in_tree(tx, Of::Space(page.space_id)).await?);
            layout.add(&below(&tree, id, scope == Scope::Page(id)), None);
            Ok(page.title)
        }
        Scope::Space(id) => {
            let space = load_space_for(tx, actor, Action::Export, WhichSpace::Id(id)).await?.space;
            layout.add(&Tree::build(pages::in_tree(tx, Of::Space(id)).await?).pages, None);
            Ok(space.name)
        }
        Scope::Everything => {
            demand(actor, Action::ExportEverything)?;
            let mut all = spaces::list(tx, false).await?;
            all.extend(spaces::list(tx, true).await?);
            for one in all {
                let tree = Tree::build(pages::in_tree(tx, Of::Space(one.space.id)).await?);
                layout.add(&tree.pages, Some(&one.space.name));
            }
            Ok(slug.to_owned())
        }
    }
}

/// A page, and those below it unless it is wanted alone.
fn below(tree: &Tree, id: PageId, alone: bool) -> Vec<PageSummary> {
    let mut within: HashSet<PageId> = HashSet::from([id]);
    let mut pages = Vec::new();
    for page in &tree.pages {
        if page.id == id || !alone && page.parent_id.is_some_and(|parent| within.contains(&parent)) {
            within.insert(page.id);
            pages.push(page.clone());
        }
    }
    pages
}
