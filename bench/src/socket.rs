//! A live client: the WebSocket that a board in a browser holds.

use crate::{outcome::Outcome, server::Server};
use atrium::realtime::{Ask, Tell, Topic};
use futures::{SinkExt, StreamExt};
use reqwest::header::{COOKIE, HeaderName, HeaderValue};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async_with_config,
    tungstenite::{Message, client::IntoClientRequest, protocol::WebSocketConfig},
};

pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

/// Where and as whom sockets open.
#[derive(Clone)]
pub struct Door {
    port: u16,
    cookie: HeaderValue,
}

impl Door {
    pub fn new(server: &Server, cookie: &str) -> Outcome<Self> {
        Ok(Self { port: server.port, cookie: cookie.parse()? })
    }

    /// Opens a socket and listens to a board from event number `after` on.
    pub async fn open(&self, topic: &Topic, after: i64) -> Outcome<Socket> {
        let mut request = format!("ws://127.0.0.1:{}/live", self.port).into_client_request()?;
        request.headers_mut().insert(COOKIE, self.cookie.clone());
        let site = HeaderName::from_static("sec-fetch-site");
        request.headers_mut().insert(site, HeaderValue::from_static("same-origin"));
        // By default each socket would reserve 128 KiB here.
        let small = WebSocketConfig::default().read_buffer_size(4096).write_buffer_size(0);
        let (stream, _) = connect_async_with_config(request, Some(small), true).await?;
        let mut socket = Socket(stream);
        let ask = Ask::Open { topic: topic.clone(), after };
        socket.0.send(Message::text(serde_json::to_string(&ask)?)).await?;
        Ok(socket)
    }
}

impl Socket {
    /// The next frame, unread.
    pub async fn frame(&mut self) -> Outcome<String> {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Text(text))) => return Ok(text.as_str().to_owned()),
                Some(Ok(Message::Close(why))) => return Err(format!("the server closed a socket: {why:?}").into()),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error.into()),
                None => return Err("a socket ended".into()),
            }
        }
    }

    pub async fn tell(&mut self) -> Outcome<Tell> {
        Ok(serde_json::from_str(&self.frame().await?)?)
    }

    pub async fn close(mut self) {
        // It ends either way.
        let _ = self.0.close(None).await;
    }
}
