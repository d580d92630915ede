//! An SP that cannot read JumpCloud's messages: its cases were run in another dialect.

use super::{Finding, FindingKind};
use crate::evidence::RunEvidence;
use crate::judge::refused_dialect;
use crate::plan::Plan;

/// The finding, if any; its case is the plain login, where that is in `plan`.
pub(super) fn find(plan: &Plan, evidence: &RunEvidence) -> Option<Finding> {
    let refused = refused_dialect(&evidence.controls)?;
    let cases = plan.cases.iter().filter(|case| *case.id == *refused.case).map(|case| case.id.clone());
    let text = format!(
        "{refused}; all other cases were run in the specification's dialect, but for the guides', which set JumpCloud up. \
         Customers with JumpCloud cannot sign in at this SP. Where it has none, say `dialect = \"specification\"` under \
         `[idp]` of the target file"
    );
    Some(Finding { kind: FindingKind::Dialect, cases: cases.collect(), text, proposals: Vec::new() })
}
