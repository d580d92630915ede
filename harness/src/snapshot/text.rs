//! What this one case did, as text to compare: what it shares with its baseline is said once, in the baseline's own.

use super::baseline::{Baseline, BaselineError, baseline};
use super::section;
use super::view::View;
use crate::evidence::{CaseEvidence, Kept, RunEvidence};
use crate::judge::CaseResult;
use crate::plan::Plan;

/// The text of case `index` of `plan`, of which `result` is the judgement.
///
/// An error says that the case's baseline was not seen: then there is nothing to compare, whatever the case did.
pub fn text(plan: &Plan, index: usize, run: &RunEvidence, result: &CaseResult) -> Result<String, BaselineError> {
    let baseline = baseline(plan, index, run)?;
    let seen = run.cases.get(index).map(Kept::seen).unwrap_or_default();
    Ok(of_case(&seen, result, baseline.as_ref()))
}

/// The text of a case, with what varies from run to run taken out; messages, cookies and the IdP's log as a difference to
/// `baseline`. A case that is a baseline itself has none, and is shown whole.
pub(super) fn of_case(evidence: &CaseEvidence, result: &CaseResult, baseline: Option<&Baseline<'_>>) -> String {
    let view = View::of(evidence);
    let base = baseline.map(|baseline| (baseline.id, View::of(&baseline.evidence)));
    let base = base.as_ref().map(|(id, view)| (*id, view));
    let sections = [
        section::head(&view, result),
        section::set_up(&view, base),
        section::path(&view),
        section::last_page(&view, base),
        section::messages(&view, base),
        section::idp_log(&view, base),
        section::cookies(&view, base),
    ];
    sections.concat()
}
