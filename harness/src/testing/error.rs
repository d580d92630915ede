//! What keeps a login from being told.

use std::fmt;

use crate::cli::Failure;

/// Why there is nothing to judge: what was said of the SP is wrong, the SP did not start, there is no browser, or nobody can
/// tell who is signed in. It is in words, also where a test that returns it fails, and says what to do next.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(String);

impl Error {
    pub(super) fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        let (Failure::Usage(words) | Failure::Trouble(words)) = failure;
        Self(words)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The words alone: this is what `cargo test` prints of a test that returns an error.
impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for Error {}
