//! All SQL of webhooks.

pub(super) mod deliveries;
pub(super) mod lease;
pub(super) mod reader;
pub(super) mod webhooks;
