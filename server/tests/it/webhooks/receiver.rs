//! A program at the other end, which answers as it is told to.

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures::stream;
use serde_json::Value;
use std::{
    collections::VecDeque,
    convert::Infallible,
    sync::{Arc, Mutex},
};
use tokio::net::TcpListener;

#[derive(Clone, Copy, Debug)]
pub enum Answer {
    Code(u16),
    /// Never comes.
    Hang,
    Redirect(&'static str),
    /// Never ends.
    Endless,
}

#[derive(Clone, Debug)]
pub struct Received {
    pub path: String,
    pub headers: HeaderMap,
    pub body: String,
}

impl Received {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap().to_str().unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

#[derive(Clone, Debug)]
pub struct Receiver {
    pub address: String,
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    received: Mutex<Vec<Received>>,
    /// The last one stays.
    answers: Mutex<VecDeque<Answer>>,
}

impl Receiver {
    /// Gives these answers in turn, and the last one from then on.
    pub async fn start(answers: &[Answer]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/hooks", listener.local_addr().unwrap());
        let inner =
            Arc::new(Inner { received: Mutex::default(), answers: Mutex::new(answers.iter().copied().collect()) });
        let app = Router::new().fallback(receive).with_state(inner.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { address, inner }
    }

    pub fn received(&self) -> Vec<Received> {
        self.inner.received.lock().unwrap().clone()
    }

    /// The messages that came, as soon as there are so many.
    pub async fn have(&self, count: usize) -> Vec<Received> {
        super::until(async || Some(self.received()).filter(|all| all.len() >= count)).await
    }
}

async fn receive(State(inner): State<Arc<Inner>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    inner.received.lock().unwrap().push(Received {
        path: parts.uri.path().to_owned(),
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    });
    let answer = {
        let mut answers = inner.answers.lock().unwrap();
        if answers.len() > 1 { answers.pop_front() } else { answers.front().copied() }
    };
    match answer.unwrap() {
        Answer::Code(code) => (StatusCode::from_u16(code).unwrap(), "as I was told").into_response(),
        Answer::Hang => std::future::pending().await,
        Answer::Redirect(place) => (StatusCode::FOUND, [(header::LOCATION, place)]).into_response(),
        Answer::Endless => {
            let more = || Some((Ok::<_, Infallible>(Bytes::from_static(&[b'x'; 8192])), ()));
            Body::from_stream(stream::unfold((), move |()| std::future::ready(more()))).into_response()
        }
    }
}
