//! A client of this process, at a page that is open in another one. This process has let them in; the other one takes
//! its signed word for who they are, asks itself what they may do, and serves them as any other.
//!
//! The key of the signature lies in the database, where the role that serves people cannot read it.

use super::{
    client::Person,
    protocol::close,
    rooms::Rooms,
    socket::{self, Guest, SILENCE, closing, hang_up},
};
use atrium::{
    clock,
    ids::{PageId, SessionId, WorkspaceId},
    wiki::{
        content::{self, PageKey},
        level::Level,
    },
};
use axum::{
    extract::{
        Extension,
        ws::{Message, WebSocket, WebSocketUpgrade},
    },
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use data_encoding::BASE64URL_NOPAD;
use futures::{SinkExt, StreamExt};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::{
    connect_async_with_config,
    tungstenite::{
        Message as Relayed,
        client::IntoClientRequest,
        protocol::{CloseFrame, WebSocketConfig, frame::coding::CloseCode},
    },
};

const HEADER: &str = "atrium-relay";
/// A word is good for this long: clocks differ.
const GOOD_FOR: i64 = 30;
const PATIENCE: Duration = Duration::from_secs(3);

/// What one process tells another of somebody.
#[derive(Debug, Serialize, Deserialize)]
pub struct Word {
    workspace_id: WorkspaceId,
    page_id: PageId,
    pub person: Person,
    pub session_id: Option<SessionId>,
    pub epoch: i32,
    pub wants_acks: bool,
    /// Seconds since 1970.
    at: i64,
}

/// Carries frames between a client and the process at `address`, until one of them hangs up.
pub async fn carry(socket: WebSocket, rooms: &Rooms, address: &str, guest: &Guest) {
    let Some(other) = connect(rooms, address, guest).await else {
        // Its process may have died: the lease ends soon, and then the page opens here.
        return hang_up(socket, close::BUSY).await;
    };
    metrics::counter!("atrium_page_relays_total").increment(1);
    let (mut sink, mut stream) = socket.split();
    let (mut far_sink, mut far_stream) = other.split();
    let mut heard_at = Instant::now();
    let code = loop {
        tokio::select! {
            // The other process hears of us, and not of a client that has gone without a word.
            () = sleep_until(heard_at + SILENCE) => {
                let _ = far_sink.send(Relayed::Close(None)).await;
                return;
            }
            received = stream.next() => {
                heard_at = Instant::now();
                let passed_on = match received {
                    Some(Ok(Message::Binary(frame))) => far_sink.send(Relayed::Binary(frame)).await,
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(()),
                    Some(Ok(Message::Text(_))) => break close::MALFORMED,
                    Some(Ok(Message::Close(_)) | Err(_)) | None => {
                        let _ = far_sink.send(Relayed::Close(None)).await;
                        return;
                    }
                };
                if passed_on.is_err() {
                    break close::BUSY;
                }
            }
            received = far_stream.next() => {
                let passed_on = match received {
                    Some(Ok(Relayed::Binary(frame))) => sink.send(Message::Binary(frame)).await,
                    Some(Ok(Relayed::Ping(_))) => sink.send(Message::Ping(Vec::new().into())).await,
                    Some(Ok(Relayed::Close(Some(CloseFrame { code, .. })))) => break code_of(code),
                    Some(Ok(Relayed::Close(None)) | Err(_)) | None => break close::BUSY,
                    Some(Ok(_)) => Ok(()),
                };
                if passed_on.is_err() {
                    return;
                }
            }
        }
    };
    let _ = sink.send(closing(code)).await;
    let read_out = async { while let Some(Ok(_)) = stream.next().await {} };
    let _ = tokio::time::timeout(Duration::from_secs(2), read_out).await;
}

fn code_of(code: CloseCode) -> u16 {
    match u16::from(code) {
        code @ (close::RESTART | 4400..=4999) => code,
        _ => close::BUSY,
    }
}

type Far = tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

async fn connect(rooms: &Rooms, address: &str, guest: &Guest) -> Option<Far> {
    let word = Word {
        workspace_id: guest.seat.key.workspace_id,
        page_id: guest.seat.key.page_id,
        person: guest.person.clone(),
        session_id: guest.seat.session_id,
        epoch: guest.epoch,
        wants_acks: guest.wants_acks,
        at: clock::now().unix_timestamp(),
    };
    let word = serde_json::to_vec(&word).ok()?;
    let signature = signature(&relay_key(rooms).await?, &word)?.finalize().into_bytes();
    let header = format!("{}.{}", BASE64URL_NOPAD.encode(&word), BASE64URL_NOPAD.encode(&signature));
    let mut request = format!("ws://{address}/live/relay").into_client_request().ok()?;
    request.headers_mut().insert(HEADER, header.parse().ok()?);
    let config = WebSocketConfig::default().read_buffer_size(4096).write_buffer_size(0);
    let connected = connect_async_with_config(request, Some(config), true);
    match tokio::time::timeout(PATIENCE, connected).await {
        Ok(Ok((far, _))) => Some(far),
        Ok(Err(error)) => {
            tracing::warn!(address, %error, "the process that has the page open does not answer");
            None
        }
        Err(_) => None,
    }
}

/// Serves somebody whom another process let in.
pub async fn relayed(Extension(rooms): Extension<Rooms>, headers: HeaderMap, upgrade: WebSocketUpgrade) -> Response {
    let Some(word) = heard(&rooms, &headers).await else { return StatusCode::FORBIDDEN.into_response() };
    let key = PageKey { workspace_id: word.workspace_id, page_id: word.page_id };
    socket::accept(upgrade, rooms.clone(), async move |socket| {
        match content::levels(&rooms.db, &[(key, word.person.id)]).await {
            Ok(levels) => match levels.get(&(key, word.person.id)) {
                None | Some(Level::None) => hang_up(socket, close::NOT_THERE).await,
                Some(level) => socket::serve(socket, rooms, Guest::relayed(key, word, *level)).await,
            },
            Err(_) => hang_up(socket, close::BUSY).await,
        }
    })
}

/// The word of a process that has the key, said just now.
async fn heard(rooms: &Rooms, headers: &HeaderMap) -> Option<Word> {
    let (word, given) = headers.get(HEADER)?.to_str().ok()?.split_once('.')?;
    let (word, given) = (BASE64URL_NOPAD.decode(word.as_bytes()).ok()?, BASE64URL_NOPAD.decode(given.as_bytes()).ok()?);
    signature(&relay_key(rooms).await?, &word)?.verify_slice(&given).ok()?;
    let word: Word = serde_json::from_slice(&word).ok()?;
    (word.at.abs_diff(clock::now().unix_timestamp()) <= GOOD_FOR.unsigned_abs()).then_some(word)
}

fn signature(key: &[u8], word: &[u8]) -> Option<Hmac<Sha256>> {
    let mut signature = Hmac::<Sha256>::new_from_slice(key).ok()?;
    signature.update(word);
    Some(signature)
}

/// The key that all processes on this database share; the first one makes it.
async fn relay_key(rooms: &Rooms) -> Option<Vec<u8>> {
    let read = async || {
        let made = atrium::secret::hash(&atrium::secret::generate("")?);
        let make = "insert into shared_key (name, key) values ('relay', $1) on conflict do nothing";
        let mut tx = rooms.owner.begin().await?;
        sqlx::query("select set_config('app.scope', 'system', true)").execute(&mut *tx).await?;
        sqlx::query(make).bind(made).execute(&mut *tx).await?;
        let key = sqlx::query_scalar("select key from shared_key where name = 'relay'").fetch_one(&mut *tx).await?;
        tx.commit().await?;
        Ok::<Vec<u8>, atrium::Error>(key)
    };
    rooms.relay_key.get_or_try_init(read).await.ok().cloned()
}
