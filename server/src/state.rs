//! What every request can reach.

use crate::files::Files;
use atrium::{database::Db, outbound::Reach};
use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use std::{net::IpAddr, sync::Arc};

#[derive(Clone, Debug)]
pub struct AppState {
    pub db: Db,
    pub files: Arc<Files>,
    /// Where people reach this server, such as `https://work.example.org`, without a slash at the end.
    pub base_url: String,
    /// Whether cookies are for https alone.
    pub secure_cookies: bool,
    /// Shows the mailbox page and the demonstration sign-in.
    pub development: bool,
    /// Where requests may go out to.
    pub reach: Reach,
    pub leptos_options: LeptosOptions,
}

/// Where a request came from, as far as the proxies that are trusted say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

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
