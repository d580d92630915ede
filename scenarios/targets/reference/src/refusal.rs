//! Why somebody was not signed in.

/// The true reason of a refusal. It goes to the log; the person sees a page that does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The check that refused, as its file is named.
    pub check: &'static str,
    /// What it found.
    pub reason: String,
}

impl Refusal {
    /// A refusal by `check`.
    pub fn new(check: &'static str, reason: impl Into<String>) -> Self {
        Refusal { check, reason: reason.into() }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.check, self.reason)
    }
}
