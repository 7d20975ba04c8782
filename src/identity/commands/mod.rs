//! Every change of an account, one verb a file.

mod change_password;
mod end_session;
mod operate;
mod reset_password;
mod rotate;
mod sign_in;
mod sign_out;
mod sign_up;
mod tokens;

pub use change_password::{ChangePassword, change_password};
pub use end_session::{end_other_sessions, end_session};
pub use operate::{find_person, make_instance_owner, set_password};
pub use reset_password::{request_reset, reset_password};
pub use rotate::rotate;
pub use sign_in::{Fresh, SignIn, sign_in};
pub use sign_out::sign_out;
pub use sign_up::{SignUp, sign_up};
pub use tokens::{CreateToken, MadeToken, TOKEN_PREFIX, create_token, revoke_token};
