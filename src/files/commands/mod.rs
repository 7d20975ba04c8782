//! What changes files. An upload under way is nobody's news: the event comes with the attachment.

pub mod attach;
pub mod attachments;
pub mod sweep;
pub mod uploads;
