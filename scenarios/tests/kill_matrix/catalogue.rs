//! What there is: scenarios, with the weaknesses that they name.

use std::collections::{BTreeMap, BTreeSet};

use saml_harness::plan::{self, Case, ControlId, Plan, Selection};
use saml_harness::target::Target;

use crate::common::planned;

/// Everything that is run, and against what.
pub struct Catalogue {
    /// The reference SP.
    pub target: Target,
    /// Every case but the guides'.
    pub cases: Vec<Case>,
}

impl Catalogue {
    /// Loads it all.
    pub fn load() -> Self {
        let target = planned::target("reference");
        let cases = planned::cases(&target).into_iter().filter(|case| case.guide.is_none()).collect();
        Self { target, cases }
    }

    /// The plan of the cases with these ids, without their baselines: no snapshot is compared here.
    pub fn plan(&self, ids: impl IntoIterator<Item = String>) -> Plan {
        let selection = Selection { filters: ids.into_iter().collect(), ..Selection::default() };
        let (scenarios, guides) = &*planned::LOADED;
        let mut plan = plan::plan(scenarios, guides, &self.target, &selection).unwrap();
        plan.extra_controls.retain(|control| !matches!(control.id, ControlId::Baseline(_)));
        plan
    }

    /// Scenarios that name `weakness`, each with those of its cases that do.
    pub fn named(&self, weakness: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut scenarios: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for case in self.cases.iter().filter(|case| case.detects.iter().any(|name| name == weakness)) {
            scenarios.entry(case.id.scenario().to_owned()).or_default().insert(case.id.to_string());
        }
        scenarios
    }

    /// In words: scenarios that name no weakness, and weaknesses that are named and not there.
    pub fn misnamed(&self) -> Vec<String> {
        let mut names: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for case in &self.cases {
            names.entry(case.id.scenario().to_owned()).or_default().extend(case.detects.iter().map(String::as_str));
        }
        let known: BTreeSet<&str> = reference_sp::weaknesses().map(|(name, _)| name).collect();
        let mut wrong = Vec::new();
        for (scenario, names) in names {
            if names.is_empty() {
                wrong.push(format!("{scenario} names no weakness in `[detects]`"));
            }
            let unknown = names.into_iter().filter(|name| !known.contains(name));
            wrong
                .extend(unknown.map(|name| format!("{scenario} names `{name}`, which the reference SP does not have")));
        }
        wrong
    }
}
