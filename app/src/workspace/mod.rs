//! Workspaces: the list, invitations, and what their owners and admins look after.

pub mod api;
mod confirm;
mod copy_button;
mod create_form;
mod invite_page;
mod settings_layout;
mod workspaces_page;

pub use confirm::Confirm;
pub use copy_button::CopyButton;
pub use invite_page::InvitePage;
pub use settings_layout::SettingsLayout;
pub use workspaces_page::WorkspacesPage;

use leptos::prelude::*;

#[component]
pub fn MembersPage() -> impl IntoView {
    view! { <p>"MembersPage"</p> }
}

#[component]
pub fn TeamsPage() -> impl IntoView {
    view! { <p>"TeamsPage"</p> }
}

#[component]
pub fn AuditPage() -> impl IntoView {
    view! { <p>"AuditPage"</p> }
}

#[component]
pub fn SettingsPage() -> impl IntoView {
    view! { <p>"SettingsPage"</p> }
}
