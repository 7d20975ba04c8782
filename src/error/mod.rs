//! The one error that may leave the house. It speaks to the reader and carries no cause: a cause is
//! logged once, where it becomes [`Error::Internal`], under the report number that the reader gets.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Error {
    /// It does not exist, or the actor may not know that it does.
    #[error("There is nothing here, or it is not shared with you.")]
    NotFound,
    /// It is visible, but this act on it is not allowed.
    #[error("You may look at this, but not change it.")]
    Forbidden,
    #[error("Please sign in first.")]
    SignedOut,
    /// Field name to a sentence for the reader. The empty name stands for the whole form.
    #[error("{}", first_message(.fields))]
    Invalid { fields: BTreeMap<String, String> },
    /// Somebody else changed it in between; `current` is the version it has now, where it has one.
    #[error("Somebody changed this in the meantime. Nothing of theirs was overwritten.")]
    Conflict { current: Option<i32> },
    #[error("Too much at once. Please try again in {} s.", .retry_after_seconds)]
    Busy { retry_after_seconds: u32 },
    #[error("Something went wrong on our side. Nothing was saved. Report number: {}.", .report)]
    Internal { report: String },
}

impl Error {
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        Self::Invalid { fields: BTreeMap::from([(field.to_owned(), message.into())]) }
    }

    /// The message for one field of a form, if this error has one.
    pub fn field(&self, name: &str) -> Option<String> {
        match self {
            Self::Invalid { fields } => fields.get(name).cloned(),
            _ => None,
        }
    }

    /// The HTTP status (RFC 9110) of this error: the only place where one is chosen.
    pub fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Forbidden => 403,
            Self::SignedOut => 401,
            Self::Invalid { .. } => 422,
            Self::Conflict { .. } => 409,
            Self::Busy { .. } => 429,
            Self::Internal { .. } => 500,
        }
    }
}

fn first_message(fields: &BTreeMap<String, String>) -> String {
    fields.values().next().cloned().unwrap_or_else(|| "Please check what you entered.".to_owned())
}

#[cfg(feature = "ssr")]
mod causes;
