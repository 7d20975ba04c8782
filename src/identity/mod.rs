//! People and how they prove who they are: sign-up, sign-in, sessions, passwords, API tokens.
//!
//! Nobody learns here whether an address has an account: the unknown one costs the same work and gets
//! the same answer. Guessing is slowed, never locked out. A secret is shown once and stored as a hash.
//! Every change of an account is recorded in the person's own space.

mod email;
mod password;
mod policy;
mod session;
mod token;

#[cfg(feature = "ssr")]
pub(crate) mod account;
#[cfg(feature = "ssr")]
mod commands;
#[cfg(feature = "ssr")]
mod delay;
#[cfg(feature = "ssr")]
mod hashing;
#[cfg(feature = "ssr")]
pub(crate) mod letter;
#[cfg(feature = "ssr")]
mod live;
#[cfg(feature = "ssr")]
mod mailbox;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod store;

pub use email::Email;
pub use password::check_password;
pub use policy::{Action, allows};
pub use session::{ABSOLUTE, IDLE, SessionInfo, SessionView};
pub use token::{ApiTokenView, TokenScope};

#[cfg(feature = "ssr")]
pub use commands::{
    ChangePassword, CreateToken, Fresh, MadeToken, SignIn, SignUp, change_password, create_token, end_other_sessions,
    end_session, find_person, make_instance_owner, request_reset, reset_password, revoke_token, rotate, set_password,
    sign_in, sign_out, sign_up,
};
#[cfg(feature = "ssr")]
pub(crate) use delay::MEMORY as DELAY_MEMORY;
#[cfg(feature = "ssr")]
pub use hashing::Effort;
#[cfg(feature = "ssr")]
pub use live::ended_sessions;
#[cfg(feature = "ssr")]
pub use mailbox::{Letter, letter_to_send, mailbox, mark_sent};
#[cfg(feature = "ssr")]
pub use queries::{SignedIn, authenticate_session, authenticate_token, list_sessions, list_tokens};
/// Has the secrets of a person's sessions renewed, because their rights changed.
#[cfg(feature = "ssr")]
pub(crate) use store::sessions::mark_rotation as renew_sessions;
