use serde::{Deserialize, Serialize};

/// What somebody may do in a space, or on a page and below it, from least to most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    #[default]
    None,
    View,
    /// Read, and talk about it.
    Comment,
    Edit,
    /// Edit, and say who else may do what.
    Manage,
}

impl Level {
    pub const ALL: [Self; 5] = [Self::None, Self::View, Self::Comment, Self::Edit, Self::Manage];

    /// As it is stored: 0 to 4. What is more than that counts for nothing.
    pub fn from_number(number: i16) -> Self {
        usize::try_from(number).ok().and_then(|at| Self::ALL.get(at).copied()).unwrap_or_default()
    }

    pub fn number(self) -> i16 {
        match self {
            Self::None => 0,
            Self::View => 1,
            Self::Comment => 2,
            Self::Edit => 3,
            Self::Manage => 4,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::View => "view",
            Self::Comment => "comment",
            Self::Edit => "edit",
            Self::Manage => "manage",
        }
    }
}

impl std::str::FromStr for Level {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|level| level.name() == text);
        known.ok_or_else(|| crate::Error::invalid("level", "Please choose one of the levels."))
    }
}

#[cfg(test)]
mod tests {
    use super::Level;

    #[test]
    fn a_level_comes_back_as_it_was_stored_and_no_other_number_is_one() {
        for level in Level::ALL {
            assert_eq!(Level::from_number(level.number()), level);
            assert_eq!(level.name().parse(), Ok(level));
        }
        assert_eq!([-1, 5, i16::MAX].map(Level::from_number), [Level::None; 3]);
    }
}
