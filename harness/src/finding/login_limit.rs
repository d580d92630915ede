//! An SP that limits logins: the run waited for it.

use super::{Finding, FindingKind};
use crate::evidence::RunEvidence;
use crate::judge::login_limit;
use crate::plan::Plan;

/// The finding, if any; its cases are those that were limited after all waiting.
pub(super) fn find(plan: &Plan, evidence: &RunEvidence) -> Option<Finding> {
    let waited = evidence.waited.as_ref()?;
    let limited = plan.cases.iter().filter(|case| {
        evidence.cases.iter().any(|kept| *kept.case() == *case.id && login_limit(&kept.seen()).is_some())
    });
    let cases: Vec<_> = limited.map(|case| case.id.clone()).collect();
    let mut text = format!("the SP limits logins: {}; the run waited {} s in all", waited.answer, waited.seconds);
    text += &match cases.len() {
        0 => ", and began each case anew that had met the limit".to_owned(),
        count => format!(
            ", and {count} cases met the limit each time; say under `pace` how many logins it takes, as `pace = \"5/m\"`"
        ),
    };
    Some(Finding { kind: FindingKind::LoginLimit, cases, text, proposals: Vec::new() })
}
