//! What there is: scenarios with the weaknesses that they name, and the weaknesses of the reference SP.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use saml_harness::plan::{self, Case, Plan, Selection};
use saml_harness::target::Target;

use crate::common::{planned, repository};

/// Everything that is run, and against what.
pub struct Catalogue {
    /// The reference SP, built.
    pub target: Target,
    /// The sentence for each weakness.
    pub weaknesses: BTreeMap<String, String>,
    /// Every case but the guides'.
    pub cases: Vec<Case>,
}

impl Catalogue {
    /// Loads it all, and builds the reference SP.
    pub fn load() -> Self {
        let weaknesses = weaknesses();
        let mut target = planned::target("reference");
        // Every run would build it again.
        target.launch.as_mut().unwrap().setup = None;
        let cases = planned::cases(&target).into_iter().filter(|case| case.guide.is_none()).collect();
        Self { target, weaknesses, cases }
    }

    /// Forgets all but these weaknesses and the cases that name them.
    pub fn keep(&mut self, names: &BTreeSet<&str>) {
        self.weaknesses.retain(|name, _| names.contains(name.as_str()));
        self.cases.iter_mut().for_each(|case| case.detects.retain(|name| names.contains(name.as_str())));
        self.cases.retain(|case| !case.detects.is_empty());
    }

    /// The plan of the cases with these ids.
    pub fn plan(&self, ids: impl IntoIterator<Item = String>) -> Plan {
        let selection = Selection { filters: ids.into_iter().collect(), ..Selection::default() };
        let (scenarios, guides) = &*planned::LOADED;
        plan::plan(scenarios, guides, &self.target, &selection).unwrap()
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
        let mut wrong = Vec::new();
        for (scenario, names) in names {
            if names.is_empty() {
                wrong.push(format!("{scenario} names no weakness in `[detects]`"));
            }
            let unknown = names.into_iter().filter(|name| !self.weaknesses.contains_key(*name));
            wrong
                .extend(unknown.map(|name| format!("{scenario} names `{name}`, which the reference SP does not have")));
        }
        wrong
    }
}

/// Name and sentence of each, as the reference SP lists them; it is built for that.
fn weaknesses() -> BTreeMap<String, String> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["run", "--quiet", "--package", "reference-sp", "--", "--weaknesses"]).current_dir(repository());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let row = |line: &str| line.split_once('\t').map(|(name, sentence)| (name.to_owned(), sentence.to_owned()));
    text.lines().map(|line| row(line).unwrap_or_else(|| panic!("not NAME, tab, sentence: {line}"))).collect()
}
