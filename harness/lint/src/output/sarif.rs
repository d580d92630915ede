//! As SARIF 2.1.0, for lists of findings about files.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::Linted;
use crate::finding::{Finding, Severity};
use crate::rule::{self, Rule};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What stands for itself in the path of a URI.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// All files as one run; only rules that found something are listed.
pub fn sarif(files: &[Linted]) -> Value {
    let met =
        |rule: &&Rule| files.iter().any(|linted| linted.report.findings.iter().any(|found| found.rule == rule.id));
    let rules: Vec<&Rule> = rule::all().iter().filter(met).collect();
    let results =
        files.iter().flat_map(|linted| linted.report.findings.iter().map(|found| result(linted, found, &rules)));
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "saml-harness lint",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| described(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": true }],
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

fn described(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.finds },
        "fullDescription": { "text": rule.why },
        "help": { "text": rule.mend },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": rule.refs },
    })
}

fn result(linted: &Linted, found: &Finding, rules: &[&Rule]) -> Value {
    let name = if linted.file == "-" { "stdin" } else { &linted.file };
    // The places are in the decoded text, which is not the file: then the file's first line is meant.
    let region = if linted.report.layers.is_empty() {
        json!({
            "startLine": found.line, "startColumn": found.column, "endColumn": found.column + found.length,
        })
    } else {
        json!({ "startLine": 1 })
    };
    json!({
        "ruleId": found.rule,
        "ruleIndex": rules.iter().position(|rule| rule.id == found.rule),
        "level": level(found.severity),
        "message": { "text": format!("{}. {}", found.message, found.help) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": utf8_percent_encode(name, KEPT).to_string() },
            "region": region,
        }}],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
