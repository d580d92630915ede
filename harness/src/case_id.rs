//! The id of a case: `<category>/<name>`, or `<category>/<name>@<variant>` for a row of the scenario's table of values.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Stands between a scenario's id and a variant's name.
const VARIANT: char = '@';

/// The id of a case. It is written, sorted and compared as its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CaseId(String);

/// A text that is no id of a case.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is no case id; write it as `<category>/<name>` or `<category>/<name>@<variant>`")]
pub struct CaseIdError(String);

impl CaseId {
    /// The id of the scenario or guide `<category>/<name>`, which is also that of its one case.
    pub fn of_scenario(category: &str, name: &str) -> Self {
        Self(format!("{category}/{name}"))
    }

    /// The case of this scenario's variant `name`.
    #[must_use]
    pub fn with_variant(&self, name: &str) -> Self {
        Self(format!("{}{VARIANT}{name}", self.scenario()))
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of the case's scenario or guide: what stands before the variant.
    pub fn scenario(&self) -> &str {
        self.0.split_once(VARIANT).map_or(self.as_str(), |(scenario, _)| scenario)
    }

    /// The variant's name, of a scenario that has variants.
    pub fn variant(&self) -> Option<&str> {
        self.0.split_once(VARIANT).map(|(_, variant)| variant)
    }

    /// The category: what stands before the `/`.
    pub fn category(&self) -> &str {
        self.0.split_once('/').map_or(self.as_str(), |(category, _)| category)
    }

    /// Whether `text` is this id, or the id of its scenario, which stands for all variants.
    pub fn is_named_by(&self, text: &str) -> bool {
        text == self.as_str() || text == self.scenario()
    }
}

impl FromStr for CaseId {
    type Err = CaseIdError;

    fn from_str(text: &str) -> Result<Self, CaseIdError> {
        let (scenario, variant) = text.split_once(VARIANT).map_or((text, None), |(id, name)| (id, Some(name)));
        let whole = scenario.split_once('/').is_some_and(|(category, name)| !category.is_empty() && !name.is_empty());
        if whole && variant != Some("") { Ok(Self(text.to_owned())) } else { Err(CaseIdError(text.to_owned())) }
    }
}

impl TryFrom<String> for CaseId {
    type Error = CaseIdError;

    fn try_from(text: String) -> Result<Self, CaseIdError> {
        text.parse()
    }
}

impl From<CaseId> for String {
    fn from(id: CaseId) -> Self {
        id.0
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// An id can be read wherever a text can.
impl Deref for CaseId {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

/// Maps by id can be asked with a text: both sort and hash alike.
impl Borrow<str> for CaseId {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for CaseId {
    fn eq(&self, text: &str) -> bool {
        self.as_str() == text
    }
}

impl PartialEq<&str> for CaseId {
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == *text
    }
}

impl PartialEq<String> for CaseId {
    fn eq(&self, text: &String) -> bool {
        self.as_str() == text
    }
}

impl PartialEq<CaseId> for String {
    fn eq(&self, id: &CaseId) -> bool {
        self == id.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_taken_apart_and_written_as_it_was() {
        let id: CaseId = "attack/forged@response-signed".parse().unwrap();
        assert_eq!((id.category(), id.scenario(), id.variant()), ("attack", "attack/forged", Some("response-signed")));
        assert_eq!(serde_json::to_value(&id).unwrap(), "attack/forged@response-signed");
        assert_eq!(serde_json::from_value::<CaseId>("attack/forged@response-signed".into()).unwrap(), id);
        assert_eq!(CaseId::of_scenario("attack", "forged").with_variant("response-signed"), id);
        let plain: CaseId = "login/sp-initiated".parse().unwrap();
        assert_eq!((plain.scenario(), plain.variant()), ("login/sp-initiated", None));
        assert_eq!(format!("{plain:20}|"), "login/sp-initiated  |");
    }

    #[test]
    fn a_scenario_names_all_its_variants_and_no_longer_name() {
        let id: CaseId = "attack/forged@a".parse().unwrap();
        assert!(id.is_named_by("attack/forged@a") && id.is_named_by("attack/forged"));
        assert!(!id.is_named_by("attack/forged@b") && !id.is_named_by("attack"));
        let longer: CaseId = "attack/forged-twice".parse().unwrap();
        assert!(!longer.is_named_by("attack/forged"));
    }

    #[test]
    fn what_is_no_id_says_how_to_write_one() {
        for text in ["", "attack", "attack/", "/forged", "attack/forged@"] {
            let error = text.parse::<CaseId>().unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{text}` is no case id; write it as")), "{error}");
        }
    }
}
