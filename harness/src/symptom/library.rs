//! Error sentences, and what they say about the cause.

use std::collections::BTreeMap;

use serde::Serialize;

use super::text::Sentence;
use crate::outcome::Phase;

/// Why a login fails, whatever program says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// Kebab-case id: the name of its file.
    pub id: String,
    /// The cause in one sentence.
    pub title: String,
    /// What happens, for those who do not know SAML.
    pub why: String,
    /// What to change, and where.
    pub mend: String,
    /// What to look at, or to ask for, to be sure.
    pub check: String,
    /// Where in a login it shows.
    pub phase: Option<Phase>,
    /// The sentence says only that something failed: any other cause comes first.
    #[serde(skip)]
    pub general: bool,
    /// Ids of the causes of `diagnose` that it speaks of, the likeliest first.
    #[serde(skip)]
    pub diagnosis: Vec<String>,
    /// Cases of the catalogue that show it.
    pub cases: Vec<String>,
}

/// A program's sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who says it, as "python3-saml".
    pub program: String,
    /// What it says.
    pub sentence: Sentence,
    /// Id of the cause.
    pub cause: String,
}

/// All causes and sentences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    /// By id.
    pub causes: BTreeMap<String, Cause>,
    /// In the order of the files.
    pub entries: Vec<Entry>,
}
