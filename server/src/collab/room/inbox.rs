//! The two ways to a room. What clients say waits for its turn, and makes them wait. An order does neither, however much
//! is being said: the room hears it next, and none is lost.

use super::Refused;
use crate::collab::client::{ClientKey, Newcomer};
use atrium::{ids::PersonId, wiki::level::Level};
use axum::body::Bytes;
use std::{collections::HashMap, future::pending, sync::Arc};
use tokio::sync::{mpsc, oneshot};

/// What clients said that may wait for a room.
const WAITING: usize = 1024;

/// What comes from a client.
#[derive(Debug)]
pub enum FromClient {
    Join(Newcomer, oneshot::Sender<Result<(), Refused>>),
    Hear(ClientKey, Bytes),
    Leave(ClientKey),
}

/// What a room is told.
#[derive(Debug)]
pub enum Order {
    /// What the people here may do now.
    Levels(Arc<HashMap<PersonId, Level>>),
    /// The sessions of these sockets have ended.
    SignedOut(Vec<ClientKey>),
    /// The lease goes on; the log is this far.
    Renewed { fence: i64, epoch: i32, last_seq: i64 },
    /// The page is in the trash, or not there at all.
    Gone,
    /// Another process has the lease.
    Lost,
    /// Somebody wrote to the log beside this room.
    LookAgain,
}

#[derive(Debug)]
pub enum News {
    Order(Order),
    Client(FromClient),
}

/// The way in. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Door {
    clients: mpsc::Sender<FromClient>,
    /// They are few, so they may gather for as long as a room is busy.
    orders: mpsc::UnboundedSender<Order>,
}

/// The room's end of it.
#[derive(Debug)]
pub struct Inbox {
    clients: mpsc::Receiver<FromClient>,
    orders: mpsc::UnboundedReceiver<Order>,
}

pub fn inbox() -> (Door, Inbox) {
    let (say, clients) = mpsc::channel(WAITING);
    let (order, orders) = mpsc::unbounded_channel();
    (Door { clients: say, orders: order }, Inbox { clients, orders })
}

impl Door {
    pub fn is_closed(&self) -> bool {
        self.clients.is_closed()
    }

    /// A room that has ended needs no orders.
    pub fn order(&self, order: Order) {
        let _ = self.orders.send(order);
    }

    pub fn of_clients(&self) -> &mpsc::Sender<FromClient> {
        &self.clients
    }
}

impl Inbox {
    /// The next thing to do, orders first; nothing when nobody can say anything any more. Clients can be left waiting:
    /// once what they said fills the inbox, nothing more of theirs is read.
    pub async fn next(&mut self, clients_too: bool) -> Option<News> {
        tokio::select! {
            biased;
            Some(order) = self.orders.recv() => Some(News::Order(order)),
            said = self.clients.recv(), if clients_too => said.map(News::Client),
            else => pending().await,
        }
    }

    /// The same, of what waits already.
    pub fn waiting(&mut self) -> Option<News> {
        let order = self.orders.try_recv().ok().map(News::Order);
        order.or_else(|| self.clients.try_recv().ok().map(News::Client))
    }

    /// Takes nothing more in. What clients had said by then is still to be had.
    pub fn close(&mut self) {
        self.clients.close();
        self.orders.close();
    }

    pub async fn rest(&mut self) -> Option<FromClient> {
        self.clients.recv().await
    }
}
