//! What manners remember.

use std::collections::HashSet;

use jiff::Timestamp;

/// Each part belongs to one manner.
#[derive(Debug, Default)]
pub struct Memory {
    /// E-mail addresses of those who have agreed to the terms.
    pub agreed: HashSet<&'static str>,
    /// When the last messages came to the Assertion Consumer Service.
    pub messages: Vec<Timestamp>,
    /// A connection has been made.
    pub connected: bool,
}
