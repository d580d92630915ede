//! The case of which another is a variation: the scenario that it extends, or its guide followed whole.

use std::sync::Arc;

use thiserror::Error;

use crate::case_id::CaseId;
use crate::evidence::{CaseEvidence, Kept, RunEvidence};
use crate::judge::refused_dialect;
use crate::plan::{ControlId, DialectTrial, Plan};

/// A baseline, and what was seen of it in the same run.
#[derive(Clone, Debug)]
pub struct Baseline<'a> {
    /// Its case id.
    pub id: &'a str,
    /// What was seen.
    pub evidence: Arc<CaseEvidence>,
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
    let control = |id| evidence.control(&id).cloned().map(Arc::new);
    // Where the SP refuses JumpCloud's dialect, the plain login alone was run in it, and no case varies that refusal.
    let in_dialect = refused_dialect(&evidence.controls)
        .filter(|refused| id == &refused.case)
        .and_then(|_| control(ControlId::Dialect(DialectTrial::Specification)));
    let planned = in_dialect.or_else(|| evidence.cases.iter().find(|kept| *id == *kept.case()).map(Kept::seen));
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
