//! The good response passes; with one thing changed, the check for that thing refuses, and no other.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use rstest::rstest;

use super::{CHECKS, Expected, all, instant};
use crate::hooks::Hooks;
use crate::keys::Keys;
use crate::refusal::Refusal;
use crate::request::signature_template;
use crate::response::sample::{ACS_URL, ENTITY_ID, ISSUER, Idp, REQUEST, Sample};
use crate::response::{Part, verify};
use crate::settings::Accepts;

const NOW: &str = "2026-11-24T12:00:00Z";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn sample() -> Sample {
    Sample::at(now())
}

fn expected() -> Expected<'static> {
    Expected {
        now: now(),
        entity_id: ENTITY_ID,
        acs_url: ACS_URL,
        issuer: ISSUER,
        accepts: Accepts::Assertion,
        allow_sha1: false,
        allow_idp_initiated: true,
        pending: HashMap::from([(REQUEST.to_owned(), now())]),
        replay_key: "_assertion".to_owned(),
        seen: HashSet::new(),
    }
}

fn judge(sample: &Sample, expected: &Expected<'_>) -> Result<(), Refusal> {
    let verified = verify(&sample.xml, &Idp::company().certificates(), &Keys::preset().unwrap(), &Hooks::SOUND)?;
    let refusing = CHECKS.iter().filter(|(_, check)| check(&verified, expected).is_err());
    let refusing: Vec<_> = refusing.map(|(name, _)| *name).collect();
    let judged = all(&verified, expected);
    match &judged {
        Ok(()) => assert!(refusing.is_empty()),
        // Without a bearer confirmation there is nothing that the checks after it could find in order.
        Err(refusal) if refusal.check == "subject_confirmation" => assert_eq!(refusing[0], refusal.check),
        Err(refusal) => assert_eq!(refusing, [refusal.check], "one change, one check"),
    }
    judged
}

fn by_assertion(sample: Sample) -> Sample {
    sample.signed(Part::Assertion, Idp::company())
}

#[test]
fn the_good_response_passes() {
    assert_eq!(judge(&by_assertion(sample()), &expected()), Ok(()));
    assert_eq!(judge(&by_assertion(sample().unsolicited()), &expected()), Ok(()));
}

#[rstest]
#[case("version", "ID=\"_assertion\" Version=\"2.0\"", "ID=\"_assertion\" Version=\"1.1\"")]
#[case("version", "ID=\"_response\" Version=\"2.0\"", "ID=\"_response\"")]
#[case("id", "ID=\"_response\" ", "")]
#[case("id", "ID=\"_response\"", "ID=\"\"")]
#[case("id", "ID=\"_response\"", "ID=\"1response\"")]
#[case(
    "issue_instant",
    "ID=\"_response\" Version=\"2.0\" IssueInstant=\"2026-11-24T12:00:00Z\"",
    "ID=\"_response\" Version=\"2.0\""
)]
#[case(
    "issue_instant",
    "ID=\"_response\" Version=\"2.0\" IssueInstant=\"2026-11-24T12:00:00Z\"",
    "ID=\"_response\" Version=\"2.0\" IssueInstant=\"2026-11-24T11:00:00Z\""
)]
#[case(
    "issue_instant",
    "ID=\"_assertion\" Version=\"2.0\" IssueInstant=\"2026-11-24T12:00:00Z\"",
    "ID=\"_assertion\" Version=\"2.0\" IssueInstant=\"2026-11-24T13:00:00Z\""
)]
#[case("status", "status:Success", "status:Responder")]
#[case("destination", "Destination=\"http://sp.test/saml/acs\"", "Destination=\"http://sp.test/saml/acs/\"")]
#[case("destination", "Destination=\"http://sp.test/saml/acs\"", "Destination=\"\"")]
#[case("issuer", "<saml:Issuer>https://idp.test/acme<", "<saml:Issuer>https://idp.test/acme <")]
#[case("issuer", "<saml:Issuer>", "<saml:Issuer Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\">")]
#[case("subject_confirmation", "cm:bearer", "cm:sender-vouches")]
#[case(
    "subject_confirmation",
    "<saml:SubjectConfirmationData ",
    "<saml:SubjectConfirmationData NotBefore=\"2026-11-24T11:00:00Z\" "
)]
#[case("recipient", "Recipient=\"http://sp.test/saml/acs\"", "Recipient=\"http://sp.test/saml/acs?x\"")]
#[case("recipient", " Recipient=\"http://sp.test/saml/acs\"", "")]
#[case("time", "NotOnOrAfter=\"2026-11-24T12:05:00Z\"", "NotOnOrAfter=\"2026-11-24T11:57:00Z\"")]
#[case("time", " NotOnOrAfter=\"2026-11-24T12:05:00Z\"", "")]
#[case("time", "NotOnOrAfter=\"2026-11-24T12:05:00Z\"", "NotOnOrAfter=\"tomorrow\"")]
#[case("time", "NotOnOrAfter=\"2026-11-24T12:10:00Z\"", "NotOnOrAfter=\"2026-11-24T11:57:00Z\"")]
#[case("time", "NotBefore=\"2026-11-24T11:55:00Z\"", "NotBefore=\"2026-11-24T12:03:01Z\"")]
#[case("conditions", "</saml:Conditions>", "<saml:Condition/></saml:Conditions>")]
#[case("conditions", "</saml:Conditions>", "<saml:OneTimeUse/><saml:OneTimeUse/></saml:Conditions>")]
#[case(
    "time",
    "NotBefore=\"2026-11-24T11:55:00Z\" NotOnOrAfter=\"2026-11-24T12:10:00Z\"",
    "NotBefore=\"2026-11-24T12:02:00Z\" NotOnOrAfter=\"2026-11-24T12:01:00Z\""
)]
#[case("authn_statement", "AuthnInstant=\"2026-11-24T12:00:00Z\"", "")]
#[case("authn_statement", "AuthnInstant=\"2026-11-24T12:00:00Z\"", "AuthnInstant=\"2026-11-24T13:00:00Z\"")]
#[case("authn_statement", "urn:oasis:names:tc:SAML:2.0:ac:classes:Password", "")]
#[case("subject", "<saml:NameID>", "<saml:NameID NameQualifier=\"other\">")]
#[case("subject", "<saml:NameID>", "<saml:NameID SPNameQualifier=\"other\">")]
#[case("audience", "<saml:Audience>http://sp.test/backoffice<", "<saml:Audience>http://sp.test/BackOffice<")]
#[case(
    "audience",
    "<saml:AudienceRestriction><saml:Audience>http://sp.test/backoffice</saml:Audience></saml:AudienceRestriction>",
    ""
)]
#[case(
    "audience",
    "</saml:Conditions>",
    "<saml:AudienceRestriction><saml:Audience>other</saml:Audience></saml:AudienceRestriction></saml:Conditions>"
)]
#[case("authn_statement", "saml:AuthnStatement", "saml:AuthzDecisionStatement")]
#[case("authn_statement", "SessionIndex=\"_s\"", "SessionNotOnOrAfter=\"2026-11-24T11:57:00Z\"")]
#[case("subject", "<saml:NameID>employee@acme.test</saml:NameID>", "<saml:BaseID/>")]
#[case("subject", "<saml:NameID>employee@acme.test</saml:NameID>", "<saml:NameID/>")]
#[case("in_response_to", "InResponseTo=\"_request\"", "InResponseTo=\"_other\"")]
#[case("in_response_to", "<saml:SubjectConfirmationData InResponseTo=\"_request\"", "<saml:SubjectConfirmationData")]
fn one_thing_changed_is_refused_by_its_check(#[case] check: &str, #[case] from: &str, #[case] to: &str) {
    let refusal = judge(&by_assertion(sample().with(from, to)), &expected()).unwrap_err();
    assert_eq!(refusal.check, check, "{refusal}");
}

#[rstest]
#[case("NotOnOrAfter=\"2026-11-24T12:05:00Z\"", "NotOnOrAfter=\"2026-11-24T11:57:01Z\"")]
#[case("NotBefore=\"2026-11-24T11:55:00Z\"", "NotBefore=\"2026-11-24T12:03:00Z\"")]
#[case(" NotOnOrAfter=\"2026-11-24T12:10:00Z\"", "")]
#[case(" Destination=\"http://sp.test/saml/acs\"", "")]
#[case("</saml:Conditions>", "<saml:OneTimeUse/></saml:Conditions>")]
#[case(
    "<saml:SubjectConfirmation ",
    "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"/><saml:SubjectConfirmation "
)]
#[case(
    "<saml:SubjectConfirmation ",
    "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><saml:SubjectConfirmationData \
     InResponseTo=\"_request\" NotOnOrAfter=\"2026-11-24T11:00:00Z\" Recipient=\"http://sp.test/saml/acs\"/>\
     </saml:SubjectConfirmation><saml:SubjectConfirmation "
)]
#[case(
    "<saml:NameID>",
    "<saml:NameID NameQualifier=\"https://idp.test/acme\" SPNameQualifier=\"http://sp.test/backoffice\">"
)]
fn what_the_profile_allows_passes(#[case] from: &str, #[case] to: &str) {
    assert_eq!(judge(&by_assertion(sample().with(from, to)), &expected()), Ok(()));
}

#[rstest]
#[case(Accepts::Assertion, &[], false)]
#[case(Accepts::Assertion, &[Part::Response], false)]
#[case(Accepts::Assertion, &[Part::Assertion, Part::Response], true)]
#[case(Accepts::Response, &[Part::Assertion], false)]
#[case(Accepts::Response, &[Part::Response], true)]
#[case(Accepts::Either, &[], false)]
#[case(Accepts::Either, &[Part::Assertion], true)]
#[case(Accepts::Either, &[Part::Response], true)]
fn what_the_settings_demand_is_signed(#[case] accepts: Accepts, #[case] parts: &[Part], #[case] passes: bool) {
    let signed = parts.iter().fold(sample(), |sample, part| sample.signed(*part, Idp::company()));
    let judged = judge(&signed, &Expected { accepts, ..expected() });
    assert_eq!(judged.map_err(|refusal| refusal.check), if passes { Ok(()) } else { Err("signature") });
}

#[rstest]
#[case("destination", " Destination=\"http://sp.test/saml/acs\"", "")]
#[case("issuer", "<saml:Issuer>https://idp.test/acme</saml:Issuer><samlp:Status>", "<samlp:Status>")]
fn a_signed_response_must_say_more(#[case] check: &str, #[case] from: &str, #[case] to: &str) {
    let template = signature_template("_response", "");
    let changed = sample().with(from, to).with("<samlp:Status>", &format!("{template}<samlp:Status>"));
    let signed = changed.sign_template(Idp::company());
    let refusal = judge(&signed, &Expected { accepts: Accepts::Response, ..expected() }).unwrap_err();
    assert_eq!(refusal.check, check, "{refusal}");
}

#[test]
fn sha1_passes_only_where_allowed() {
    let sha1 = |template: String| {
        template
            .replace("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#rsa-sha1")
            .replace("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1")
    };
    let signed = sample().signed_by(Part::Assertion, Idp::company(), sha1);
    assert_eq!(judge(&signed, &expected()).unwrap_err().check, "algorithm");
    assert_eq!(judge(&signed, &Expected { allow_sha1: true, ..expected() }), Ok(()));
}

#[test]
fn an_assertion_is_taken_once() {
    let seen = HashSet::from(["_assertion".to_owned()]);
    let refusal = judge(&by_assertion(sample()), &Expected { seen, ..expected() }).unwrap_err();
    assert_eq!(refusal.check, "replay");
}

#[test]
fn unasked_passes_only_where_allowed() {
    let refused = Expected { allow_idp_initiated: false, ..expected() };
    let refusal = judge(&by_assertion(sample().unsolicited()), &refused).unwrap_err();
    assert_eq!(refusal.check, "in_response_to");
    assert_eq!(judge(&by_assertion(sample()), &refused), Ok(()));
}

#[test]
fn every_check_bears_the_name_of_its_file() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/checks");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    files.retain(|name| name != "mod" && name != "tests");
    files.sort();
    let mut names: Vec<_> = CHECKS.iter().map(|(name, _)| (*name).to_owned()).collect();
    names.sort();
    assert_eq!(names, files, "a check is one file and one line of CHECKS");
}

#[rstest]
#[case("2026-11-24T12:00:00Z", true)]
#[case("2026-11-24T12:00:00.123456Z", true)]
#[case("2026-11-24T12:00:00.1234567891234Z", true)]
#[case("2026-11-24T12:00:00.Z", false)]
#[case("2026-11-24T23:59:60Z", false)]
#[case("12026-11-24T12:00:00Z", false)]
#[case("2026-11-24T12:00:00-00:00Z", false)]
#[case("", false)]
#[case("2026-11-24T12:00:00+00:00", false)]
#[case("2026-11-24 12:00:00Z", false)]
#[case("2026-11-24T12:00:00", false)]
#[case("2026-13-24T12:00:00Z", false)]
fn times_are_in_utc_form(#[case] text: &str, #[case] read: bool) {
    assert_eq!(instant(text).is_some(), read);
}
