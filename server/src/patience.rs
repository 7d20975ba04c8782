//! A listener whose connections end when nothing moves on them: whoever opens many and says nothing, or stops in the
//! middle of a request, or never reads, would keep them for ever.

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use std::{
    io::{Error, ErrorKind, Result},
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    time::{Instant, Sleep, sleep},
};

/// Longer than any answer takes, than a live client is left without a ping, and than proxies keep idle connections.
const STILL: Duration = Duration::from_secs(75);

#[derive(Debug)]
pub struct Patient {
    listener: TcpListener,
    still: Duration,
}

impl Patient {
    pub fn new(listener: TcpListener) -> Self {
        Self { listener, still: STILL }
    }
}

impl Listener for Patient {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.listener).await;
        // Else what is said right after something else waits until the other end has confirmed that, which takes 40 ms: each
        // edit on its way to other screens would (Nagle's algorithm and delayed acknowledgements, RFC 1122, 4.2.3).
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection does not send at once");
        }
        (Connection { stream, end: Box::pin(sleep(self.still)), still: self.still }, address)
    }

    fn local_addr(&self) -> Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// The address at the other end of a connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

impl Connected<IncomingStream<'_, Patient>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Patient>) -> Self {
        Self(*stream.remote_addr())
    }
}

#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    end: Pin<Box<Sleep>>,
    still: Duration,
}

impl Connection {
    /// Puts the end off when something moved, and is over when for too long nothing did.
    fn heed<T>(&mut self, context: &mut Context<'_>, moved: Poll<Result<T>>) -> Poll<Result<T>> {
        if moved.is_ready() {
            self.end.as_mut().reset(Instant::now() + self.still);
            return moved;
        }
        ready!(self.end.as_mut().poll(context));
        Poll::Ready(Err(Error::from(ErrorKind::TimedOut)))
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        let moved = Pin::new(&mut self.stream).poll_read(context, buffer);
        self.heed(context, moved)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let moved = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.heed(context, moved)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[std::io::IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let moved = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.heed(context, moved)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, extract::ConnectInfo, routing::get};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    #[tokio::test]
    async fn what_is_said_goes_at_once() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (near, mut patient) = (TcpStream::connect(address), Patient::new(listener));
        let (near, (far, _)) = tokio::join!(near, patient.accept());
        assert!(near.is_ok() && far.stream.nodelay().unwrap());
    }

    #[tokio::test]
    async fn who_says_nothing_and_who_stops_midway_are_let_go_of_and_others_are_answered() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let who = async |ConnectInfo(Peer(peer)): ConnectInfo<Peer>| peer.ip().to_string();
        let app = Router::new().route("/", get(who)).into_make_service_with_connect_info::<Peer>();
        let patient = Patient { listener, still: Duration::from_millis(300) };
        tokio::spawn(async move { axum::serve(patient, app).await });
        for said in ["", "GET / HTTP/1.1\r\nHost: a", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{"] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(said.as_bytes()).await.unwrap();
            let mut heard = Vec::new();
            let ended = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut heard)).await;
            assert!(ended.is_ok(), "{said:?} keeps its connection");
        }
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await.unwrap();
        let mut heard = String::new();
        stream.read_to_string(&mut heard).await.unwrap();
        assert!(heard.starts_with("HTTP/1.1 200") && heard.ends_with("127.0.0.1"), "{heard}");
    }
}
