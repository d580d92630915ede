//! Customers whose files were written by hand, not by the catalogue: the first answer to each.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs)]

use std::path::{Path, PathBuf};

use saml_artefact::{Options, Reading, read};
use saml_harness::diagnose::{KnownSp, diagnose};

/// Folders with the cause that the `expected.txt` of each puts in words.
type Customers = [(&'static str, &'static str)];

/// Written by somebody who had not read the causes.
const FIRST: &Customers = &[
    ("01-odoo-500", "no-redirect-endpoint"),
    ("02-twenty-invalid-file", "no-redirect-endpoint"),
    ("03-old-export", "metadata-exported-before"),
    ("04-only-response-signed", "assertion-not-signed"),
    ("05-message-unsigned", "response-not-signed"),
    ("06-nothing-signed", "nothing-signed"),
    ("07-certificate-rotated", "certificate-differs"),
    ("08-certificate-expired", "certificate-expired"),
    ("09-mangled-paste", "certificate-damaged"),
    ("10-issuer-differs", "issuer-at-sp-differs"),
    ("11-leading-blank", "idp-entity-id-empty"),
    ("12-empty-entity-id", "idp-entity-id-empty"),
    ("13-wrong-audience", "audience-differs"),
    ("14-trailing-slash", "audience-differs"),
    ("15-acs-wrong", "acs-url-differs"),
    ("16-http-behind-proxy", "sp-behind-proxy"),
    ("17-transient-nameid", "name-id-format-not-email"),
    ("18-case-of-address", "email-in-other-letters"),
    ("19-username-as-nameid", "name-id-is-no-email"),
    ("20-attribute-name", "attribute-names-differ"),
    ("21-no-attributes", "no-attributes"),
    ("22-user-not-bound", "user-not-bound"),
    ("23-not-activated", "application-inactive"),
    ("24-clock-drift", "sp-clock-off"),
    ("25-tile-unsolicited", "tile-not-allowed"),
    ("26-cookie-lost", "session-cookie-not-sent"),
    ("27-sha1", "sha1"),
    ("28-not-encrypted", "not-encrypted"),
    ("29-signed-request-no-sp-cert", "sp-certificate-missing"),
    ("30-login-page-as-metadata", "not-metadata"),
];

/// Written after what the first thirty showed was mended.
const FURTHER: &Customers = &[
    ("31-cognito", "no-redirect-endpoint"),
    ("32-both-signed", "both-signed"),
    ("33-valid-until", "metadata-outdated"),
    ("34-two-certs", "stale-certificate"),
    ("35-placeholder", "idp-entity-id-empty"),
    ("36-case-of-sp-entity-id", "sp-entity-id-not-the-issuer"),
    ("37-no-nameid", "no-name-id"),
    ("38-no-account", "no-account"),
    ("39-two-tabs", "answer-to-another-request"),
    ("40-long-relaystate", "relay-state-too-long"),
    ("41-decrypt", "encrypted-for-another-key"),
    ("42-sp-cert-wrong", "sp-certificate-of-another"),
    ("43-bom", "metadata-encoding"),
    ("44-entities-wrapper", "several-entities"),
    ("45-authn-context", "authn-context-demanded"),
    ("46-logout", "single-logout-not-supported"),
    ("47-no-keyinfo", "no-key-info"),
    ("48-region", "acs-url-not-listed"),
    ("49-loop", "login-loop"),
    ("50-shared-suffix", "idp-url-shared"),
];

/// The files of a folder in the order of their names, and what is wrong in words.
fn sent(folder: &Path) -> (Vec<Reading>, String) {
    let mut files: Vec<_> = folder.read_dir().unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let (expected, files): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.ends_with("expected.txt"));
    let reading = |file: &PathBuf| {
        let name = file.file_name().unwrap().to_string_lossy();
        read(&name, &std::fs::read(file).unwrap(), &Options::default()).unwrap()
    };
    (files.iter().map(reading).collect(), std::fs::read_to_string(&expected[0]).unwrap())
}

/// How many first answers are right; the table is printed.
fn right(customers: &Customers) -> usize {
    // Certificates run out: the files are read on the day on which they were written.
    let now = "2026-11-27T23:00:00Z".parse().unwrap();
    let is_right = |(name, cause): &&(&str, &str)| {
        let (readings, expected) = sent(&folder().join(name));
        let told = diagnose(&readings, &KnownSp::default(), now);
        let first = told.first().map_or("none", |first| first.cause.id);
        let mark = if first == *cause { "right" } else { "WRONG" };
        println!("{mark} | {name} | {first} | {}", expected.trim());
        first == *cause
    };
    customers.iter().filter(is_right).count()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/by_hand")
}

#[test]
fn the_first_answer_is_right_for_27_of_30_customers() {
    let (first, further) = (right(FIRST), right(FURTHER));
    assert!(first >= 27 && further >= 18, "{first} of 30, {further} of 20; `--nocapture` shows the table");
    let page = std::fs::read_to_string(folder().join("page.md")).unwrap();
    for figure in [
        format!("| the first 30 after the mends | 30 | {first} |"),
        format!("| the further 20 after the mends | 20 | {further} |"),
    ] {
        assert!(page.contains(&figure), "scenarios/tests/by_hand/page.md does not have `{figure}`");
    }
}
