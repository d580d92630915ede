//! What tests have in common: runs, and what a run would do.
#![allow(dead_code, reason = "each test binary uses its own part")]

pub mod in_process;
pub mod library;
pub mod planned;
pub mod told;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use saml_harness::record::Record;
use serde_json::Value;

/// The repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What `saml-harness run` left behind.
pub struct Run {
    /// Exit status.
    pub status: i32,
    /// stdout and stderr.
    pub output: String,
    /// `results.json`.
    pub results: Value,
    /// Folder of the report.
    pub folder: PathBuf,
}

/// Where cargo has put the `saml-harness` that it built with the tests.
pub const HARNESS: &str = env!("CARGO_BIN_EXE_saml-harness-in-tests");

/// A call of `saml-harness`.
pub fn harness() -> Command {
    let mut command = Command::new(HARNESS);
    command.current_dir(repository());
    command
}

/// Writes the reference SP's target file into `folder`, with `to` in the place of `from`.
pub fn reference_target(folder: &Path, from: &str, to: &str) -> PathBuf {
    let reference = repository().join("scenarios/targets/reference").canonicalize().unwrap();
    let text = std::fs::read_to_string(reference.join("target.toml")).unwrap();
    assert!(text.contains(from), "the target file does not say `{from}` any more");
    let certificate = reference.join("keys/sp.pem");
    let text = text.replace(from, to).replace("keys/sp.pem", certificate.to_str().unwrap());
    let file = folder.join("target.toml");
    std::fs::write(&file, text).unwrap();
    file
}

/// What was seen in the run that wrote its report into `folder`: JSON of the cases, and of the logins beside them.
pub fn evidence(folder: &Path) -> String {
    let record = Record::load(folder).unwrap();
    let controls = record.evidence.lane_controls.iter().map(|control| &control.login);
    let cases = record.evidence.cases.iter().chain(controls).map(|kept| serde_json::to_string(&*kept.seen()).unwrap());
    let beside = serde_json::to_string(&record.evidence).unwrap();
    cases.chain([beside]).collect::<Vec<_>>().join("\n")
}

/// Runs the guides and the login scenarios, once.
pub fn whole_run() -> &'static Run {
    static RUN: OnceLock<Run> = OnceLock::new();
    RUN.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report");
        run(&folder, &["guide", "login"])
    })
}

/// Runs what `arguments` say, with a report in `folder`.
pub fn run(folder: &Path, arguments: &[&str]) -> Run {
    let _ = std::fs::remove_dir_all(folder);
    let output = harness().args(["run", "--quiet", "--report"]).arg(folder).args(arguments).output().unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let results = std::fs::read_to_string(folder.join("results.json"));
    let results = results.unwrap_or_else(|e| panic!("no results.json ({e}); the run said:\n{text}"));
    Run {
        status: output.status.code().unwrap_or(-1),
        output: text,
        results: serde_json::from_str(&results).unwrap(),
        folder: folder.to_owned(),
    }
}

/// The row of `results.json` with this id.
pub fn case<'a>(run: &'a Run, id: &str) -> &'a Value {
    let cases = run.results["cases"].as_array().unwrap();
    cases.iter().find(|case| case["id"] == id).unwrap_or_else(|| panic!("`{id}` was not run; {}", run.output))
}
