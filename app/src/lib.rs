//! What people see: the shell, the routes, and one module for each feature.

#![allow(clippy::needless_pass_by_value, reason = "components own their properties")]
#![allow(clippy::unused_async, reason = "server functions are async whether they wait or not")]

pub mod boards;
pub mod failure;
pub mod form;
pub mod frame;
pub mod home;
pub mod identity;
pub mod live;
pub mod people;
pub mod ui;
pub mod workspace;

#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
pub mod session_cookie;
#[cfg(feature = "ssr")]
pub mod shell;

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

/// The whole application. Every page waits for its data on the server, so that its status and title
/// are right, and the browser wakes what it is sent.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    ui::provide_toasts();
    live::provide_link();
    Effect::new(move |_| {
        // Browser tests, and whoever else must not act before the page is awake, look at this.
        if let Some(body) = document().body() {
            let _ = body.set_attribute("data-hydrated", "true");
        }
    });
    view! {
        <Title formatter=|title: String| if title.is_empty() { "Atrium".to_owned() } else { format!("{title} \u{b7} Atrium") }/>
        <Router>
            <Pages/>
        </Router>
        <ui::ToastRegion/>
    }
}

#[component]
fn Pages() -> impl IntoView {
    frame::provide_frame();
    view! {
            <FlatRoutes fallback=frame::NotFound>
                <Route path=path!("/sign-in") view=identity::SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/sign-up") view=identity::SignUpPage ssr=SsrMode::Async/>
                <Route path=path!("/forgot") view=identity::ForgotPage ssr=SsrMode::Async/>
                <Route path=path!("/reset") view=identity::ResetPage ssr=SsrMode::Async/>
                <Route path=path!("/invite/:token") view=workspace::InvitePage ssr=SsrMode::Async/>
                <Route path=path!("/dev/mail") view=identity::MailboxPage ssr=SsrMode::Async/>
                <Route path=path!("/") view=workspace::WorkspacesPage ssr=SsrMode::Async/>
                <Route path=path!("/settings/profile") view=people::ProfilePage ssr=SsrMode::Async/>
                <Route path=path!("/settings/security") view=identity::SecurityPage ssr=SsrMode::Async/>
                <Route path=path!("/w/:workspace") view=home::HomePage ssr=SsrMode::Async/>
                <Route path=path!("/w/:workspace/projects") view=boards::ProjectsPage ssr=SsrMode::Async/>
                <Route path=path!("/w/:workspace/p/:project/import") view=boards::ImportPage ssr=SsrMode::Async/>
                <Route path=path!("/w/:workspace/p/:project/settings") view=boards::ProjectSettingsPage ssr=SsrMode::Async/>
                <Route path=path!("/w/:workspace/p/:project/:number?") view=boards::BoardPage ssr=SsrMode::Async/>
                <Route path=path!("/w/:workspace/people") view=people::PeoplePage ssr=SsrMode::Async/>
                <Route path=path!("/w/:workspace/members") view=workspace::MembersPage ssr=SsrMode::Async/>
                <Route path=path!("/w/:workspace/teams") view=workspace::TeamsPage ssr=SsrMode::Async/>
                <Route path=path!("/w/:workspace/audit") view=workspace::AuditPage ssr=SsrMode::Async/>
                <Route path=path!("/w/:workspace/settings") view=workspace::SettingsPage ssr=SsrMode::Async/>
            </FlatRoutes>
    }
}
