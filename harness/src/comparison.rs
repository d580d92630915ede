//! Two runs side by side: what is worse, what is better, and what only differs. Pure.

use serde::Serialize;

use crate::outcome::{ExitStatus, Verdict};
use crate::results::{Results, Row};

/// What became of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It fails, and did not.
    NewlyFailing,
    /// Nobody can tell any more.
    NewlyNotVerified,
    /// It failed, and does not any more.
    NewlyPassing,
    /// Another outcome, or another verdict among those that are no failure.
    Changed,
    /// The second run alone has it.
    Come,
    /// The first run alone has it.
    Gone,
}

impl Change {
    /// All of them, the most pressing first.
    pub const ALL: [Self; 6] =
        [Self::NewlyFailing, Self::NewlyNotVerified, Self::NewlyPassing, Self::Changed, Self::Come, Self::Gone];

    /// As a heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::NewlyFailing => "Newly failing",
            Self::NewlyNotVerified => "Newly not verified",
            Self::NewlyPassing => "Newly passing",
            Self::Changed => "Changed",
            Self::Come => "Only in the second run",
            Self::Gone => "Only in the first run",
        }
    }
}

/// A case that is not the same in both runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What became of it.
    pub change: Change,
    /// Case id.
    pub id: String,
    /// Verdict and outcome of the first run, in words; none where it does not have the case.
    pub before: Option<String>,
    /// Of the second run.
    pub after: Option<String>,
    /// Why, in the words of the run that has it, the second one where both do.
    pub reason: String,
    /// Whether it fails in the second run.
    #[serde(skip)]
    pub is_failing: bool,
}

/// Two runs, compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// How many cases are the same in both.
    pub same: usize,
    /// The others: by what became of them, then in the order of the runs.
    pub differences: Vec<Difference>,
}

impl Comparison {
    /// Compares the run `after` with the run `before`.
    pub fn of(before: &Results, after: &Results) -> Self {
        let of_second = after.cases.iter().filter_map(|row| difference(before.case(&row.id), Some(row)));
        let gone = before.cases.iter().filter(|row| after.case(&row.id).is_none());
        let mut differences: Vec<Difference> =
            of_second.chain(gone.filter_map(|row| difference(Some(row), None))).collect();
        let rank = |change| Change::ALL.iter().position(|one| *one == change);
        // The sort keeps the order of the runs among equals.
        differences.sort_by_key(|difference| rank(difference.change));
        let of_both = after.cases.iter().filter(|row| before.case(&row.id).is_some()).count();
        let differing = differences.iter().filter(|one| one.before.is_some() && one.after.is_some()).count();
        Self { same: of_both - differing, differences }
    }

    /// Those with this change.
    pub fn with(&self, change: Change) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(move |difference| difference.change == change)
    }

    /// 1 where something fails that did not, or that was not there before; 3 where nobody can tell any more; else 0.
    pub fn exit_status(&self) -> ExitStatus {
        let mut come = self.with(Change::Come);
        if self.with(Change::NewlyFailing).next().is_some() || come.any(|one| one.is_failing) {
            ExitStatus::Failed
        } else if self.with(Change::NewlyNotVerified).next().is_some() {
            ExitStatus::NotVerified
        } else {
            ExitStatus::Good
        }
    }
}

fn difference(before: Option<&Row>, after: Option<&Row>) -> Option<Difference> {
    let change = match (before, after) {
        (Some(before), Some(after)) => change(before, after)?,
        (None, Some(_)) => Change::Come,
        (Some(_), None) => Change::Gone,
        (None, None) => return None,
    };
    let row = after.or(before)?;
    Some(Difference {
        change,
        id: row.id.clone(),
        before: before.map(Row::in_words),
        after: after.map(Row::in_words),
        reason: row.reason.clone(),
        is_failing: after.is_some_and(|after| after.verdict == Verdict::Fail),
    })
}

fn change(before: &Row, after: &Row) -> Option<Change> {
    // A forged sign-in is worse than any other failure.
    if after.verdict == Verdict::Fail && (before.verdict != Verdict::Fail || after.critical && !before.critical) {
        return Some(Change::NewlyFailing);
    }
    if after.verdict == Verdict::NotVerified && before.verdict != Verdict::NotVerified {
        return Some(Change::NewlyNotVerified);
    }
    if before.verdict == Verdict::Fail && after.verdict != Verdict::Fail {
        return Some(Change::NewlyPassing);
    }
    (before.verdict != after.verdict || seen(before) != seen(after)).then_some(Change::Changed)
}

/// What the person ended up with. Where that was is not part of it: each run has ports of its own.
fn seen(row: &Row) -> Option<impl PartialEq> {
    row.outcome.as_ref().map(|outcome| (outcome.kind, outcome.user.clone(), outcome.phase, outcome.http_status))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    fn results(cases: &[(&str, &str, bool, Option<u16>)]) -> Results {
        let row = |(id, verdict, critical, status): &(&str, &str, bool, Option<u16>)| {
            let outcome = status.map(|status| {
                json!({"kind": "refused", "user": null, "phase": "acs", "http_status": status, "url": "http://x/"})
            });
            json!({"id": id, "title": "", "verdict": verdict, "critical": critical, "outcome": outcome,
                   "snapshot": "off", "reason": format!("reason of {id}"), "retries": 0})
        };
        let cases: Vec<_> = cases.iter().map(row).collect();
        serde_json::from_value(json!({"schema": 1, "target": "t", "engine": "http", "cases": cases})).unwrap()
    }

    #[rstest]
    #[case::same(("pass", false, Some(403)), ("pass", false, Some(403)), None, ExitStatus::Good)]
    #[case::worse(("pass", false, Some(403)), ("fail", false, Some(200)), Some(Change::NewlyFailing), ExitStatus::Failed)]
    #[case::worse_still(("fail", false, None), ("fail", true, None), Some(Change::NewlyFailing), ExitStatus::Failed)]
    #[case::unknown(("warn", false, None), ("not-verified", false, None), Some(Change::NewlyNotVerified), ExitStatus::NotVerified)]
    #[case::mended(("fail", true, None), ("pass", false, None), Some(Change::NewlyPassing), ExitStatus::Good)]
    #[case::another_status(("pass", false, Some(403)), ("pass", false, Some(404)), Some(Change::Changed), ExitStatus::Good)]
    #[case::to_a_warning(("pass", false, None), ("warn", false, None), Some(Change::Changed), ExitStatus::Good)]
    fn a_case_of_both_runs(
        #[case] (before, was_critical, status): (&str, bool, Option<u16>),
        #[case] (after, is_critical, now): (&str, bool, Option<u16>),
        #[case] expected: Option<Change>,
        #[case] exit: ExitStatus,
    ) {
        let compared = Comparison::of(
            &results(&[("attack/a", before, was_critical, status)]),
            &results(&[("attack/a", after, is_critical, now)]),
        );
        let seen = compared.differences.first().map(|difference| difference.change);
        assert_eq!((seen, compared.exit_status()), (expected, exit));
        assert_eq!(compared.same, usize::from(expected.is_none()));
    }

    #[test]
    fn what_only_one_run_has_comes_last() {
        let before = results(&[("a/gone", "pass", false, None), ("a/b", "pass", false, None)]);
        let after = results(&[("a/come", "fail", false, None), ("a/b", "fail", false, None)]);
        let compared = Comparison::of(&before, &after);
        let order: Vec<_> = compared.differences.iter().map(|one| (one.change, one.id.as_str())).collect();
        assert_eq!(order, [(Change::NewlyFailing, "a/b"), (Change::Come, "a/come"), (Change::Gone, "a/gone")]);
        let come = Comparison::of(&results(&[]), &results(&[("a/come", "fail", false, None)]));
        assert_eq!(come.exit_status(), ExitStatus::Failed, "a new case that fails is a failure");
        assert_eq!(Comparison::of(&before, &results(&[])).exit_status(), ExitStatus::Good);
    }
}
