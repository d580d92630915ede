//! What becomes of references to entities beyond the five predefined ones.

use super::XmlError;
use super::escape::{check_reference, is_name};

/// Whether a document may refer to entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entities {
    /// Nothing received may.
    Refused,
    /// The references stay as they are written.
    Kept,
}

impl Entities {
    /// Whether every `&` of `raw` starts a reference that may stand here (XML 1.0, production 67).
    pub(super) fn check(self, raw: &str) -> Result<(), XmlError> {
        let mut rest = raw;
        while let Some((_, after)) = rest.split_once('&') {
            let (name, after) =
                after.split_once(';').ok_or_else(|| XmlError::Reference(after.chars().take(20).collect()))?;
            if !(self == Self::Kept && is_name(name)) {
                check_reference(name)?;
            }
            rest = after;
        }
        Ok(())
    }
}
