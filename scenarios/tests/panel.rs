//! The real SPs in `targets/`: healthy ones come out without a forged sign-in, vulnerable ones with one on their CVE.
//!
//! To install and run them takes npm, pip and apt, and a while; so that part is ignored without `SAML_HARNESS_PANEL=1`.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use common::{Run, planned, repository, run};
use rstest::rstest;
use serde_json::Value;

const HEALTHY: &[&str] = &["mod-auth-mellon", "node-saml-5.1.0", "python3-saml-1.16.0"];

/// Each with what its defects are called in `refs`. That of flask-saml2 has no advisory: it wants no signature.
const VULNERABLE: &[(&str, &[&str])] = &[
    ("express-saml2-1.4.1", &["CVE-2017-1000452"]),
    ("flask-saml2-0.3.0", &["SIG-01"]),
    ("node-saml-4.0.5", &["CVE-2025-29775", "CVE-2025-54419"]),
    ("passport-saml-1.3.3", &["CVE-2022-39299", "CVE-2025-29775", "GHSA-c27r-x354-4m68"]),
    ("passport-saml-encrypted-0.1.13", &["CVE-2026-89043"]),
    ("passport-wsfed-saml2-4.6.1", &["CVE-2025-29775", "CVE-2025-46572", "CVE-2025-46573"]),
    ("pysaml2-4.4.0", &["CVE-2020-5390", "CVE-2021-21239"]),
    ("python3-saml-1.3.0", &["CVE-2017-11427"]),
    ("saml20-0.1.14", &["CVE-2025-29774", "CVE-2025-29775", "GHSA-c27r-x354-4m68"]),
];

#[test]
fn every_target_is_healthy_or_vulnerable_and_its_departures_name_cases_that_exist() {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(repository().join("scenarios/targets")).unwrap() {
        let folder = entry.unwrap().path();
        if folder.join("target.toml").exists() {
            found.insert(folder.file_name().unwrap().to_str().unwrap().to_owned());
        }
    }
    for name in &found {
        let target = planned::target(name);
        assert_eq!(&target.name, name, "a target is called like its folder");
        assert!(!planned::cases(&target).is_empty());
    }
    let vulnerable = VULNERABLE.iter().map(|(name, _)| *name);
    let known: BTreeSet<String> =
        HEALTHY.iter().copied().chain(vulnerable).chain(["reference"]).map(str::to_owned).collect();
    assert_eq!(found, known);
}

#[rstest]
fn a_scenario_cites_each_defect(#[values(0, 1, 2, 3, 4, 5, 6, 7, 8)] index: usize) {
    let (name, defects) = VULNERABLE[index];
    let target = planned::target(name);
    let cases = planned::cases(&target);
    for defect in defects {
        assert!(cases.iter().any(|case| case.refs.iter().any(|reference| reference == defect)), "{name}: {defect}");
    }
    assert!(!target.departures.iter().any(|departure| departure.critical), "{name}: a forged sign-in is accepted");
}

#[test]
fn every_target_is_tried() {
    assert_eq!((HEALTHY.len(), VULNERABLE.len()), (3, 9), "the values of the tests above and below");
}

/// Runs `filter` against a target.
fn run_against(name: &str, filter: &[&str]) -> Run {
    let target = repository().join("scenarios/targets").join(name).join("target.toml");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("panel-{name}"));
    let options = ["--engine", "http", "--no-snapshots", "--target", target.to_str().unwrap()];
    run(&folder, &[&options, filter].concat())
}

fn is_critical(case: &Value) -> bool {
    case["critical"] == true && case["verdict"] == "fail"
}

#[rstest]
#[cfg_attr(not(panel), ignore = "set SAML_HARNESS_PANEL=1 to run real SPs")]
fn a_healthy_target_ends_well_with_nobody_forged(#[values(0, 1, 2)] index: usize) {
    let name = HEALTHY[index];
    let run = run_against(name, &[]);
    let cases = run.results["cases"].as_array().unwrap();
    let forged: Vec<&Value> = cases.iter().filter(|case| is_critical(case)).collect();
    assert!(forged.is_empty(), "{name}: {forged:#?}");
    let untold = cases.iter().filter(|case| case["verdict"] == "not-verified").count();
    assert!(untold * 20 <= cases.len(), "{name}: {untold} of {} cases are not verified", cases.len());
    // Something that took too long on a busy machine says nothing of the SP.
    let good = if untold == 0 { 0 } else { 3 };
    assert_eq!(run.status, good, "{name}: {}", run.output);
}

#[rstest]
#[cfg_attr(not(panel), ignore = "set SAML_HARNESS_PANEL=1 to run real SPs")]
fn a_vulnerable_target_is_found_out_by_its_defect(#[values(0, 1, 2, 3, 4, 5, 6, 7, 8)] index: usize) {
    let (name, defects) = VULNERABLE[index];
    let run = run_against(name, &["attack"]);
    assert_eq!(run.status, 1, "{name}: {}", run.output);
    let forged: Vec<&Value> =
        run.results["cases"].as_array().unwrap().iter().filter(|case| is_critical(case)).collect();
    for defect in defects {
        let found = forged.iter().any(|case| case["refs"].as_array().unwrap().iter().any(|r| r == defect));
        assert!(found, "{name}: no forged sign-in in a case that cites {defect}; forged: {forged:#?}");
    }
}
