//! `results.sarif`: SARIF 2.1.0, for lists of findings about code. Failures, warnings and what is not verified; a rule is a
//! scenario.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::judge::CaseResult;
use crate::judgement::Judgement;
use crate::outcome::Verdict;
use crate::plan::Case;
use crate::scenario::Severity;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What stands for itself in the path of a URI.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

pub(super) fn render(report: &Judgement) -> Result<String, String> {
    let shown: Vec<(&CaseResult, &Case)> = report
        .rows()
        .map(|(result, case, _)| (result, case))
        .filter(|(result, _)| matches!(result.verdict, Verdict::Fail | Verdict::Warn | Verdict::NotVerified))
        .collect();
    let scenarios: BTreeMap<&str, (&CaseResult, &Case)> = shown.iter().map(|row| (row.0.id.scenario(), *row)).collect();
    let ids: Vec<&str> = scenarios.keys().copied().collect();
    let rules: Vec<Value> = scenarios.iter().map(|(id, (result, case))| rule(id, result, case)).collect();
    let results: Vec<Value> = shown.iter().map(|(result, case)| finding(report, result, case, &ids)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "saml-harness",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": findings(report) }],
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).map(|text| text + "\n").map_err(|error| error.to_string())
}

fn rule(id: &str, result: &CaseResult, case: &Case) -> Value {
    json!({
        "id": id,
        "shortDescription": { "text": title(case) },
        "fullDescription": { "text": case.why },
        "help": { "text": case.fix.clone().unwrap_or_else(|| format!("{} References: {}", case.why, case.refs.join(", "))) },
        "properties": { "security-severity": score(result.severity), "tags": case.refs },
    })
}

/// What is said about several cases, and which of them are flaky, which is no result of any rule.
fn findings(report: &Judgement) -> Vec<Value> {
    let said = report.findings.iter().map(|finding| {
        let cases = if finding.cases.is_empty() { String::new() } else { format!(": {}", finding.cases.join(", ")) };
        json!({ "level": "note", "message": { "text": format!("{}{cases}", finding.text) } })
    });
    let flaky = report.results.iter().filter(|result| result.is_flaky()).map(|result| {
        let text = format!("flaky: {} {}", result.id, result.attempts_in_words());
        json!({ "level": "warning", "message": { "text": text } })
    });
    said.chain(flaky).collect()
}

/// The scenario's title, without the variant that a case's title ends in.
fn title(case: &Case) -> &str {
    let variant = case.id.split_once('@').map(|(_, variant)| format!(" ({variant})"));
    variant.and_then(|variant| case.title.strip_suffix(&variant)).unwrap_or(&case.title)
}

fn finding(report: &Judgement, result: &CaseResult, case: &Case, rules: &[&str]) -> Value {
    // What is open has no level (SARIF 2.1.0, 3.27.10).
    let (level, kind) = match result.verdict {
        Verdict::Fail => ("error", "fail"),
        Verdict::Warn => ("warning", "fail"),
        _ => ("none", "open"),
    };
    let critical = if result.critical { "Critical. " } else { "" };
    let text = format!(
        "{critical}{}: expected {}, seen {}. {} Repeat: {}",
        case.title,
        result.demanded,
        result.seen_in_words(),
        result.reason,
        report.call.command(&result.id)
    );
    let suppressions: Vec<Value> = result
        .departure
        .iter()
        .map(|accepted| json!({ "kind": "external", "status": "accepted", "justification": accepted }))
        .collect();
    let mut finding = json!({
        "ruleId": result.id.scenario(),
        "ruleIndex": rules.iter().position(|id| *id == result.id.scenario()),
        "level": level,
        "kind": kind,
        "message": { "text": text },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": place(report) },
            "region": { "startLine": 1 },
        }}],
        "partialFingerprints": { "case/v1": result.id.as_str() },
    });
    if !suppressions.is_empty() {
        finding["suppressions"] = json!(suppressions);
    }
    finding
}

/// The file that says most about where to look: the target file, as it was named.
fn place(report: &Judgement) -> String {
    let named = report.call.target_file.as_ref().map(|path| path.display().to_string());
    let path = named.unwrap_or_else(|| "scenarios/targets/reference/target.toml".to_owned());
    utf8_percent_encode(&path, KEPT).to_string()
}

/// As lists of findings sort them: from 0 to 10.
fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "2.0",
    }
}
