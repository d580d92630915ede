//! Which case another one is a variation of.

use std::collections::{BTreeMap, BTreeSet};

use super::Case;
use super::controls::{ControlId, PlannedControl};
use crate::case_id::CaseId;
use crate::scenario::Scenario;

/// Gives each of `cases` that is a scenario's its baseline: the nearest of what the scenario extends that is a case by
/// itself. A scenario with variants is none, but what it extends may be one.
pub(super) fn resolve(cases: &mut [Case], scenarios: &[Scenario]) {
    let ids: BTreeSet<CaseId> = cases.iter().map(|case| case.id.clone()).collect();
    let extends: BTreeMap<&str, Option<&str>> =
        scenarios.iter().map(|scenario| (scenario.id.as_str(), scenario.extends.as_deref())).collect();
    let next = |id: &&str| extends.get(id).copied().flatten();
    for case in cases.iter_mut().filter(|case| case.guide.is_none()) {
        let mut chain = std::iter::successors(next(&case.id.scenario()), next);
        case.baseline = chain.find_map(|id| ids.get(id).cloned());
    }
}

/// The baselines, out of `all`, of `cases` that are not run anyway, as `is_run` says.
///
/// So a case has the same snapshot whether it is run alone, in a shard, or among all others.
pub(super) fn beside(cases: &[Case], all: &[Case], is_run: impl Fn(&str) -> bool) -> Vec<PlannedControl> {
    let needed: BTreeSet<&str> = cases.iter().filter_map(|case| case.baseline.as_deref()).collect();
    let beside = all.iter().filter(|case| needed.contains(case.id.as_str()) && !is_run(&case.id));
    beside.map(|case| PlannedControl { id: ControlId::Baseline(case.id.clone()), case: case.clone() }).collect()
}
