pub mod append;
pub mod compact;
pub mod edit;
pub mod files;
pub mod lease;
pub mod texts;
pub mod thin;
pub mod versions;
