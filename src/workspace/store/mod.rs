//! All SQL of workspaces. Row-level security narrows every statement a second time.

pub mod everywhere;
pub mod invitations;
pub mod members;
pub mod teams;
pub mod workspaces;
