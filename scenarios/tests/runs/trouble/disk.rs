//! No room for the report: said before the run where it shows then, and at the end with all that was judged where it does not.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output};

use rstest::rstest;

use crate::common;

fn run_into(report: &Path) -> Command {
    let mut command = common::harness();
    command.args(["run", "login/sp-initiated", "--engine", "http", "--no-snapshots", "--report"]).arg(report);
    command
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Holds that the run ended before anything was run, with the folder and the reason in its words.
fn refused(output: &Output, report: &Path, reason: &str) {
    let said = said(output);
    let sentence = format!("error: the report folder `{}` cannot be written to: ", report.display());
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(&sentence) && said.contains(reason) && said.contains("nothing was run"), "{said}");
    assert!(!said.contains("pass"), "{said}");
}

#[test]
fn a_report_that_has_no_place_is_told_before_anything_is_run() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("file/report");
    std::fs::write(folder.path().join("file"), "").unwrap();
    refused(&run_into(&report).output().unwrap(), &report, "Not a directory");
}

/// As somebody who is not root, whom no permission stops.
#[test]
fn a_folder_without_permission_is_told_before_anything_is_run() {
    let folder = tempfile::tempdir().unwrap();
    let mode = |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    mode(folder.path(), 0o555);
    let report = folder.path().join("report");
    let mut command = run_into(&report);
    let is_root = std::fs::write(&report, "").is_ok_and(|()| std::fs::remove_file(&report).is_ok());
    if is_root {
        command.uid(65_534).gid(65_534).env("TMPDIR", "/tmp");
    }
    let output = match command.output() {
        // Where the program is, nobody but root may look.
        Err(_) if is_root => return,
        output => output.unwrap(),
    };
    mode(folder.path(), 0o755);
    refused(&output, &report, "Permission denied");
}

/// Where a user may have a file system of their own.
#[test]
fn a_full_disk_is_told_before_anything_is_run() {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report");
    let mut command = Command::new("unshare");
    let script = format!("mount -t tmpfs -o size=256k none '{}' || exit 77; exec \"$@\"", folder.path().display());
    command.args(["--map-root-user", "--mount", "sh", "-c", &script, "sh"]).current_dir(common::repository());
    let run = run_into(&report);
    let Ok(output) = command.arg(run.get_program()).args(run.get_args()).output() else { return };
    if output.status.code() == Some(77) || said(&output).contains("unshare") {
        return;
    }
    refused(&output, &report, "No space left on device");
}

/// `/dev/full` takes no octet, as a disk that is full by now.
#[rstest]
#[case::evidence("evidence/run.json", &[], 3)]
#[case::page("index.html", &[], 3)]
#[case::page_of_a_failure("index.html", &["attack/unsigned@sp-initiated", "--weakness", "accepts-unsigned"], 1)]
fn a_disk_that_fills_up_meanwhile_costs_the_report_and_no_verdict(
    #[case] file: &str,
    #[case] more: &[&str],
    #[case] status: i32,
) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    symlink("/dev/full", &path).unwrap();
    let output = run_into(folder.path()).args(more).output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(status), "{said}");
    let told = "there is no whole report, since it could not be written: ";
    assert!(said.contains(told) && said.contains(&path.display().to_string()), "{said}");
    assert!(said.contains("No space left on device") && said.contains("login       "), "{said}");
    assert_eq!(said.contains("attack/unsigned@sp-initiated"), status == 1, "{said}");
}
