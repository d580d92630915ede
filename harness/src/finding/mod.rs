//! What is said about several cases at once, beside their verdicts: a verdict is a function of one case and its controls,
//! whoever its neighbours are, so nothing here changes one. Pure.
//!
//! [`findings`] asks each kind for what it found in a judged run.

mod dialect;
mod login_limit;
mod look_alike;
mod subject;

pub use look_alike::Proposal;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use crate::case_id::CaseId;
use crate::evidence::RunEvidence;
use crate::judge::CaseResult;
use crate::plan::Plan;

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum FindingKind {
    /// Misconfigurations that end on the same page, and are mended in different ways.
    LookAlike,
    /// The SP cannot read what JumpCloud writes, and the run went on in another dialect.
    Dialect,
    /// The SP limits logins, and the run waited.
    LoginLimit,
    /// The SP knows people by another fact than their e-mail address, and the run went on with that.
    Subject,
}

impl FindingKind {
    /// As `results.json` writes it.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Something said about several cases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is about.
    pub kind: FindingKind,
    /// Ids of the cases, in the plan's order.
    pub cases: Vec<CaseId>,
    /// What was found, and what to do about it.
    pub text: String,
    /// Sentences that would tell the cases apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposals: Vec<Proposal>,
}

/// All findings of a judged run; `results` has one for each case of `plan`, in its order.
pub fn findings(plan: &Plan, evidence: &RunEvidence, results: &[CaseResult]) -> Vec<Finding> {
    let of_run = dialect::find(plan, evidence).into_iter().chain(login_limit::find(plan, evidence));
    of_run.chain(subject::find(evidence)).chain(look_alike::find(plan, evidence, results)).collect()
}
