//! A response by the IdP in which one thing is as it must not be.

use jiff::{SignedDuration, Timestamp, Unit};

use super::attempt::Shown;
use super::forge::piece;
use crate::response::Part;
use crate::response::sample::{Idp, Sample};

/// What is signed after the change.
pub enum Signs {
    /// The assertion.
    Assertion,
    /// The response.
    Response,
    /// The assertion, with SHA-1.
    Sha1,
    /// Nothing.
    Nothing,
}

use Signs::{Assertion, Nothing, Response, Sha1};

/// Weakness, what is changed into what, and what is signed then. `{+300}` is the time 300 seconds on, `{+300~}` the
/// same without zone.
#[rustfmt::skip]
pub const CASES: &[(&str, &str, &str, Signs)] = &[
    ("accepts-any-signed-part", "", "", Response),
    ("accepts-sha1", "", "", Sha1),
    ("accepts-unsigned", "", "", Nothing),
    ("accepts-zone-offsets", " NotOnOrAfter=\"{+300}\"", " NotOnOrAfter=\"{+3600~}+02:00\"", Assertion),
    ("addresses-by-part", "http://sp.test/backoffice<", "https://other.test/http://sp.test/backoffice<", Assertion),
    ("addresses-without-query", "Recipient=\"http://sp.test/saml/acs\"", "Recipient=\"http://sp.test/saml/acs?a=b\"", Assertion),
    ("addresses-ignore-host", "http://sp.test/saml/acs\"", "http://other.test/saml/acs\"", Assertion),
    ("addresses-ignore-case", "Destination=\"http://sp.test/saml/acs\"", "Destination=\"HTTP://SP.test/saml/acs\"", Assertion),
    ("any-audience-restriction-will-do", "</saml:Conditions>", "<saml:AudienceRestriction><saml:Audience>other</saml:Audience></saml:AudienceRestriction></saml:Conditions>", Assertion),
    ("audience-by-prefix", "http://sp.test/backoffice<", "http://sp.test/backoffice.evil.test<", Assertion),
    ("confirmation-needs-no-end", " NotOnOrAfter=\"{+300}\"", "", Assertion),
    ("destination-by-prefix", "Destination=\"http://sp.test/saml/acs\"", "Destination=\"http://sp.test/saml/acs/x\"", Assertion),
    ("destination-may-be-absent", "Destination=\"http://sp.test/saml/acs\"", "Destination=\"\"", Assertion),
    ("empty-in-response-to-is-none", "InResponseTo=\"_request\"", "InResponseTo=\"\"", Assertion),
    ("ignores-audience", "http://sp.test/backoffice<", "http://other.test/<", Assertion),
    ("ignores-authn-instant", "AuthnInstant=\"{+0}\"", "", Assertion),
    ("ignores-base-id", "<saml:NameID>employee@acme.test</saml:NameID>", "<saml:BaseID/>", Assertion),
    ("ignores-conditions-time", " NotOnOrAfter=\"{+600}\"", " NotOnOrAfter=\"{-200}\"", Assertion),
    ("ignores-confirmation-in-response-to", "Data InResponseTo=\"_request\"", "Data InResponseTo=\"_other\"", Assertion),
    ("ignores-confirmation-method", "cm:bearer", "cm:sender-vouches", Assertion),
    ("ignores-confirmation-not-before", "<saml:SubjectConfirmationData", "<saml:SubjectConfirmationData NotBefore=\"{-60}\"", Assertion),
    ("ignores-confirmation-time", " NotOnOrAfter=\"{+300}\"", " NotOnOrAfter=\"{-200}\"", Assertion),
    ("ignores-destination", "Destination=\"http://sp.test/saml/acs\"", "Destination=\"http://other.test/\"", Assertion),
    ("ignores-id-syntax", "ID=\"_response\"", "ID=\"1 response\"", Assertion),
    ("ignores-in-response-to", "InResponseTo=\"_request\"", "InResponseTo=\"_other\"", Assertion),
    ("ignores-issue-instant", " IssueInstant=\"{+0}\" Destination", " Destination", Assertion),
    ("ignores-issuer", "<saml:Issuer>https://idp.test/acme<", "<saml:Issuer>https://evil.test<", Assertion),
    ("ignores-issuer-format", "<saml:Issuer>", "<saml:Issuer Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\">", Assertion),
    ("ignores-not-before", "NotBefore=\"{-300}\"", "NotBefore=\"{+200}\"", Assertion),
    ("ignores-one-time-use-twice", "</saml:Conditions>", "<saml:OneTimeUse/><saml:OneTimeUse/></saml:Conditions>", Assertion),
    ("ignores-name-qualifiers", "<saml:NameID>", "<saml:NameID NameQualifier=\"https://other.test\">", Assertion),
    ("ignores-recipient", "Recipient=\"http://sp.test/saml/acs\"", "Recipient=\"http://other.test/\"", Assertion),
    ("ignores-response-in-response-to", "acs\" InResponseTo=\"_request\"", "acs\" InResponseTo=\"_other\"", Assertion),
    ("ignores-response-issuer", "<saml:Issuer>https://idp.test/acme</saml:Issuer><samlp:Status>", "<saml:Issuer>https://evil.test</saml:Issuer><samlp:Status>", Assertion),
    ("accepts-reversed-interval", "NotBefore=\"{-300}\" NotOnOrAfter=\"{+600}\"", "NotBefore=\"{+100}\" NotOnOrAfter=\"{+50}\"", Assertion),
    ("ignores-status", "status:Success", "status:Responder", Assertion),
    ("ignores-unknown-conditions", "</saml:Conditions>", "<saml:Condition/></saml:Conditions>", Assertion),
    ("ignores-version", "Version=\"2.0\"", "Version=\"1.1\"", Assertion),
    ("issuer-ignores-blanks", "https://idp.test/acme<", " https://idp.test/acme\n<", Assertion),
    ("issuer-ignores-case", "https://idp.test/acme<", "https://IdP.test/Acme<", Assertion),
    ("malformed-times-pass", " NotOnOrAfter=\"{+600}\"", " NotOnOrAfter=\"tomorrow\"", Assertion),
    ("mixes-confirmations", "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><saml:SubjectConfirmationData InResponseTo=\"_request\" NotOnOrAfter=\"{+300}\" Recipient=\"http://sp.test/saml/acs\"/>", "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><saml:SubjectConfirmationData InResponseTo=\"_request\" NotOnOrAfter=\"{-300}\" Recipient=\"http://sp.test/saml/acs\"/></saml:SubjectConfirmation><saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><saml:SubjectConfirmationData InResponseTo=\"_request\" NotOnOrAfter=\"{+300}\" Recipient=\"http://other.test/\"/>", Assertion),
    ("no-audience-needed", "<saml:AudienceRestriction><saml:Audience>http://sp.test/backoffice</saml:Audience></saml:AudienceRestriction>", "", Assertion),
    ("no-authn-context-needed", "urn:oasis:names:tc:SAML:2.0:ac:classes:Password", "", Assertion),
    ("no-authn-statement-needed", "saml:AuthnStatement", "saml:AuthzDecisionStatement", Assertion),
    ("no-confirmation-data-needed", "<saml:SubjectConfirmationData InResponseTo=\"_request\" NotOnOrAfter=\"{+300}\" Recipient=\"http://sp.test/saml/acs\"/>", "", Assertion),
    ("no-subject-needed", "saml:Subject>", "saml:Other>", Assertion),
    ("reads-conditions-of-document", "http://sp.test/backoffice<", "http://other.test/<", Assertion),
    ("reads-confirmations-of-document", "Recipient=\"http://sp.test/saml/acs\"", "Recipient=\"http://other.test/\"", Assertion),
    ("recipient-by-prefix", "Recipient=\"http://sp.test/saml/acs\"", "Recipient=\"http://sp.test/saml/acs.evil.test\"", Assertion),
    ("recipient-may-be-absent", " Recipient=\"http://sp.test/saml/acs\"", "", Assertion),
    ("takes-empty-name-id", "<saml:NameID>employee@acme.test</saml:NameID>", "<saml:NameID/>", Assertion),
    ("takes-any-lifetime", " NotOnOrAfter=\"{+300}\"", " NotOnOrAfter=\"{+99999999}\"", Assertion),
    ("unbounded-skew", " NotOnOrAfter=\"{+600}\"", " NotOnOrAfter=\"{-3600}\"", Assertion),
    ("unsolicited-with-in-response-to", "InResponseTo=\"_request\"", "InResponseTo=\"_other\"", Assertion),
];

#[tokio::test]
async fn each_passes_with_its_weakness_and_not_without() {
    let mut shown = Shown::default();
    for (weakness, from, to, signs) in CASES {
        let now = Timestamp::now().round(Unit::Second).unwrap();
        let sample = Sample::at(now);
        let sample = if from.is_empty() { sample } else { sample.with(&times(from, now), &times(to, now)) };
        let sample = match signs {
            Assertion => sample.signed(Part::Assertion, Idp::company()),
            Response => sample.signed(Part::Response, Idp::company()),
            Sha1 => sample.signed_by(Part::Assertion, Idp::company(), sha1),
            Nothing => sample,
        };
        let fitting = match *weakness {
            "reads-conditions-of-document" => {
                piece(&Sample::at(now).xml, "<saml:Conditions", "</saml:Conditions>").to_owned()
            }
            "reads-confirmations-of-document" => {
                piece(&Sample::at(now).xml, "<saml:SubjectConfirmation ", "</saml:SubjectConfirmation>").to_owned()
            }
            _ => String::new(),
        };
        let sample = match fitting.is_empty() {
            true => sample,
            false => {
                sample.with("<samlp:Status>", &format!("<samlp:Extensions>{fitting}</samlp:Extensions><samlp:Status>"))
            }
        };
        let person = if ["ignores-base-id", "no-subject-needed", "takes-empty-name-id"].contains(weakness) {
            "colleague@acme.test"
        } else {
            "employee@acme.test"
        };
        shown.look(weakness, &sample, &[], [None, Some(person)]).await;
    }
    shown.hold();
}

fn sha1(template: String) -> String {
    template
        .replace("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#rsa-sha1")
        .replace("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1")
}

/// With `{+300}` and the like filled in.
pub fn times(text: &str, now: Timestamp) -> String {
    let mut pieces = text.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (offset, rest) = piece.split_once('}').unwrap();
        let zone = !offset.ends_with('~');
        let seconds = offset.trim_end_matches('~').parse().unwrap();
        let time = (now + SignedDuration::from_secs(seconds)).to_string();
        filled.push_str(if zone { &time } else { time.trim_end_matches('Z') });
        filled.push_str(rest);
    }
    filled
}
