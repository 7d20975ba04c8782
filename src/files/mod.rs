//! Files on tasks and pages.
//!
//! Invariants:
//! - Whoever may see a task or a page may read its files, and nobody else; that is asked each time, of the task or page.
//! - The bytes lie in an object store that the server knows. Here is only what they are and where ([`Place`]).
//! - What somebody says of a file (its name, its type) is a claim: the name is made harmless by [`clean_name`], the type
//!   is read from the content.
//! - A file lies in a workspace once, and in another workspace again: see the migration.

mod attachment;
mod kind;
mod name;

#[cfg(feature = "ssr")]
mod bytes;
#[cfg(feature = "ssr")]
mod commands;
#[cfg(feature = "ssr")]
mod holder;
#[cfg(feature = "ssr")]
mod place;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod store;

pub use attachment::{Attachment, size_text};
pub use kind::{Kind, Showing};
pub use name::clean_name;

#[cfg(feature = "ssr")]
pub use bytes::ByteStore;
#[cfg(feature = "ssr")]
pub use commands::{
    attach::{NewFile, attach, attach_again},
    attachments::remove_attachment,
    sweep::{drop_file, sweep},
    uploads::{Arrived, Begun, Limits, NewUpload, Part, add_part, begin_upload, cancel_upload, finish_upload},
};
#[cfg(feature = "ssr")]
pub use holder::Holder;
#[cfg(feature = "ssr")]
pub use place::Place;
#[cfg(feature = "ssr")]
pub use queries::{Content, UploadState, attachments, content, parts, upload};
#[cfg(feature = "ssr")]
pub(crate) use queries::{attachments_of, content_of};
