//! The pages before the frame (sign in, sign up, reset), and one's sessions and tokens.

pub mod api;
#[cfg(feature = "ssr")]
pub mod cookie;
pub mod demo;
mod door;
mod mailbox_page;
pub mod next;
mod reset_pages;
mod security;
mod sign_in_page;
mod sign_up_page;

#[cfg(feature = "ssr")]
pub use door::brand;
pub use door::{DoorPage, next_in_address};
pub use mailbox_page::MailboxPage;
pub use reset_pages::{ForgotPage, ResetPage};
pub use security::{SecurityPage, device_words};
pub use sign_in_page::SignInPage;
pub use sign_up_page::SignUpPage;
