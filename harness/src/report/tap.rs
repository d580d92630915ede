//! `results.tap`: the Test Anything Protocol, version 14. One test point a case.
//!
//! A fail and a snapshot that differs are `not ok`; not-verified is `not ok`, too, since it is no success; not-applicable is
//! skipped, and an accepted departure is a to-do, whose failure counts for nothing.

use serde_json::json;

use crate::judge::CaseResult;
use crate::judgement::Judgement;
use crate::outcome::{SnapshotState, Verdict};

pub(super) fn render(report: &Judgement) -> Result<String, String> {
    let mut text = format!("TAP version 14\n1..{}\n", report.results.len());
    for (index, result) in report.results.iter().enumerate() {
        text += &point(index + 1, result)?;
    }
    for finding in &report.findings {
        text += &format!("# finding: {} ({})\n", finding.text.replace('\n', " "), finding.cases.join(", "));
    }
    Ok(text)
}

fn point(number: usize, result: &CaseResult) -> Result<String, String> {
    let is_well = matches!(result.verdict, Verdict::Pass | Verdict::Warn | Verdict::NotApplicable)
        && result.snapshot != SnapshotState::Changed;
    let word = if is_well { "ok" } else { "not ok" };
    let directive = match (result.verdict, &result.departure) {
        (Verdict::NotApplicable, _) => format!(" # SKIP {}", on_one_line(&result.reason)),
        // Nobody accepted that the snapshot differs.
        (_, Some(accepted)) if result.snapshot != SnapshotState::Changed => {
            format!(" # TODO {}", on_one_line(accepted))
        }
        _ => String::new(),
    };
    let mut text = format!("{word} {number} - {}{directive}\n", on_one_line(&result.id));
    if is_well && result.verdict == Verdict::Pass && !result.is_flaky() {
        return Ok(text);
    }
    // JSON is YAML, which is what the protocol wants here.
    text += "  ---\n";
    for (name, value) in [
        ("message", &result.reason),
        ("severity", &result.severity.word().to_owned()),
        ("verdict", &result.verdict.word().to_owned()),
        ("expected", &result.demanded),
        ("seen", &result.seen_in_words()),
        ("flaky", &if result.is_flaky() { result.attempts_in_words() } else { String::new() }),
    ] {
        if name == "flaky" && value.is_empty() {
            continue;
        }
        let value = serde_json::to_string(&json!(value)).map_err(|error| error.to_string())?;
        text += &format!("  {name}: {value}\n");
    }
    Ok(text + "  ...\n")
}

/// A description or a reason: a `#` would begin a directive, and a line end would end the line.
fn on_one_line(text: &str) -> String {
    text.replace('\\', "\\\\").replace('#', "\\#").replace(['\n', '\r'], " ")
}
