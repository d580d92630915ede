//! `doctor` walks the path of a run, and says of each stage what was found.

use std::path::Path;

use crate::common;

/// Exit status and output for a target file; without one, for the reference SP.
fn doctor(target: Option<&Path>) -> (i32, String) {
    let mut command = common::harness();
    command.args(["doctor", "--engine", "http"]);
    if let Some(target) = target {
        command.arg("--target").arg(target);
    }
    let output = command.output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

/// Whether a line of `said` begins so, blanks aside.
fn has(said: &str, begin: &str) -> bool {
    said.lines().any(|line| line.split_whitespace().collect::<Vec<_>>().join(" ").starts_with(begin))
}

#[test]
fn each_stage_is_told_and_what_was_found_out_can_be_pasted() {
    let (status, said) = doctor(None);
    assert_eq!(status, 0, "{said}");
    let told = [
        "ok SP http://127.0.0.1:",
        "ok to the IdP by the steps of `[login]`",
        "ok response the ACS answered HTTP ",
        "ok plain login signed in as employee@acme.test in ",
        "ok second person colleague is signed in as colleague@acme.test",
        "ok look-up `#user` at http://127.0.0.1:",
        "ok nobody ",
        "ok a refusal ",
        "ok sign-out ",
        "ok IdP-initiated signed-in as employee@acme.test",
        "shows = \"email\"",
    ];
    for line in told {
        assert!(has(&said, line), "no `{line}` in:\n{said}");
    }
    assert!(!said.contains("MISSING"), "{said}");
}

#[test]
fn all_that_is_told_is_told_as_json_too() {
    let json = |words: &[&str]| -> serde_json::Value {
        let output = common::harness().args(words).arg("--json").output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{said}{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{words:?}: {error} in:\n{said}"))
    };
    let found = json(&["doctor", "--engine", "http"]);
    let checks = found["checks"].as_array().unwrap();
    let state = |what: &str| checks.iter().find(|check| check["what"] == what).map(|check| check["found"].clone());
    assert_eq!(state("plain login"), Some("ok".into()), "{found}");
    assert!(checks.iter().all(|check| check["found"] != "missing"), "{found}");
    let lines = found["target_file_lines"].as_array().unwrap();
    assert!(lines.contains(&"shows = \"email\"".into()), "{found}");
    let checks = json(&["doctor", "--smoke", "--engine", "http"])["checks"].clone();
    assert!(checks.as_array().unwrap().iter().all(|check| check["found"] == "ok"), "{checks}");
    let guide = json(&["guide", "jumpcloud"]);
    let toggle = guide["steps"].as_array().unwrap().iter().flat_map(|step| step["wrong"].as_array().unwrap());
    assert!(toggle.into_iter().any(|wrong| wrong["common"] == true && wrong["mistake"].is_null()), "{guide}");
    assert!(guide["troubles"][0]["mends"][0]["text"].as_str().is_some_and(|text| !text.is_empty()), "{guide}");
    let weaknesses = json(&["reference-sp", "--weaknesses"]);
    assert!(weaknesses.as_array().unwrap().iter().all(|one| one["sentence"].as_str().is_some_and(|it| !it.is_empty())));
}

#[test]
fn what_the_sp_can_do_is_found_out_where_the_target_file_does_not_say() {
    let folder = tempfile::tempdir().unwrap();
    let target = common::reference_target(folder.path(), "sign_both", "# sign_both");
    let (status, said) = doctor(Some(&target));
    assert_eq!(status, 0, "{said}");
    assert!(has(&said, "[supports]") && has(&said, "sign_both = true"), "{said}");
}

#[test]
fn a_sign_out_that_does_nothing_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let target = common::reference_target(folder.path(), "open = \"/logout\"", "open = \"/no-such-page\"");
    let (status, said) = doctor(Some(&target));
    assert_eq!(status, 3, "{said}");
    assert!(
        has(&said, "MISSING sign-out sign-out answered HTTP 404, and employee@acme.test is still signed in"),
        "{said}"
    );
    assert!(has(&said, "ok plain login"), "{said}");
}

#[test]
fn the_page_on_which_company_login_ends_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let target = common::reference_target(folder.path(), "start = \"/login/company\"", "start = \"/login/nowhere\"");
    let (status, said) = doctor(Some(&target));
    assert_eq!(status, 3, "{said}");
    assert!(has(&said, "MISSING to the IdP Company Login did not lead there"), "{said}");
    assert!(said.contains("/login/nowhere, says:"), "{said}");
}

#[test]
fn four_checks_are_one_line_each_and_end_as_a_run_does() {
    let smoke = |target: &[&str]| {
        let output = common::harness().args(["doctor", "--engine", "http", "--smoke"]).args(target).output().unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    let begun = std::time::Instant::now();
    let (status, said) = smoke(&[]);
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    let heads = [
        "ok SP-initiated signed-in",
        "ok IdP-initiated signed-in",
        "ok guest of another domain ",
        "ok error response ",
    ];
    assert_eq!((status, said.lines().count()), (0, heads.len()), "{said}");
    heads.iter().for_each(|head| assert!(has(&said, head), "no `{head}` in:\n{said}"));
    let folder = tempfile::tempdir().unwrap();
    let env = "SP_BASE_URL = \"{sp.base_url}\"";
    let weak = common::reference_target(folder.path(), env, &format!("{env}, SP_WEAKNESS = \"finds-by-part-of-name\""));
    let (status, said) = smoke(&[weak.to_str().unwrap()]);
    assert_eq!(status, 1, "{said}");
    assert!(has(&said, "FAIL guest of another domain signed in as victim@acme.test"), "{said}");
}
