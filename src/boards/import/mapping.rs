use super::guess;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// What the cells under one header are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Several headers make one title, in their order.
    Title,
    /// All of it is the description, its first words end the title.
    TitleAndDescription,
    /// Several headers make one description; the further ones under their own names.
    Description,
    Column,
    /// The whole cell is one label.
    Label,
    /// Labels parted by commas or semicolons.
    Labels,
    Priority,
    StartOn,
    DueOn,
    /// A time such as `2h 30m`; a number alone is seconds, as Jira writes it.
    Estimate,
    /// E-mail addresses or names of members.
    Assignee,
    /// What the task is called where it comes from, to know it again.
    SourceId,
    Comment,
    /// What the task says in the custom field of the header's name. Where there is none, it becomes one for text.
    CustomField,
    #[default]
    Ignore,
}

impl Field {
    pub const ALL: [Self; 15] = [
        Self::Title,
        Self::TitleAndDescription,
        Self::Description,
        Self::Column,
        Self::Label,
        Self::Labels,
        Self::Priority,
        Self::StartOn,
        Self::DueOn,
        Self::Estimate,
        Self::Assignee,
        Self::SourceId,
        Self::Comment,
        Self::CustomField,
        Self::Ignore,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::TitleAndDescription => "title_and_description",
            Self::Description => "description",
            Self::Column => "column",
            Self::Label => "label",
            Self::Labels => "labels",
            Self::Priority => "priority",
            Self::StartOn => "start_on",
            Self::DueOn => "due_on",
            Self::Estimate => "estimate",
            Self::Assignee => "assignee",
            Self::SourceId => "source_id",
            Self::Comment => "comment",
            Self::CustomField => "custom_field",
            Self::Ignore => "ignore",
        }
    }

    /// As a person chooses it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Title => "Title",
            Self::TitleAndDescription => "Title and description",
            Self::Description => "Description",
            Self::Column => "Column",
            Self::Label => "Label",
            Self::Labels => "Labels, by commas",
            Self::Priority => "Priority",
            Self::StartOn => "Start date",
            Self::DueOn => "Due date",
            Self::Estimate => "Estimate",
            Self::Assignee => "Assignee",
            Self::SourceId => "Key in the other tool",
            Self::Comment => "Comment",
            Self::CustomField => "Field of this name",
            Self::Ignore => "Leave out",
        }
    }
}

impl std::str::FromStr for Field {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wanted = text.trim().to_lowercase().replace([' ', '-'], "_");
        Self::ALL.into_iter().find(|field| field.name() == wanted).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.into_iter().map(Self::name).collect();
            Error::invalid("mapping", format!("\u{201c}{text}\u{201d} is none of {}.", known.join(", ")))
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct MappedHeader {
    pub header: String,
    pub field: Field,
    /// Put before each label, such as `area: `.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prefix: String,
}

/// What each header of a file means, in the file's order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Mapping(pub Vec<MappedHeader>);

impl Mapping {
    /// What the headers most likely mean.
    pub fn guess(headers: &[String]) -> Self {
        let fields = guess::fields(headers);
        let headers = headers.iter().cloned().zip(fields);
        Self(headers.map(|(header, field)| MappedHeader { header, field, prefix: String::new() }).collect())
    }

    /// Says what one header means; letters may be large or small.
    pub fn set(&mut self, header: &str, field: Field) -> Result<()> {
        let wanted = header.trim().to_lowercase();
        let mut found = false;
        for mapped in self.0.iter_mut().filter(|mapped| mapped.header.to_lowercase() == wanted) {
            mapped.field = field;
            found = true;
        }
        if found {
            Ok(())
        } else {
            Err(Error::invalid("mapping", format!("The file has no header \u{201c}{header}\u{201d}.")))
        }
    }

    /// Refuses a mapping that is not of this file, or that gives tasks no title.
    pub fn check(&self, headers: &[String]) -> Result<()> {
        if !self.0.iter().map(|mapped| &mapped.header).eq(headers) {
            return Err(Error::invalid("mapping", "The headers are not those of this file."));
        }
        if self.0.iter().any(|mapped| mapped.prefix.chars().count() > 30) {
            return Err(Error::invalid("mapping", "Something put before labels has at most 30 characters."));
        }
        let titled = |mapped: &MappedHeader| matches!(mapped.field, Field::Title | Field::TitleAndDescription);
        if self.0.iter().any(titled) {
            Ok(())
        } else {
            Err(Error::invalid("mapping", "Please say which header is the title."))
        }
    }
}
