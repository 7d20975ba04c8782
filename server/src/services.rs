//! Everything the program runs, put together: database, hub, worker, HTTP. And its orderly end.

use crate::{
    collab::{self, Rooms},
    database::Pools,
    files::Files,
    jobs,
    outbound::Outbound,
    outgoing,
    patience::{Patient, Peer},
    post::Post,
    push::Push,
    realtime::{self, Hub},
    router::{Doorway, router},
    state::AppState,
    webhooks::Dispatcher,
};
use atrium::{database::Db, outbound::Reach};
use leptos::config::LeptosOptions;
use std::{sync::Arc, time::Duration};
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How long the end may take.
const FAREWELL: Duration = Duration::from_secs(20);

/// What a server is told of itself.
#[derive(Clone, Debug)]
pub struct Settings {
    pub base_url: String,
    pub secure_cookies: bool,
    pub development: bool,
    pub outbound: Reach,
    pub leptos_options: LeptosOptions,
    pub files: Arc<Files>,
    /// Where the other servers of this installation reach this one, as host and port.
    pub peer_address: String,
    /// How long a page that nobody looks at stays open.
    pub idle_pages: Duration,
    /// Whether old versions of pages are thinned out.
    pub thin_versions: bool,
    pub doorway: Doorway,
}

/// A server that is put together and not yet listening.
pub struct Services {
    pub state: AppState,
    pub hub: Hub,
    pub rooms: Rooms,
    doorway: Doorway,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl Services {
    pub fn start(pools: &Pools, settings: Settings, post: Post, stop: CancellationToken) -> Self {
        let tasks = TaskTracker::new();
        let (wake, wakes) = realtime::channel();
        let db = Db::new(pools.serving.clone(), Some(wake));
        let rooms = Rooms::start(collab::Start {
            db: db.clone(),
            owner: pools.owner.clone(),
            address: settings.peer_address,
            idle: settings.idle_pages,
            frames_per_second: settings.doorway.edits_per_second(),
            stop: stop.clone(),
            tasks: tasks.clone(),
        });
        let hub = Hub::start(db.clone(), pools.owner.clone(), wakes, rooms.clone(), stop.clone(), tasks.clone());
        let outbound = Outbound::new(settings.outbound.clone())
            .inspect_err(|error| tracing::error!(error, "no webhook and no push is sent: no certificates are trusted"))
            .ok();
        let push = outbound.clone().map(|outbound| Arc::new(Push::new(outbound, post.contact())));
        let (files, post) = (settings.files.clone(), Arc::new(post));
        let tools = jobs::Tools { db: db.clone(), files, post, push, thin_versions: settings.thin_versions };
        tasks.spawn(jobs::run(pools.owner.clone(), tools, stop.clone()));
        if let Some(outbound) = outbound {
            let base_url = settings.base_url.clone();
            tasks.spawn(Dispatcher::new(db.clone(), outbound, base_url).run(stop.clone()));
        }
        tasks.spawn(outgoing::follow(db.clone(), settings.base_url.clone(), stop.clone()));
        let state = AppState {
            db,
            files: settings.files,
            secure_cookies: settings.secure_cookies,
            base_url: settings.base_url,
            development: settings.development,
            reach: settings.outbound,
            leptos_options: settings.leptos_options,
        };
        Self { state, hub, rooms, doorway: settings.doorway, stop, tasks }
    }

    /// Serves until told to stop; then tells live clients, finishes what is under way, and returns.
    pub async fn serve(self, listener: TcpListener) -> std::io::Result<()> {
        let app = router(self.state, self.hub, self.rooms, &self.doorway).into_make_service_with_connect_info::<Peer>();
        let stop = self.stop.clone();
        let served =
            axum::serve(Patient::new(listener), app).with_graceful_shutdown(async move { stop.cancelled().await });
        let ended = tokio::select! {
            ended = served => ended,
            () = async {
                self.stop.cancelled().await;
                tokio::time::sleep(FAREWELL).await;
            } => Ok(()),
        };
        self.stop.cancel();
        self.tasks.close();
        let _ = tokio::time::timeout(FAREWELL, self.tasks.wait()).await;
        ended
    }
}
