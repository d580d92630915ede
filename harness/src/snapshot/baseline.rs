//! The case of which another is a variation: the scenario that it extends, or its guide followed whole.

use thiserror::Error;

use crate::case_id::CaseId;
use crate::evidence::{CaseEvidence, RunEvidence};
use crate::plan::{ControlId, Plan};

/// A baseline, and what was seen of it in the same run.
#[derive(Clone, Copy, Debug)]
pub struct Baseline<'a> {
    /// Its case id.
    pub id: &'a str,
    /// What was seen.
    pub evidence: &'a CaseEvidence,
}

/// Why there is nothing to compare a case with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Error)]
#[error("no snapshot is compared of the cases that vary `{id}`: that login {reason}")]
pub struct BaselineError {
    /// Case id of the baseline.
    id: CaseId,
    /// In words.
    reason: String,
}

/// What case `index` of `plan` is compared with; none where it is a baseline itself.
pub(super) fn baseline<'a>(
    plan: &'a Plan,
    index: usize,
    evidence: &'a RunEvidence,
) -> Result<Option<Baseline<'a>>, BaselineError> {
    let Some(id) = plan.cases.get(index).and_then(|case| case.baseline.as_ref()) else { return Ok(None) };
    let error = |reason: String| BaselineError { id: id.clone(), reason };
    let planned = evidence.cases.iter().find(|seen| id == &seen.case);
    let control = |id| evidence.control(&id);
    let beside = || control(ControlId::Baseline(id.clone())).or_else(|| control(ControlId::Guide(id.clone())));
    let Some(seen) = planned.or_else(beside) else { return Err(error("was not run".to_owned())) };
    if let Some(incident) = &seen.incident {
        return Err(error(format!("had trouble of ours ({}: {})", incident.kind, incident.message)));
    }
    if let Some(reason) = &seen.not_applicable {
        return Err(error(format!("cannot be done ({reason})")));
    }
    Ok(Some(Baseline { id, evidence: seen }))
}
