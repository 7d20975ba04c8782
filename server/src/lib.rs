pub mod api;
pub mod state;
