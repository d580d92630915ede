//! `run --repeat N`: the same cases several times, and which of them are not the same each time.

use crate::evidence::IncidentKind;
use crate::judge::CaseResult;
use crate::judgement::Judgement;
use crate::outcome::{ExitStatus, Verdict};
use crate::scenario::Severity;

/// What one run came to, in figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Summary {
    /// The SP's name.
    pub(super) target: String,
    /// How many cases have each verdict.
    pub(super) counts: Vec<(Verdict, usize)>,
    /// The cases with forged sign-ins, by their IDs.
    pub(super) forged: Vec<String>,
    /// The worst verdict that nobody accepted, with the severity of its case; none where there is no verdict.
    pub(super) worst: Option<(Verdict, Severity)>,
}

/// What the runs so far came to. What was seen in them is on disk; a thousand cases would not fit several times.
#[derive(Debug, Default)]
pub(super) struct Runs {
    /// Whether somebody ended the last one.
    pub(super) is_interrupted: bool,
    /// What the last one came to.
    pub(super) last: Option<Summary>,
    count: usize,
    worst: Option<ExitStatus>,
    /// For each case what each run came to, in words.
    cases: Vec<(String, Vec<String>)>,
}

impl Runs {
    /// One more run, of the same cases as those before.
    pub(super) fn add(&mut self, run: &Judgement) {
        let interrupted = |kind: IncidentKind| kind == IncidentKind::Interrupted;
        let unknown = run.rows().filter(|(result, ..)| !result.is_verified());
        let mut incidents = unknown.filter_map(|(_, _, kept)| kept?.seen().incident.clone());
        self.is_interrupted = run.evidence.stopped_at.is_none() && incidents.any(|it| interrupted(it.kind));
        self.count += 1;
        self.last = Some(Summary {
            target: run.target.name.clone(),
            counts: Verdict::ALL.map(|verdict| (verdict, run.count(verdict))).to_vec(),
            forged: run.forged().iter().map(|result| result.id.to_string()).collect(),
            worst: worst(&run.results),
        });
        let status = run.exit_status();
        self.worst = self.worst.filter(|worst| rank(*worst) >= rank(status)).or(Some(status));
        if self.cases.is_empty() {
            self.cases = run.results.iter().map(|result| (result.id.to_string(), Vec::new())).collect();
        }
        self.cases.iter_mut().zip(&run.results).for_each(|((_, seen), result)| seen.push(in_words(result)));
    }

    /// Cases that differ in verdict, or in who is signed in.
    fn flaky(&self) -> impl Iterator<Item = &(String, Vec<String>)> {
        self.cases.iter().filter(|(_, seen)| seen.iter().any(|one| *one != seen[0]))
    }

    /// What is said at the end.
    pub(super) fn in_lines(&self) -> String {
        let count = self.flaky().count();
        if count == 0 {
            return format!("{} runs: every case came to the same each time", self.count);
        }
        let mut text = format!("{} runs: {count} cases did not come to the same each time", self.count);
        for (id, seen) in self.flaky() {
            text += &format!("\nflaky  {id}\n  {}", seen.join("\n  "));
        }
        text
    }

    /// The worst of all; a case that is not the same each time is a failure, whatever it came to.
    pub(super) fn exit_status(&self) -> ExitStatus {
        match self.flaky().next() {
            Some(_) => ExitStatus::Failed,
            None => self.worst.unwrap_or(ExitStatus::Good),
        }
    }
}

/// The worst verdict among those that nobody accepted.
fn worst(results: &[CaseResult]) -> Option<(Verdict, Severity)> {
    let open = results.iter().filter(|result| result.departure.is_none() || result.is_forged());
    let rank = |verdict: Verdict| match verdict {
        Verdict::NotApplicable => 0,
        Verdict::Pass => 1,
        Verdict::Warn => 2,
        Verdict::NotVerified => 3,
        Verdict::Fail => 4,
    };
    open.map(|result| (result.verdict, result.severity)).max_by_key(|(verdict, severity)| (rank(*verdict), *severity))
}

/// How bad an exit status is, for the worst of several.
pub(super) fn rank(status: ExitStatus) -> u8 {
    match status {
        ExitStatus::Good => 0,
        ExitStatus::NotVerified => 1,
        ExitStatus::Usage => 2,
        ExitStatus::Failed => 3,
    }
}

fn in_words(result: &CaseResult) -> String {
    let seen = result.outcome.as_ref().map(|outcome| match &outcome.user {
        Some(user) => format!(": {} as {user}", outcome.kind.word()),
        None => format!(": {}", outcome.kind.word()),
    });
    format!("{}{}", result.verdict.word(), seen.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{CaseEvidence, Incident};
    use crate::sample;

    fn runs(seen: Vec<CaseEvidence>) -> Runs {
        let mut runs = Runs::default();
        for evidence in seen {
            let mut record = sample::record();
            record.plan.cases.truncate(1);
            record.evidence.cases = vec![evidence.into()];
            record.target.departures.clear();
            runs.add(&Judgement::of(record));
        }
        runs
    }

    #[test]
    fn a_case_that_is_not_the_same_each_time_is_flaky_and_a_failure() {
        let well = || sample::login("login/sp-initiated", 200, Some(sample::EMPLOYEE));
        let same = runs(vec![well(), well()]);
        assert_eq!((same.exit_status(), same.is_interrupted), (ExitStatus::Good, false));
        assert_eq!(same.in_lines(), "2 runs: every case came to the same each time");
        let gone = CaseEvidence {
            incident: Some(Incident { kind: IncidentKind::Browser, message: "gone".to_owned() }),
            ..well()
        };
        let flaky = runs(vec![well(), gone, well()]);
        assert_eq!(flaky.exit_status(), ExitStatus::Failed);
        let said = flaky.in_lines();
        assert!(said.contains("pass: signed-in as employee@acme.test\n  not-verified\n  pass"), "{said}");
    }

    #[test]
    fn the_worst_verdict_is_of_what_nobody_accepted() {
        let mut results = Judgement::of(sample::record()).results;
        let all = worst(&results).unwrap();
        assert_eq!(all.0, Verdict::Fail);
        results.retain(|result| result.departure.is_some() && !result.is_forged());
        assert!(!results.is_empty());
        assert_eq!(worst(&results), None);
    }

    #[test]
    fn somebody_who_ends_a_run_ends_them_all() {
        let incident = Some(Incident { kind: IncidentKind::Interrupted, message: "interrupted".to_owned() });
        let ended = runs(vec![CaseEvidence { incident, ..sample::login("login/sp-initiated", 200, None) }]);
        assert!(ended.is_interrupted);
        assert_eq!(ended.exit_status(), ExitStatus::NotVerified);
    }
}
