//! How data travels between server and browser: JSON, read through one small reader.
//!
//! serde makes the code that reads a type once for each kind of reader, and Leptos uses two: one for what comes with
//! the page, another for what a server function answers. All of it goes through `serde_json::Value` and one [`Reader`]
//! here, whose code is also the smallest, because what a browser has to load counts more than a millisecond over a
//! large board.

mod loading;
mod reader;
#[cfg(test)]
mod tests;

pub use loading::{Loading, load};

use crate::failure::Failure;
use leptos::server_fn::{
    Bytes, ContentType, Decodes, Encodes, Format, FormatType,
    codec::Post,
    serde::{Deserialize, Serialize, de, de::DeserializeOwned},
};
use reader::Reader;
use std::{fmt::Display, marker::PhantomData};

pub fn decode<T: DeserializeOwned>(text: &str) -> Result<T, Unreadable> {
    T::deserialize(Reader(serde_json::from_str(text).map_err(|_| Unreadable)?))
}

/// What came is not what was expected. It does not say where: the words for that are a tenth of the code that reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("What came is not what was expected.")]
pub struct Unreadable;

impl de::Error for Unreadable {
    fn custom<T: Display>(_reason: T) -> Self {
        Self
    }

    fn invalid_type(_found: de::Unexpected<'_>, _expected: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_value(_found: de::Unexpected<'_>, _expected: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_length(_found: usize, _expected: &dyn de::Expected) -> Self {
        Self
    }

    fn unknown_variant(_found: &str, _expected: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_field: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_field: &'static str) -> Self {
        Self
    }
}

/// What only a part reads that is fetched later. It travels as text, so that the code that reads it comes with that
/// part, and not with the page around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "leptos::server_fn::serde", transparent, bound = "")]
pub struct Sealed<T> {
    text: String,
    #[serde(skip)]
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize> Sealed<T> {
    pub fn new(value: &T) -> Result<Self, Failure> {
        let text = serde_json::to_string(value).map_err(|_| Failure::OutOfDate)?;
        Ok(Self { text, of: PhantomData })
    }
}

impl<T: DeserializeOwned> Sealed<T> {
    pub fn open(&self) -> Result<T, Failure> {
        decode(&self.text).map_err(|_| Failure::OutOfDate)
    }
}

#[derive(Debug)]
pub struct Wire;

/// The answer of a server function: `#[server(output = Reply)]`.
pub type Reply = Post<Wire>;

impl ContentType for Wire {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for Wire {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for Wire {
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(value).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for Wire {
    type Error = Unreadable;

    fn decode(bytes: Bytes) -> Result<T, Unreadable> {
        decode(&String::from_utf8_lossy(&bytes))
    }
}
