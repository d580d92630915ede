//! `run --failed DIR`: of the cases that are asked for, those that were not well in an earlier run.

use std::collections::BTreeSet;
use std::path::Path;

use super::Failure;
use crate::plan::Plan;
use crate::results::Results;

/// The ids of the cases of `plan` that failed, were not verified, flaky or not as accepted in `report`, or are not in it.
pub(super) fn of(plan: &Plan, report: &Path) -> Result<BTreeSet<String>, Failure> {
    let results = Results::load(report).map_err(Failure::unreadable)?;
    let is_open = |id: &str| results.case(id).is_none_or(|row| row.is_open());
    Ok(plan.cases.iter().filter(|case| is_open(&case.id)).map(|case| case.id.to_string()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judgement::Judgement;
    use crate::outcome::OutcomeKind;
    use crate::{report, sample};

    #[test]
    fn what_was_well_is_not_run_again_and_what_is_new_is() {
        let folder = tempfile::tempdir().unwrap();
        let mut record = sample::record();
        for (file, text) in report::files(&Judgement::of(record.clone())).unwrap() {
            std::fs::write(folder.path().join(file), text).unwrap();
        }
        record.plan.cases.push(sample::case("login/new", OutcomeKind::SignedIn));
        let ids = of(&record.plan, folder.path()).unwrap();
        assert!(["robustness/slow", "browser/tabs", "login/new"].iter().all(|id| ids.contains(*id)));
        assert!(!ids.contains("login/sp-initiated"), "{ids:?}");
    }
}
