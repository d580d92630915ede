//! `run` at several SPs: which target files, and the overview of what each came to.

use std::fs;
use std::path::{Path, PathBuf};

use maud::{DOCTYPE, html};
use serde_json::json;

use super::repeat::{Runs, Summary, rank};
use super::{Failure, out};
use crate::outcome::{ExitStatus, Verdict};
use crate::report::head;

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
        let forged = (summary.forged > 0).then(|| format!("forged sign-ins: {}", summary.forged));
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
            .and_then(|()| fs::write(report.join("index.html"), as_html(rows, report)));
        written.map_err(Failure::trouble)?;
        out(&format!("\noverview: {}", report.join("index.html").display()));
    }
    let worst = rows.iter().map(|row| row.status).max_by_key(|status| rank(*status));
    Ok(worst.unwrap_or(ExitStatus::Good).code())
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
            "forged": row.summary.as_ref().map(|summary| summary.forged),
            "trouble": row.trouble,
            "report": below(row, report),
        })
    };
    let rows: Vec<_> = rows.iter().map(row).collect();
    format!("{:#}\n", json!({ "schema": 1, "targets": rows }))
}

fn as_html(rows: &[Row], report: &Path) -> String {
    const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:32px auto;max-width:1100px;padding:0 24px}\
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:8px 14px 8px 0;\
        border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent);vertical-align:top}\
        .failed{color:#c6303a;font-weight:600}.good{color:#1a7f4b}";
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(&format!("Company Login: {} SPs", rows.len()), STYLE, Some("default-src 'none'; style-src 'unsafe-inline'")))
            body {
                h1 { "Company Login: " (rows.len()) " SPs" }
                table {
                    tr {
                        th { "SP" } th { "outcome" } th { "forged sign-ins" }
                        @for verdict in Verdict::ALL { th { (verdict.word()) } }
                    }
                    @for row in rows {
                        tr {
                            td { @match below(row, report) { Some(page) => a href=(page) { (row.name()) }, None => (row.name()) } }
                            td.failed[row.status == ExitStatus::Failed].good[row.status == ExitStatus::Good] { (word(row.status)) }
                            @match &row.summary {
                                Some(summary) => {
                                    td { (summary.forged) }
                                    @for (_, count) in &summary.counts { td { (count) } }
                                },
                                None => td colspan="6" { (row.in_words()) },
                            }
                        }
                    }
                }
            }
        }
    };
    page.into_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, status: ExitStatus, fails: usize) -> Row {
        let summary = Summary {
            target: name.to_owned(),
            counts: Verdict::ALL.map(|verdict| (verdict, if verdict == Verdict::Fail { fails } else { 1 })).to_vec(),
            forged: 0,
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
        let page = as_html(&rows, Path::new("r"));
        assert!(page.contains("href=\"weak/index.html\"") && page.contains("no such file"), "{page}");
    }
}
