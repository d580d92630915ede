//! What every format is made from.

use std::path::Path;

use crate::evidence::{CaseEvidence, Page, RunEvidence};
use crate::finding::{Finding, findings};
use crate::judge::{CaseResult, StaleDeparture, exit_status, judge, stale_departures};
use crate::outcome::{ExitStatus, Verdict};
use crate::plan::{Case, Plan};
use crate::run::EngineName;
use crate::snapshot::{self, Mode};
use crate::target::Target;

/// A run, judged.
#[derive(Clone, Debug)]
pub struct RunReport {
    /// The cases as planned.
    pub plan: Plan,
    /// The SP.
    pub target: Target,
    /// What was seen.
    pub evidence: RunEvidence,
    /// One for each planned case, in the plan's order.
    pub results: Vec<CaseResult>,
    /// What is said about several cases.
    pub findings: Vec<Finding>,
    /// Departures that did not happen.
    pub stale: Vec<StaleDeparture>,
    /// Snapshots that could not be read or written, in words.
    pub trouble: Vec<String>,
}

/// Judges a run and compares its snapshots with those below `snapshots`.
///
/// A case that is not verified or not applicable has no snapshot: what was seen of it may be our own doing. Snapshots
/// are the browser's: of a run without one, those that are the same are told, and others are none of its business.
pub fn assemble(plan: Plan, target: &Target, evidence: RunEvidence, snapshots: &Path, mode: Mode) -> RunReport {
    let mut results = judge(&plan, target, &evidence);
    let findings = findings(&plan, &evidence, &results);
    let browsers = evidence.engine == EngineName::Browser.word();
    let mode = if browsers || mode == Mode::Off { mode } else { Mode::Recognise };
    let mut trouble = Vec::new();
    for (result, seen) in results.iter_mut().zip(&evidence.cases).filter(|(result, _)| result.is_told()) {
        let text = if mode == Mode::Off { String::new() } else { snapshot::text(seen, result) };
        match snapshot::compare(snapshots, &target.name, &result.id, &text, mode) {
            Ok((state, diff)) => (result.snapshot, result.snapshot_diff) = (state, diff),
            Err(error) => trouble.push(error.to_string()),
        }
    }
    let stale = stale_departures(&target.departures, &results);
    RunReport { plan, target: target.clone(), evidence, results, findings, stale, trouble }
}

impl RunReport {
    /// The exit status that the run ends with.
    pub fn exit_status(&self) -> u8 {
        match exit_status(&self.results, &self.stale) {
            ExitStatus::Good if !self.trouble.is_empty() => ExitStatus::NotVerified.code(),
            status => status.code(),
        }
    }

    /// How many results have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.results.iter().filter(|result| result.verdict == verdict).count()
    }

    /// Results of the cases in which somebody was signed in whom the IdP did not vouch for: what is worst, and kept apart
    /// from everything else.
    pub fn forged(&self) -> Vec<&CaseResult> {
        self.results.iter().filter(|result| result.is_forged()).collect()
    }

    /// Categories in the order of the plan, each with its results.
    pub fn categories(&self) -> Vec<(&str, Vec<&CaseResult>)> {
        let mut categories: Vec<(&str, Vec<&CaseResult>)> = Vec::new();
        for result in &self.results {
            match categories.iter_mut().find(|(name, _)| *name == result.category) {
                Some((_, results)) => results.push(result),
                None => categories.push((&result.category, vec![result])),
            }
        }
        categories
    }

    /// Results with the case and the evidence that they belong to.
    pub fn rows(&self) -> impl Iterator<Item = (&CaseResult, &Case, Option<&CaseEvidence>)> {
        let rows = self.results.iter().zip(&self.plan.cases).enumerate();
        rows.map(|(index, (result, case))| (result, case, self.evidence.cases.get(index)))
    }

    /// The screenshot that shows most of how a case ended: a path below the report's folder.
    pub fn last_screenshot(&self, id: &str) -> Option<String> {
        let evidence = self.evidence.cases.iter().find(|evidence| evidence.case == id)?;
        let pages = evidence.steps.iter().map(|step| &step.page);
        let last = |pages: &mut dyn DoubleEndedIterator<Item = &Page>| pages.rev().find_map(|p| p.screenshot.clone());
        let file = last(&mut pages.clone()).or_else(|| evidence.identity.as_ref()?.page.screenshot.clone())?;
        Some(format!("evidence/{file}"))
    }

    /// The command that repeats just this case; `target_file` when it is not the reference SP.
    pub fn command(&self, id: &str, target_file: Option<&Path>) -> String {
        let target = target_file.map(|file| format!(" --target {}", file.display())).unwrap_or_default();
        let options: String = self.evidence.options.iter().map(|option| format!(" {option}")).collect();
        format!("saml-harness run {id}{target}{options}")
    }

    /// The target file as it must be named on the command line; none for the reference SP.
    pub fn target_file(&self) -> Option<&Path> {
        (self.target.name != "reference").then_some(self.target.path.as_path())
    }
}
