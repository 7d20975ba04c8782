pub mod api;
pub mod session_cookie;
pub mod state;
