//! Pages of a case as the browser held them.

use serde::{Deserialize, Serialize};

/// Which page of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// That from which the SAML response was posted, or else the first page of the login.
    Before,
    /// That on which the login ended.
    End,
    /// That which was read to see who is signed in.
    LookUp,
}

impl Moment {
    /// For people.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Before => "before the response was posted",
            Self::End => "on which the login ended",
            Self::LookUp => "that shows who is signed in",
        }
    }
}

/// A page's source, scripts run where there are any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dom {
    /// Which page.
    pub of: Moment,
    /// The address bar.
    pub url: String,
    /// The source. Where the inside of a long style or drawing was left out, a comment in its place says so.
    pub html: String,
    /// How many more characters it has.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub left_out: usize,
}

// serde hands over a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(count: &usize) -> bool {
    *count == 0
}
