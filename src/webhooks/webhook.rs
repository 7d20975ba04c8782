use crate::ids::{ProjectId, WebhookId};
use serde::{Deserialize, Serialize};

/// Why a webhook was switched off, where nobody did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(sqlx::Type, utoipa::ToSchema), sqlx(type_name = "text", rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum Disabled {
    /// The address answered 410: it will not be back.
    Gone,
    /// For five days nothing arrived.
    Failing,
}

impl Disabled {
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Gone => "The address answered that it is gone for good (410), so this webhook was switched off.",
            Self::Failing => "Nothing arrived there for five days, so this webhook was switched off.",
        }
    }
}

/// The project that a webhook is limited to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct WebhookProject {
    pub id: ProjectId,
    pub key: String,
    pub name: String,
}

/// A webhook, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct WebhookView {
    pub id: WebhookId,
    pub name: String,
    pub address: String,
    /// Nothing for the whole workspace.
    pub project: Option<WebhookProject>,
    /// Kinds of events such as `task.moved`, or their beginnings such as `task`; none for all.
    pub kinds: Vec<String>,
    pub enabled: bool,
    pub disabled_because: Option<Disabled>,
    /// Since when everything failed, in the reader's zone.
    pub failing_since: Option<String>,
    /// Until when the secret before this one signs too, in the reader's zone.
    pub previous_until: Option<String>,
    pub created_by: String,
    /// In the reader's zone.
    pub created: String,
    /// Deliveries on their way.
    pub waiting: i64,
    /// Deliveries that were given up.
    pub failed: i64,
}

impl WebhookView {
    /// What to call it.
    pub fn title(&self) -> &str {
        if self.name.is_empty() { &self.address } else { &self.name }
    }
}
