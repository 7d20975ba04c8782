//! The error of server functions: the domain's own, with its status, on the wire as JSON.

use crate::wire::Wire;
use atrium::Error;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// What a server function answers when it does not succeed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Refused(Error),
    /// The server was not reached, or its answer was cut off.
    #[error("There is no connection. Please try again when it is back.")]
    Offline,
    /// The server was not reached, and the browser's worker has written down what was to be done.
    #[error("There is no connection. What you did is kept here and sent when it is back.")]
    Kept,
    /// This page and the server do not understand each other, mostly because one of them is newer.
    #[error("This page is out of date. Please reload it.")]
    OutOfDate,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl Failure {
    /// The message for one field of a form.
    pub fn field(&self, name: &str) -> Option<String> {
        match self {
            Self::Refused(error) => error.field(name),
            Self::Offline | Self::Kept | Self::OutOfDate => None,
        }
    }

    /// The message for the form as a whole: whatever is not said beside a field.
    pub fn form_message(&self) -> Option<String> {
        match self {
            Self::Refused(Error::Invalid { fields }) => fields.get("").cloned(),
            other => Some(other.to_string()),
        }
    }
}

impl FromServerFnError for Failure {
    type Encoder = Wire;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        match value {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Offline,
            _ => Self::OutOfDate,
        }
    }

    fn status_code(&self) -> http::StatusCode {
        let status = match self {
            Self::Refused(error) => error.status(),
            Self::Offline | Self::Kept | Self::OutOfDate => 400,
        };
        http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR)
    }
}
