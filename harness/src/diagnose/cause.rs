//! What a cause is, and what is found of it.

use serde::Serialize;

use super::customer::{Customer, Place};

/// How sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// Nothing speaks against it.
    Possible,
    /// It fits, and nothing else explains it as well.
    Likely,
    /// The artefacts show it.
    Certain,
}

impl Certainty {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

/// Who has to do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The customer, at the IdP or in the SP's settings.
    Customer,
    /// Those who run the SP.
    Sp,
    /// The person who logs in.
    Person,
}

/// What was found of one cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// How sure.
    pub certainty: Certainty,
    /// What it should be, ready to paste; empty: there is nothing to paste.
    pub expected: String,
    /// What it is.
    pub seen: String,
    /// Changes to the plain response that repeat it: lines of a scenario's `response`.
    pub recipe: Vec<String>,
}

impl Found {
    /// Shown by the artefacts.
    pub fn certain(expected: impl Into<String>, seen: impl Into<String>) -> Self {
        Self { certainty: Certainty::Certain, expected: expected.into(), seen: seen.into(), recipe: Vec::new() }
    }

    /// As sure as this.
    pub fn at(mut self, certainty: Certainty) -> Self {
        self.certainty = certainty;
        self
    }

    /// With a step that repeats it.
    pub fn with_step(mut self, step: impl Into<String>) -> Self {
        self.recipe.push(step.into());
        self
    }
}

/// One cause: an entry of the registry.
#[derive(Clone, Copy, Debug)]
pub struct Cause {
    /// Kebab-case name.
    pub id: &'static str,
    /// One sentence that names the guilty field, as customers know it.
    pub sentence: &'static str,
    /// The field.
    pub field: &'static str,
    /// Where a login with it ends.
    pub place: Place,
    /// Who mends it.
    pub side: Side,
    /// Steps of the guide that mend it, in order; what begins with `=` is a step that the guide does not have, in words.
    pub mend: &'static [&'static str],
    /// What the mend says that no step of the guide does.
    pub also: &'static str,
    /// What support does.
    pub support: &'static str,
    /// The catalogue's cases that have it: ids, or beginnings of ids.
    pub cases: &'static [&'static str],
    /// Settings of the mock IdP or of the SP that repeat it, as lines of a scenario file.
    pub settings: &'static str,
    /// Whether the customer has it.
    pub find: fn(&Customer<'_>) -> Option<Found>,
}

impl Cause {
    /// Whether this case of the catalogue has it.
    pub fn covers(&self, case: &str) -> bool {
        self.cases
            .iter()
            .any(|known| case == *known || case.strip_prefix(known).is_some_and(|rest| rest.starts_with('@')))
    }
}
