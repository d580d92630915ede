//! Evidence on disk: `evidence/run.json`, with all that judging reads, so that the same report can be made again.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::RunEvidence;
use crate::plan::Plan;
use crate::target::Target;

/// Version of the stored form.
const SCHEMA: u32 = 2;

/// Why evidence could not be stored or read.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Reading or writing failed.
    #[error("evidence `{path}`: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no stored evidence.
    #[error("`{path}` is no stored evidence: {source}")]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// Another version wrote it.
    #[error(
        "`{path}` was written by another version of saml-harness: it has schema {found}, and this version reads schema {SCHEMA}; \
         run the cases again, or judge it with the version that wrote it"
    )]
    Schema {
        /// The file.
        path: PathBuf,
        /// What it says.
        found: u32,
    },
}

#[derive(Serialize)]
struct Stored<'a> {
    schema: u32,
    plan: &'a Plan,
    target: &'a Target,
    evidence: &'a RunEvidence,
}

#[derive(Deserialize)]
struct Loaded {
    plan: Plan,
    target: Target,
    evidence: RunEvidence,
}

#[derive(Deserialize)]
struct Version {
    schema: u32,
}

/// Where a report's folder keeps it.
fn path(report: &Path) -> PathBuf {
    report.join("evidence/run.json")
}

/// Writes `evidence/run.json` below `report`, the folder of the report.
pub fn store(report: &Path, plan: &Plan, target: &Target, evidence: &RunEvidence) -> Result<(), StoreError> {
    let path = path(report);
    let stored = Stored { schema: SCHEMA, plan, target, evidence };
    let text = serde_json::to_string_pretty(&stored);
    let mut text = text.map_err(|source| StoreError::Content { path: path.clone(), source })?;
    text.push('\n');
    let written = fs::create_dir_all(report.join("evidence")).and_then(|()| fs::write(&path, text));
    written.map_err(|source| StoreError::File { path, source })
}

/// Reads what [`store`] wrote below `report`.
pub fn load(report: &Path) -> Result<(Plan, Target, RunEvidence), StoreError> {
    let path = path(report);
    let text = fs::read_to_string(&path).map_err(|source| StoreError::File { path: path.clone(), source })?;
    let content = |source| StoreError::Content { path: path.clone(), source };
    let version: Version = serde_json::from_str(&text).map_err(content)?;
    if version.schema != SCHEMA {
        return Err(StoreError::Schema { path: path.clone(), found: version.schema });
    }
    let Loaded { plan, target, evidence } = serde_json::from_str(&text).map_err(content)?;
    Ok((plan, target, evidence))
}
