//! A database with people in it, and the API that they use.

mod devices;
mod files;
mod golden;
mod people;
mod request;
pub mod sockets;
mod things;
mod wiki_things;

pub use devices::{AUTH, P256DH, new_device};
pub use files::small_picture;
pub use golden::compare;
pub use people::{Person, TIME_ZONE};
pub use request::{Answered, Ask};
pub use things::Things;
pub use wiki_things::WikiThings;

use crate::support::{TestDatabase, fresh_database};
use atrium::{
    actor::{Actor, Role},
    clock,
    database::Db,
    files::Limits,
    outbound::Reach,
    workspace::{self, CreateWorkspace, Invite},
};
use axum::Router;
use leptos::config::LeptosOptions;
use object_store::memory::InMemory;
use server::{
    collab::{self, Rooms},
    files::Files,
    realtime::{self, Hub},
    router::{Doorway, router},
    state::AppState,
};
use sqlx::PgPool;
use std::sync::Arc;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub const LIMITS: Limits = Limits { file: 20_000_000, workspace: None };

/// A workspace called `north` of Fatima, its owner.
pub struct Stage {
    pub db: Db,
    pub files: Arc<Files>,
    pub app: Router,
    /// The pool that row-level security does not bind, to see what is really there.
    pub owner: PgPool,
    pub founder: Person,
    pub slug: &'static str,
}

impl Stage {
    /// With the API alone, which is quickly put together.
    pub async fn new() -> Self {
        Self::with(LIMITS, |state, _| server::api::router(state)).await
    }

    /// The same, where files may be of other sizes.
    pub async fn with_limits(limits: Limits) -> Self {
        Self::with(limits, |state, _| server::api::router(state)).await
    }

    /// With everything that the server answers: pages, server functions, the live socket.
    pub async fn whole() -> Self {
        Self::with(LIMITS, |state, owner| {
            let (_, wakes) = realtime::channel();
            let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
            let rooms = Rooms::start(collab::Start {
                db: state.db.clone(),
                owner: owner.clone(),
                address: "nowhere.test:80".to_owned(),
                frames_per_second: 600,
                idle: collab::IDLE,
                stop: stop.clone(),
                tasks: tasks.clone(),
            });
            let hub = Hub::start(state.db.clone(), owner.clone(), wakes, rooms.clone(), stop, tasks);
            let doorway = Doorway { trusted_proxies: Vec::new(), requests_per_second: 1_000_000, metrics_token: None };
            router(state, hub, rooms, &doorway)
        })
        .await
    }

    async fn with(limits: Limits, app: impl FnOnce(AppState, &PgPool) -> Router) -> Self {
        let TestDatabase { pools, .. } = fresh_database().await;
        let db = Db::new(pools.serving, None);
        let files = Arc::new(Files::new(Arc::new(InMemory::new()), limits));
        let state = AppState {
            db: db.clone(),
            files: files.clone(),
            base_url: "http://atrium.test".to_owned(),
            secure_cookies: false,
            development: false,
            reach: Reach::default(),
            leptos_options: LeptosOptions::builder().output_name("atrium").build(),
        };
        let founder = Person::new(&db, "Fatima").await;
        let made = Self { db, files, app: app(state, &pools.owner), owner: pools.owner, founder, slug: "north" };
        made.found("north", &made.founder).await;
        made
    }

    /// Makes a workspace of somebody's.
    pub async fn found(&self, slug: &str, person: &Person) {
        let form = CreateWorkspace { name: slug, slug: Some(slug) };
        workspace::create(&self.db, &person.caller, form, None, clock::now()).await.expect("a workspace");
    }

    /// Somebody new, in the workspace `north`.
    pub async fn member(&self, name: &str, role: Role) -> Person {
        let person = Person::new(&self.db, name).await;
        self.join(&person, role).await;
        person
    }

    pub async fn join(&self, person: &Person, role: Role) {
        let secret = self.invitation(if role == Role::Owner { Role::Admin } else { role }).await;
        workspace::accept_invitation(&self.db, &person.caller, &secret, clock::now()).await.expect("joins");
        let founder = self.actor(&self.founder).await;
        workspace::change_role(&self.db, &founder, person.id(), role, None).await.expect("has the role");
    }

    /// The secret of a fresh invitation to `north`.
    pub async fn invitation(&self, role: Role) -> String {
        let founder = self.actor(&self.founder).await;
        let form = Invite { email: None, role, days: 1, base_url: "" };
        let invited = workspace::invite(&self.db, &founder, form, None, clock::now()).await.expect("an invitation");
        invited.link.expect("a link").rsplit('/').next().expect("a secret").to_owned()
    }

    pub async fn actor(&self, person: &Person) -> Actor {
        workspace::enter(&self.db, &person.caller, self.slug).await.expect("is a member")
    }
}
