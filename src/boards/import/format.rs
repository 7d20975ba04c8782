use serde::{Deserialize, Serialize};

/// Which tool wrote a file, and how it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A table of any tool, one task a row.
    #[default]
    Csv,
    /// The CSV export of Jira: a table whose texts have Jira's own marks.
    Jira,
    /// The JSON export of a Trello board.
    Trello,
    /// A project that was exported here.
    Json,
}

impl Format {
    pub const ALL: [Self; 4] = [Self::Csv, Self::Jira, Self::Trello, Self::Json];

    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jira => "jira",
            Self::Trello => "trello",
            Self::Json => "json",
        }
    }

    /// As a person reads it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Csv => "a table (CSV)",
            Self::Jira => "issues of Jira (CSV)",
            Self::Trello => "a board of Trello (JSON)",
            Self::Json => "a project of Atrium (JSON)",
        }
    }

    /// The name of a row in a problem: a table has line numbers instead.
    pub fn name_of(self, title: String) -> String {
        if self.has_headers() { String::new() } else { title }
    }

    /// Whether its headers have to be matched with what a task has.
    pub fn has_headers(self) -> bool {
        matches!(self, Self::Csv | Self::Jira)
    }
}
