//! Where values come from: the environment, then the file that ATRIUM_CONFIG names.

use super::variables::VARIABLES;
use crate::start_error::{Because, StartError};
use std::{collections::BTreeMap, env, fs, str::FromStr};

#[derive(Debug, Default)]
pub struct Source {
    values: BTreeMap<String, String>,
}

impl Source {
    pub fn read() -> Result<Self, StartError> {
        let mut values = match env::var("ATRIUM_CONFIG") {
            Ok(path) => {
                let text = fs::read_to_string(&path)
                    .because(|| format!("ATRIUM_CONFIG names {path}, which cannot be read."))?;
                parse(&text)?
            }
            Err(_) => BTreeMap::new(),
        };
        for variable in VARIABLES {
            if let Some(value) = env::var_os(variable.name) {
                let value = value.into_string();
                let value = value.map_err(|_| StartError::new(format!("{} is not UTF-8 text.", variable.name)))?;
                values.insert(variable.name.to_owned(), value);
            }
        }
        Ok(Self { values })
    }

    #[cfg(test)]
    pub fn of(pairs: &[(&str, &str)]) -> Self {
        Self { values: pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect() }
    }

    /// The value, unless it is absent or empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    /// The value read as a `T`; `wanted` says what would be right, for the sentence about a wrong one.
    pub fn parsed<T: FromStr>(&self, name: &str, wanted: &str) -> Result<Option<T>, StartError> {
        let read = |value: &str| value.parse().map_err(|_| self.wrong(name, wanted));
        self.get(name).map(read).transpose()
    }

    /// The sentence about a wrong value, which shows the value unless it is secret.
    pub fn wrong(&self, name: &str, wanted: &str) -> StartError {
        let secret = VARIABLES.iter().any(|variable| variable.name == name && variable.secret);
        match self.get(name).filter(|_| !secret) {
            Some(value) => StartError::new(format!("{name} is {value:?}, but must be {wanted}.")),
            None => StartError::new(format!("{name} must be {wanted}.")),
        }
    }
}

fn parse(text: &str) -> Result<BTreeMap<String, String>, StartError> {
    let lines = text.lines().enumerate().map(|(number, line)| (number + 1, line.trim()));
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(number, line)| {
            let Some((name, value)) = line.split_once('=') else {
                return Err(StartError::new(format!("Line {number} of the file in ATRIUM_CONFIG is not NAME=VALUE.")));
            };
            let name = name.trim_start_matches("export ").trim();
            if !VARIABLES.iter().any(|variable| variable.name == name) {
                return Err(StartError::new(format!(
                    "Line {number} of the file in ATRIUM_CONFIG sets {name}, which Atrium does not know."
                )));
            }
            Ok((name.to_owned(), unquoted(value.trim()).to_owned()))
        })
        .collect()
}

fn unquoted(value: &str) -> &str {
    let inside = |quote| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lines_quotes_and_comments() {
        let values = parse("# ours\n\nATRIUM_ENV=development\nexport ATRIUM_LOG = \"info,sqlx=debug\"\n").unwrap();
        assert_eq!(values["ATRIUM_ENV"], "development");
        assert_eq!(values["ATRIUM_LOG"], "info,sqlx=debug");
    }

    #[test]
    fn a_misspelt_name_is_refused_with_its_line() {
        let refused = parse("ATRIUM_ENV=production\nATRIUM_ADR=1\n").unwrap_err();
        assert_eq!(
            refused.sentence(),
            "Line 2 of the file in ATRIUM_CONFIG sets ATRIUM_ADR, which Atrium does not know."
        );
    }

    #[test]
    fn the_sentence_about_a_secret_does_not_show_it() {
        let source = Source::of(&[("ATRIUM_SMTP_URL", "hunter2"), ("ATRIUM_ADDR", "nowhere")]);
        assert!(!source.wrong("ATRIUM_SMTP_URL", "an address").sentence().contains("hunter2"));
        assert_eq!(
            source.wrong("ATRIUM_ADDR", "an address").sentence(),
            "ATRIUM_ADDR is \"nowhere\", but must be an address."
        );
    }
}
