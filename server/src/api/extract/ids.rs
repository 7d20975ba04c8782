use crate::api::problem::Problem;
use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use std::str::FromStr;

/// The last parameter of the path. What is no id names nothing, which is 404.
#[derive(Debug)]
pub struct Id<T>(pub T);

/// The last two parameters of the path.
#[derive(Debug)]
pub struct Two<A, B>(pub A, pub B);

impl<T: FromStr, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = params(parts, state).await?;
        Ok(Self(parse(&params, 0)?))
    }
}

impl<A: FromStr, B: FromStr, S: Send + Sync> FromRequestParts<S> for Two<A, B> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let params = params(parts, state).await?;
        Ok(Self(parse(&params, 1)?, parse(&params, 0)?))
    }
}

pub(super) async fn params<S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<RawPathParams, Problem> {
    // Fails when the path is not UTF-8.
    RawPathParams::from_request_parts(parts, state).await.map_err(|_| Problem::bad_request("This address is broken."))
}

fn parse<T: FromStr>(params: &RawPathParams, from_the_end: usize) -> Result<T, Problem> {
    let values: Vec<_> = params.iter().map(|(_, value)| value).collect();
    values
        .into_iter()
        .rev()
        .nth(from_the_end)
        // Postgres has no NUL in its texts.
        .filter(|value| !value.contains('\0'))
        .and_then(|value| value.parse().ok())
        .ok_or_else(|| atrium::Error::NotFound.into())
}
