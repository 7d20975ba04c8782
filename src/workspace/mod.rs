//! Workspaces: who shares one, in which role, in which teams, and by which invitation.
//!
//! A workspace always has an active owner. Only an owner makes, changes or suspends owners. A member
//! who leaves keeps their row, so that what they made keeps its maker. A personal space has one
//! person. People are managed in turn, on the roles that hold at that moment.

mod invitation;
mod member;
mod policy;
mod slug;
mod team;
#[expect(clippy::module_inception, reason = "the entity has the name of the feature")]
mod workspace;

#[cfg(feature = "ssr")]
mod commands;
#[cfg(feature = "ssr")]
mod live;
#[cfg(feature = "ssr")]
mod operate;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod visit;

pub use invitation::{Accepted, InvitationPreview, InvitationView, Invited};
pub use member::{MemberCan, MemberPage, MemberTeam, MemberView};
pub use policy::{Action, allows, may_grant, may_manage};
pub use slug::{parse_slug, slug_of};
pub use team::{TeamMemberView, TeamView};
pub use workspace::{Billing, Kind, WorkspaceCan, WorkspaceSummary, WorkspaceView};

#[cfg(feature = "ssr")]
pub(crate) use commands::found_personal_space;
#[cfg(feature = "ssr")]
pub use commands::{
    CreateWorkspace, Founded, Invite, accept_invitation, add_team_member, change_role, create, create_team, delete,
    delete_team, invite, leave, reinstate, remove_team_member, rename, rename_team, restore, revoke_invitation,
    set_manager, set_team_lead, suspend, update_billing,
};
#[cfg(feature = "ssr")]
pub use live::{who_may_still_enter, who_may_still_view};
#[cfg(feature = "ssr")]
pub use operate::act_as_owner;
#[cfg(feature = "ssr")]
pub(crate) use queries::GRACE;
#[cfg(feature = "ssr")]
pub use queries::{
    billing, check, enter, enter_by_id, list_invitations, list_members, list_mine, list_teams, preview_invitation, view,
};
#[cfg(feature = "ssr")]
pub use visit::Visit;
