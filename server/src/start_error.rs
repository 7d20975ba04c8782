//! Why the program will not start: one sentence for the operator, and the cause for the log.

use std::{error::Error, fmt};

#[derive(Debug)]
pub struct StartError {
    sentence: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl StartError {
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), source: None }
    }

    pub fn caused(sentence: impl Into<String>, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { sentence: sentence.into(), source: Some(source.into()) }
    }

    /// The sentence without its cause.
    pub fn sentence(&self) -> &str {
        &self.sentence
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.source {
            None => write!(out, "{}", self.sentence),
            Some(cause) => write!(out, "{} ({cause})", self.sentence),
        }
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|cause| cause as &(dyn Error + 'static))
    }
}

/// Gives a failure its sentence.
pub trait Because<T> {
    fn because(self, sentence: impl FnOnce() -> String) -> Result<T, StartError>;
}

impl<T, E: Into<Box<dyn Error + Send + Sync>>> Because<T> for Result<T, E> {
    fn because(self, sentence: impl FnOnce() -> String) -> Result<T, StartError> {
        self.map_err(|cause| StartError::caused(sentence(), cause))
    }
}
