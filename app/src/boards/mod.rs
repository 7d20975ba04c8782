//! Projects and their boards.

mod address;
pub mod api;
mod bar;
mod blocked;
mod calendar;
mod card;
mod card_keys;
mod column;
mod column_menu;
mod done;
pub(crate) mod drag;
mod filters;
mod import;
mod kept;
mod keyboard;
mod move_menu;
pub(crate) mod new_card;
mod new_column;
mod order;
mod page;
mod pause;
mod picking;
mod projects_page;
pub mod quick_add;
mod settings;
mod share;
mod state;
mod switcher;
pub(crate) mod task_panel;
pub mod templates;
mod views;

pub use calendar::{CalendarDesk, CalendarSection};
pub use import::ImportPage;
pub use new_card::fresh_key;
pub use page::BoardPage;
pub use pause::pause;
pub use projects_page::{ProjectTiles, ProjectsPage};
pub use settings::{ExportFiles, ProjectSettingsPage};
pub use state::BoardState;
pub use task_panel::OpenTask;
pub use views::edit_tasks;
#[cfg(all(feature = "hydrate", feature = "split"))]
pub use {
    kept::__preload_foresee,
    task_panel::__preload_panel,
    views::{__preload_plan, __preload_views},
};
