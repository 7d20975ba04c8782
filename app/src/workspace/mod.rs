//! Workspaces: the list, invitations, and what their owners and admins look after.

pub mod api;
mod audit_page;
mod confirm;
mod copy_button;
mod create_form;
mod invitations;
mod invite_page;
mod member_row;
mod members_page;
mod settings_layout;
mod settings_page;
mod team_section;
mod teams_page;
mod workspaces_page;

pub use audit_page::AuditPage;
pub use confirm::Confirm;
pub use copy_button::CopyButton;
pub use invite_page::InvitePage;
pub use members_page::MembersPage;
pub use settings_layout::SettingsLayout;
pub use settings_page::SettingsPage;
pub use teams_page::TeamsPage;
pub use workspaces_page::{WorkspacesPage, role_word};
