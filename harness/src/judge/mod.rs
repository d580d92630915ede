//! The one table: evidence held against what the scenario demands. Pure; it reads no clock, disk or network.

use serde::{Deserialize, Serialize};

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
