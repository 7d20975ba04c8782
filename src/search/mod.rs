//! Finding by name, across the projects and spaces of a workspace; pages also by what stands on them. What somebody may not open, they do not find: the right is
//! asked for inside each statement.

mod found;

#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod wanted;

pub use found::{Found, FoundPage, FoundPerson, FoundProject, FoundTask};
#[cfg(feature = "ssr")]
pub use queries::find;
#[cfg(feature = "ssr")]
pub(crate) use store::TaskRow;
