//! `results.json`, read again: what a run came to, for those who compare runs or go on from one.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;

use crate::outcome::{Outcome, SnapshotState, Verdict};

/// The version of the shape that is read.
const SCHEMA: u32 = 1;

/// What a run came to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Results {
    schema: u32,
    /// Name of the target.
    pub target: String,
    /// `browser` or `http`.
    pub engine: String,
    /// One for each case, in the order of the report.
    pub cases: Vec<Row>,
}

/// What one case came to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// Case id.
    pub id: String,
    /// One line.
    pub title: String,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether somebody was signed in by a forgery.
    pub critical: bool,
    /// What was seen; none when that is unknown.
    pub outcome: Option<Outcome>,
    /// How its snapshot compared.
    pub snapshot: SnapshotState,
    /// Why, in words.
    pub reason: String,
    /// Milliseconds that it took, with the set-up of the SP where it was the first in its lane.
    #[serde(default)]
    pub duration_ms: u64,
    /// How often it was tried again after trouble.
    pub retries: u32,
}

/// Why results cannot be read.
#[derive(Debug, Error)]
pub enum ResultsError {
    /// There is no such file, or it cannot be read.
    #[error("`{}` cannot be read; name a folder that `run --report` wrote, or its results.json", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is no such file.
    #[error("`{}` is no results.json", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// Another version wrote it.
    #[error("`{}` has schema {found}, and this version reads schema {SCHEMA}", path.display())]
    Schema {
        /// The file.
        path: PathBuf,
        /// What it says.
        found: u32,
    },
}

impl Results {
    /// Reads the results of `report`: its folder, or the file itself.
    pub fn load(report: &Path) -> Result<Self, ResultsError> {
        let path = if report.is_dir() { report.join("results.json") } else { report.to_owned() };
        let text = fs::read_to_string(&path).map_err(|source| ResultsError::File { path: path.clone(), source })?;
        let results: Self =
            serde_json::from_str(&text).map_err(|source| ResultsError::Content { path: path.clone(), source })?;
        if results.schema != SCHEMA {
            return Err(ResultsError::Schema { path, found: results.schema });
        }
        Ok(results)
    }

    /// The case `id`.
    pub fn case(&self, id: &str) -> Option<&Row> {
        self.cases.iter().find(|row| row.id == id)
    }
}

impl Row {
    /// Whether the case is to be looked at again: it failed, nobody could tell, it was flaky, or its snapshot is not the
    /// accepted one.
    pub fn is_open(&self) -> bool {
        matches!(self.verdict, Verdict::Fail | Verdict::NotVerified)
            || self.retries > 0
            || matches!(self.snapshot, SnapshotState::Changed | SnapshotState::New)
    }

    /// Verdict and outcome in words, as `fail: refused at phase acs (HTTP 403)`.
    pub fn in_words(&self) -> String {
        let critical = if self.critical { "critical " } else { "" };
        let outcome = self.outcome.as_ref().map(|outcome| format!(": {}", outcome.in_words())).unwrap_or_default();
        format!("{critical}{}{outcome}", self.verdict.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judgement::Judgement;
    use crate::{report, sample};

    fn written(folder: &Path) -> PathBuf {
        let judgement = Judgement::of(sample::record());
        let files = report::files(&judgement).unwrap();
        let (_, text) = files.iter().find(|(file, _)| *file == "results.json").unwrap();
        let path = folder.join("results.json");
        fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn what_the_report_wrote_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path());
        let results = Results::load(folder.path()).unwrap();
        assert_eq!(results, Results::load(&path).unwrap());
        assert_eq!((results.target.as_str(), results.cases.len()), ("acme-app", 10));
        let open: Vec<&str> = results.cases.iter().filter(|row| row.is_open()).map(|row| row.id.as_str()).collect();
        assert!(open.contains(&"robustness/slow") && !open.contains(&"login/sp-initiated"), "{open:?}");
    }

    #[test]
    fn what_is_no_result_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let said = |error: ResultsError| error.to_string();
        assert!(said(Results::load(folder.path()).unwrap_err()).contains("name a folder that `run --report` wrote"));
        let path = written(folder.path());
        let text = fs::read_to_string(&path).unwrap().replacen("\"schema\": 1", "\"schema\": 9", 1);
        fs::write(&path, text).unwrap();
        assert!(said(Results::load(folder.path()).unwrap_err()).contains("has schema 9"));
        fs::write(&path, "[]").unwrap();
        assert!(said(Results::load(folder.path()).unwrap_err()).contains("is no results.json"));
    }
}
