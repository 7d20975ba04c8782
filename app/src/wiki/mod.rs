//! The wiki: spaces, their trees, pages to read, and what is said about them. The text of a page is drawn by the server;
//! who reads needs no program, and who writes is given an editor of its own (`frontend/editor`).

mod access;
pub mod address;
pub mod api;
mod comments;
#[cfg(feature = "ssr")]
pub mod desk;
mod history;
mod home;
mod import;
mod links;
mod new_page;
mod news;
mod page;
#[cfg(feature = "ssr")]
mod shared;
mod space;
mod tagged;
mod tree;
mod walk;

pub use history::HistoryPage;
pub use home::WikiPage;
pub use import::ImportPagesPage;
pub use new_page::make_page;
pub use page::PagePage;
#[cfg(feature = "ssr")]
pub use shared::{ended_wiki_page, shared_wiki_page};
pub use space::SpacePage;
