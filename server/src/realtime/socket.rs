use super::{
    hub::Hub,
    subscriber::{Outgoing, Subscriber, encode},
    topic::TopicKey,
};
use crate::session::SessionCaller;
use atrium::{
    Error,
    actor::{Caller, Proof},
    boards,
    ids::WorkspaceId,
    realtime::{Ask, Tell, Topic, close_code},
    wiki::content::{self, PageKey},
    workspace,
};
use axum::{
    extract::{
        Extension,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade},
    },
    response::Response,
};
use futures::{SinkExt, StreamExt};
use std::{collections::HashMap, sync::Arc, time::Duration};
use tokio::sync::{Notify, mpsc};
use uuid::Uuid;

const PING_EVERY: Duration = Duration::from_secs(25);
/// Frames that may wait for one client before it is sent away to resume.
const QUEUE: usize = 256;
const MOST_TOPICS: usize = 8;
/// Asks between two pings. Each costs the database something, and no bucket of requests counts them.
const MOST_ASKS: usize = 200;

/// The one WebSocket of a client. Who is not signed in is refused before the upgrade.
pub async fn live(
    SessionCaller(caller): SessionCaller,
    Extension(hub): Extension<Hub>,
    upgrade: WebSocketUpgrade,
) -> Response {
    upgrade
        // By default axum reserves 128 KiB for each connection.
        .read_buffer_size(4096)
        .write_buffer_size(0)
        .max_message_size(64 * 1024)
        .on_upgrade(move |socket| {
            let tracked = hub.tasks.clone();
            tracked.track_future(serve(socket, hub, caller))
        })
}

/// Where a topic that is open leads.
#[derive(Clone, Copy, Debug)]
enum Opened {
    Board(TopicKey),
    Inbox(WorkspaceId),
    Wiki(WorkspaceId),
    Page(PageKey),
}

struct Client {
    hub: Hub,
    caller: Caller,
    connection: Uuid,
    out: mpsc::Sender<Outgoing>,
    overflow: Arc<Notify>,
    open: HashMap<Topic, Opened>,
    asks: usize,
}

async fn serve(socket: WebSocket, hub: Hub, caller: Caller) {
    let live = metrics::gauge!("atrium_live_connections");
    live.increment(1.0);
    let (mut sink, mut stream) = socket.split();
    let (out, mut queue) = mpsc::channel(QUEUE);
    let overflow = Arc::new(Notify::new());
    let stop = hub.stop.clone();
    let (connection, open) = (Uuid::new_v4(), HashMap::new());
    let mut client = Client { hub, caller, connection, out, overflow: overflow.clone(), open, asks: 0 };
    client.hub.arrive(client.subscriber());
    let mut ping = tokio::time::interval(PING_EVERY);
    ping.reset();
    loop {
        tokio::select! {
            () = stop.cancelled() => {
                if let Some(frame) = encode(&Tell::Closing { retry_after_ms: 500 }) {
                    let _ = sink.send(Message::Text(frame)).await;
                }
                let _ = sink.send(close(1012)).await;
                break;
            }
            () = overflow.notified() => {
                let _ = sink.send(close(close_code::TOO_SLOW)).await;
                break;
            }
            _ = ping.tick() => {
                client.asks = 0;
                if sink.send(Message::Ping(Vec::new().into())).await.is_err() {
                    break;
                }
            }
            Some(next) = queue.recv() => {
                let sent = match next {
                    Outgoing::Frame(frame) => sink.send(Message::Text(frame)).await,
                    Outgoing::Close(code) => {
                        let _ = sink.send(close(code)).await;
                        break;
                    }
                };
                if sent.is_err() {
                    break;
                }
            }
            received = stream.next() => match received {
                // On the heap while it lasts: thousands of sockets rest here, and each would keep room for it.
                Some(Ok(Message::Text(asked))) => Box::pin(client.hear(asked.as_str())).await,
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Binary(_))) => {}
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
            },
        }
    }
    for opened in client.open.values() {
        client.leave(*opened);
    }
    client.hub.depart(client.connection);
    live.decrement(1.0);
}

impl Client {
    async fn hear(&mut self, asked: &str) {
        self.asks += 1;
        if self.asks > MOST_ASKS {
            self.overflow.notify_one();
            return;
        }
        match serde_json::from_str(asked) {
            Ok(Ask::Open { topic, after }) => self.open(topic, after).await,
            Ok(Ask::Close { topic }) => {
                if let Some(opened) = self.open.remove(&topic) {
                    self.leave(opened);
                }
            }
            // A newer client may ask for what this server does not know.
            Err(_) => {}
        }
    }

    async fn open(&mut self, topic: Topic, after: i64) {
        match self.admit(&topic).await {
            Ok(opened) if self.open.len() < MOST_TOPICS || self.open.contains_key(&topic) => {
                self.open.insert(topic, opened);
                match opened {
                    Opened::Board(key) => self.hub.join(key, self.subscriber(), after),
                    Opened::Inbox(workspace_id) => self.hub.inboxes.join(workspace_id, self.subscriber()),
                    Opened::Wiki(workspace_id) => self.hub.wikis.join(workspace_id, self.subscriber(), after),
                    Opened::Page(key) => self.hub.pages.join(key, self.subscriber(), after),
                }
            }
            // Not an answer about rights: the client comes back and asks again.
            Err(Error::Busy { .. } | Error::Internal { .. }) => self.overflow.notify_one(),
            _ => {
                let gone = match topic {
                    Topic::Board { project_id, .. } => Tell::Gone { project_id },
                    Topic::Inbox { .. } => Tell::InboxGone,
                    // Who has no pages there is never told of any.
                    Topic::Wiki { .. } | Topic::Page { .. } => return,
                };
                if let Some(frame) = encode(&gone) {
                    let _ = self.out.try_send(Outgoing::Frame(frame));
                }
            }
        }
    }

    /// Where the topic leads, if the caller may listen to it.
    async fn admit(&self, topic: &Topic) -> Result<Opened, Error> {
        let db = &self.hub.db;
        match topic {
            Topic::Board { workspace: slug, project_id } => {
                let actor = workspace::enter(db, &self.caller, slug).await?;
                boards::may_view_project(db, &actor, *project_id).await?;
                Ok(Opened::Board(TopicKey { workspace_id: actor.workspace_id, project_id: *project_id }))
            }
            Topic::Inbox { workspace: slug } => {
                Ok(Opened::Inbox(workspace::enter(db, &self.caller, slug).await?.workspace_id))
            }
            Topic::Wiki { workspace: slug } => {
                Ok(Opened::Wiki(workspace::enter(db, &self.caller, slug).await?.workspace_id))
            }
            Topic::Page { workspace: slug, page_id } => {
                Ok(Opened::Page(content::visit(db, &self.caller, slug, *page_id).await?.key))
            }
        }
    }

    fn leave(&self, opened: Opened) {
        match opened {
            Opened::Board(key) => self.hub.leave(key, self.connection),
            Opened::Inbox(workspace_id) => {
                self.hub.inboxes.leave(workspace_id, self.caller.person_id, self.connection);
            }
            Opened::Wiki(workspace_id) => self.hub.wikis.leave(workspace_id, self.connection),
            Opened::Page(key) => self.hub.pages.leave(key, self.connection),
        }
    }

    fn subscriber(&self) -> Subscriber {
        let session_id = match self.caller.proof {
            Proof::Session(id) => Some(id),
            Proof::Token { .. } | Proof::CalendarAddress | Proof::Operator => None,
        };
        Subscriber {
            connection: self.connection,
            person_id: self.caller.person_id,
            session_id,
            out: self.out.clone(),
            overflow: self.overflow.clone(),
        }
    }
}

fn close(code: u16) -> Message {
    Message::Close(Some(CloseFrame { code, reason: "".into() }))
}
