//! What in a document the schema does not know.

use std::fmt;

/// Why a Yjs document is not a page, or a page is not what the schema asks for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    #[error("there is no root called {0}")]
    Root(Named),
    #[error("there is no node called {0}")]
    Node(Named),
    #[error("{node} has no attribute called {name}")]
    Attribute { node: &'static str, name: Named },
    #[error("the attribute {name} of {node} is of another type")]
    AttributeType { node: &'static str, name: &'static str },
    #[error("there is no mark called {0}")]
    Mark(Named),
    #[error("the mark {0} is of another shape")]
    MarkType(&'static str),
    #[error("{inside} holds something that is neither a node nor text")]
    Content { inside: &'static str },
    #[error("{node} does not stand in {inside}")]
    Misplaced { node: &'static str, inside: &'static str },
    #[error("the children of {0} are not what the schema asks for")]
    Children(&'static str),
    #[error("marks that exclude each other, or that {0} does not take")]
    Marks(&'static str),
    #[error("nodes lie too deep in each other")]
    TooDeep,
    #[error("too many comments lie over one another")]
    Overlaps,
}

/// A name that somebody sent, short enough to be written into a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named(String);

impl Named {
    pub(super) fn new(name: &str) -> Self {
        Self(name.chars().take(40).collect())
    }
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}
