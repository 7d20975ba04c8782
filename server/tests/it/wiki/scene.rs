use crate::stage::{Person, Stage};
use atrium::{
    Error, Result,
    actor::{Actor, Role},
    clock,
    ids::{PageId, SpaceId},
    wiki::{
        self, NewPage, NewSpace, Opening, Place, Which, WhichSpace,
        access::{Grantee, NewAccess, NewGrant},
        content,
        document::{
            markdown,
            yjs::{self, Threads},
        },
        level::Level,
        page::{PageSummary, PageView},
        space::Space,
    },
};
use sqlx::PgConnection;
use yrs::{Transact, XmlElementPrelim, XmlFragment};

/// Fatima, who owns the workspace; Mia and Noah, members; Vera, who only looks; Gus, a guest; and an open space.
pub struct Scene {
    pub stage: Stage,
    pub fatima: Actor,
    pub mia: Person,
    pub noah: Person,
    pub vera: Person,
    pub gus: Person,
    pub space: Space,
}

impl Scene {
    pub async fn new() -> Self {
        Self::on(Stage::new().await).await
    }

    pub async fn on(stage: Stage) -> Self {
        let fatima = stage.actor(&stage.founder).await;
        let new = NewSpace { name: "Handbook".to_owned(), ..NewSpace::default() };
        let space = wiki::create_space(&stage.db, &fatima, new, None).await.unwrap();
        Self {
            mia: stage.member("Mia", Role::Member).await,
            noah: stage.member("Noah", Role::Member).await,
            vera: stage.member("Vera", Role::Viewer).await,
            gus: stage.member("Gus", Role::Guest).await,
            stage,
            fatima,
            space,
        }
    }

    pub async fn actor(&self, who: &Person) -> Actor {
        self.stage.actor(who).await
    }

    /// Somebody with a workspace of their own and nothing in this one.
    pub async fn stranger(&self) -> Actor {
        let stranger = Person::new(&self.stage.db, "Stranger").await;
        let slug = format!("s-{}", stranger.id().uuid().simple());
        self.stage.found(&slug, &stranger).await;
        atrium::workspace::enter(&self.stage.db, &stranger.caller, &slug).await.unwrap()
    }

    pub async fn private_space(&self, by: &Actor, name: &str) -> Space {
        let new = NewSpace { name: name.to_owned(), opening: Opening::Private, ..NewSpace::default() };
        wiki::create_space(&self.stage.db, by, new, None).await.unwrap()
    }

    /// A page of Fatima's at the end of the space, or below another one.
    pub async fn page(&self, title: &str, parent: Option<PageId>) -> PageSummary {
        self.make(&self.fatima, title, self.place(parent)).await.unwrap()
    }

    pub fn place(&self, parent: Option<PageId>) -> Place {
        let space_id = Some(self.space.id).filter(|_| parent.is_none());
        Place { space_id, parent_id: parent, ..Place::default() }
    }

    pub async fn make(&self, by: &Actor, title: &str, place: Place) -> Result<PageSummary> {
        wiki::create_page(
            &self.stage.db,
            by,
            NewPage { title: title.to_owned(), place, ..NewPage::default() },
            None,
            clock::now(),
        )
        .await
    }

    /// Writes markdown in the place of what stands on a page, as Fatima does, and answers with the page's document.
    pub async fn write(&self, page: PageId, text: &str) -> content::Opened {
        self.write_as(&self.fatima, page, text).await
    }

    pub async fn write_as(&self, who: &Actor, page: PageId, text: &str) -> content::Opened {
        let mut tx = self.stage.db.tenant(who).await.unwrap();
        let opened = content::locked(&mut tx, page).await.unwrap();
        let document = markdown::read(text);
        content::edit(&mut tx, &opened, page, clock::now(), |text| {
            yjs::apply_difference(text, &document, Threads::Keep).map_err(Error::internal)
        })
        .await
        .unwrap();
        tx.commit().await.unwrap();
        opened
    }

    /// Puts in the place of a page's text what cannot be read, as one more line of its log: a rule holds nothing.
    pub async fn make_unreadable(&self, page_id: PageId) {
        let doc = yjs::blank();
        let root = doc.get_or_insert_xml_fragment(content::ROOT);
        let rule = root.push_back(&mut doc.transact_mut(), XmlElementPrelim::empty("horizontalRule"));
        rule.push_back(&mut doc.transact_mut(), XmlElementPrelim::empty("paragraph"));
        let unreadable = "update page_content
                          set state = $2, state_seq = last_seq + 1, last_seq = last_seq + 1
                          where page_id = $1";
        let done = sqlx::query(unreadable).bind(page_id.uuid()).bind(yjs::state(&doc));
        assert_eq!(done.execute(&mut self.hand().await).await.unwrap().rows_affected(), 1);
    }

    pub async fn read(&self, by: &Actor, id: PageId) -> Result<PageView> {
        wiki::page(&self.stage.db, by, Which::Page(id), clock::now()).await
    }

    /// The titles that somebody sees in the tree of a space, each with how deep it stands.
    pub async fn tree(&self, by: &Actor, space_id: SpaceId) -> Vec<(usize, String)> {
        let tree = wiki::tree(&self.stage.db, by, WhichSpace::Id(space_id)).await.unwrap();
        tree.depths().into_iter().zip(tree.pages).map(|(depth, page)| (depth, page.title)).collect()
    }

    /// Lets only these people at a page, beside Fatima who says so.
    pub async fn narrow(&self, page_id: PageId, people: &[(&Person, Level)]) {
        wiki::set_page_access(&self.stage.db, &self.fatima, page_id, list(true, people)).await.unwrap();
    }

    /// A line to the database in Fatima's name, to lay down by hand what no command makes.
    pub async fn hand(&self) -> PgConnection {
        let mut hand = self.stage.owner.acquire().await.unwrap().detach();
        sqlx::query("select set_config('app.workspace_id', $1, false), set_config('app.person_id', $2, false)")
            .bind(self.fatima.workspace_id.to_string())
            .bind(self.fatima.person_id().to_string())
            .execute(&mut hand)
            .await
            .unwrap();
        hand
    }

    pub async fn events(&self) -> i64 {
        sqlx::query_scalar("select seq from event_sequence where workspace_id = $1")
            .bind(self.fatima.workspace_id.uuid())
            .fetch_one(&mut self.hand().await)
            .await
            .unwrap()
    }
}

/// A list of people with levels.
pub fn list(narrow: bool, people: &[(&Person, Level)]) -> NewAccess {
    let grant = |(person, level): &(&Person, Level)| NewGrant { to: Grantee::Person(person.id()), level: *level };
    NewAccess { everyone: Level::None, narrow, grants: people.iter().map(grant).collect() }
}

/// As `depth title`, a line each.
pub fn titles(tree: &[(usize, String)]) -> Vec<String> {
    tree.iter().map(|(depth, title)| format!("{depth} {title}")).collect()
}
