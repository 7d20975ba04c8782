use super::{
    client::{ClientKey, Newcomer},
    limits::MOST_SOCKETS,
    protocol::close,
    room::{self, Door, FromClient, Order, Refused},
    watch,
};
use crate::places::Places;
use atrium::{
    Result,
    database::Db,
    ids::{PersonId, SessionId},
    wiki::content::{self, PageKey, Taken},
};
use sqlx::PgPool;
use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{OnceCell, mpsc, oneshot},
    time::Instant,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use uuid::Uuid;

/// A lease that is not renewed ends after this long.
pub const LEASE: Duration = Duration::from_secs(6);
/// For [`Start::idle`].
pub const IDLE: Duration = Duration::from_secs(30);

/// What a process is told when it begins to keep pages open.
#[derive(Clone, Debug)]
pub struct Start {
    pub db: Db,
    /// The pool of the login role, for the key that processes know each other by.
    pub owner: PgPool,
    /// Where the other processes of this installation reach this one, as host and port.
    pub address: String,
    /// Frames with edits a second of one socket, in the long run.
    pub frames_per_second: u32,
    /// A page that nobody looks at stays open this long.
    pub idle: Duration,
    pub stop: CancellationToken,
    pub tasks: TaskTracker,
}

/// The pages that are open in this process. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Rooms(Arc<Inner>);

#[derive(Debug)]
pub struct Inner {
    pub db: Db,
    pub stop: CancellationToken,
    pub tasks: TaskTracker,
    pub frames_per_second: u32,
    pub idle: Duration,
    /// Tells this process from its siblings.
    pub process: Uuid,
    pub(super) owner: PgPool,
    pub(super) relay_key: OnceCell<Vec<u8>>,
    address: String,
    began: Instant,
    open: Mutex<HashMap<PageKey, Door>>,
    /// The pages whose lease this process has.
    leased: Mutex<HashSet<PageKey>>,
    seats: Mutex<HashMap<ClientKey, Seat>>,
    pub(super) places: Places,
    next: AtomicU64,
}

/// Somebody who is connected.
#[derive(Clone, Copy, Debug)]
pub struct Seat {
    pub key: PageKey,
    pub person_id: PersonId,
    pub session_id: Option<SessionId>,
}

impl std::ops::Deref for Rooms {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Rooms {
    /// Nothing is open at first; one task watches over what will be.
    pub fn start(start: Start) -> Self {
        let rooms = Self(Arc::new(Inner {
            db: start.db,
            stop: start.stop,
            tasks: start.tasks,
            frames_per_second: start.frames_per_second,
            idle: start.idle,
            process: Uuid::new_v4(),
            owner: start.owner,
            relay_key: OnceCell::new(),
            address: start.address,
            began: Instant::now(),
            open: Mutex::default(),
            leased: Mutex::default(),
            seats: Mutex::default(),
            places: Places::new(MOST_SOCKETS),
            next: AtomicU64::new(1),
        }));
        rooms.tasks.spawn(watch::run(rooms.clone()));
        rooms
    }

    fn open(&self) -> MutexGuard<'_, HashMap<PageKey, Door>> {
        // Nothing panics while it holds the map; were it so, the map itself would still be whole.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn leased(&self) -> MutexGuard<'_, HashSet<PageKey>> {
        self.leased.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn seats(&self) -> MutexGuard<'_, HashMap<ClientKey, Seat>> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn client_key(&self) -> ClientKey {
        self.next.fetch_add(1, Ordering::Relaxed)
    }

    /// Lets somebody into the room of a page, which is opened for them where it is not open.
    pub async fn enter(&self, key: PageKey, newcomer: Newcomer) -> Result<mpsc::Sender<FromClient>, Refused> {
        // A room that ends at this very moment does not answer; the next one does.
        for _ in 0..5 {
            let room = self.room(key).of_clients().clone();
            let (answer, answered) = oneshot::channel();
            if room.send(FromClient::Join(newcomer.clone(), answer)).await.is_ok()
                && let Ok(answer) = answered.await
            {
                return answer.map(|()| room);
            }
            tokio::task::yield_now().await;
        }
        Err(Refused::Closed(close::BUSY))
    }

    fn room(&self, key: PageKey) -> Door {
        let mut open = self.open();
        if let Some(door) = open.get(&key).filter(|door| !door.is_closed()) {
            return door.clone();
        }
        let (door, inbox) = room::inbox();
        open.insert(key, door.clone());
        self.tasks.spawn(room::run(self.clone(), key, inbox));
        door
    }

    /// Said by a room that ends, before it closes its inbox.
    pub(super) fn forget(&self, key: PageKey) {
        self.leased().remove(&key);
        self.open().remove(&key);
    }

    pub(super) async fn take(&self, key: PageKey) -> Result<Taken> {
        let taken =
            content::take(&self.db, key, self.process, &self.address, self.began.elapsed() < LEASE, LEASE).await?;
        if matches!(taken, Taken::Ours(_)) {
            self.leased().insert(key);
        }
        Ok(taken)
    }

    pub(super) fn sit(&self, who: ClientKey, seat: Seat) {
        self.seats().insert(who, seat);
    }

    pub(super) fn rise(&self, who: ClientKey) {
        self.seats().remove(&who);
    }

    pub(super) fn everybody(&self) -> Vec<(ClientKey, Seat)> {
        self.seats().iter().map(|(who, seat)| (*who, *seat)).collect()
    }

    /// The pages whose lease is to be renewed.
    pub(super) fn pages(&self) -> Vec<PageKey> {
        self.leased().iter().copied().collect()
    }

    /// Tells the room of a page something, if it is open.
    pub(super) fn tell(&self, key: PageKey, order: Order) {
        if let Some(door) = self.open().get(&key) {
            door.order(order);
        }
    }

    /// Somebody wrote to the log of a page beside its room.
    pub fn look_again(&self, key: PageKey) {
        self.tell(key, Order::LookAgain);
    }
}
