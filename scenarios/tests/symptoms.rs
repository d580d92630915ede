//! From what a person saw back to the cause: the data of `scenarios/symptoms/`, and the command.
//!
//! `scenarios/symptoms/reference.json` is what the accepted snapshots of the reference SP say, and
//! `harness/docs/guide-*.md` the guides for customers; `UPDATE_DOCS=1` writes all of them anew.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use std::collections::BTreeSet;
use std::io::Write;
use std::process::Stdio;

use common::library::LIBRARY;
use common::{harness, planned, repository};
use rstest::rstest;
use saml_harness::diagnose::causes::CAUSES;
use saml_harness::guide;
use saml_harness::snapshot;
use saml_harness::symptom::{self, Pasted, Sighting};
use serde_json::Value;

fn causes(text: &str) -> Vec<String> {
    LIBRARY.recognise(&Pasted::new(text)).into_iter().map(|found| found.cause.id).collect()
}

/// Holds that `file` says `text`, or writes it.
fn is_up_to_date(file: &str, text: &str) {
    let path = repository().join(file);
    if std::env::var("UPDATE_DOCS").is_ok_and(|given| given == "1") {
        std::fs::write(&path, text).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap_or_default() == text,
        "{file} is out of date; `UPDATE_DOCS=1` writes it anew"
    );
}

#[test]
fn what_the_program_carries_of_the_reference_sp_is_what_its_snapshots_say() {
    let cases = planned::cases(&planned::target("reference"));
    let mendable: BTreeSet<&str> = cases.iter().filter(|case| case.fix.is_some()).map(|case| &*case.id).collect();
    let accepted = snapshot::accepted(&repository().join("snapshots"), "reference").unwrap();
    let all = symptom::of_snapshots(accepted.iter().map(|(id, text)| (id.clone(), text.as_str())));
    let seen: Vec<Sighting> = all.into_iter().filter(|seen| mendable.contains(seen.case.as_str())).collect();
    let missing: Vec<_> = mendable.iter().filter(|id| !seen.iter().any(|seen| seen.case == **id)).collect();
    assert!(missing.is_empty(), "no snapshot says what these end on: {missing:?}");
    let rows: Vec<String> = seen.iter().map(|seen| serde_json::to_string(seen).unwrap()).collect();
    is_up_to_date("scenarios/symptoms/reference.json", &format!("[\n{}\n]\n", rows.join(",\n")));
}

#[test]
fn the_guides_for_customers_are_those_that_are_tested() {
    let guides = guide::load_all(&repository().join("scenarios/guides")).unwrap();
    assert!(guides.len() >= 3);
    for guide in guides {
        let page = guide::page(&guide);
        is_up_to_date(&format!("harness/docs/guide-{}.md", guide.name), &page);
        for step in &guide.steps {
            assert!(page.contains(&step.text), "{}: {} is not there", guide.name, step.id);
        }
        assert!(page.contains("Often forgotten. Without this step: a page 404"), "{}", guide.name);
    }
}

#[test]
fn every_cause_names_cases_that_there_are_and_some_program_says_it() {
    let cases = planned::cases(&planned::target("reference"));
    let said: BTreeSet<&str> = LIBRARY.entries.iter().map(|entry| entry.cause.as_str()).collect();
    for cause in LIBRARY.causes.values() {
        assert!(said.contains(cause.id.as_str()), "nobody says {}", cause.id);
        for id in &cause.cases {
            assert!(cases.iter().any(|case| *case.id == **id), "{}: there is no case {id}", cause.id);
        }
        for id in &cause.diagnosis {
            assert!(CAUSES.iter().any(|known| known.id == *id), "{}: `reproduce` has no cause {id}", cause.id);
        }
    }
    assert!(LIBRARY.entries.len() >= 300, "{} sentences", LIBRARY.entries.len());
}

/// A sentence that leads to another cause than its own helps nobody.
#[test]
fn every_sentence_pasted_alone_leads_to_its_cause() {
    let mut wrong = Vec::new();
    for entry in &LIBRARY.entries {
        let text = entry.sentence.text.replace("{}", "https://x.example/y");
        let first = causes(&text).into_iter().next().unwrap_or_default();
        if first != entry.cause {
            wrong.push(format!(
                "{}: \"{}\" leads to `{first}`, not to `{}`",
                entry.program, entry.sentence.text, entry.cause
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_sentence_is_found_in_what_says_nothing_of_saml() {
    for file in ["LICENSE", "harness/docs/architecture.md", "CONTRIBUTING.md"] {
        let text = std::fs::read_to_string(repository().join(file)).unwrap();
        assert_eq!(causes(&text), Vec::<String>::new(), "{file}");
    }
}

/// What `symptoms` answers, as JSON.
fn answer(arguments: &[&str], pasted: &str) -> Value {
    let mut command = harness();
    command.args(["symptoms", "--json"]).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(pasted.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).unwrap()
}

fn cases_of(way: &Value) -> Vec<&str> {
    way["cases"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect()
}

#[test]
fn a_404_leads_to_both_toggles_first_and_says_how_to_tell_them_apart() {
    let answer = answer(&["--status", "404"], "");
    let (first, second) = (cases_of(&answer["ways"][0]), cases_of(&answer["ways"][1]));
    assert!(first.contains(&"guide/jumpcloud@skip-sign-assertion"), "{first:?}");
    assert!(second.contains(&"guide/jumpcloud@skip-declare-redirect-endpoint"), "{second:?}");
    let apart = answer["apart"].as_array().unwrap();
    for (phase, sign, way) in [("start", "before the IdP", 2), ("acs", "after the IdP", 1)] {
        let row = apart.iter().find(|row| row["phase"] == phase).unwrap();
        assert!(row["sign"].as_str().unwrap().starts_with(sign), "{row}");
        assert!(row["ways"].as_array().unwrap().contains(&Value::from(way)), "{row}");
    }
}

#[test]
fn words_of_the_sps_own_page_and_its_address_lead_to_its_steps() {
    let page =
        "404 Not Found\r\nThe page you are looking for could not be found.\r\n\r\nhttps://app.acme.example/saml/acs";
    let of_page = answer(&["-"], page);
    assert_eq!(of_page["ways"][0]["phase"], "acs");
    assert!(cases_of(&of_page["ways"][0]).contains(&"guide/jumpcloud@skip-sign-assertion"));
    let start = answer(&["--phase", "start"], "");
    assert!(cases_of(&start["ways"][0]).contains(&"guide/jumpcloud@skip-declare-redirect-endpoint"));
    assert!(start["ways"].as_array().unwrap().iter().all(|way| way["phase"] == "start"));
}

#[test]
fn the_guide_that_the_customer_followed_tells_which_steps_there_were() {
    let of = |guide: &str| answer(&["--status", "404", "--phase", "start", "--guide", guide], "");
    let tested = of("test-login-first");
    let first: Vec<_> =
        (0..3).flat_map(|index| cases_of(&tested["ways"][index]).into_iter().map(str::to_owned)).collect();
    assert!(first.contains(&"guide/test-login-first@skip-enable".to_owned()), "{first:?}");
    assert!(!of("certificate-and-url").to_string().contains("test-login-first@"));
    assert!(!of("jumpcloud").to_string().contains("certificate-and-url@"));
}

#[test]
fn what_nothing_fits_says_what_to_ask_for() {
    let answer = answer(&["-"], "The flux capacitor is empty");
    assert_eq!(answer["recognised"], Value::Array(Vec::new()));
    assert_eq!(answer["ways"], Value::Array(Vec::new()));
    assert!(answer["ask"].as_array().unwrap().len() >= 3);
}

/// What people posted of ten error pages and logs, in our own frame: the words of the programs, as they wrote them.
#[rstest]
#[case::gitlab_audience(
    "Sign in\nCould not authenticate you from SAML because \"Invalid audience. The audience https://gitlab.acme.example/, did \
     not match the expected audience https://gitlab.acme.example\".\nUsername or email\nPassword",
    "audience-mismatch"
)]
#[case::terraform_enterprise(
    "CONFIGURATION ERROR: `https://tfe.acme.example/metadata` is not a valid audience for this Response - Valid audiences: \
     `https://tfe.acme.example/users/saml/metadata`",
    "audience-mismatch"
)]
#[case::snipe_it(
    "[2026-03-01 10:11:12] production.ERROR: invalid_response: Signature validation failed. SAML Response rejected \
     {\"exception\":\"[object] (OneLogin\\\\Saml2\\\\ValidationError(code: 42)\n[stacktrace]\n#0 /var/www/html/app/Services/Saml.php(90)",
    "wrong-certificate"
)]
#[case::odoo(
    "Traceback (most recent call last):\n  File \"saml2/client_base.py\", line 168, in pick_binding\n    raise \
     UnsupportedBinding(destination)\nsaml2.client_base.UnsupportedBinding: \
     urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\n\nThe above server error caused this request to fail.\n500: Internal \
     Server Error",
    "redirect-endpoint-missing"
)]
#[case::entra(
    "Sorry, but we’re having trouble signing you in.\nAADSTS50011: The reply URL ‘https://app.acme.example/saml/acs/’ specified \
     in the request does not match the reply URLs configured for the application ‘acme’.\nTroubleshooting details\nRequest Id: \
     0f8c\nTimestamp: 2026-03-01T10:11:12Z",
    "acs-url-not-registered"
)]
#[case::shibboleth(
    "opensaml::SecurityPolicyException\n\nThe system encountered an error at Sun Mar 1 10:11:12 2026\n\nTo report this problem, \
     please contact the site administrator at root@localhost.\n\nopensaml::SecurityPolicyException at \
     (https://sp.acme.example/Shibboleth.sso/SAML2/POST)\n\nMessage was signed, but signature could not be verified.",
    "wrong-certificate"
)]
#[case::simplesamlphp(
    "SimpleSAML\\Error\\Error: UNHANDLEDEXCEPTION\nBacktrace:\n1 www/_include.php:17\nCaused by: Exception: Received an assertion \
     that is valid in the future. Check clock synchronization on IdP and SP.\n0 vendor/simplesamlphp/saml2/src/SAML2/",
    "clock"
)]
#[case::spring(
    "org.springframework.security.saml2.provider.service.authentication.Saml2AuthenticationException: Invalid destination \
     [http://app.acme.example/login/saml2/sso/okta] for SAML response [id1234]\n\tat org.springframework.security...",
    "destination-mismatch"
)]
#[case::mellon(
    "[auth_mellon:error] [pid 3] [client 10.0.0.1:49624] User has disabled cookies, or has lost the cookie before returning from \
     the SAML2 login server., referer: https://idp.acme.example/",
    "cookies-lost"
)]
#[case::keycloak(
    "<html><body><h1 id=\"kc-page-title\">We are sorry...</h1><p class=\"instruction\">Invalid requester</p></body></html>",
    "request-signature"
)]
#[case::google(
    "403. That’s an error.\nError: app_not_enabled_for_user\nService is not enabled for this user. That’s all we know.",
    "user-not-assigned"
)]
#[case::grafana(
    "Error: invalid signature: error validating response: Unrecognized Destination value, Expected: https://teleport.example.com/v1/\
     webapi/saml/acs, Actual: https://teleport.example.com:443/v1/webapi/saml/acs",
    "destination-mismatch"
)]
#[case::adfs_without_that_endpoint(
    "Event ID: 364\nMicrosoft.IdentityServer.Protocols.Saml.InvalidSamlRequestException: MSIS3200: No AssertionConsumerService is configured \
     on the relying party trust 'microsoft:identityserver:https://app.example/sp' that is a prefix match of the AssertionConsumerService URL \
     'https://app.example/acs' specified by the request.",
    "acs-url-not-registered"
)]
#[case::dotnet(
    "Microsoft.IdentityModel.Tokens.SecurityTokenInvalidAudienceException: IDX10214: Audience validation failed. Audiences: \
     'https://app.acme.example/Saml2/'. Did not match: validationParameters.ValidAudience: 'https://app.acme.example/Saml2'",
    "audience-mismatch"
)]
fn what_people_posted_of_error_pages_leads_to_the_cause(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(causes(text).first().map(String::as_str), Some(expected), "{:?}", causes(text));
}
