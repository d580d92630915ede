//! The one table: evidence held against what the scenario demands. Pure; it reads no clock, disk or network.

mod alike;
mod case_result;
mod control;
mod demand;
mod departure;
mod exit_status;
mod outcome;
mod people;
pub mod rule;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use case_result::{CaseResult, incapable, judge, provisional};
pub use control::{ControlState, control};
pub use demand::demanded_in_words;
pub use departure::{StaleDeparture, stale_departures};
pub use exit_status::{ExitStatus, exit_status};
pub(crate) use outcome::at_idp;
pub use outcome::outcome;
pub use people::same_person;

use crate::evidence::Phase;

/// What the person at the browser ended up with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutcomeKind {
    /// Somebody is signed in at the SP.
    SignedIn,
    /// The SP answered and nobody is signed in.
    Refused,
    /// The SP showed 404.
    NotFound,
    /// The SP showed 5xx.
    SpError,
    /// The IdP would not go on.
    StaysAtIdp,
    /// No answer.
    NoAnswer,
}

impl OutcomeKind {
    /// As `results.json` writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::SignedIn => "signed-in",
            Self::Refused => "refused",
            Self::NotFound => "not-found",
            Self::SpError => "sp-error",
            Self::StaysAtIdp => "stays-at-idp",
            Self::NoAnswer => "no-answer",
        }
    }
}

impl Phase {
    /// As `results.json` writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Provision => "provision",
            Self::Start => "start",
            Self::Idp => "idp",
            Self::Acs => "acs",
            Self::After => "after",
        }
    }
}

/// An outcome with what it was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What the person ended up with.
    pub kind: OutcomeKind,
    /// Who is signed in.
    pub user: Option<String>,
    /// Where it ended.
    pub phase: Phase,
    /// HTTP status of the last document of the login.
    pub http_status: Option<u16>,
    /// Its URL.
    pub url: String,
}

impl Outcome {
    /// In words, as `not-found at phase acs (HTTP 404)`.
    pub fn in_words(&self) -> String {
        let user = self.user.as_ref().map(|user| format!(" as {user}")).unwrap_or_default();
        let status = self.http_status.map(|status| format!(" (HTTP {status})")).unwrap_or_default();
        format!("{}{user} at phase `{}`{status}", self.kind.word(), self.phase.word())
    }
}

/// What a control ended with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlSeen {
    /// What the person ended up with.
    pub kind: OutcomeKind,
    /// Who was signed in.
    pub user: Option<String>,
}

/// The outcome held against the demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Verdict {
    Pass,
    Fail,
    Warn,
    NotVerified,
    NotApplicable,
}

impl Verdict {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 5] = [Self::Pass, Self::Fail, Self::Warn, Self::NotVerified, Self::NotApplicable];

    /// As `results.json` writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Warn => "warn",
            Self::NotVerified => "not-verified",
            Self::NotApplicable => "not-applicable",
        }
    }
}

impl SnapshotState {
    /// As `results.json` writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::New => "new",
            Self::Off => "off",
        }
    }
}

/// How a case's snapshot compares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum SnapshotState {
    Same,
    Changed,
    New,
    #[default]
    Off,
}
