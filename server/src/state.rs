//! What every request can reach.

use atrium::database::Db;
use axum::extract::FromRef;
use leptos::config::LeptosOptions;

#[derive(Clone, Debug)]
pub struct AppState {
    pub db: Db,
    /// Where people reach this server, such as `https://work.example.org`, without a slash at the end.
    pub base_url: String,
    /// Whether cookies are for https alone.
    pub secure_cookies: bool,
    pub leptos_options: LeptosOptions,
}

impl FromRef<AppState> for Db {
    fn from_ref(state: &AppState) -> Self {
        state.db.clone()
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos_options.clone()
    }
}
