mod secret;
pub use secret::Secret;
use std::time::Duration;
#[derive(Clone, Debug)]
pub struct PoolConfig {
    /// Connections that serve people.
    pub serving: u32,
    /// Connections of the login role.
    pub owner: u32,
    /// How long a request waits for one.
    pub patience: Duration,
}
