//! What a run writes: `judge DIR` writes it again byte for byte, `--fail-fast` stops, and one case alone ends as among all.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::{Run, repository, run};
use rstest::rstest;

const FILES: [&str; 4] = ["results.json", "junit.xml", "summary.md", "index.html"];

fn files(folder: &Path) -> BTreeMap<&'static str, String> {
    FILES.into_iter().map(|file| (file, std::fs::read_to_string(folder.join(file)).unwrap())).collect()
}

/// Runs with these arguments over HTTP, judges what it left, and holds the two to be the same.
fn judged_again(arguments: &[&str]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report");
    let run = run(&report, &[&["--engine", "http"], arguments].concat());
    let first = files(&report);
    FILES.iter().for_each(|file| std::fs::remove_file(report.join(file)).unwrap());
    let output = common::harness().arg("judge").arg(&report).output().unwrap();
    assert_eq!(output.status.code(), Some(run.status), "{}", String::from_utf8_lossy(&output.stderr));
    for (file, text) in files(&report) {
        assert_eq!(text, first[file], "{file}");
    }
    run
}

#[test]
fn judge_writes_what_the_run_wrote() {
    let run = judged_again(&["login/authn-context", "misconfiguration/tile-only"]);
    assert_eq!(run.status, 0, "{}", run.output);
    // A page's text may differ from the browser's; what matters here is that snapshots were compared at all.
    let cases = run.results["cases"].as_array().unwrap();
    assert!(cases.iter().any(|case| case["snapshot"] == "same"), "{}", run.output);
}

#[test]
fn judge_writes_what_a_run_with_a_target_file_wrote() {
    let target = repository().join("scenarios/targets/reference/target.toml");
    let target = target.to_str().unwrap();
    let run = judged_again(&["attack/unsigned", "--no-snapshots", "--target", target]);
    assert_eq!(run.status, 0, "{}", run.output);
}

#[test]
fn judge_writes_what_a_run_with_a_weakness_wrote() {
    let run = judged_again(&["attack/unsigned@sp-initiated", "--weakness", "accepts-unsigned"]);
    assert_eq!(run.status, 1, "{}", run.output);
    assert_eq!(run.results["cases"][0]["snapshot"], "off", "an SP with a weakness has no snapshots");
    let repeat = "cargo run -- run attack/unsigned@sp-initiated --engine http --weakness accepts-unsigned";
    assert!(run.output.contains(repeat), "{}", run.output);
}

#[rstest]
#[case::off("--no-snapshots", None, "off")]
#[case::elsewhere("--snapshots", Some("snapshots-that-are-not-there"), "off")]
fn judge_writes_what_a_run_with_other_snapshots_wrote(
    #[case] option: &str,
    #[case] value: Option<&str>,
    #[case] state: &str,
) {
    let folder = tempfile::tempdir().unwrap();
    let value = value.map(|name| folder.path().join(name).to_str().unwrap().to_owned());
    let arguments: Vec<&str> = ["login/sp-initiated", option].into_iter().chain(value.as_deref()).collect();
    let run = judged_again(&arguments);
    assert_eq!((run.status, &run.results["cases"][0]["snapshot"]), (0, &state.into()), "{}", run.output);
}

/// Its verdict once depended on whether others that end on the same page were run, too.
#[test]
fn a_misconfiguration_alone_ends_well_in_a_browser() {
    let folder = tempfile::tempdir().unwrap();
    let run = run(&folder.path().join("report"), &["misconfiguration/tile-only"]);
    assert_eq!(run.status, 0, "{}", run.output);
    assert_eq!(run.results["cases"][0]["verdict"], "pass");
}

#[test]
fn fail_fast_stops_at_the_first_failure_and_says_what_was_not_run() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["attack", "--engine", "http", "--weakness", "accepts-unsigned", "--fail-fast"];
    let run = run(&folder.path().join("report"), &arguments);
    assert_eq!(run.status, 1, "{}", run.output);
    let summary = &run.results["summary"];
    assert_eq!(summary["fail"], 1, "nothing is finished after the first failure: {summary}");
    let cases = run.results["cases"].as_array().unwrap();
    let failed = cases.iter().find(|case| case["verdict"] == "fail").unwrap()["id"].as_str().unwrap();
    let reason = format!("the run stopped at its first failure, `{failed}` (`--fail-fast`)");
    let not_run = cases.iter().filter(|case| case["reason"].as_str().is_some_and(|text| text.contains(&reason)));
    assert!(not_run.clone().all(|case| case["verdict"] == "not-verified"));
    assert!(not_run.count() > cases.len() / 2, "{summary}");
    assert!(run.output.contains(&reason), "{}", run.output);
}
