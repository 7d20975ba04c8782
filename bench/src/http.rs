//! Requests as a browser and as a program send them.

use crate::{outcome::Outcome, scene::Scene, server::Server};
use reqwest::{
    Client, Method, RequestBuilder,
    header::{ACCEPT_ENCODING, COOKIE},
    redirect::Policy,
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// What a browser accepts over http.
pub const COMPRESSED: &str = "gzip, deflate, br, zstd";

/// A client with what proves who it is, at one server.
#[derive(Clone)]
pub struct Visitor {
    client: Client,
    base: Arc<str>,
    cookie: Arc<str>,
    token: Arc<str>,
}

pub fn client() -> Outcome<Client> {
    Ok(Client::builder().redirect(Policy::none()).tcp_nodelay(true).timeout(Duration::from_mins(1)).build()?)
}

impl Visitor {
    pub fn new(server: &Server, scene: &Scene) -> Outcome<Self> {
        Self::with(server, &scene.cookie, &scene.token)
    }

    pub fn with(server: &Server, cookie: &str, token: &str) -> Outcome<Self> {
        Ok(Self { client: client()?, base: server.url("").into(), cookie: cookie.into(), token: token.into() })
    }

    /// A page, to its last byte: when the first byte came, and how many there were.
    pub async fn page(&self, path: &str, encoding: &str) -> Outcome<(Instant, usize)> {
        let request = self.client.get(format!("{}{path}", self.base));
        let request = request.header(COOKIE, &*self.cookie).header(ACCEPT_ENCODING, encoding);
        let mut response = request.send().await?;
        if !response.status().is_success() {
            return Err(format!("{path} answered {}", response.status()).into());
        }
        let mut size = 0;
        let mut first = None;
        while let Some(part) = response.chunk().await? {
            first.get_or_insert_with(Instant::now);
            size += part.len();
        }
        Ok((first.ok_or("a page without a byte")?, size))
    }

    /// An operation of the API, as a program asks for it.
    pub fn api(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}/api/v1{path}", self.base)).bearer_auth(&self.token)
    }

    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Outcome<T> {
        answer(self.api(Method::GET, path)).await
    }

    pub async fn post<T: DeserializeOwned>(&self, path: &str, body: &Value) -> Outcome<T> {
        answer(self.api(Method::POST, path).json(body)).await
    }
}

pub async fn answer<T: DeserializeOwned>(request: RequestBuilder) -> Outcome<T> {
    let response = request.send().await?;
    let status = response.status();
    if !status.is_success() {
        return Err(format!("the API answered {status}: {}", response.text().await.unwrap_or_default()).into());
    }
    Ok(response.json().await?)
}
