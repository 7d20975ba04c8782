//! An answer to a comment with one sign. The signs are characters that every font has, so that they look the same for
//! everybody and need no picture.

use crate::{Error, Result};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Reaction {
    Agree,
    Love,
    Great,
    Done,
    Puzzled,
}

impl Reaction {
    pub const ALL: [Self; 5] = [Self::Agree, Self::Love, Self::Great, Self::Done, Self::Puzzled];

    pub fn name(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Love => "love",
            Self::Great => "great",
            Self::Done => "done",
            Self::Puzzled => "puzzled",
        }
    }

    /// What it looks like.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Agree => "+1",
            Self::Love => "\u{2665}\u{fe0e}",
            Self::Great => "\u{2605}",
            Self::Done => "\u{2713}",
            Self::Puzzled => "?",
        }
    }

    /// What it says.
    pub fn words(self) -> &'static str {
        match self {
            Self::Agree => "Agreed",
            Self::Love => "Love it",
            Self::Great => "Great",
            Self::Done => "Done",
            Self::Puzzled => "Not clear to me",
        }
    }
}

impl std::str::FromStr for Reaction {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|reaction| reaction.name() == text)
            .ok_or_else(|| Error::invalid("reaction", "A reaction is agree, love, great, done or puzzled."))
    }
}

/// One sign under a comment, and who gave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct ReactionView {
    pub reaction: Reaction,
    /// By name, the first to give it first.
    pub people: Vec<String>,
    /// Whether the reader is among them.
    pub mine: bool,
}
