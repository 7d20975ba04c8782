use super::{Stage, small_picture};
use atrium::{
    clock,
    ids::{
        AttachmentId, PageCommentId, PageId, PageImportId, PageShareId, PageTemplateId, PageVersionId, SpaceId, TagId,
        ThreadId,
    },
    wiki::{
        self, NewPage, NewPageShare, NewPageTemplate, NewSpace, NewThread, Place,
        import::{Destination, NewPageImport},
        page::PageSummary,
        space::Space,
    },
};
use std::sync::atomic::{AtomicU32, Ordering};

/// One of everything in the wiki of the workspace `north`, made by its founder.
#[derive(Clone)]
pub struct WikiThings {
    /// An open space of the wiki.
    pub space: Space,
    /// At the top of the space.
    pub page: PageSummary,
    pub other_page: PageSummary,
    /// The founder's; it made one page in the space.
    pub page_import: PageImportId,
    /// About the page, with one comment.
    pub thread: ThreadId,
    pub page_comment: PageCommentId,
    pub page_share: PageShareId,
    pub page_template: PageTemplateId,
    pub page_version: PageVersionId,
    /// On the page.
    pub tag: TagId,
    pub page_attachment: AttachmentId,
}

impl Stage {
    pub async fn wiki_things(&self) -> WikiThings {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let name = format!("Space {}", NUMBER.fetch_add(1, Ordering::Relaxed));
        let (db, founder) = (&self.db, &self.actor(&self.founder).await);
        let (space, page, other_page) = self.space(&name).await;
        let page_import = self.page_import(space.id).await;
        let page_id = page.id;
        let (thread, page_comment, page_share, page_template, tag) = self.on_the_page(page_id, &name).await;
        let named = wiki::content::name_version(db, founder, page_id, &name, None, clock::now()).await;
        WikiThings {
            space,
            page,
            other_page,
            page_import,
            thread,
            page_comment,
            page_share,
            page_template,
            page_version: named.expect("a version").id,
            tag,
            page_attachment: self.attach(&self.founder, page_id, "hours.png", &small_picture()).await,
        }
    }

    /// An open space with two pages.
    async fn space(&self, name: &str) -> (Space, PageSummary, PageSummary) {
        let (db, founder, now) = (&self.db, &self.actor(&self.founder).await, clock::now());
        let new = NewSpace { name: name.to_owned(), ..NewSpace::default() };
        let space = wiki::create_space(db, founder, new, None).await.expect("a space");
        let make = async |title: &str| {
            let place = Place { space_id: Some(space.id), ..Place::default() };
            let new = NewPage { title: title.to_owned(), place, ..NewPage::default() };
            wiki::create_page(db, founder, new, None, now).await.expect("a page")
        };
        let (page, other) = (make("Opening hours").await, make("Closing hours").await);
        (space, page, other)
    }

    /// What belongs to a page.
    async fn on_the_page(
        &self,
        page: PageId,
        name: &str,
    ) -> (ThreadId, PageCommentId, PageShareId, PageTemplateId, TagId) {
        let (db, founder, now) = (&self.db, &self.actor(&self.founder).await, clock::now());
        let new = NewThread { body: "On Sundays, too?".to_owned(), ..NewThread::default() };
        let thread = wiki::start_thread(db, founder, page, new, None, now).await.expect("a conversation");
        let said = wiki::threads(db, founder, page, now).await.expect("conversations");
        let new = NewPageShare { days: 7, below: false };
        let share = wiki::make_page_share(db, founder, page, new, None, now).await.expect("a link").id;
        let new = NewPageTemplate { name: name.to_owned(), only_here: true };
        let template = wiki::save_page_template(db, founder, page, new, None).await.expect("a template");
        let tags = wiki::set_page_tags(db, founder, page, &[name.to_owned()]).await.expect("tags");
        (thread, said[0].comments[0].id, share, template, tags[0].id)
    }

    /// An import of the founder's that made one page in the space.
    async fn page_import(&self, space_id: SpaceId) -> PageImportId {
        let (db, founder) = (&self.db, &self.actor(&self.founder).await);
        let files = [("prices.md".to_owned(), b"# Prices".to_vec())].into();
        let content = wiki::import::pack(&files).expect("a zip");
        let into = Destination::Space(space_id);
        let new = NewPageImport { source: "a.zip".to_owned(), content, into };
        let id = wiki::import::start_import(db, founder, new, None, clock::now()).await.expect("an import").id;
        wiki::import::run_import(db, founder, id, &*self.files).await.expect("imports");
        id
    }
}
