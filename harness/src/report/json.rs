//! `results.json`: the contract that scripts rely on. Keys are written in this order.

use std::io::{self, Write};

use serde::Serialize;

use crate::evidence::Shown;
use crate::finding::Finding;
use crate::fixture::Fact;
use crate::judge::CaseResult;
use crate::judgement::Judgement;
use crate::outcome::{ControlSeen, Outcome, OutcomeKind, SnapshotState, Verdict};
use crate::scenario::Severity;

/// Version of the shape.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Results<'a> {
    schema: u32,
    target: &'a str,
    engine: &'a str,
    duration_ms: u64,
    summary: Summary,
    cases: Vec<Case<'a>>,
    findings: &'a [Finding],
    /// Added to the first version of the shape.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed_in: Option<SignedIn>,
}

/// What the SP shows of whoever is signed in.
#[derive(Serialize)]
struct SignedIn {
    shows: Fact,
    learned: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Summary {
    pass: usize,
    fail: usize,
    warn: usize,
    not_verified: usize,
    not_applicable: usize,
}

#[derive(Serialize)]
pub(super) struct Case<'a> {
    id: &'a str,
    title: &'a str,
    severity: Severity,
    verdict: Verdict,
    critical: bool,
    expected: OutcomeKind,
    outcome: Option<&'a Outcome>,
    control: Option<&'a ControlSeen>,
    snapshot: SnapshotState,
    reason: &'a str,
    refs: &'a [String],
    duration_ms: u64,
    retries: u32,
    /// Added to the first version of the shape.
    flaky: bool,
    /// Likewise: why each attempt before the last did not count.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    earlier: &'a [String],
}

pub(super) fn write(report: &Judgement, into: &mut dyn Write) -> io::Result<()> {
    let results = Results {
        schema: SCHEMA,
        target: &report.target.name,
        engine: &report.evidence.engine,
        duration_ms: report.evidence.duration_ms,
        summary: Summary {
            pass: report.count(Verdict::Pass),
            fail: report.count(Verdict::Fail),
            warn: report.count(Verdict::Warn),
            not_verified: report.count(Verdict::NotVerified),
            not_applicable: report.count(Verdict::NotApplicable),
        },
        cases: report.results.iter().map(case).collect(),
        findings: &report.findings,
        signed_in: report.shown().map(|shown| signed_in(&shown)),
    };
    serde_json::to_writer_pretty(&mut *into, &results)?;
    into.write_all(b"\n")
}

fn signed_in(shown: &Shown) -> SignedIn {
    let (before, after) = shown.around().map(|(before, after)| (before.to_owned(), after.to_owned())).unzip();
    SignedIn { shows: shown.shows, learned: shown.learned, before, after }
}

pub(super) fn case(result: &CaseResult) -> Case<'_> {
    Case {
        id: &result.id,
        title: &result.title,
        severity: result.severity,
        verdict: result.verdict,
        critical: result.critical,
        expected: result.expected,
        outcome: result.outcome.as_ref(),
        control: result.control.as_ref(),
        snapshot: result.snapshot,
        reason: &result.reason,
        refs: &result.refs,
        duration_ms: result.duration_ms,
        retries: result.retries,
        flaky: result.is_flaky(),
        earlier: &result.earlier,
    }
}
