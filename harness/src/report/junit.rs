//! `junit.xml`: for CI systems. One suite a category.
//!
//! Fail is a failure (the SP differs), not-verified an error (we could not tell), not-applicable is skipped; a warning
//! and an accepted departure succeed and say so on their standard output. A snapshot that differs is a failure too,
//! since it makes the run fail. Attempts that did not count are there as such (`flakyError`, or `rerunError` where the case was
//! not verified in the end). What is said about several cases is on its suite's standard output.

use std::time::Duration;

use quick_junit::{FlakyOrRerun, NonSuccessKind, Report, TestCase, TestCaseStatus, TestRerun, TestSuite};

use crate::finding::Finding;
use crate::judge::{CaseResult, StaleDeparture};
use crate::judgement::Judgement;
use crate::outcome::{SnapshotState, Verdict};

pub(super) fn render(report: &Judgement) -> Result<String, String> {
    let mut junit = Report::new(format!("saml-harness: {}", report.target.name));
    junit.set_time(Duration::from_millis(report.evidence.duration_ms));
    for (position, (category, results)) in report.categories().into_iter().enumerate() {
        let mut suite = TestSuite::new(category);
        suite.set_time(Duration::from_millis(results.iter().map(|result| result.duration_ms).sum()));
        suite.add_test_cases(results.iter().map(|result| test_case(report, result)));
        let findings: Vec<String> = of_suite(report, &results, position == 0).map(finding).collect();
        if !findings.is_empty() {
            suite.set_system_out(findings.join("\n"));
        }
        junit.add_test_suite(suite);
    }
    if !report.stale.is_empty() {
        let mut suite = TestSuite::new("departures");
        suite.add_test_cases(report.stale.iter().map(stale));
        junit.add_test_suite(suite);
    }
    junit.to_string().map_err(|error| error.to_string())
}

/// Findings stand with the category that their first case belongs to; those without a case with the first of all.
fn of_suite<'a>(
    report: &'a Judgement,
    results: &'a [&CaseResult],
    is_first: bool,
) -> impl Iterator<Item = &'a Finding> {
    let first = move |finding: &Finding| match finding.cases.first() {
        Some(case) => results.iter().any(|result| result.id == *case),
        None => is_first,
    };
    report.findings.iter().filter(move |finding| first(finding))
}

fn finding(finding: &Finding) -> String {
    let cases = if finding.cases.is_empty() { String::new() } else { format!(": {}", finding.cases.join(", ")) };
    format!("finding ({}): {}{cases}", finding.kind.word(), finding.text)
}

fn test_case(report: &Judgement, result: &CaseResult) -> TestCase {
    let changed = result.snapshot == SnapshotState::Changed;
    let mut status = match (result.verdict, &result.departure) {
        (Verdict::NotApplicable, _) => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(result.reason.as_str());
            status
        }
        (Verdict::Fail, None) => non_success(NonSuccessKind::Failure, "fail", result),
        (Verdict::NotVerified, None) => non_success(NonSuccessKind::Error, "not-verified", result),
        _ if changed => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type("snapshot").set_message("the snapshot differs");
            status.set_description(result.snapshot_diff.as_deref().unwrap_or_default());
            status
        }
        _ => TestCaseStatus::success(),
    };
    if result.is_flaky() {
        status.set_rerun_kind(FlakyOrRerun::Flaky);
    }
    status.add_reruns((0..result.retries).map(|attempt| earlier(result, attempt)));
    let mut case = TestCase::new(result.id.as_str(), status);
    case.set_classname(format!("{}.{}", report.target.name, result.category));
    case.set_time(Duration::from_millis(result.duration_ms));
    match (&result.departure, result.verdict) {
        (Some(accepted), verdict) if verdict != Verdict::NotApplicable => {
            case.set_system_out(format!("{}, known and accepted: {accepted}\n{}", verdict.word(), result.reason));
        }
        (_, Verdict::Warn) => {
            case.set_system_out(format!("warning: {}", result.reason));
        }
        _ => {}
    }
    case
}

/// An attempt that did not count, from 0.
fn earlier(result: &CaseResult, attempt: u32) -> TestRerun {
    let reason = usize::try_from(attempt).ok().and_then(|attempt| result.earlier.get(attempt));
    let mut rerun = TestRerun::new(NonSuccessKind::Error);
    rerun.set_type("attempt").set_message(reason.map_or("it did not count", String::as_str));
    rerun
}

fn non_success(kind: NonSuccessKind, name: &str, result: &CaseResult) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    let critical = if result.critical { "critical: " } else { "" };
    status.set_type(name).set_message(format!("{critical}{}", result.reason));
    let mut text = format!("demanded: {}\nseen:     {}\n", result.demanded, result.seen_in_words());
    if !result.refs.is_empty() {
        text += &format!("see:      {}\n", result.refs.join(", "));
    }
    status.set_description(text);
    status
}

fn stale(departure: &StaleDeparture) -> TestCase {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    let (accepted, seen) = (departure.accepted.word(), departure.seen.word());
    status
        .set_type("departure")
        .set_message(format!("the departure accepts `{accepted}`, found `{seen}`: take it out"));
    TestCase::new(departure.scenario.as_str(), status)
}
