//! What a run leaves in `evidence/`: `run.json` says how it was called, what was planned, against which target, and what was
//! seen beside the cases; what was seen of these is in a file of its own, where one can be read without the others. All that
//! judging reads is there, so that `judge DIR` makes the same reports again.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::evidence::{Archive, Kept, LaneControl, Place, RunEvidence};
use crate::plan::{ControlId, Plan};
use crate::target::Target;

/// Version of the stored form.
const SCHEMA: u32 = 4;

/// A run, before it is judged.
#[derive(Clone, Debug)]
pub struct Record {
    /// How it was called.
    pub call: Call,
    /// The cases as planned.
    pub plan: Plan,
    /// The SP.
    pub target: Target,
    /// What was seen.
    pub evidence: RunEvidence,
}

/// How a run was called, as far as reports and a later `judge` need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// What a command begins with: `saml-harness`, or `cargo run --`.
    pub program: String,
    /// The target file as named on the command line; absent: the reference SP.
    pub target_file: Option<PathBuf>,
    /// The other words of the command line without which a case may end otherwise: `--weakness`, its name, ...
    pub options: Vec<String>,
    /// Which snapshots the results are compared with.
    pub snapshots: Snapshots,
    /// What repeats a case, with `{case}` for its id, where that is no call of `program`: a test.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<String>,
}

/// Which snapshots the results of a run are compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Snapshots {
    /// None.
    Off,
    /// Those that belong to the target: beside its file, or in the clone.
    #[serde(alias = "of-repository")]
    OfTarget,
    /// Those of a folder, as named on the command line.
    Folder(PathBuf),
}

impl Call {
    /// The command that repeats the case `id` alone; it can be pasted into a POSIX shell.
    pub fn command(&self, id: &str) -> String {
        if let Some(repeat) = &self.repeat {
            return repeat.replace("{case}", id);
        }
        let mut words = vec!["run".to_owned(), id.to_owned()];
        if let Some(file) = &self.target_file {
            words.extend(["--target".to_owned(), file.display().to_string()]);
        }
        words.extend(self.options.iter().cloned());
        self.pasted(&words)
    }

    /// The command that looks through the snapshots that the run left.
    pub fn review(&self) -> String {
        let mut words = vec!["snapshots".to_owned(), "review".to_owned()];
        match (&self.snapshots, &self.target_file) {
            (Snapshots::Folder(folder), _) => words.extend(["--snapshots".to_owned(), folder.display().to_string()]),
            (_, Some(file)) => words.extend(["--target".to_owned(), file.display().to_string()]),
            (_, None) => {}
        }
        self.pasted(&words)
    }

    /// The command line of `words`; it can be pasted into a POSIX shell.
    fn pasted(&self, words: &[String]) -> String {
        let quoted =
            words.iter().map(|word| shlex::try_quote(word).expect("no argument of a process holds a NUL byte"));
        format!("{} {}", self.program, quoted.collect::<Vec<_>>().join(" "))
    }
}

/// Why a record could not be stored or read.
#[derive(Debug, Error)]
pub enum RecordError {
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
    call: &'a Call,
    plan: &'a Plan,
    target: &'a Target,
    evidence: &'a RunEvidence,
    /// Of which case each is, and where.
    cases: Vec<(&'a str, Place)>,
    lane_controls: Vec<(&'a ControlId, Place)>,
}

#[derive(Deserialize)]
struct Loaded {
    call: Call,
    plan: Plan,
    target: Target,
    evidence: RunEvidence,
    cases: Vec<(String, Place)>,
    lane_controls: Vec<(ControlId, Place)>,
}

#[derive(Deserialize)]
struct Version {
    schema: u32,
}

impl Record {
    /// Writes the files of `evidence/` below `report`, the folder of the report.
    pub fn store(&self, report: &Path) -> Result<(), RecordError> {
        let path = path(report);
        let Self { call, plan, target, evidence } = self;
        let folder = report.join("evidence");
        let written = fs::create_dir_all(&folder).and_then(|()| {
            let logins = evidence.lane_controls.iter().map(|control| &control.login);
            let mut places = Archive::write(&folder, evidence.cases.iter().chain(logins))?.into_iter();
            let cases = evidence.cases.iter().map(Kept::case).zip(places.by_ref()).collect();
            let lane_controls = evidence.lane_controls.iter().map(|control| &control.id).zip(places).collect();
            let stored = Stored { schema: SCHEMA, call, plan, target, evidence, cases, lane_controls };
            let mut file = BufWriter::new(fs::File::create(&path)?);
            serde_json::to_writer(&mut file, &stored)?;
            file.write_all(b"\n")?;
            file.flush()
        });
        written.map_err(|source| RecordError::File { path, source })
    }

    /// Reads what [`Record::store`] wrote below `report`.
    pub fn load(report: &Path) -> Result<Self, RecordError> {
        let path = path(report);
        let text = fs::read_to_string(&path).map_err(|source| RecordError::File { path: path.clone(), source })?;
        let content = |source| RecordError::Content { path: path.clone(), source };
        let version: Version = serde_json::from_str(&text).map_err(content)?;
        if version.schema != SCHEMA {
            return Err(RecordError::Schema { path: path.clone(), found: version.schema });
        }
        let Loaded { call, plan, target, mut evidence, cases, lane_controls } =
            serde_json::from_str(&text).map_err(content)?;
        let archive = Archive::open(&report.join("evidence"))
            .map_err(|source| RecordError::File { path: report.join("evidence"), source })?;
        let kept = cases.into_iter().map(|(case, place)| Kept::away(case, archive.clone(), place));
        evidence.cases = kept.collect();
        let controls = lane_controls.into_iter().map(|(id, place)| {
            let login = Kept::away(id.to_string(), archive.clone(), place);
            LaneControl { id, login }
        });
        evidence.lane_controls = controls.collect();
        Ok(Self { call, plan, target, evidence })
    }
}

/// Where a report's folder keeps it.
pub(crate) fn path(report: &Path) -> PathBuf {
    report.join("evidence/run.json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn what_is_stored_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let record = sample::record();
        record.store(folder.path()).unwrap();
        let again = Record::load(folder.path()).unwrap();
        assert_eq!((again.call, again.plan, again.evidence), (record.call, record.plan, record.evidence));
        assert_eq!(again.target.path, record.target.path);
    }

    #[test]
    fn evidence_of_another_schema_is_refused_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        sample::record().store(folder.path()).unwrap();
        let path = path(folder.path());
        let text = fs::read_to_string(&path).unwrap().replacen("\"schema\":4", "\"schema\":1", 1);
        fs::write(&path, text).unwrap();
        let error = Record::load(folder.path()).unwrap_err().to_string();
        assert!(error.contains("it has schema 1, and this version reads schema 4; run the cases again"), "{error}");
    }

    #[test]
    fn snapshots_are_reviewed_where_they_are() {
        let mut call = sample::record().call;
        call.program = "saml-harness".to_owned();
        (call.target_file, call.snapshots) = (Some(PathBuf::from("my targets/a.toml")), Snapshots::OfTarget);
        assert_eq!(call.review(), "saml-harness snapshots review --target 'my targets/a.toml'");
        call.snapshots = Snapshots::Folder(PathBuf::from("kept"));
        assert_eq!(call.review(), "saml-harness snapshots review --snapshots kept");
        (call.target_file, call.snapshots) = (None, Snapshots::OfTarget);
        assert_eq!(call.review(), "saml-harness snapshots review");
    }

    #[test]
    fn a_case_is_repeated_as_it_was_run() {
        let mut call = sample::record().call;
        call.program = "cargo run --".to_owned();
        call.target_file = Some(PathBuf::from("my targets/acme-app.toml"));
        call.options = ["--engine", "http", "--weakness", "no-replay-memory"].map(str::to_owned).to_vec();
        assert_eq!(
            call.command("browser/tabs@two"),
            "cargo run -- run browser/tabs@two --target 'my targets/acme-app.toml' --engine http --weakness no-replay-memory"
        );
    }
}
