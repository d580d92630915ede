//! Patterns that are part of this program.

use regex::Regex;

/// A pattern of ours, which is one.
pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern of ours is a pattern")
}
