//! What people see: the shell, the routes, and one module for each feature.

#![allow(clippy::needless_pass_by_value, reason = "components own their properties")]
#![allow(clippy::large_types_passed_by_value, reason = "a handful of signals is copied as one signal is")]
#![allow(clippy::unused_async, reason = "server functions are async whether they wait or not")]

pub mod at_hand;
pub mod boards;
pub mod failure;
pub mod files;
pub mod form;
pub mod frame;
mod head;
pub mod home;
pub mod hydration;
pub mod identity;
mod importing;
pub mod inbox;
pub mod live;
pub mod my_work;
pub mod palette;
pub mod people;
mod rest;
mod routes;
pub mod shortcuts;
pub mod time_tracking;
pub mod ui;
pub mod undo;
pub mod webhooks;
pub mod wiki;
pub mod wire;
pub mod workspace;

#[cfg(feature = "ssr")]
mod bare_page;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
pub mod island;
#[cfg(feature = "ssr")]
pub mod packs;
#[cfg(feature = "ssr")]
pub mod session_cookie;
#[cfg(feature = "ssr")]
mod shared_page;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
mod unsubscribe_page;

pub use routes::fetch;
#[cfg(feature = "ssr")]
pub use shared_page::{ended_page, shared_page};
#[cfg(feature = "ssr")]
pub use unsubscribe_page::{UnsubscribeStep, unsubscribe_page};

use leptos::prelude::*;
use leptos_router::components::Router;

/// The whole application. The browser wakes what the server has sent it.
#[component]
pub fn App() -> impl IntoView {
    #[cfg(feature = "ssr")]
    {
        leptos_meta::provide_meta_context();
        head::title(String::new);
        routes::hints::collect();
    }
    ui::provide_toasts();
    undo::provide_history();
    at_hand::provide_reach();
    live::provide_link();
    Effect::new(move |_| hydration::awake_in_turn());
    view! {
        <Router>
            <routes::Pages/>
        </Router>
        <ui::ToastRegion/>
    }
}
