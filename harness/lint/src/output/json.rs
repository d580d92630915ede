//! As JSON: `{"schema": 1, "summary": {...}, "files": [{"file", "kind", "layers", "findings", "facts"}]}`.

use serde_json::{Value, json};

use super::Linted;
use crate::finding::Severity;
use crate::rule::Rule;

/// All files as one document.
pub fn json(files: &[Linted]) -> Value {
    let count = |severity| files.iter().map(|linted| linted.report.count(severity)).sum::<usize>();
    let rows = files.iter().map(|linted| {
        json!({
            "file": linted.file,
            "kind": linted.report.kind,
            "layers": linted.report.layers,
            "findings": linted.report.findings.iter().map(|finding| {
                let mut row = json!({ "file": linted.file });
                if let (Some(row), Ok(Value::Object(fields))) = (row.as_object_mut(), serde_json::to_value(finding)) {
                    row.extend(fields);
                }
                row
            }).collect::<Vec<_>>(),
            "facts": linted.report.facts,
        })
    });
    json!({
        "schema": 1,
        "summary": {
            "error": count(Severity::Error), "warning": count(Severity::Warning), "note": count(Severity::Note),
        },
        "files": rows.collect::<Vec<_>>(),
    })
}

/// One rule.
pub fn rule_as_json(rule: &Rule) -> Value {
    json!({
        "id": rule.id, "severity": rule.severity, "finds": rule.finds, "why": rule.why, "mend": rule.mend,
        "step": rule.step, "refs": rule.refs,
    })
}
