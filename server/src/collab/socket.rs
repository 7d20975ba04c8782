use super::{
    client::{self, ClientKey, Newcomer, Outgoing, Person, Queue},
    limits::{LARGEST_FRAME, Pace},
    protocol::{self, close},
    relay,
    room::{FromClient, Refused},
    rooms::{Rooms, Seat},
};
use atrium::{
    Error,
    actor::Proof,
    identity::SignedIn,
    ids::PageId,
    wiki::{
        content::{self, PageKey, SCHEMA_VERSION},
        level::Level,
    },
};
use axum::{
    body::Bytes,
    extract::{
        Extension, Path, Query,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade},
    },
    response::Response,
};
use futures::{SinkExt, StreamExt, stream::SplitStream};
use serde::Deserialize;
use std::time::Duration;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until, timeout},
};

const STILL_HERE_EVERY: Duration = Duration::from_secs(20);
/// Nothing heard for this long, not even an answer to a ping: nobody is there.
pub const SILENCE: Duration = Duration::from_mins(1);
/// A frame that is not taken for this long is taken by nobody.
const UNREAD: Duration = Duration::from_secs(15);
/// What is asked for whole costs more than what is said.
const COST_OF_ASKING: usize = 10;
/// An edit after which the whole page was looked at costs a second's worth of frames. It is reckoned with the next one,
/// and hardly ever for somebody who means well.
const COST_OF_LOOKING: u32 = 30;

/// The socket of a page. Whoever may not have it learns why from the code that it is closed with, which a browser shows
/// to its page, other than the status of a refused upgrade.
pub async fn page(
    signed_in: Option<Extension<SignedIn>>,
    Extension(rooms): Extension<Rooms>,
    Path((workspace, page)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let signed_in = signed_in.map(|Extension(signed_in)| signed_in);
    accept(upgrade, rooms.clone(), async move |socket| {
        let visit = Visit { signed_in, workspace, page, asked };
        match admit(&rooms, visit).await {
            Ok(guest) => serve(socket, rooms, guest).await,
            Err(code) => hang_up(socket, code).await,
        }
    })
}

/// Upgrades, with the limits of every socket here, and lets the program wait for the end of it.
pub fn accept<F: Future<Output = ()> + Send + 'static>(
    upgrade: WebSocketUpgrade,
    rooms: Rooms,
    serve: impl FnOnce(WebSocket) -> F + Send + 'static,
) -> Response {
    upgrade
        // By default axum reserves 128 KiB for each connection.
        .read_buffer_size(4096)
        .write_buffer_size(0)
        .max_message_size(LARGEST_FRAME)
        .max_frame_size(LARGEST_FRAME)
        .on_upgrade(move |socket| rooms.tasks.clone().track_future(serve(socket)))
}

/// What stands in the address of the socket, as it was written.
#[derive(Deserialize)]
pub struct Asked {
    schema: Option<String>,
    epoch: Option<String>,
    ack: Option<String>,
}

struct Visit {
    signed_in: Option<SignedIn>,
    workspace: String,
    page: String,
    asked: Asked,
}

/// Somebody who may come in, and where to.
#[derive(Debug)]
pub struct Guest {
    pub seat: Seat,
    pub person: Person,
    pub level: Level,
    pub epoch: i32,
    pub wants_acks: bool,
    /// Another process has let them in and carries their frames here.
    pub is_relayed: bool,
}

async fn admit(rooms: &Rooms, visit: Visit) -> Result<Guest, u16> {
    let number = |text: &Option<String>| text.as_ref()?.parse::<i32>().ok();
    let (Some(schema), Some(epoch)) = (number(&visit.asked.schema), number(&visit.asked.epoch)) else {
        return Err(close::MALFORMED);
    };
    let page_id: PageId = visit.page.parse().map_err(|_| close::MALFORMED)?;
    let signed_in = visit.signed_in.ok_or(close::SIGNED_OUT)?;
    if schema != SCHEMA_VERSION {
        return Err(close::OTHER_SCHEMA);
    }
    // Postgres has no NUL in its texts.
    if visit.workspace.contains('\0') {
        return Err(close::NOT_THERE);
    }
    let visitor = content::visit(&rooms.db, &signed_in.caller, &visit.workspace, page_id).await;
    let visitor = visitor.map_err(|error| match error {
        Error::Forbidden => close::MAY_NOT,
        Error::SignedOut => close::SIGNED_OUT,
        Error::NotFound => close::NOT_THERE,
        _ => close::BUSY,
    })?;
    let session_id = match signed_in.caller.proof {
        Proof::Session(id) => Some(id),
        Proof::Token { .. } | Proof::CalendarAddress | Proof::Operator => None,
    };
    let person_id = signed_in.caller.person_id;
    Ok(Guest {
        seat: Seat { key: visitor.key, person_id, session_id },
        person: Person { id: person_id, name: signed_in.info.name, hue: signed_in.info.hue },
        level: visitor.level,
        epoch,
        wants_acks: number(&visit.asked.ack) == Some(1),
        is_relayed: false,
    })
}

pub async fn hang_up(mut socket: WebSocket, code: u16) {
    let _ = socket.send(closing(code)).await;
    // The other side answers, and has read the code by then.
    let _ = timeout(Duration::from_secs(2), async { while let Some(Ok(_)) = socket.recv().await {} }).await;
}

pub fn closing(code: u16) -> Message {
    Message::Close(Some(CloseFrame { code, reason: "".into() }))
}

/// Takes somebody to the room of the page, here or in the process that has it open.
pub async fn serve(socket: WebSocket, rooms: Rooms, guest: Guest) {
    // Also of those that are carried to another process: each takes as much here.
    let Some(_place) = rooms.places.take(guest.seat.person_id) else {
        return hang_up(socket, close::TOO_MANY).await;
    };
    let (out, queue) = client::queue();
    let who = rooms.client_key();
    let newcomer = Newcomer {
        key: who,
        person: guest.person.clone(),
        session_id: guest.seat.session_id,
        level: guest.level,
        epoch: guest.epoch,
        wants_acks: guest.wants_acks,
        out,
    };
    match rooms.enter(guest.seat.key, newcomer).await {
        Ok(room) => {
            rooms.sit(who, guest.seat);
            Line { who, room: room.clone(), pace: Pace::new(rooms.frames_per_second, Instant::now()), queue }
                .carry(socket)
                .await;
            rooms.rise(who);
            let _ = room.send(FromClient::Leave(who)).await;
        }
        Err(Refused::Closed(code)) => hang_up(socket, code).await,
        Err(Refused::Elsewhere(_)) if guest.is_relayed => hang_up(socket, close::BUSY).await,
        Err(Refused::Elsewhere(address)) => relay::carry(socket, &rooms, &address, &guest).await,
    }
}

/// A client in a room.
struct Line {
    who: ClientKey,
    room: mpsc::Sender<FromClient>,
    pace: Pace,
    queue: Queue,
}

impl Line {
    async fn carry(mut self, socket: WebSocket) {
        let (mut sink, mut stream) = socket.split();
        let mut still_here = tokio::time::interval(STILL_HERE_EVERY);
        still_here.reset();
        let mut heard_at = Instant::now();
        let mut read_from = heard_at;
        let mut is_over = false;
        loop {
            tokio::select! {
                next = self.queue.next() => match next {
                    // Who does not read holds what they were sent.
                    Outgoing::Frame(frame) => match timeout(UNREAD, sink.send(Message::Binary(frame))).await {
                        Ok(Ok(())) => self.queue.sent(),
                        Ok(Err(_)) | Err(_) => return,
                    },
                    Outgoing::Close(code) => {
                        let _ = sink.send(closing(code)).await;
                        return read_out(&mut stream).await;
                    }
                },
                _ = still_here.tick() => {
                    let silent = heard_at.elapsed() > SILENCE;
                    let told = sink.send(Message::Binary(protocol::STILL_HERE)).await;
                    if silent || told.is_err() || sink.send(Message::Ping(Bytes::new())).await.is_err() {
                        return;
                    }
                }
                received = after(read_from, &mut stream), if !is_over => {
                    heard_at = Instant::now();
                    match received {
                        Some(Ok(Message::Binary(frame))) => {
                            read_from = heard_at + self.wait(&frame, heard_at);
                            // What the room said last is in the queue, and why it ended.
                            is_over = self.room.send(FromClient::Hear(self.who, frame)).await.is_err();
                        }
                        Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                        Some(Ok(Message::Text(_))) => {
                            let _ = sink.send(closing(close::MALFORMED)).await;
                            return read_out(&mut stream).await;
                        }
                        Some(Ok(Message::Close(_))) | None => return,
                        Some(Err(error)) => {
                            let code = if is_too_large(&error) { close::TOO_LARGE } else { close::MALFORMED };
                            let _ = sink.send(closing(code)).await;
                            return;
                        }
                    }
                }
            }
        }
    }

    /// How long this client is not listened to after this frame, and for what those before it cost. Never so long that they
    /// would be taken for silent: what is owed beyond that is paid with the next frame.
    fn wait(&mut self, frame: &Bytes, now: Instant) -> Duration {
        let times = if protocol::asks(frame) { COST_OF_ASKING } else { 1 };
        let looked = (0..self.queue.looks().saturating_mul(COST_OF_LOOKING)).map(|_| 0);
        let costs = std::iter::repeat_n(frame.len(), times).chain(looked);
        costs.map(|bytes| self.pace.take(bytes, now)).max().unwrap_or_default().min(SILENCE / 2)
    }
}

async fn after(from: Instant, stream: &mut SplitStream<WebSocket>) -> Option<Result<Message, axum::Error>> {
    sleep_until(from).await;
    stream.next().await
}

/// Hears the other side out until it has taken the news that this is over.
async fn read_out(stream: &mut SplitStream<WebSocket>) {
    let _ = timeout(Duration::from_secs(2), async { while let Some(Ok(_)) = stream.next().await {} }).await;
}

fn is_too_large(error: &axum::Error) -> bool {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        if let Some(tokio_tungstenite::tungstenite::Error::Capacity(_)) =
            error.downcast_ref::<tokio_tungstenite::tungstenite::Error>()
        {
            return true;
        }
        cause = error.source();
    }
    false
}

impl Guest {
    /// Somebody whom another process let in.
    pub fn relayed(key: PageKey, word: relay::Word, level: Level) -> Self {
        Self {
            seat: Seat { key, person_id: word.person.id, session_id: word.session_id },
            person: word.person,
            level,
            epoch: word.epoch,
            wants_acks: word.wants_acks,
            is_relayed: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_a_whole_page_looked_at_again_and_again_is_read_more_slowly() {
        let ((out, queue), (room, _inbox)) = (client::queue(), mpsc::channel(1));
        let now = Instant::now();
        let mut line = Line { who: 1, room, pace: Pace::new(30, now), queue };
        let edit = Bytes::from_static(&[0, 2, 0]);
        out.looked();
        assert_eq!(line.wait(&edit, now), Duration::ZERO, "once in a while it may be");
        (0..10).for_each(|_| out.looked());
        let wait = line.wait(&edit, now);
        assert!((Duration::from_secs(6)..Duration::from_secs(8)).contains(&wait), "{wait:?}");
        let later = now + wait + Duration::from_secs(1);
        assert_eq!(line.wait(&edit, later), Duration::ZERO, "each is reckoned once");
        (0..100).for_each(|_| out.looked());
        assert_eq!(line.wait(&edit, later), SILENCE / 2, "nobody is taken for silent for it");
        let wait = line.wait(&edit, later + SILENCE / 2);
        assert_eq!(wait, SILENCE / 2, "the rest is owed");
    }
}
