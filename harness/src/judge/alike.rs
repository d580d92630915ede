//! Misconfigurations that look alike: a page that is the same for several causes tells nobody which one it is.

use std::collections::{BTreeMap, BTreeSet};

use super::CaseResult;
use crate::evidence::{CaseEvidence, RunEvidence};
use crate::outcome::{OutcomeKind, Verdict};
use crate::plan::Plan;

/// How many others are named at the most.
const NAMED: usize = 3;

/// Turns `pass` into `warn` for every misconfiguration that ends on the same page as another one with another fix.
/// That nobody was signed in is as demanded; that support cannot tell from the page what to mend is worth a word.
pub(super) fn warn(plan: &Plan, evidence: &RunEvidence, results: &mut [CaseResult]) {
    let mut seen: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, (case, result)) in plan.cases.iter().zip(results.iter()).enumerate() {
        let refused = result.outcome.as_ref().is_some_and(|outcome| outcome.kind != OutcomeKind::SignedIn);
        let page = evidence.cases.get(index).filter(|seen| seen.case == case.id).and_then(page);
        if let Some(page) = page.filter(|_| case.fix.is_some() && refused && result.verdict == Verdict::Pass) {
            seen.entry(page).or_default().push(index);
        }
    }
    for group in seen.values() {
        for index in group {
            let fix = &plan.cases[*index].fix;
            let others: BTreeSet<&str> = group
                .iter()
                .map(|i| &plan.cases[*i])
                .filter(|case| case.fix != *fix)
                .map(|case| case.id.scenario())
                .collect();
            if others.is_empty() {
                continue;
            }
            let named: Vec<String> = others.iter().take(NAMED).map(|id| format!("`{id}`")).collect();
            let more = others.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let result = &mut results[*index];
            result.verdict = Verdict::Warn;
            result.reason = format!(
                "nobody is signed in, as demanded; but the person sees the same page as with {}{more}, which are mended \
                 otherwise: support cannot tell them apart",
                named.join(", ")
            );
        }
    }
}

/// What the person sees at the end of the login: title and text, with blanks folded.
fn page(evidence: &CaseEvidence) -> Option<String> {
    let page = &evidence.steps.iter().rev().find(|step| !step.provision)?.page;
    let words: Vec<&str> = page.title.split_whitespace().chain(["|"]).chain(page.text.split_whitespace()).collect();
    Some(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::RunEvidence;
    use crate::judge::judge;
    use crate::plan::Case;
    use crate::report::sample::{EMPLOYEE, case, login, target};

    /// Judges misconfigurations with these fixes that end on pages with these texts; an extra one signs somebody in.
    fn judged(cases: &[(&str, &str)]) -> Vec<CaseResult> {
        let planned = |(index, (fix, _)): (usize, &(&str, &str))| Case {
            fix: Some((*fix).to_owned()),
            control: crate::plan::Control::None,
            ..case(&format!("misconfiguration/m{index}"), OutcomeKind::Refused)
        };
        let plan = Plan {
            cases: cases.iter().enumerate().map(planned).collect(),
            lanes: vec![(0..cases.len()).collect()],
            ..Plan::default()
        };
        let seen = cases.iter().zip(&plan.cases).map(|((_, text), case)| {
            let mut evidence = login(&case.id, 404, (*text == "in").then_some(EMPLOYEE));
            evidence.steps.iter_mut().for_each(|step| (*text).clone_into(&mut step.page.text));
            evidence
        });
        let evidence = RunEvidence { cases: seen.collect(), ..RunEvidence::default() };
        judge(&plan, &target(), &evidence)
    }

    #[test]
    fn the_same_page_for_two_fixes_is_a_warning() {
        let results = judged(&[("a", "404"), ("b", " 404\n"), ("c", "other")]);
        let verdicts: Vec<_> = results.iter().map(|result| result.verdict).collect();
        assert_eq!(verdicts, [Verdict::Warn, Verdict::Warn, Verdict::Pass]);
        assert!(results[0].reason.contains("`misconfiguration/m1`"), "{}", results[0].reason);
    }

    #[test]
    fn the_same_page_for_one_fix_is_none() {
        let results = judged(&[("a", "404"), ("a", "404"), ("b", "in")]);
        assert_eq!(results[0].verdict, Verdict::Pass);
        assert_eq!(results[2].verdict, Verdict::Fail, "somebody is signed in: that is not about pages");
    }
}
