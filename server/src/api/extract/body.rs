use super::condition::IdempotencyKey;
use crate::api::problem::Problem;
use atrium::{
    idempotency::Once,
    wiki::import::{self, LONGEST_PATH, MOST_BYTES, MOST_FILES},
};
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Multipart, Request, multipart::MultipartError},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::error::Category;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, convert::Infallible};
use tokio::task;

/// A JSON body.
#[derive(Debug)]
pub struct Body<T>(pub T);

/// A JSON body of a creation, with the `Idempotency-Key` it came under.
#[derive(Debug)]
pub struct NewBody<T>(pub T, pub Option<Once>);

/// A zip, or a form of files that becomes one, of which nothing is read yet: it is large, and whether its sender may
/// bring it is asked first.
#[derive(Debug)]
pub struct Zip(Request);

/// The query of the address.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        demand_json(request.headers())?;
        let bytes = read(request, state).await?;
        Ok(Self(parse(&bytes)?))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for NewBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        demand_json(request.headers())?;
        let key = IdempotencyKey::read(request.headers())?.map(str::to_owned);
        let address = format!("{} {}", request.method(), request.uri().path());
        let bytes = read(request, state).await?;
        let value = parse(&bytes)?;
        let once = key.map(|key| Once::new(&key, &format!("{address}\n{}", String::from_utf8_lossy(&bytes))));
        Ok(Self(value, once.transpose()?))
    }
}

impl<S: Send + Sync> FromRequest<S> for Zip {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Infallible> {
        Ok(Self(request))
    }
}

impl Zip {
    /// All of it, with the `Idempotency-Key` it came under, if any.
    pub async fn read(self) -> Result<(Bytes, Option<Once>), Problem> {
        let Self(request) = self;
        let is_form = demand_kind(request.headers(), &["application/zip", "multipart/form-data"])? == 1;
        let key = IdempotencyKey::read(request.headers())?.map(str::to_owned);
        if announced(request.headers()).is_some_and(|length| length > MOST_BYTES) {
            return Err(too_large());
        }
        let address = format!("{} {}", request.method(), request.uri());
        let bytes = if is_form { pack(request).await? } else { read(request, &()).await? };
        let hash = || data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes));
        let once = key.map(|key| Once::new(&key, &format!("{address}\n{}", hash())));
        let once = once.transpose()?;
        Ok((bytes, once))
    }
}

/// How long the body is, where that is said before it.
fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query = axum::extract::Query::from_request_parts(parts, state).await;
        query.map(|query| Self(query.0)).map_err(|refusal| Problem::bad_request(refusal.body_text()))
    }
}

fn demand_json(headers: &HeaderMap) -> Result<(), Problem> {
    demand_kind(headers, &["application/json"]).map(drop)
}

/// Which of these kinds the body is.
fn demand_kind(headers: &HeaderMap, wanted: &[&str]) -> Result<usize, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let found = wanted.iter().position(|wanted| kind.eq_ignore_ascii_case(wanted));
    found.ok_or_else(|| {
        Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("Please send {}.", wanted.join(" or ")))
    })
}

/// The files of a form as a zip: a part each, whose file name is a path within a folder.
async fn pack(request: Request) -> Result<Bytes, Problem> {
    let refused = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => Problem::bad_request(format!("This is not a form of files: {}.", error.body_text())),
    };
    // Read as a whole first: what comes drop by drop would be searched from its beginning each time.
    let (parts, body) = request.into_parts();
    let bytes = read(Request::from_parts(parts.clone(), body), &()).await?;
    let form = Multipart::from_request(Request::from_parts(parts, bytes.into()), &()).await;
    let mut form = form.map_err(|refusal| Problem::bad_request(refusal.body_text()))?;
    let mut files = BTreeMap::new();
    while let Some(field) = form.next_field().await.map_err(refused)? {
        let Some(path) = field.file_name().map(str::to_owned) else { continue };
        if path.len() > LONGEST_PATH {
            return Err(atrium::Error::invalid("file", "The name of a file is longer than 1,000 letters.").into());
        }
        files.insert(path, field.bytes().await.map_err(refused)?.to_vec());
        if files.len() > MOST_FILES {
            return Err(atrium::Error::invalid("file", format!("At most {MOST_FILES} files at once, please.")).into());
        }
    }
    let zip = task::spawn_blocking(move || import::pack(&files)).await.map_err(atrium::Error::internal)??;
    Ok(zip.into())
}

async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state).await.map_err(|refusal| match refusal.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => Problem::bad_request("The body could not be read."),
    })
}

fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "This request is too large.")
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    // Serde would read a list as the fields of an object, in their order.
    if bytes.trim_ascii_start().starts_with(b"[") {
        serde_json::from_slice::<IgnoredAny>(bytes).map_err(|error| explain(&error))?;
        return Err(atrium::Error::invalid("", "The body is a JSON object.").into());
    }
    serde_json::from_slice(bytes).map_err(|error| explain(&error))
}

fn explain(error: &serde_json::Error) -> Problem {
    match error.classify() {
        Category::Data => atrium::Error::invalid("", format!("This does not fit the description: {error}.")).into(),
        Category::Syntax | Category::Eof | Category::Io => Problem::bad_request(format!("This is not JSON: {error}.")),
    }
}
