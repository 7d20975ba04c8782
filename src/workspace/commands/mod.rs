//! Every change of a workspace, one verb a file.

mod accept_invitation;
mod billing;
mod change_role;
mod create;
mod delete;
mod invite;
mod leave;
mod rename;
mod set_manager;
mod suspend;
mod team_members;
mod teams;
mod turn;

pub use accept_invitation::accept_invitation;
pub use billing::update_billing;
pub use change_role::change_role;
pub(crate) use create::found_personal_space;
pub use create::{CreateWorkspace, Founded, create};
pub use delete::{delete, restore};
pub use invite::{Invite, invite, revoke_invitation};
pub use leave::leave;
pub use rename::rename;
pub use set_manager::set_manager;
pub use suspend::{reinstate, suspend};
pub use team_members::{add_team_member, remove_team_member, set_team_lead};
pub use teams::{create_team, delete_team, rename_team};
