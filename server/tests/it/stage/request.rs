use super::{Person, Stage};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode},
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use tower::ServiceExt;

/// A request in the making.
pub struct Ask<'a> {
    stage: &'a Stage,
    method: Method,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Option<Vec<u8>>,
}

#[derive(Debug)]
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// Nothing where the answer is not JSON.
    pub body: Value,
    pub text: String,
    pub bytes: Vec<u8>,
}

impl Answered {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Stage {
    /// Asks for a path under `/api/v1`.
    pub fn ask(&self, method: &str, path: impl Into<String>) -> Ask<'_> {
        self.ask_at(method, format!("/api/v1{}", path.into()))
    }

    /// Asks for any path.
    pub fn ask_at(&self, method: &str, path: impl Into<String>) -> Ask<'_> {
        let method = method.to_uppercase().parse().expect("a method");
        Ask { stage: self, method, path: path.into(), headers: Vec::new(), body: None }
    }
}

impl Ask<'_> {
    pub fn by(self, person: &Person) -> Self {
        let cookie = format!("atrium={}", person.secret);
        self.with("cookie", cookie)
    }

    pub fn bearing(self, token: &str) -> Self {
        self.with("authorization", format!("Bearer {token}"))
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub fn json(self, body: &Value) -> Self {
        self.text(body.to_string())
    }

    pub fn text(self, body: impl Into<String>) -> Self {
        self.bytes("application/json", body.into())
    }

    pub fn bytes(mut self, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self.with("content-type", kind)
    }

    /// As a form of a page sends it: nested names become `a[b]`.
    pub fn form(mut self, fields: &Value) -> Self {
        let mut pairs = Vec::new();
        flatten("", fields, &mut pairs);
        let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        self.body = Some(pairs.join("&").into_bytes());
        self.with("content-type", "application/x-www-form-urlencoded")
    }

    pub async fn send(self) -> Answered {
        let mut request = Request::builder().method(self.method).uri(self.path);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        let request = request.body(self.body.map_or_else(Body::empty, Body::from)).expect("a request");
        let response = self.stage.app.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answered { status: parts.status, headers: parts.headers, body, text, bytes: bytes.to_vec() }
    }
}

fn flatten(name: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            for (field, value) in fields {
                let name = if name.is_empty() { field.clone() } else { format!("{name}[{field}]") };
                flatten(&name, value, pairs);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                flatten(&format!("{name}[{at}]"), item, pairs);
            }
        }
        Value::String(text) => pairs.push((name.to_owned(), text.clone())),
        Value::Bool(_) | Value::Number(_) => pairs.push((name.to_owned(), value.to_string())),
    }
}
