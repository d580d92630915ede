//! Rules as part of a demand.

use super::*;

fn with_rules(rules: &[&str], level: Level, evidence: CaseEvidence) -> CaseResult {
    let mut case = case("conformance/rules", SignedIn);
    case.expect.level = level;
    case.expect.rules = rules.iter().map(|rule| (*rule).to_owned()).collect();
    judged(case, evidence)
}

#[rstest]
#[case::held(&["request-version-is-2-0"], Level::Must, "2.0", Pass, "")]
#[case::broken(&["request-version-is-2-0"], Level::Must, "2.1", Fail, "request-version-is-2-0: Version is `2.1`")]
#[case::should(&["request-version-is-2-0"], Level::Should, "2.1", Warn, "request-version-is-2-0: Version is `2.1`")]
#[case::idle(&["metadata-stable"], Level::Must, "2.0", NotApplicable, "metadata-stable: the target names no `metadata_url`")]
#[case::idle_beside(&["metadata-stable", "request-version-is-2-0"], Level::Must, "2.0", Pass, "")]
#[case::unknown(&["no-such-rule"], Level::Must, "2.0", NotApplicable, "no-such-rule: there is no rule `no-such-rule`")]
fn rules_are_part_of_the_demand(
    #[case] rules: &[&str],
    #[case] level: Level,
    #[case] version: &str,
    #[case] verdict: Verdict,
    #[case] reason: &str,
) {
    let mut evidence = login("conformance/rules", 303, Some(EMPLOYEE));
    evidence.messages[0].xml = evidence.messages[0].xml.replace("\"2.0\"", &format!("\"{version}\""));
    let result = with_rules(rules, level, evidence);
    assert_eq!((result.verdict, result.reason.as_str()), (verdict, reason));
}

#[test]
fn a_rule_that_has_nothing_to_judge_takes_no_other_disagreement_away() {
    let result = with_rules(&["metadata-stable"], Level::Must, login("conformance/rules", 404, None));
    assert_eq!(result.verdict, Fail, "{}", result.reason);
}

/// A page that takes markup out of a name does so whoever that name means; what else is not as demanded rests on who it is.
#[rstest]
#[case::markup_and_a_name_that_cannot_be_read("<harness-marker>", "Oops", Fail)]
#[case::a_name_that_cannot_be_read("", "Oops", NotVerified)]
#[case::markup("<harness-marker>", EMPLOYEE, Fail)]
#[case::neither("", EMPLOYEE, Pass)]
fn markup_on_a_page_fails_whoever_is_signed_in(#[case] markup: &str, #[case] shown: &str, #[case] verdict: Verdict) {
    let mut evidence = login("conformance/rules", 303, Some(shown));
    let page = &mut evidence.steps.last_mut().unwrap().page;
    page.html = Some(format!("<p>{markup}</p>"));
    let result = with_rules(&["markup-escaped"], Level::Must, evidence);
    assert_eq!(result.verdict, verdict, "{}", result.reason);
    assert_eq!(result.reason.contains("markup-escaped: "), !markup.is_empty(), "{}", result.reason);
}
