//! Two files held against each other.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::Path;

use saml_lint::compare::{Aspect, Comparison, Outcome, Source, compare};
use saml_lint::output;

const SETTINGS: &str = r#"
entity_id      = "https://app.example.com/metadata"
acs_url        = "https://app.example.com/acs"
issuer         = "JumpCloud-acme"
name_id_format = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
attributes     = ["email"]
want_assertions_signed = true
"#;

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)).unwrap()
}

fn held(one: &str, other: &str) -> Comparison {
    compare(&Source::read("one", one.as_bytes()).unwrap(), &Source::read("other", other.as_bytes()).unwrap())
}

fn result(comparison: &Comparison, aspect: Aspect) -> Outcome {
    comparison.rows.iter().find(|row| row.aspect == aspect).unwrap().result
}

#[test]
fn a_response_fits_the_settings_that_it_was_made_for() {
    let comparison = held(&file("healthy/response.xml"), SETTINGS);
    for aspect in [
        Aspect::Issuer,
        Aspect::Audience,
        Aspect::Acs,
        Aspect::NameIdFormat,
        Aspect::Attributes,
        Aspect::AssertionSignature,
    ] {
        assert_eq!(result(&comparison, aspect), Outcome::Match, "{aspect}");
    }
    assert_eq!(result(&comparison, Aspect::Certificate), Outcome::Unknown, "the settings do not say it");
    assert_eq!(result(&comparison, Aspect::RequestBinding), Outcome::Unknown);
    assert!(!comparison.is_wrong());
}

#[test]
fn each_difference_is_told_with_both_sides() {
    let response = file("healthy/response.xml");
    for (from, to, aspect, outcome, why) in [
        ("<saml2:Issuer>JumpCloud-acme", "<saml2:Issuer>jumpcloud-acme", Aspect::Issuer, Outcome::Mismatch, "capitals"),
        (
            "com/metadata</saml2:Audience>",
            "com/metadata/</saml2:Audience>",
            Aspect::Audience,
            Outcome::Mismatch,
            "slash",
        ),
        ("Recipient=\"https", "Recipient=\"http", Aspect::Acs, Outcome::Mismatch, ""),
        ("1.1:nameid-format:emailAddress", "2.0:nameid-format:transient", Aspect::NameIdFormat, Outcome::Mismatch, ""),
        ("Name=\"email\"", "Name=\"Email\"", Aspect::Attributes, Outcome::Missing, "not sent: email"),
        ("<ds:Signature ", "<ds:Sign ", Aspect::AssertionSignature, Outcome::Missing, "signature"),
    ] {
        assert!(response.contains(from), "{from}");
        let changed = response
            .replace(from, to)
            .replace("</ds:Signature>", if to == "<ds:Sign " { "</ds:Sign>" } else { "</ds:Signature>" });
        let comparison = held(&changed, SETTINGS);
        let row = comparison.rows.iter().find(|row| row.aspect == aspect).unwrap();
        assert_eq!((row.result, row.why.contains(why)), (outcome, true), "{row:?}");
        assert_eq!((row.expected.file.as_str(), row.seen.file.as_str()), ("other", "one"), "the settings decide");
        assert!(comparison.is_wrong());
    }
}

#[test]
fn metadata_of_idp_and_sp_say_little_of_each_other_and_that_is_unknown() {
    let comparison = held(&file("healthy/jumpcloud.xml"), &file("healthy/python3-saml-sp.xml"));
    for aspect in [Aspect::Issuer, Aspect::Audience, Aspect::Acs, Aspect::Certificate] {
        assert_eq!(result(&comparison, aspect), Outcome::Unknown, "{aspect}");
    }
    let own = file("healthy/jumpcloud.xml").replace("JumpCloud-acme", "https://app.example.com/metadata/");
    assert_eq!(result(&held(&own, &file("healthy/python3-saml-sp.xml")), Aspect::Issuer), Outcome::Mismatch);
}

#[test]
fn a_request_is_held_against_the_idp_and_a_response_against_its_certificate() {
    let idp = file("healthy/jumpcloud.xml");
    let comparison = held(&file("healthy/authn-request-url.txt"), &idp);
    assert_eq!(result(&comparison, Aspect::SsoUrl), Outcome::Match);
    assert_eq!(result(&comparison, Aspect::RequestBinding), Outcome::Match);
    let post_alone = file("fixtures/no-redirect-endpoint.xml");
    assert_eq!(
        result(&held(&file("healthy/authn-request-url.txt"), &post_alone), Aspect::RequestBinding),
        Outcome::Mismatch
    );
    let response = file("healthy/response.xml");
    assert_eq!(result(&held(&response, &idp), Aspect::Certificate), Outcome::Match);
    assert_eq!(
        result(&held(&response, &file("healthy/jumpcloud-uploaded-pair.xml")), Aspect::Certificate),
        Outcome::Mismatch
    );
    assert_eq!(result(&held(&response, &file("healthy/certificate.pem")), Aspect::Certificate), Outcome::Match);
    assert_eq!(result(&held(&response, &file("healthy/authn-request.xml")), Aspect::Request), Outcome::Match);
    let settings = format!("certificate = '''{}'''", file("healthy/certificate.pem"));
    assert_eq!(result(&held(&response, &settings), Aspect::Certificate), Outcome::Match);
}

#[test]
fn the_table_shows_both_sides_and_wrong_files_are_named() {
    let text = output::table(&held(&file("healthy/response.xml"), SETTINGS));
    assert!(text.contains("match     issuer") && text.contains("expected  `JumpCloud-acme`  [other]"), "{text}");
    assert!(Source::read("x.html", b"<html></html>").unwrap_err().contains("HTML page"));
    let error = Source::read("x.toml", b"isuer = 'a'").unwrap_err();
    assert!(error.contains("isuer") && error.contains("issuer"), "{error}");
}

/// Files of another program's signing.
fn signed(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../signature/tests/signed").join(name)).unwrap()
}

#[test]
fn a_signature_is_verified_with_the_certificate_of_the_other_file() {
    let response = signed("assertion.xml");
    let row = |response: &str, other: &str| {
        let comparison = held(response, other);
        comparison.rows.into_iter().find(|row| row.aspect == Aspect::Signature).map(|row| (row.result, row.why))
    };
    assert_eq!(row(&response, &signed("metadata.xml")), Some((Outcome::Match, String::new())));
    assert_eq!(row(&signed("no-key-info.xml"), &signed("own.pem")), Some((Outcome::Match, String::new())));
    let another = (Outcome::Mismatch, "the Assertion was signed with another key".to_owned());
    assert_eq!(row(&response, &signed("other.pem")), Some(another));
    let changed = (Outcome::Mismatch, "the Assertion was changed after it was signed".to_owned());
    assert_eq!(row(&response.replace("Anna<", "Anne<"), &signed("metadata.xml")), Some(changed));
    assert_eq!(row(&file("healthy/response.xml"), &signed("metadata.xml")), None, "its values are made up");
}
