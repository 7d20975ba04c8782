//! Servers that listen, and the live sockets of their clients.

use super::Person;
use atrium::{
    database::Db,
    ids::ProjectId,
    realtime::{Ask, Tell, Topic},
};
use futures::{SinkExt, StreamExt};
use leptos::config::LeptosOptions;
use object_store::memory::InMemory;
use server::{
    database::Pools,
    files::Files,
    post::Post,
    router::Doorway,
    services::{Services, Settings},
};
use sqlx::PgPool;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error as SocketError, Message, client::IntoClientRequest},
};
use tokio_util::sync::CancellationToken;

pub type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A server that listens on a port of its own.
pub struct Server {
    pub address: SocketAddr,
    pub db: Db,
    pub stop: CancellationToken,
}

pub async fn serve(pools: &Pools) -> Server {
    serve_on(pools.serving.clone(), pools.owner.clone()).await
}

pub async fn serve_on(serving: PgPool, owner: PgPool) -> Server {
    let pools = &Pools { serving, owner };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let files = Arc::new(Files::new(Arc::new(InMemory::new()), super::LIMITS));
    let settings = Settings {
        files,
        base_url: format!("http://{address}"),
        secure_cookies: false,
        development: false,
        outbound: atrium::outbound::Reach::default(),
        leptos_options: LeptosOptions::builder().output_name("atrium").build(),
        idle_pages: Duration::from_secs(1),
        thin_versions: true,
        peer_address: address.to_string(),
        doorway: Doorway { trusted_proxies: Vec::new(), requests_per_second: 1_000, metrics_token: None },
    };
    let stop = CancellationToken::new();
    let services = Services::start(pools, settings, Post::new("atrium@example.test", None).unwrap(), stop.clone());
    let db = services.state.db.clone();
    tokio::spawn(services.serve(listener));
    Server { address, db, stop }
}

pub async fn connect(server: &Server, person: &Person, site: &str) -> Result<Socket, SocketError> {
    let mut request = format!("ws://{}/live", server.address).into_client_request().unwrap();
    request.headers_mut().insert("cookie", format!("atrium={}", person.secret).parse().unwrap());
    request.headers_mut().insert("sec-fetch-site", site.parse().unwrap());
    connect_async(request).await.map(|(socket, _)| socket)
}

pub async fn open(socket: &mut Socket, workspace: &str, project_id: ProjectId, after: i64) {
    open_topic(socket, &Topic::Board { workspace: workspace.to_owned(), project_id }, after).await;
}

pub async fn open_topic(socket: &mut Socket, topic: &Topic, after: i64) {
    let ask = serde_json::to_string(&Ask::Open { topic: topic.clone(), after }).unwrap();
    socket.send(Message::text(ask)).await.unwrap();
}

/// The next thing told that `wanted` accepts, within five seconds.
pub async fn heard<T>(socket: &mut Socket, wanted: impl Fn(Tell) -> Option<T>) -> T {
    let listen = async {
        loop {
            let message = socket.next().await.expect("the socket stays open").unwrap();
            if let Message::Text(text) = message
                && let Some(found) = wanted(serde_json::from_str(&text).unwrap())
            {
                return found;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(5), listen).await.expect("it is told in time")
}

/// The code that the socket is closed with.
pub async fn closed(socket: &mut Socket) -> u16 {
    loop {
        let message = socket.next().await.expect("the socket says why it closes").unwrap();
        if let Message::Close(frame) = message {
            return frame.expect("a code").code.into();
        }
    }
}
