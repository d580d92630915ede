//! Which rows of `requirements.toml` the catalogue covers, and why it does not cover the others.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{planned, repository};
use saml_harness::diagnostic::Source;
use saml_harness::judge::rule;
use saml_harness::plan::Case;
use saml_harness::requirement::{self, Requirements};

/// How many rows are covered. The number may grow; a row that gets lost is a scenario that somebody took away.
const AT_LEAST: usize = 368;

fn cases() -> Vec<Case> {
    planned::cases(&planned::target("reference"))
}

fn requirements() -> Requirements {
    requirement::load(&Source::on_disk(repository().join("scenarios/requirements.toml"))).unwrap()
}

#[test]
fn the_reasons_are_those_of_the_rows_that_no_scenario_covers() {
    let requirements = requirements();
    let covered: BTreeSet<String> = requirement::covered(&cases(), &requirements).into_keys().collect();
    let reasons = requirement::uncovered(&Source::on_disk(repository().join("scenarios/coverage.txt"))).unwrap();
    let mut trouble = Vec::new();
    for id in requirements.keys().filter(|id| !covered.contains(*id) && !reasons.contains_key(*id)) {
        trouble.push(format!("{id}: no scenario names it and no reason is given"));
    }
    for id in reasons.keys() {
        if covered.contains(id) {
            trouble.push(format!("{id}: a scenario names it, so the reason is out of date"));
        } else if !requirements.contains_key(id) {
            trouble.push(format!("{id}: there is no such row"));
        }
    }
    assert!(trouble.is_empty(), "scenarios/coverage.txt:\n{}", trouble.join("\n"));
    let rows = covered.len();
    assert!(rows >= AT_LEAST, "{rows} rows are covered, which is fewer than {AT_LEAST}");
}

#[test]
fn the_reasons_are_in_the_order_of_the_rows_and_each_row_has_one() {
    let text = std::fs::read_to_string(repository().join("scenarios/coverage.txt")).unwrap();
    let ids: Vec<&str> = text.lines().filter_map(|line| line.split_once('\t')).map(|(id, _)| id).collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "not sorted, or a row twice");
}

/// A row that a rule judges is covered by a scenario that demands such a rule; to name the row is not enough.
#[test]
fn what_a_rule_judges_some_scenario_demands() {
    let mut judged: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for rule in rule::all() {
        for row in rule.rows {
            judged.entry(row).or_default().push(rule.name);
        }
    }
    let cases = cases();
    let mut named_alone = Vec::new();
    for row in requirement::covered(&cases, &requirements()).keys() {
        let Some(rules) = judged.get(row.as_str()) else { continue };
        let demanding = |case: &&Case| case.expect.rules.iter().any(|rule| rules.contains(&rule.as_str()));
        if !cases.iter().filter(demanding).any(|case| case.refs.contains(row)) {
            named_alone.push(format!("{row}: no scenario that names it demands any of {rules:?}"));
        }
    }
    assert!(named_alone.is_empty(), "{}", named_alone.join("\n"));
}

/// Two or three capitals, a dash, two digits.
fn looks_like_a_row(reference: &str) -> bool {
    reference.split_once('-').is_some_and(|(letters, digits)| {
        matches!(letters.len(), 2 | 3)
            && letters.chars().all(|c| c.is_ascii_uppercase())
            && digits.len() == 2
            && digits.chars().all(|c| c.is_ascii_digit())
    })
}

#[test]
fn what_looks_like_a_row_is_one() {
    let requirements = requirements();
    let mut unknown: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for case in cases() {
        let wrong = case.refs.iter().filter(|id| looks_like_a_row(id) && !requirements.contains_key(*id));
        for id in wrong {
            unknown.entry(id.clone()).or_default().insert(case.id.to_string());
        }
    }
    assert!(unknown.is_empty(), "refs that are no rows: {unknown:#?}");
    assert!(looks_like_a_row("MD-01") && looks_like_a_row("SIG-33"));
    assert!(!looks_like_a_row("CVE-2017-11427") && !looks_like_a_row("SDP-SP11") && !looks_like_a_row("SAML-core"));
}

#[test]
fn the_page_of_the_catalogue_is_up_to_date() {
    let output = common::harness().args(["list", "--markdown"]).output().unwrap();
    assert!(output.status.success());
    let page = String::from_utf8(output.stdout).unwrap();
    let file = repository().join("harness/docs/catalogue.md");
    if std::env::var("UPDATE_DOCS").is_ok_and(|given| given == "1") {
        std::fs::write(&file, &page).unwrap();
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(there == page, "harness/docs/catalogue.md is out of date; `UPDATE_DOCS=1` writes it anew");
    for case in cases() {
        assert!(page.contains(&format!("| `{}`", case.id.scenario())), "{} is not there", case.id);
    }
}
