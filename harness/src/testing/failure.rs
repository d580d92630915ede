//! What a test that fails says of a case.

use crate::judge::CaseResult;
use crate::judgement::Judgement;

/// The verdict of `result` and all that belongs to it, a line each; `report` is where the report is.
pub(super) fn failure_text(judgement: &Judgement, result: &CaseResult, report: &str) -> String {
    let critical = if result.critical { "critical " } else { "" };
    let mut text = format!("{critical}{}: {}\n", result.verdict.word(), result.title);
    for (name, value) in [
        ("expected", result.demanded.clone()),
        ("seen", result.seen_in_words()),
        ("reason", result.reason.clone()),
        ("see", result.refs.join(", ")),
        ("snapshot", result.snapshot_diff.clone().unwrap_or_default()),
        ("report", report.to_owned()),
        ("repeat", judgement.call.command(&result.id)),
    ] {
        if !value.is_empty() {
            text += &format!("  {name:9} {value}\n");
        }
    }
    text
}
