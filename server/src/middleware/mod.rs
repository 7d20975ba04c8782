//! What every request passes through, whatever it asks for.

mod client_address;
mod csrf;
mod headers;
mod rate_limit;
mod refusal;
mod request_log;

pub use client_address::find as find_client_address;
pub use csrf::refuse_foreign_origins;
pub use headers::harden;
pub use rate_limit::RateLimit;
pub use request_log::{describe, metrics_handle};
