//! Whoever is signed in without a name is not nobody, wherever the SP shows names; and nobody is nobody where the SP shows
//! nobody the place for a name, empty.

use std::path::Path;

use crate::common::run;
use rstest::rstest;
use serde_json::Value;

/// The rows of all variants of `conformance/name-id-blank`, and of a plain login, at the reference SP with these words on
/// the command line.
fn rows(name: &str, words: &[&str]) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nameless").join(name);
    let cases = ["--engine", "http", "--no-snapshots", "login/sp-initiated", "conformance/name-id-blank"];
    let run = run(&folder, &[&cases[..], words].concat());
    let rows = run.results["cases"].as_array().unwrap().clone();
    assert_eq!(rows.len(), 5, "{}", run.output);
    rows
}

/// Each verdict is `expected`, but that of the plain login, which passes; none is critical.
fn hold(rows: &[Value], expected: &str) {
    for row in rows {
        let verdict = if row["id"] == "login/sp-initiated" { "pass" } else { expected };
        assert_eq!((row["verdict"].as_str(), row["critical"].as_bool()), (Some(verdict), Some(false)), "{row}");
    }
}

#[rstest]
#[case::in_an_element(None)]
#[case::in_an_attribute(Some("data-attribute"))]
#[case::in_a_field(Some("field-value"))]
#[case::in_json(Some("json-who-am-i"))]
#[case::in_json_that_refuses_nobody(Some("json-401"))]
#[case::in_a_sentence(Some("text-around-the-name"))]
fn somebody_without_a_name_fails_a_case_that_demands_nobody(#[case] manner: Option<&str>) {
    let mut words = vec!["--weakness", "signs-in-without-a-name"];
    words.extend(manner.iter().flat_map(|manner| ["--manner", *manner]));
    let rows = rows(manner.unwrap_or("plain"), &words);
    hold(&rows, "fail");
    let said = |row: &Value| row["reason"].as_str().unwrap().contains("somebody without a name is signed in");
    assert_eq!(rows.iter().filter(|row| said(row)).count(), 4, "{rows:?}");
}

#[test]
fn where_nobody_is_shown_the_empty_place_too_it_fails_no_sp() {
    hold(&rows("sound", &["--manner", "empty-for-nobody"]), "pass");
    // Then an empty place says nothing, and the rest of the page is not what nobody is shown.
    let weak = rows("weak", &["--manner", "empty-for-nobody", "--weakness", "signs-in-without-a-name"]);
    hold(&weak, "not-verified");
}
