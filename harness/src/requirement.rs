//! The rows that scenarios name in `refs`: what an SP can be held to, and which rows no scenario covers, with reasons.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

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

/// Reads `scenarios/requirements.toml` of the repository.
pub fn load(repository: &Path) -> Result<Requirements, RequirementError> {
    let path = repository.join("scenarios/requirements.toml");
    let text = read(&path)?;
    toml::from_str(&text)
        .map_err(|error| RequirementError { path: path.display().to_string(), message: error.to_string() })
}

/// Reads `scenarios/coverage.txt`: the rows that no scenario covers, each with the reason (`ID`, a tab, the reason).
pub fn uncovered(repository: &Path) -> Result<BTreeMap<String, String>, RequirementError> {
    let path = repository.join("scenarios/coverage.txt");
    let mut rows = BTreeMap::new();
    for (number, line) in read(&path)?.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((id, reason)) = line.split_once('\t').filter(|(_, reason)| !reason.trim().is_empty()) else {
            let message = format!("line {}: write the row's id, a tab and the reason", number + 1);
            return Err(RequirementError { path: path.display().to_string(), message });
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

fn read(path: &PathBuf) -> Result<String, RequirementError> {
    std::fs::read_to_string(path)
        .map_err(|error| RequirementError { path: path.display().to_string(), message: error.to_string() })
}
