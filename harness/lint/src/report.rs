//! A file linted.

use jiff::Timestamp;
use serde::Serialize;

use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::{Input, Kind, Layer, Role, WrapFault};
use crate::lines::Lines;
use crate::rule::{self, Context};
use crate::xml::FaultKind;

/// What the caller knows of a file.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The time to hold certificates and `validUntil` against; without it, now, and messages are not held against it.
    pub at: Option<Timestamp>,
    /// What the file should be.
    pub role: Option<Role>,
}

/// What was found in a file.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// What it is.
    pub kind: Kind,
    /// What was taken off to get at the text that places are in.
    pub layers: Vec<Layer>,
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
    /// What the file says.
    pub facts: Facts,
    /// The text that the places are in.
    #[serde(skip)]
    pub text: String,
}

impl Report {
    /// How many findings are of that severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The worst severity; absent where nothing was found.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}

/// Judges a file. It never fails and never panics; what cannot be read is a finding.
pub fn lint(bytes: &[u8], options: &Options) -> Report {
    let input = Input::read(bytes);
    let facts = Facts::of(&input);
    let at = options.at.unwrap_or_else(Timestamp::now);
    let at_given = options.at.is_some();
    // Of what is not well-formed nobody can say what was signed.
    let verified = if input.is_well_formed() { saml_signature::read(&input.text) } else { Vec::new() };
    let context = Context { input: &input, facts: &facts, at, at_given, expected: options.role, verified };
    let lines = Lines::new(&input.text);
    let mut findings: Vec<Finding> = Vec::new();
    let cut = is_cut(&input);
    for rule in rule::all().iter().filter(|rule| !(cut && says_that_something_is_missing(rule.id))) {
        for found in (rule.check)(&context) {
            // The last value was cut in the middle.
            let half = found.span.end >= input.text.trim_end().len() && found.span.start > 0;
            if cut && half && !matches!(rule.id, "truncated" | "message-cut-off") {
                continue;
            }
            let (line, column) = lines.place(found.span.start);
            let rest = &input.text[crate::lines::floor(&input.text, found.span.start)..];
            let meant = found.span.end.saturating_sub(found.span.start);
            let meant = rest[..crate::lines::floor(rest, meant)].lines().next().unwrap_or_default();
            findings.push(Finding {
                rule: rule.id,
                severity: found.severity.unwrap_or(rule.severity),
                line,
                column,
                length: meant.chars().count().max(1),
                span: found.span,
                message: found.message,
                help: rule.mend.to_owned(),
                step: rule.step,
                refs: rule.refs,
            });
        }
    }
    findings.sort_by_key(|finding| (finding.span.start, std::cmp::Reverse(finding.severity)));
    Report { kind: input.kind, layers: input.layers, findings, facts, text: input.text }
}

/// Whether the end of the text is missing, or was not read.
fn is_cut(input: &Input) -> bool {
    let faults = input.document.iter().flat_map(|document| &document.faults);
    let ends = |kind: &FaultKind| {
        matches!(kind, FaultKind::EndsInside(_) | FaultKind::Unclosed(_) | FaultKind::TooDeep | FaultKind::TooMany)
    };
    input.wrap_fault == Some(WrapFault::Cut) || faults.map(|fault| &fault.kind).any(ends)
}

/// What is missing may stand in the part that was cut off, so nothing is said of it.
fn says_that_something_is_missing(rule: &str) -> bool {
    rule.starts_with("no-")
        || matches!(
            rule,
            "certificate-truncated" | "certificate-empty" | "unsolicited" | "not-signed" | "assertion-not-signed"
        )
}
