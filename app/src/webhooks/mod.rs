//! Webhooks in the settings of a workspace: where to, which events, and a log of what was sent.

mod api;
mod events_field;
mod list_page;
mod log;
mod sample;
mod webhook_page;

pub use list_page::WebhooksPage;
pub use webhook_page::WebhookPage;
