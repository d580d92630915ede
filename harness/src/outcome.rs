//! The words of a result: what the person ended up with, where, and what that says. Everything above speaks them.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

/// Where in a login something happened.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Phase {
    /// Setting up: the IdP's portal, the SP's settings.
    Provision,
    /// Company Login, before the IdP.
    Start,
    /// At the IdP.
    Idp,
    /// At the SP's ACS, and where it redirects to.
    Acs,
    /// Anything the person did at the SP after that.
    After,
}

impl Phase {
    /// As `results.json` writes it.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// What the person at the browser ended up with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum OutcomeKind {
    /// Somebody is signed in at the SP.
    SignedIn,
    /// Somebody is signed in, but only once a page was opened anew: the login itself ended on a page that showed nobody.
    SignedInLate,
    /// The SP answered and nobody is signed in.
    Refused,
    /// The SP showed 404.
    NotFound,
    /// The SP showed 5xx.
    SpError,
    /// The SP's process ended, twice, each time on a fresh SP.
    SpEnded,
    /// The SP lives and lets nobody in any more, twice, each time on a fresh SP.
    SpLockedOut,
    /// The IdP would not go on.
    StaysAtIdp,
    /// No answer.
    NoAnswer,
    /// Somebody may be signed in, and nobody can tell who.
    Unclear,
}

impl OutcomeKind {
    /// Whether a person who is known is signed in, be it late.
    pub fn is_signed_in(self) -> bool {
        matches!(self, Self::SignedIn | Self::SignedInLate)
    }

    /// Whether the SP answered and let nobody in, whatever the status of its answer.
    pub fn is_refusal(self) -> bool {
        matches!(self, Self::Refused | Self::NotFound | Self::SpError)
    }

    /// As `results.json` writes it.
    pub fn word(self) -> &'static str {
        self.into()
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

/// The outcome compared with the demand.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Verdict {
    /// As demanded.
    Pass,
    /// Not as demanded, and the scenario says *must*.
    Fail,
    /// Not as demanded, and the scenario says *should*.
    Warn,
    /// Nobody can tell: trouble of ours, or a control that failed.
    NotVerified,
    /// The target cannot do what the scenario needs.
    NotApplicable,
}

impl Verdict {
    /// All of them, in the order of reports.
    pub const ALL: [Self; 5] = [Self::Pass, Self::Fail, Self::Warn, Self::NotVerified, Self::NotApplicable];

    /// As `results.json` writes it.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// How a case's snapshot compares.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum SnapshotState {
    /// As accepted.
    Same,
    /// Not as accepted.
    Changed,
    /// Nothing was accepted yet.
    New,
    /// Not compared.
    #[default]
    Off,
}

impl SnapshotState {
    /// As `results.json` writes it.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Exit status of the command line. The numbers are part of its contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum ExitStatus {
    /// Every verdict is pass, warn, not-applicable or a declared departure, and the snapshots are the same.
    Good = 0,
    /// A fail, a departure that did not happen, or a snapshot that differs.
    Failed = 1,
    /// The call, a scenario file or the target file is wrong, or the filter matches nothing: nothing was run.
    Usage = 2,
    /// No fail, but something is not verified.
    NotVerified = 3,
}

impl ExitStatus {
    /// The number.
    pub fn code(self) -> u8 {
        self as u8
    }
}
