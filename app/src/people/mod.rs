//! Profiles and the directory.

mod api;
mod people_page;
mod profile_form;
mod profile_page;

pub use people_page::PeoplePage;
pub use profile_page::ProfilePage;
