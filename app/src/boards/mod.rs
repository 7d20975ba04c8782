//! Projects and their boards.

pub mod api;
mod card;
mod column;
mod column_menu;
mod done;
mod drag;
mod filters;
mod import;
mod keyboard;
mod move_menu;
mod new_card;
mod new_column;
mod page;
pub mod pause;
mod projects_page;
pub mod quick_add;
mod settings;
mod state;
mod task_panel;

pub use import::ImportPage;
pub use page::BoardPage;
pub use projects_page::{ProjectTiles, ProjectsPage};
pub use settings::ProjectSettingsPage;
pub use state::BoardState;
#[cfg(all(feature = "hydrate", feature = "split"))]
pub use task_panel::__preload_panel;
