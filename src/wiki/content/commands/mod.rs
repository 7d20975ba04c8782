pub mod append;
pub mod compact;
pub mod edit;
pub mod lease;
pub mod versions;
