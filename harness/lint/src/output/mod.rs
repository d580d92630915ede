//! What was found, as text for people, as JSON and as SARIF, and the rules as a page.

mod human;
mod json;
mod markdown;
mod sarif;
mod table;

pub use human::human;
pub use json::{json, rule_as_json};
pub use markdown::{explain, markdown};
pub use sarif::sarif;
pub use table::table;

use crate::report::Report;

/// A report and the name of its file.
#[derive(Clone, Debug)]
pub struct Linted {
    /// As the user named it; `-` is the standard input.
    pub file: String,
    /// What was found.
    pub report: Report,
}
