//! The real SPs in `targets/`: healthy ones come out without a forged sign-in, vulnerable ones with one on their CVE.
//!
//! To install and run them takes npm, pip and apt, and a while; so that part is ignored without `SAML_HARNESS_PANEL=1`.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use std::path::{Path, PathBuf};

use common::{Run, planned, repository, run};
use rstest::rstest;
use serde_json::Value;

/// The targets that are not healthy, each with what its defects are called in `refs`. That of flask-saml2 has no
/// advisory: it wants no signature. That of django-allauth is how the portal is set: any company's IdP may speak of anybody.
const VULNERABLE: &[(&str, &[&str])] = &[
    ("directus-11.1", &["CVE-2025-47949"]),
    ("directus-11.3", &["CVE-2025-47949"]),
    ("django-allauth", &["ATK-40"]),
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

/// Healthy targets that are whole applications. They answer slowly, so that only the filters named here are run.
const APPLICATIONS: &[(&str, &[&str])] = &[
    ("jupyterhub-saml", &["login", "attack"]),
    ("review-board", &["login", "attack"]),
    ("wagtail", &["login", "attack"]),
    ("zabbix", &["login", "attack"]),
];

/// A target's name, and what its defects are called in `refs`; a healthy one has none.
fn name_and_defects(file: &Path) -> (&str, &'static [&'static str]) {
    let name = file.parent().unwrap().file_name().unwrap().to_str().unwrap();
    let defects = VULNERABLE.iter().find(|(vulnerable, _)| *vulnerable == name).map(|(_, defects)| *defects);
    (name, defects.unwrap_or_default())
}

/// One test a file; `build.rs` sees to it that an added file is compiled in.
#[rstest]
fn a_target_loads_and_its_departures_and_defects_are_those_of_cases(#[files("targets/*/target.toml")] file: PathBuf) {
    let (name, defects) = name_and_defects(&file);
    let target = planned::target(name);
    assert_eq!(target.name, name, "a target is called like its folder");
    let cases = planned::cases(&target);
    for defect in defects {
        assert!(cases.iter().any(|case| case.refs.iter().any(|reference| reference == defect)), "{name}: {defect}");
    }
    assert!(!target.departures.iter().any(|departure| departure.critical), "{name}: a forged sign-in is accepted");
}

#[test]
fn every_target_that_is_named_here_is_there() {
    for (name, words) in VULNERABLE.iter().chain(APPLICATIONS) {
        assert!(repository().join("scenarios/targets").join(name).join("target.toml").exists(), "{name}");
        assert!(!words.is_empty(), "{name}");
    }
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
fn a_real_sp_is_found_out_by_its_defects_and_no_other_is(
    #[files("targets/*/target.toml")]
    #[exclude("/reference/")]
    file: PathBuf,
) {
    match name_and_defects(&file) {
        (name, []) => ends_well_with_nobody_forged(name),
        (name, defects) => is_found_out(name, defects),
    }
}

fn ends_well_with_nobody_forged(name: &str) {
    let filter = APPLICATIONS.iter().find(|(application, _)| *application == name).map(|(_, filter)| *filter);
    let run = run_against(name, filter.unwrap_or_default());
    let cases = run.results["cases"].as_array().unwrap();
    let forged: Vec<&Value> = cases.iter().filter(|case| is_critical(case)).collect();
    assert!(forged.is_empty(), "{name}: {forged:#?}");
    let unknown = cases.iter().filter(|case| case["verdict"] == "not-verified").count();
    assert!(unknown * 20 <= cases.len(), "{name}: {unknown} of {} cases are not verified", cases.len());
    // Something that took too long on a busy machine says nothing of the SP.
    let good = if unknown == 0 { 0 } else { 3 };
    assert_eq!(run.status, good, "{name}: {}", run.output);
}

fn is_found_out(name: &str, defects: &[&str]) {
    let run = run_against(name, &["attack"]);
    assert_eq!(run.status, 1, "{name}: {}", run.output);
    let forged: Vec<&Value> =
        run.results["cases"].as_array().unwrap().iter().filter(|case| is_critical(case)).collect();
    for defect in defects {
        let found = forged.iter().any(|case| case["refs"].as_array().unwrap().iter().any(|r| r == defect));
        assert!(found, "{name}: no forged sign-in in a case that cites {defect}; forged: {forged:#?}");
    }
}
