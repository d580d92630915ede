//! The rows that scenarios name in `refs`: what an SP can be held to, and which rows no scenario covers, with reasons.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use thiserror::Error;

use crate::diagnostic::Source;
use crate::plan::Case;

/// One row of `scenarios/requirements.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// MUST, SHOULD, MAY, SEC, BP, PROF or DIAG; what makes it binding in brackets.
    pub level: String,
    /// What the SP does, as one sentence.
    pub requirement: String,
    /// Clauses, advisories.
    pub source: String,
}

/// All rows by id, in the order of ids.
pub type Requirements = BTreeMap<String, Requirement>;

/// A file that cannot be read, or does not say what it should.
#[derive(Debug, Error)]
#[error("{path}: {message}")]
pub struct RequirementError {
    path: String,
    message: String,
}

/// Reads the rows of `scenarios/requirements.toml`.
pub fn load(source: &Source) -> Result<Requirements, RequirementError> {
    toml::from_str(&read(source)?).map_err(|error| fault(source, error.to_string()))
}

/// Reads `scenarios/coverage.txt`: the rows that no scenario covers, each with the reason (`ID`, a tab, the reason).
pub fn uncovered(source: &Source) -> Result<BTreeMap<String, String>, RequirementError> {
    let mut rows = BTreeMap::new();
    for (number, line) in read(source)?.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((id, reason)) = line.split_once('\t').filter(|(_, reason)| !reason.trim().is_empty()) else {
            let message = format!("line {}: write the row's id, a tab and the reason", number + 1);
            return Err(fault(source, message));
        };
        rows.insert(id.to_owned(), reason.trim().to_owned());
    }
    Ok(rows)
}

/// Which scenarios (without variants) name each row.
pub fn covered(cases: &[Case], requirements: &Requirements) -> BTreeMap<String, BTreeSet<String>> {
    let mut rows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for case in cases {
        for row in case.refs.iter().filter(|reference| requirements.contains_key(*reference)) {
            rows.entry(row.clone()).or_default().insert(case.id.scenario().to_owned());
        }
    }
    rows
}

fn read(source: &Source) -> Result<Cow<'static, str>, RequirementError> {
    source.text().map_err(|error| fault(source, error.to_string()))
}

fn fault(source: &Source, message: String) -> RequirementError {
    RequirementError { path: source.path().display().to_string(), message }
}
