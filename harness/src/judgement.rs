//! The stage between a run and its reports. Pure: a run's record is judged, findings and stale departures are drawn from
//! the results, what the comparison of snapshots showed is noted, and the exit status follows from all of it. Reports only
//! format what stands here.

use crate::evidence::{Kept, Page, RunEvidence, Shown};
use crate::finding::{Finding, findings};
use crate::judge::{CaseResult, StaleDeparture, exit_status, judge, learned, refused_dialect, stale_departures};
use crate::outcome::{ExitStatus, SnapshotState, Verdict};
use crate::plan::{Case, Plan};
use crate::record::{Call, Record};
use crate::target::{Departure, Target};

/// A run, judged.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// How it was called.
    pub call: Call,
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
    /// Snapshots that could not be compared, in words.
    pub trouble: Vec<String>,
}

/// What the comparison of one case's snapshot showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// It was compared, or left out: the state, and what differs.
    Done(SnapshotState, Option<String>),
    /// A file could not be read or written, or there is nothing to compare with; in words.
    Trouble(String),
}

impl Judgement {
    /// Judges a run. No snapshot is compared yet.
    pub fn of(record: Record) -> Self {
        let Record { call, plan, target, evidence } = record;
        let results = judge(&plan, &target, &evidence);
        let findings = findings(&plan, &evidence, &results);
        let stale = stale_departures(&target.departures, &results);
        Self { call, plan, target, evidence, results, findings, stale, trouble: Vec::new() }
    }

    /// Notes what the comparison of snapshots showed: one for each result, in their order.
    pub fn with_snapshots(mut self, comparisons: Vec<Comparison>) -> Self {
        for (result, comparison) in self.results.iter_mut().zip(comparisons) {
            match comparison {
                Comparison::Done(state, diff) => (result.snapshot, result.snapshot_diff) = (state, diff),
                // Many cases may be compared with the same baseline.
                Comparison::Trouble(words) if self.trouble.contains(&words) => {}
                Comparison::Trouble(words) => self.trouble.push(words),
            }
        }
        self
    }

    /// The exit status that the run ends with. Trouble with snapshots is ours: it is no success, and no failure of the SP.
    pub fn exit_status(&self) -> ExitStatus {
        match exit_status(&self.results, &self.stale) {
            _ if self.refuses_dialect_unsaid() => ExitStatus::Failed,
            ExitStatus::Good if !self.trouble.is_empty() => ExitStatus::NotVerified,
            status => status,
        }
    }

    /// Whether the SP refuses JumpCloud's dialect and neither a verdict nor a departure says so, since the plain login's
    /// own case was not chosen. Without this, a run of other cases would succeed for an SP that lets no customer in.
    fn refuses_dialect_unsaid(&self) -> bool {
        let Some(refused) = refused_dialect(&self.evidence.controls) else { return false };
        let is_judged = self.results.iter().any(|result| *result.id == *refused.case);
        let is_accepted =
            |departure: &Departure| departure.scenario == refused.case && departure.verdict == Verdict::Fail;
        !is_judged && !self.target.departures.iter().any(is_accepted)
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
    pub fn rows(&self) -> impl Iterator<Item = (&CaseResult, &Case, Option<&Kept>)> {
        let rows = self.results.iter().zip(&self.plan.cases).enumerate();
        rows.map(|(index, (result, case))| (result, case, self.evidence.cases.get(index)))
    }

    /// What the SP shows of whoever is signed in; none: that was neither said nor could it be learned.
    pub fn shown(&self) -> Option<Shown> {
        learned(&self.evidence.controls, self.target.signed_in.shows)
    }

    /// The screenshot that shows most of how a case ended: a path below the report's folder.
    pub fn last_screenshot(&self, id: &str) -> Option<String> {
        let evidence = self.evidence.cases.iter().find(|kept| kept.case() == id)?.seen();
        let pages = evidence.steps.iter().map(|step| &step.page);
        let last = |pages: &mut dyn DoubleEndedIterator<Item = &Page>| pages.rev().find_map(|p| p.screenshot.clone());
        let file = last(&mut pages.clone()).or_else(|| evidence.identity.as_ref()?.page.screenshot.clone())?;
        Some(format!("evidence/{file}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::ControlEvidence;
    use crate::finding::FindingKind;
    use crate::outcome::OutcomeKind;
    use crate::plan::{ControlId, DialectTrial};
    use crate::sample;

    #[test]
    fn a_run_without_the_plain_login_fails_where_the_dialect_is_refused_unless_that_is_accepted() {
        let mut record = sample::record();
        record.plan.cases = vec![sample::case("login/other", OutcomeKind::SignedIn)];
        record.evidence.cases = vec![sample::login("login/other", 200, Some(sample::EMPLOYEE)).into()];
        record.target.departures.clear();
        let trial = |trial, user| ControlEvidence {
            id: ControlId::Dialect(trial),
            login: sample::login("login/sp-initiated", 403, user),
        };
        record.evidence.controls = vec![
            trial(DialectTrial::Jumpcloud, None),
            trial(DialectTrial::Specification, Some(sample::EMPLOYEE)),
            trial(DialectTrial::JumpcloudAgain, None),
        ];
        let judgement = Judgement::of(record.clone());
        assert_eq!((judgement.exit_status(), judgement.results[0].verdict), (ExitStatus::Failed, Verdict::Pass));
        assert_eq!(judgement.findings[0].kind, FindingKind::Dialect);
        record.target.departures = vec![sample::departure("login/sp-initiated", Verdict::Fail, "ticket 811")];
        record.plan.cases.push(sample::case("login/sp-initiated", OutcomeKind::SignedIn));
        record.evidence.cases.push(record.evidence.controls[0].login.clone().into());
        let mut judgement = Judgement::of(record);
        assert_eq!(judgement.exit_status(), ExitStatus::Good);
        judgement.results.truncate(1);
        assert_eq!(judgement.exit_status(), ExitStatus::Good);
    }

    #[test]
    fn trouble_with_a_snapshot_is_no_success_and_no_failure() {
        let mut record = sample::record();
        record.plan.cases.truncate(1);
        record.evidence.cases.truncate(1);
        record.target.departures.clear();
        let judgement = Judgement::of(record);
        assert_eq!(judgement.exit_status(), ExitStatus::Good);
        let same = judgement.clone().with_snapshots(vec![Comparison::Done(SnapshotState::Same, None)]);
        assert_eq!((same.exit_status(), same.results[0].snapshot), (ExitStatus::Good, SnapshotState::Same));
        let changed = Comparison::Done(SnapshotState::Changed, Some("-a\n+b\n".to_owned()));
        assert_eq!(judgement.clone().with_snapshots(vec![changed]).exit_status(), ExitStatus::Failed);
        let trouble = judgement.with_snapshots(vec![Comparison::Trouble("snapshot `x`: denied".to_owned())]);
        assert_eq!((trouble.exit_status(), trouble.trouble.len()), (ExitStatus::NotVerified, 1));
    }
}
