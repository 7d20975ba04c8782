use super::compare;
use crate::text::fold;

/// What is asked of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// It says one of these; an empty one stands for saying nothing.
    Any(Vec<String>),
    /// It has these words in it.
    Has(String),
    /// A number or a day, both ends included; open on the side that is empty.
    Between(String, String),
}

impl Ask {
    /// Whether a task that says this, or nothing, is meant.
    pub fn holds(&self, said: Option<&str>) -> bool {
        let said = said.unwrap_or_default();
        match self {
            Self::Any(values) => values.iter().any(|value| value == said),
            Self::Has(words) => !said.is_empty() && fold(said).contains(&fold(words.trim())),
            Self::Between(from, until) => {
                let from_there = from.is_empty() || compare(from, said).is_le();
                let until_there = until.is_empty() || compare(said, until).is_le();
                !said.is_empty() && from_there && until_there
            }
        }
    }

    /// Nothing is asked, after all.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Any(values) => values.is_empty(),
            Self::Has(words) => words.trim().is_empty(),
            Self::Between(from, until) => from.is_empty() && until.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Ask;

    #[test]
    fn any_has_and_between_are_asked_of_what_is_said() {
        let any = Ask::Any(vec!["a".to_owned(), String::new()]);
        assert!(any.holds(Some("a")) && any.holds(None) && !any.holds(Some("b")));
        let has = Ask::Has(" STAR".to_owned());
        assert!(has.holds(Some("North star")) && !has.holds(Some("North")) && !has.holds(None));
        let from = Ask::Between("9".to_owned(), String::new());
        assert!(from.holds(Some("10")) && from.holds(Some("9")) && !from.holds(Some("8.9")) && !from.holds(None));
        let days = Ask::Between("2026-01-01".to_owned(), "2026-01-31".to_owned());
        assert!(days.holds(Some("2026-01-31")) && !days.holds(Some("2026-02-01")));
    }
}
