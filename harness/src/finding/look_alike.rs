//! Misconfigurations that look alike: a page that is the same for several causes tells nobody which one it is.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Finding, FindingKind};
use crate::case_id::CaseId;
use crate::evidence::{CaseEvidence, Kept, Page, RunEvidence};
use crate::judge::CaseResult;
use crate::plan::Plan;

/// A sentence that the SP could show in place of the page that is the same for all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The cases in which it could.
    pub cases: Vec<CaseId>,
    /// What the person would read.
    pub sentence: String,
}

/// One finding for each page on which misconfigurations with different cures end, the largest first.
pub(super) fn find(plan: &Plan, evidence: &RunEvidence, results: &[CaseResult]) -> Vec<Finding> {
    let mut by_page: BTreeMap<String, (String, Vec<usize>)> = BTreeMap::new();
    for (index, (case, result)) in plan.cases.iter().zip(results).enumerate() {
        let kept_out = result.outcome.as_ref().is_some_and(|outcome| !outcome.kind.is_signed_in());
        if case.fix.is_none() || !kept_out || !result.is_verified() {
            continue;
        }
        let seen = evidence.cases.get(index).filter(|kept| *kept.case() == *case.id).map(Kept::seen);
        if let Some(page) = seen.as_deref().and_then(last_page) {
            by_page.entry(words(page)).or_insert((page.title.clone(), Vec::new())).1.push(index);
        }
    }
    let mut findings: Vec<Finding> =
        by_page.into_values().filter_map(|(title, group)| of(plan, &title, &group)).collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.cases.len()));
    findings
}

fn of(plan: &Plan, title: &str, group: &[usize]) -> Option<Finding> {
    let cures: BTreeSet<&str> = group.iter().filter_map(|index| plan.cases[*index].fix.as_deref()).collect();
    // Variants of one mistake are mended in the same way: there is nothing to tell apart.
    if cures.len() < 2 {
        return None;
    }
    let title = title.trim();
    let title = if title.is_empty() { String::new() } else { format!(" (\"{title}\")") };
    let text = format!(
        "these {} look the same to the person{title}, and have {} different cures: support cannot tell from the page what \
         the customer has to change, and must ask for the settings or read the SP's log; a page that says which check \
         failed would tell them apart",
        group.len(),
        cures.len()
    );
    let cases = group.iter().map(|index| plan.cases[*index].id.clone()).collect();
    Some(Finding { kind: FindingKind::LookAlike, cases, text, proposals: proposals(plan, group) })
}

/// A sentence for each cure: what the guide or the scenario proposes, else the cure itself.
fn proposals(plan: &Plan, group: &[usize]) -> Vec<Proposal> {
    let mut proposals: Vec<Proposal> = Vec::new();
    for case in group.iter().map(|index| &plan.cases[*index]) {
        let Some(sentence) = case.says.as_ref().or(case.fix.as_ref()) else { continue };
        match proposals.iter_mut().find(|proposal| proposal.sentence == *sentence) {
            Some(proposal) => proposal.cases.push(case.id.clone()),
            None => proposals.push(Proposal { cases: vec![case.id.clone()], sentence: sentence.clone() }),
        }
    }
    proposals
}

/// The page at the end of the login.
fn last_page(evidence: &CaseEvidence) -> Option<&Page> {
    evidence.steps.iter().rev().find(|step| step.is_of_login()).map(|step| &step.page)
}

/// What the person reads on it: title and text, with blanks folded.
fn words(page: &Page) -> String {
    let words: Vec<&str> = page.title.split_whitespace().chain(["|"]).chain(page.text.split_whitespace()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::judge;
    use crate::outcome::OutcomeKind;
    use crate::outcome::Verdict;
    use crate::plan::{Case, Control};
    use crate::sample::{EMPLOYEE, case, login, target};

    /// Misconfigurations with these cures that end on pages with these texts; the text `in` signs somebody in.
    fn judged(cases: &[(&str, &str)]) -> (Vec<CaseResult>, Vec<Finding>) {
        let planned = |(index, (fix, _)): (usize, &(&str, &str))| Case {
            fix: Some((*fix).to_owned()),
            control: Control::None,
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
        let evidence = RunEvidence { cases: seen.map(Kept::from).collect(), ..RunEvidence::default() };
        let results = judge(&plan, &target(), &evidence);
        let findings = find(&plan, &evidence, &results);
        (results, findings)
    }

    fn groups(findings: &[Finding]) -> Vec<Vec<&str>> {
        findings.iter().map(|f| f.cases.iter().map(|id| id.trim_start_matches("misconfiguration/")).collect()).collect()
    }

    #[test]
    fn the_same_page_for_two_cures_is_found_and_changes_no_verdict() {
        let (results, findings) = judged(&[("a", "404"), ("b", " 404\n"), ("c", "other")]);
        assert!(results.iter().all(|result| result.verdict == Verdict::Pass && result.reason.is_empty()));
        assert_eq!(groups(&findings), [["m0", "m1"]]);
        assert!(findings[0].text.starts_with("these 2 look the same to the person (\""), "{}", findings[0].text);
        assert!(findings[0].text.contains("have 2 different cures"), "{}", findings[0].text);
    }

    #[test]
    fn a_sentence_is_proposed_for_each_cure() {
        let (_, findings) = judged(&[("a", "404"), ("b", "404"), ("a", "404")]);
        let proposed: Vec<_> = findings[0].proposals.iter().map(|p| (p.sentence.as_str(), p.cases.len())).collect();
        assert_eq!(proposed, [("a", 2), ("b", 1)]);
    }

    #[test]
    fn the_same_page_for_one_cure_is_nothing_to_tell_apart() {
        assert_eq!(judged(&[("a", "404"), ("a", "404")]).1, []);
    }

    #[test]
    fn where_somebody_is_signed_in_there_is_no_page_to_tell_apart() {
        let (results, findings) = judged(&[("a", "in"), ("b", "in"), ("c", "404")]);
        assert_eq!((results[0].verdict, findings), (Verdict::Fail, Vec::new()));
    }

    #[test]
    fn the_largest_group_comes_first_and_counts_each_cure_once() {
        let rows = [("a", "x"), ("b", "x"), ("a", "y"), ("b", "y"), ("b", "y"), ("c", "y")];
        let (_, findings) = judged(&rows);
        assert_eq!(groups(&findings), [vec!["m2", "m3", "m4", "m5"], vec!["m0", "m1"]]);
        assert!(findings[0].text.contains("these 4 ") && findings[0].text.contains("3 different cures"));
    }
}
