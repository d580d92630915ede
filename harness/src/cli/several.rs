//! `run` at several SPs: which target files, and the overview of what each came to.

mod markdown;
mod page;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::repeat::{Runs, Summary, rank};
use super::{Failure, github, out};
use crate::outcome::{ExitStatus, Verdict};
use crate::report::words;

/// What the run at one SP came to.
#[derive(Debug)]
pub(super) struct Row {
    file: PathBuf,
    /// Its report, where one was asked for.
    folder: Option<PathBuf>,
    status: ExitStatus,
    summary: Option<Summary>,
    /// Why nothing was run.
    trouble: Option<String>,
}

impl Row {
    /// The row of a target file: its runs, or why there were none.
    pub(super) fn of(file: PathBuf, folder: Option<PathBuf>, done: Result<Runs, Failure>) -> Self {
        let (status, summary, trouble) = match done {
            Ok(runs) => (runs.exit_status(), runs.last, None),
            Err(Failure::Usage(words)) => (ExitStatus::Usage, None, Some(words)),
            Err(Failure::Trouble(words)) => (ExitStatus::NotVerified, None, Some(words)),
        };
        Self { file, folder, status, summary, trouble }
    }

    fn name(&self) -> String {
        let of_file = || self.file.display().to_string();
        self.summary.as_ref().map_or_else(of_file, |summary| summary.target.clone())
    }

    fn in_words(&self) -> String {
        let Some(summary) = &self.summary else {
            return self.trouble.clone().unwrap_or_else(|| "nothing to run again".to_owned());
        };
        let forged = (!summary.forged.is_empty()).then(|| format!("forged sign-ins: {}", summary.forged.len()));
        let seen = summary.counts.iter().filter(|(_, count)| *count > 0);
        let counts = seen.map(|(verdict, count)| format!("{count} {}", verdict.word()));
        forged.into_iter().chain(counts).collect::<Vec<_>>().join(", ")
    }
}

/// The target files of a folder: `*.toml` in it, and `target.toml` in each folder in it; by name.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error: std::io::Error| Failure::Usage(format!("`{}` cannot be read: {error}", folder.display()));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            files.extend(Some(path.join("target.toml")).filter(|file| file.is_file()));
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        let where_ = folder.display();
        return Err(Failure::Usage(format!(
            "no target file in `{where_}`: neither `{where_}/*.toml` nor `{where_}/*/target.toml` is there"
        )));
    }
    Ok(files)
}

/// The folder of a target's report, below that of all: its file's name, or its folder's where the file says nothing; with a
/// number when one of `before` has it.
pub(super) fn folder_of(file: &Path, before: &[Row]) -> String {
    let name = |path: Option<&std::ffi::OsStr>| path.map(|name| name.to_string_lossy().into_owned());
    let stem = name(file.file_stem()).filter(|stem| stem != "target");
    let folder = || name(file.canonicalize().ok()?.parent()?.file_name());
    let base = stem.or_else(folder).unwrap_or_else(|| "target".to_owned());
    let is_taken = |name: &str| before.iter().any(|row| row.folder.as_ref().is_some_and(|other| other.ends_with(name)));
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    std::iter::once(base.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or(base)
}

/// Says what each came to, writes the overview to `report`, and gives the worst exit status.
pub(super) fn tell(rows: &[Row], report: Option<&Path>) -> Result<u8, Failure> {
    let width = rows.iter().map(|row| row.name().chars().count()).max().unwrap_or_default();
    let lines = rows.iter().map(|row| {
        let word = word(row.status);
        format!("{word:12}  {:width$}  {}", row.name(), row.in_words().lines().next().unwrap_or_default())
    });
    out(&format!("\n{} SPs\n{}", rows.len(), lines.collect::<Vec<_>>().join("\n")));
    if let Some(report) = report {
        let written = fs::create_dir_all(report)
            .and_then(|()| fs::write(report.join("targets.json"), as_json(rows, report)))
            .and_then(|()| fs::write(report.join("summary.md"), markdown::render(rows)))
            .and_then(|()| fs::write(report.join("index.html"), page::render(rows, report)));
        written.map_err(Failure::trouble)?;
        out(&format!("\noverview: {}", report.join("index.html").display()));
    }
    github::summarise(&Ok(markdown::render(rows)));
    Ok(worst(rows).code())
}

/// The worst exit status of all.
fn worst(rows: &[Row]) -> ExitStatus {
    rows.iter().map(|row| row.status).max_by_key(|status| rank(*status)).unwrap_or(ExitStatus::Good)
}

/// The SPs with the worst first, each in the order in which they were run.
fn worst_first(rows: &[Row]) -> Vec<&Row> {
    let forged = |row: &Row| row.summary.as_ref().map_or(0, |summary| summary.forged.len());
    let mut sorted: Vec<&Row> = rows.iter().collect();
    sorted.sort_by_key(|row| std::cmp::Reverse((forged(row) > 0, rank(row.status))));
    sorted
}

/// An exit status, as a word of the overview.
fn word(status: ExitStatus) -> &'static str {
    match status {
        ExitStatus::Good => "good",
        ExitStatus::Failed => "failed",
        ExitStatus::Usage => "not run",
        ExitStatus::NotVerified => "not verified",
    }
}

/// The worst verdict at an SP, as `fail (high)`.
fn worst_verdict(summary: &Summary) -> String {
    summary.worst.map_or_else(
        || "-".to_owned(),
        |(verdict, severity)| match verdict {
            Verdict::Fail | Verdict::Warn => format!("{} ({})", words(verdict), severity.word()),
            _ => words(verdict).to_owned(),
        },
    )
}

/// Where a row's report is, seen from the overview's folder.
fn below(row: &Row, report: &Path) -> Option<String> {
    let folder = row.folder.as_ref().filter(|_| row.summary.is_some())?;
    Some(folder.strip_prefix(report).ok()?.join("index.html").display().to_string())
}

fn as_json(rows: &[Row], report: &Path) -> String {
    let row = |row: &Row| {
        let counts = row.summary.iter().flat_map(|summary| &summary.counts);
        let counts: serde_json::Map<_, _> =
            counts.map(|(verdict, count)| (verdict.word().into(), json!(count))).collect();
        json!({
            "target": row.name(),
            "file": row.file,
            "exit_status": row.status.code(),
            "summary": counts,
            "forged": row.summary.as_ref().map(|summary| summary.forged.len()),
            "worst": row.summary.as_ref().and_then(|summary| summary.worst).map(|(verdict, severity)| {
                json!({ "verdict": verdict.word(), "severity": severity.word() })
            }),
            "trouble": row.trouble,
            "report": below(row, report),
        })
    };
    let rows: Vec<_> = rows.iter().map(row).collect();
    format!("{:#}\n", json!({ "schema": 1, "targets": rows }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Severity;

    pub(super) fn row(name: &str, status: ExitStatus, fails: usize) -> Row {
        let summary = Summary {
            target: name.to_owned(),
            counts: Verdict::ALL.map(|verdict| (verdict, if verdict == Verdict::Fail { fails } else { 1 })).to_vec(),
            forged: Vec::new(),
            worst: Some((if fails > 0 { Verdict::Fail } else { Verdict::Warn }, Severity::High)),
        };
        let folder = Some(PathBuf::from("r").join(name));
        Row { file: PathBuf::from(name), folder, status, summary: Some(summary), trouble: None }
    }

    #[test]
    fn target_files_are_found_in_a_folder_and_in_the_folders_in_it() {
        let folder = tempfile::tempdir().unwrap();
        assert!(files(folder.path()).is_err());
        fs::create_dir_all(folder.path().join("b/deep")).unwrap();
        fs::create_dir_all(folder.path().join("none")).unwrap();
        for file in ["a.toml", "a.txt", "b/target.toml", "b/other.toml", "b/deep/target.toml"] {
            fs::write(folder.path().join(file), "").unwrap();
        }
        let found = files(folder.path()).unwrap();
        assert_eq!(found, ["a.toml", "b/target.toml"].map(|file| folder.path().join(file)));
        assert_eq!(folder_of(&found[0], &[]), "a");
        assert_eq!(folder_of(&found[1], &[]), "b");
        assert_eq!(folder_of(&found[1], &[row("b", ExitStatus::Good, 0)]), "b-2");
    }

    #[test]
    fn the_worst_exit_status_is_that_of_all_and_each_sp_is_told() {
        let broken = Failure::Usage("no such file".to_owned());
        let rows = [
            row("good", ExitStatus::Good, 0),
            Row::of(PathBuf::from("gone.toml"), None, Err(broken)),
            row("weak", ExitStatus::Failed, 3),
        ];
        let report = tempfile::tempdir().unwrap();
        assert_eq!(tell(&rows, Some(report.path())).unwrap(), 1);
        let told: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(report.path().join("targets.json")).unwrap()).unwrap();
        assert_eq!(told["targets"][2]["summary"]["fail"], 3);
        assert_eq!(
            (&told["targets"][1]["exit_status"], &told["targets"][1]["trouble"]),
            (&json!(2), &json!("no such file"))
        );
        assert_eq!(told["targets"][2]["worst"], json!({ "verdict": "fail", "severity": "high" }));
        for file in ["index.html", "summary.md"] {
            let text = fs::read_to_string(report.path().join(file)).unwrap();
            assert!(text.contains("weak") && text.contains("no such file"), "{file}: {text}");
        }
    }

    #[test]
    fn the_worst_sp_is_told_first() {
        let mut forged = row("forged", ExitStatus::Failed, 1);
        forged.summary.as_mut().unwrap().forged = vec!["attack/unsigned".to_owned()];
        let rows = [row("good", ExitStatus::Good, 0), row("weak", ExitStatus::Failed, 3), forged];
        assert_eq!(worst_first(&rows).iter().map(|row| row.name()).collect::<Vec<_>>(), ["forged", "weak", "good"]);
    }
}
