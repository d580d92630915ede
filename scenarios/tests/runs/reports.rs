//! What a run writes: `judge DIR` writes it again byte for byte, `--fail-fast` stops, and one case alone ends as among all.

mod hostile;

use std::collections::BTreeMap;
use std::path::Path;

use crate::common;
use crate::common::{Run, repository, run};
use rstest::rstest;

const FILES: [&str; 6] = ["results.json", "results.sarif", "results.tap", "junit.xml", "summary.md", "index.html"];

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

/// Case, verdict and outcome of each, in order.
fn verdicts(results: &serde_json::Value) -> Vec<String> {
    let cases = results["cases"].as_array().unwrap().iter();
    cases
        .map(|case| format!("{} {} {} {}", case["id"], case["verdict"], case["outcome"]["kind"], case["reason"]))
        .collect()
}

#[test]
fn two_shards_together_are_the_whole_run() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let of = |name: &str, more: &[&str]| {
        run(&at(name), &[&["login", "attack/replay", "guide", "--engine", "http", "--no-snapshots"][..], more].concat())
    };
    let whole = of("whole", &[]);
    let shards = [of("one", &["--shard", "1/2"]), of("two", &["--shard", "2/2"])];
    assert!(shards.iter().all(|shard| shard.results["cases"].as_array().unwrap().len() > 40));
    // By what they took in the whole run, the same parts again on another machine; and no part is missed when they are merged.
    let durations = at("whole").display().to_string();
    let by_record = |name: &str, part: &str| {
        let run = run(
            &at(name),
            &[
                "login/sp-initiated",
                "login/idp-initiated",
                "attack/replay",
                "--engine",
                "http",
                "--no-snapshots",
                "--shard",
                part,
                "--durations",
                &durations,
            ],
        );
        run.results["cases"].as_array().unwrap().iter().map(|case| case["id"].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(by_record("measured", "1/2"), by_record("again", "1/2"));
    let alone = common::harness()
        .args(["report", "merge"])
        .args([at("measured")])
        .arg("--into")
        .arg(at("part"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&alone.stderr);
    assert!(alone.status.code() == Some(2) && said.contains("name the reports of all its shards"), "{said}");
    assert!(!at("part").exists(), "nothing is written for what cannot be merged");
    let merged = common::harness()
        .args(["report", "merge"])
        .args([at("one"), at("two")])
        .arg("--into")
        .arg(at("merged"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&merged.stdout);
    assert_eq!(merged.status.code(), Some(whole.status), "{said}");
    let results: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(at("merged").join("results.json")).unwrap()).unwrap();
    assert_eq!(verdicts(&results), verdicts(&whole.results));
    let count = |name: &str| {
        let junit = std::fs::read_to_string(at(name).join("junit.xml")).unwrap();
        ["<testcase ", "<failure", "<error", "<skipped"].map(|tag| junit.matches(tag).count())
    };
    assert_eq!(count("merged"), count("whole"));
    let compared = common::harness().arg("compare").args([at("whole"), at("merged")]).output().unwrap();
    assert_eq!(compared.status.code(), Some(0), "{}", String::from_utf8_lossy(&compared.stdout));
}

#[test]
fn what_newly_fails_is_told_first_and_is_all_that_is_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let unsigned = ["attack/unsigned@sp-initiated", "attack/unsigned@idp-initiated"];
    let plain = [&unsigned[..], &["login/sp-initiated", "--engine", "http", "--no-snapshots"]].concat();
    run(&at("sound"), &plain);
    run(&at("weak"), &[&plain[..], &["--weakness", "accepts-unsigned"]].concat());
    let compared = common::harness().arg("compare").args([at("sound"), at("weak")]).output().unwrap();
    let said = String::from_utf8_lossy(&compared.stdout);
    assert_eq!(compared.status.code(), Some(1), "{said}");
    assert!(
        said.starts_with("reference: 2 newly failing, 0 newly not verified, 0 newly passing, 0 changed, 1 the same"),
        "{said}"
    );
    let failed = at("weak");
    let again = run(&at("again"), &[&plain[..], &["--failed", failed.to_str().unwrap()]].concat());
    let ids = verdicts(&again.results);
    assert!(ids.len() == 2 && ids.iter().all(|id| id.contains("attack/unsigned@")), "{ids:?}");
    let shown =
        common::harness().args(["show", "attack/unsigned@sp-initiated", "--report"]).arg(at("weak")).output().unwrap();
    let said = String::from_utf8_lossy(&shown.stdout);
    assert!(shown.status.success() && said.contains("verdict   critical fail"), "{said}");
}
