use super::{
    layout::{Layout, Placed, file_name, relative},
    page,
};
use crate::{
    Error, Result,
    actor::Actor,
    database::{Db, TenantTx},
    files::{self, ByteStore},
    ids::{AttachmentId, PageId, SpaceId},
    wiki::{
        attached,
        document::{Document, text},
        page::PageSummary,
        policy::Action,
        store::{
            access::{Which, WhichSpace, demand, load_for, load_space_for},
            pages::{self, Of},
            spaces, views,
        },
        tree::Tree,
    },
    workspace,
};
use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
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

/// So many bytes of a file are read at once.
const PIECE: u64 = 1024 * 1024;

/// A zip in the making. Whoever may not have it is told before its first piece.
#[derive(Debug)]
pub struct PageExporter<S> {
    db: Db,
    store: Arc<S>,
    actor: Actor,
    scope: Scope,
    /// What the file is called.
    pub name: String,
    slug: String,
    layout: Layout,
    next: usize,
    /// Files of the pages so far, to come before the next page.
    files: VecDeque<Attached>,
    /// Where each file is in the zip.
    places: HashMap<AttachmentId, String>,
    zip: Option<ZipWriter<StreamWriter<Pipe>>>,
    pipe: Pipe,
}

/// A file on its way into the zip, and how much of it is there.
#[derive(Debug)]
struct Attached {
    path: String,
    page_id: PageId,
    id: AttachmentId,
    /// Once it is begun.
    content: Option<(files::Content, u64)>,
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

impl<S: ByteStore> PageExporter<S> {
    pub async fn new(db: Db, actor: Actor, scope: Scope, store: Arc<S>) -> Result<Self> {
        let slug = workspace::view(&db, &actor).await?.slug;
        let mut tx = db.view(&actor).await?;
        let mut layout = Layout::default();
        let name = lay_out(&mut tx, &actor, scope, &mut layout, &slug).await?;
        drop(tx);
        let pipe = Pipe::default();
        let zip = Some(ZipWriter::new_stream(pipe.clone()));
        let (name, files, places) = (format!("{}.zip", file_name(&name)), VecDeque::new(), HashMap::new());
        Ok(Self { db, store, actor, scope, name, slug, layout, next: 0, files, places, zip, pipe })
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
        if !self.files.is_empty() {
            self.go_on_with_a_file().await?;
        } else if let Some(page) = self.layout.pages.get(self.next).cloned() {
            self.next += 1;
            self.ask_again().await?;
            let mut tx = self.db.view(&self.actor).await?;
            let text = match load_for(&mut tx, &self.actor, Action::Export, Which::Page(page.id)).await {
                Ok(_) => {
                    let tags = views::tags(&mut tx, page.id).await?;
                    Some((page::document(&mut tx, &self.actor, page.id).await?, tags))
                }
                Err(Error::NotFound | Error::Forbidden) => None,
                Err(error) => return Err(error),
            };
            drop(tx);
            if let Some((mut document, tags)) = text {
                self.take_files(&page, &mut document).await?;
                let text = page::markdown(&page, &tags, document, &self.layout, &self.slug);
                self.file(&page.path, &text)?;
            }
        }
        if self.next >= self.layout.pages.len()
            && self.files.is_empty()
            && let Some(zip) = self.zip.take()
        {
            zip.finish().map_err(Error::internal)?;
        }
        Ok(Some(self.pipe.take()))
    }

    /// Gives the files that a page shows a place in the zip, and their addresses on the page.
    async fn take_files(&mut self, page: &Placed, document: &mut Document) -> Result<()> {
        let mut found = BTreeMap::new();
        text::visit_addresses(&mut document.blocks, &mut |address| {
            if let Some(file) = attached::read(&self.slug, address) {
                found.insert(address.clone(), file);
            }
        });
        for (page_id, id) in found.values() {
            let Some(content) = page::file(&self.db, &self.actor, *page_id, *id).await? else { continue };
            if !self.places.contains_key(id) {
                let path = self.layout.file(page, &content.name);
                self.places.insert(*id, path.clone());
                self.files.push_back(Attached { path, page_id: *page_id, id: *id, content: None });
            }
        }
        text::visit_addresses(&mut document.blocks, &mut |address| {
            if let Some(path) = found.get(address).and_then(|(_, id)| self.places.get(id)) {
                *address = relative(&page.path, path);
            }
        });
        Ok(())
    }

    /// Who lost the right meanwhile gets no more; what is gone by now is not in it.
    async fn ask_again(&mut self) -> Result<()> {
        let Actor { caller, workspace_id, .. } = self.actor;
        self.actor = workspace::enter_by_id(&self.db, &caller, workspace_id).await?;
        if self.scope == Scope::Everything {
            demand(&self.actor, Action::ExportEverything)?;
        }
        Ok(())
    }

    /// The next piece of the first file that waits.
    async fn go_on_with_a_file(&mut self) -> Result<()> {
        let Some(mut file) = self.files.pop_front() else { return Ok(()) };
        let Some(content) = file.content.take() else { return self.begin_file(file).await };
        let Some(zip) = &mut self.zip else { return Ok(()) };
        let (content, done) = content;
        let size = u64::try_from(content.size).map_err(Error::internal)?;
        let to = size.min(done + PIECE);
        zip.write_all(&self.store.get(content.place, done..to).await?).map_err(Error::internal)?;
        if to < size {
            file.content = Some((content, to));
            self.files.push_front(file);
        }
        Ok(())
    }

    async fn begin_file(&mut self, file: Attached) -> Result<()> {
        self.ask_again().await?;
        let Some(content) = page::file(&self.db, &self.actor, file.page_id, file.id).await? else { return Ok(()) };
        let Some(zip) = &mut self.zip else { return Ok(()) };
        // Pictures and most other files are packed already.
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let large = content.size > i64::from(u32::MAX) / 2;
        zip.start_file(&file.path, stored.large_file(large)).map_err(Error::internal)?;
        self.files.push_front(Attached { content: Some((content, 0)), ..file });
        Ok(())
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
