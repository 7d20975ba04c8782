//! Who the people are: a person's own profile, and what colleagues see of one another.
//!
//! A profile belongs to its person alone and is one in every workspace. Colleagues see a name, a
//! title, the hour it is for them and whether they are away; never an address.

mod policy;
mod profile;

#[cfg(feature = "ssr")]
mod commands;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod store;

pub use policy::{Action, allows};
pub use profile::{PersonCard, PersonPage, ProfileView, Theme, WorkingDays, on_leave};

#[cfg(feature = "ssr")]
pub use commands::{EditProfile, edit_profile, set_theme};
#[cfg(feature = "ssr")]
pub use queries::{directory, person, profile};
