//! What handlers are given: who calls, in which workspace, what is meant, and under which conditions.

mod body;
mod caller;
mod condition;
mod ids;
mod paging;

pub use body::{Body, NewBody, Query, Zip};
pub use caller::{Base, In, SignedIn};
pub use condition::{IdempotencyKey, IfMatch};
pub use ids::{Id, Two};
pub use paging::{NewestFirst, Page, Paging, Search, Seq};
