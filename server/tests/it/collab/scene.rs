use crate::{
    stage::{
        Person,
        sockets::{Server, serve},
    },
    support::{TestDatabase, fresh_database},
};
use atrium::{
    actor::{Actor, Role},
    clock,
    database::Db,
    ids::PageId,
    wiki::{
        self, NewPage, NewSpace, Place,
        content::{self, PageKey},
    },
    workspace::{self, CreateWorkspace, Invite},
};
use server::database::Pools;
use sqlx::{Postgres, Transaction};
use yrs::{GetString, Transact};

/// A workspace of Fatima's with a page, Bo in it, and a server.
pub struct Scene {
    pub pools: Pools,
    pub server: Server,
    pub owner: Person,
    pub bo: Person,
    pub key: PageKey,
    pub actor: Actor,
}

impl Scene {
    pub async fn new() -> Self {
        let TestDatabase { pools, .. } = fresh_database().await;
        let server = serve(&pools).await;
        let db = server.db.clone();
        let owner = Person::new(&db, "Fatima").await;
        let form = CreateWorkspace { name: "north", slug: Some("north") };
        workspace::create(&db, &owner.caller, form, None, clock::now()).await.unwrap();
        let actor = workspace::enter(&db, &owner.caller, "north").await.unwrap();
        let new = NewSpace { name: "Handbook".to_owned(), ..NewSpace::default() };
        let space = wiki::create_space(&db, &actor, new, None).await.unwrap();
        let place = Place { space_id: Some(space.id), ..Place::default() };
        let new = NewPage { title: "Welcome".to_owned(), place, ..NewPage::default() };
        let page = wiki::create_page(&db, &actor, new, None, clock::now()).await.unwrap();
        let key = PageKey { workspace_id: actor.workspace_id, page_id: page.id };
        let mut scene = Self { pools, server, bo: owner.clone(), owner, key, actor };
        scene.bo = scene.member("Bo", Role::Member).await;
        scene
    }

    pub fn db(&self) -> &Db {
        &self.server.db
    }

    pub fn page_id(&self) -> PageId {
        self.key.page_id
    }

    pub async fn member(&self, name: &str, role: Role) -> Person {
        let person = Person::new(self.db(), name).await;
        let invite = Invite { email: None, role, days: 7, base_url: "http://atrium.test" };
        let invited = workspace::invite(self.db(), &self.actor, invite, None, clock::now()).await.unwrap();
        let link = invited.link.unwrap();
        let secret = link.rsplit('/').next().unwrap();
        workspace::accept_invitation(self.db(), &person.caller, secret, clock::now()).await.unwrap();
        person
    }

    /// The text as it is on disk.
    pub async fn kept(&self) -> String {
        let opened = content::open(self.db(), self.key).await.unwrap();
        let root = opened.doc.get_or_insert_xml_fragment(content::ROOT);
        root.get_string(&opened.doc.transact())
    }

    /// A transaction beside the server's own, as the owner of the workspace, who sees all of it.
    pub async fn tx(&self) -> Transaction<'static, Postgres> {
        let mut tx = self.pools.owner.begin().await.unwrap();
        sqlx::query("select set_config('app.workspace_id', $1, true), set_config('app.person_id', $2, true)")
            .bind(self.key.workspace_id.to_string())
            .bind(self.owner.id().to_string())
            .execute(&mut *tx)
            .await
            .unwrap();
        tx
    }

    /// The row that every commit of this page has to pass, in somebody else's hand until the transaction ends.
    pub async fn hold_log(&self) -> Transaction<'static, Postgres> {
        let mut tx = self.tx().await;
        let hold = "select from page_content where page_id = $1 for update";
        sqlx::query(hold).bind(self.page_id().uuid()).execute(&mut *tx).await.unwrap();
        tx
    }

    /// One number of what lies in the database, whoever may see it.
    pub async fn number(&self, query: &'static str) -> i64 {
        let mut tx = self.tx().await;
        sqlx::query_scalar(query).bind(self.key.page_id.uuid()).fetch_one(&mut *tx).await.unwrap()
    }

    pub async fn run(&self, statement: &'static str) {
        let mut tx = self.tx().await;
        let done = sqlx::query(statement).bind(self.key.page_id.uuid()).execute(&mut *tx).await.unwrap();
        assert_eq!(done.rows_affected(), 1, "{statement}");
        tx.commit().await.unwrap();
    }
}
