//! Every login scenario and every guide, in real Chromium, against the reference SP.

use std::path::{Path, PathBuf};

use crate::common::{case, repository, run, whole_run};
use rstest::rstest;
use saml_harness::guide;
use serde_json::Value;

fn assert_good(id_or_scenario: &str) {
    let run = whole_run();
    let cases = run.results["cases"].as_array().unwrap();
    let belongs = |id: &str| id == id_or_scenario || id.starts_with(&format!("{id_or_scenario}@"));
    let mine: Vec<&Value> = cases.iter().filter(|case| belongs(case["id"].as_str().unwrap())).collect();
    assert!(!mine.is_empty(), "no case of `{id_or_scenario}` was run:\n{}", run.output);
    for case in mine {
        assert_eq!(case["verdict"], "pass", "{}: {}\n{}", case["id"], case["reason"], run.output);
        assert_eq!(case["snapshot"], "same", "{}: the snapshot differs or is missing\n{}", case["id"], run.output);
    }
}

/// One test a file; `build.rs` sees to it that an added file is compiled in.
#[rstest]
fn scenario(#[files("catalogue/login/*.toml")] file: PathBuf) {
    let folder = repository().join("scenarios/catalogue").canonicalize().unwrap();
    let id = file.canonicalize().unwrap().strip_prefix(folder).unwrap().with_extension("");
    assert_good(id.to_str().unwrap());
}

#[rstest]
fn guide_file(#[files("guides/*.toml")] file: PathBuf) {
    let name = file.file_stem().unwrap().to_str().unwrap();
    assert_good(&format!("guide/{name}"));
}

#[test]
fn every_file_on_disk_is_a_test_and_was_run() {
    let run = whole_run();
    let compiled = scenario_files_on_disk();
    assert!(compiled >= 25, "only {compiled} login scenarios");
    let guide = guide::load(&repository().join("scenarios/guides/jumpcloud.toml")).unwrap();
    let cases = run.results["cases"].as_array().unwrap();
    let guide_cases = cases.iter().filter(|c| c["id"].as_str().unwrap().starts_with("guide/jumpcloud")).count();
    assert_eq!(guide_cases, 1 + guide.skips.len() + guide.mistakes.len() + guide.courses.len());
    assert!(guide.mistakes.len() >= 25, "only {} mistakes", guide.mistakes.len());
}

fn scenario_files_on_disk() -> usize {
    let run = whole_run();
    let mut folders = vec![repository().join("scenarios/catalogue/login")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let id = path.strip_prefix(repository().join("scenarios/catalogue")).unwrap().with_extension("");
            let id = id.to_str().unwrap();
            let cases = run.results["cases"].as_array().unwrap();
            let seen = cases.iter().any(|c| {
                let case = c["id"].as_str().unwrap();
                case == id || case.starts_with(&format!("{id}@"))
            });
            assert!(seen, "`{id}` is on disk and was not run");
            count += 1;
        }
    }
    count
}

#[rstest]
#[case("guide/jumpcloud@skip-declare-redirect-endpoint", "not-found", "start")]
#[case("guide/jumpcloud@skip-sign-assertion", "not-found", "acs")]
#[case("guide/jumpcloud@mend", "signed-in", "acs")]
#[case("guide/jumpcloud@mend-without-new-metadata", "not-found", "start")]
fn the_404_of_the_story(#[case] id: &str, #[case] kind: &str, #[case] phase: &str) {
    let outcome = &case(whole_run(), id)["outcome"];
    assert_eq!((outcome["kind"].as_str(), outcome["phase"].as_str()), (Some(kind), Some(phase)), "{outcome}");
    if kind == "not-found" {
        assert_eq!(outcome["http_status"], 404);
    }
}

/// The engine without a browser is worth its speed only while it tells the same.
#[test]
fn without_a_browser_every_case_ends_the_same() {
    let browser = whole_run();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("report-http");
    let http = run(&folder, &["guide", "login", "--engine", "http"]);
    assert_eq!(http.results["engine"], "http");
    let told = |case: &Value| {
        let outcome = &case["outcome"];
        let fields = [&case["verdict"], &outcome["kind"], &outcome["user"], &outcome["phase"], &outcome["http_status"]];
        fields.map(ToString::to_string).join(" ")
    };
    let mut different = Vec::new();
    for seen in http.results["cases"].as_array().unwrap() {
        if seen["reason"].as_str().is_some_and(|reason| reason.contains("flow.needs")) {
            continue;
        }
        let id = seen["id"].as_str().unwrap();
        let (one, other) = (told(case(browser, id)), told(seen));
        if one != other {
            different.push(format!("{id}: {one} in the browser, {other} without ({})", seen["reason"]));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn the_whole_run_ends_well() {
    let run = whole_run();
    assert_eq!(run.status, 0, "{}", run.output);
    for file in ["results.json", "junit.xml", "index.html", "summary.md", "evidence"] {
        assert!(run.folder.join(file).exists(), "{file} is missing");
    }
}
