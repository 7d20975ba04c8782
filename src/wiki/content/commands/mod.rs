pub mod append;
pub mod compact;
pub mod lease;
