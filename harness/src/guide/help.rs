//! What helps a reader whose set-up went wrong.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Table;

/// How to mend a step. A skip and a mistake may say each part otherwise than their step does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    /// What to do now; where nothing is said, what the step says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mend: Option<String>,
    /// Where to look whether this is the cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// The sentence by which the SP's page could tell this from what looks the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
}

impl Help {
    /// What is said here, and where nothing is, what `other` says.
    pub fn or(&self, other: &Self) -> Self {
        let part = |own: &Option<String>, other: &Option<String>| own.clone().or_else(|| other.clone());
        Self {
            mend: part(&self.mend, &other.mend),
            check: part(&self.check, &other.check),
            says: part(&self.says, &other.says),
        }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reads `mend`, `check` and `says`.
    pub(super) fn read(table: &mut Table<'_>) -> Self {
        Self { mend: table.optional_str("mend"), check: table.optional_str("check"), says: table.optional_str("says") }
    }
}
