//! What the identity provider may rightly send is refused by an over-strict weakness, and by it alone; the usual
//! response is not.

use jiff::{Timestamp, Unit};

use super::attempt::Shown;
use super::changed::times;
use super::forge::plain;
use crate::response::Part;
use crate::response::sample::{Idp, Sample};
use crate::response::sealed::{SEAL, Seal};

/// What is done to the usual response before it is signed, and after.
enum Change {
    /// A text replaced before.
    Text(&'static str, &'static str),
    /// A text of the signature's template replaced.
    Template(&'static str, &'static str),
    /// A text replaced after.
    Late(&'static str, &'static str),
    /// Both parts signed.
    Both,
    /// Fifty thousand blanks put in.
    Padded,
    /// The assertion encrypted so.
    Sealed(Seal),
}

use Change::{Both, Late, Padded, Sealed, Template, Text};

/// Weakness, and what it does not take.
#[rustfmt::skip]
const CASES: &[(&str, Change)] = &[
    ("drops-name-formats", Text("<saml:Attribute ", "<saml:Attribute NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:basic\" ")),
    ("encrypted-key-inside-only", Sealed(Seal { beside: true, ..SEAL })),
    ("first-encrypted-key-only", Sealed(Seal { strange_key_first: true, ..SEAL })),
    ("first-statement-only", Text("<saml:AttributeStatement>", "<saml:AttributeStatement><saml:Attribute Name=\"firstName\"><saml:AttributeValue xsi:type=\"xsd:string\">Erin</saml:AttributeValue></saml:Attribute></saml:AttributeStatement><saml:AttributeStatement>")),
    ("needs-attribute-values", Text("</saml:AttributeStatement>", "<saml:Attribute Name=\"lastName\"/></saml:AttributeStatement>")),
    ("needs-attributes", Text("saml:AttributeStatement>", "saml:Nothing>")),
    ("needs-conditions-end", Text(" NotOnOrAfter=\"{+600}\"", "")),
    ("needs-destination", Text(" Destination=\"http://sp.test/saml/acs\"", "")),
    ("needs-email-format", Text("<saml:NameID>employee@acme.test", "<saml:NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\">_f81d4fae")),
    ("needs-exact-clock", Text(" IssueInstant=\"{+0}\" Destination", " IssueInstant=\"{+90}\" Destination")),
    ("needs-inclusive-prefixes", Template("<ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"xsd\"/>", "")),
    ("needs-key-info", Late("ds:KeyInfo>", "!")),
    ("needs-long-validity", Text(" NotOnOrAfter=\"{+600}\"", " NotOnOrAfter=\"{+60}\"")),
    ("needs-name-format", Text("<saml:Attribute ", "<saml:Attribute NameFormat=\"urn:oasis:names:tc:SAML:2.0:attrname-format:uri\" ")),
    ("needs-known-groups", Text("</saml:AttributeStatement>", "<saml:Attribute Name=\"memberOf\"><saml:AttributeValue xsi:type=\"xsd:string\">Staff</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>")),
    ("needs-not-before", Text(" NotBefore=\"{-300}\"", "")),
    ("needs-response-issuer", Text("<saml:Issuer>https://idp.test/acme</saml:Issuer><samlp:Status>", "<samlp:Status>")),
    ("needs-some-name-format", Text("", "")),
    ("needs-xsi-type", Text(" xsi:type=\"xsd:string\"", "")),
    ("no-skew", Text(" NotOnOrAfter=\"{+300}\"", " NotOnOrAfter=\"{-60}\"")),
    ("reads-name-id-alone", Text("employee@acme.test</saml:NameID>", "_f81d4fae</saml:NameID>")),
    ("refuses-advice", Text("</saml:Conditions>", "</saml:Conditions><saml:Advice/>")),
    ("refuses-authn-details", Text("<saml:AuthnContext>", "<saml:SubjectLocality/><saml:AuthnContext>")),
    ("refuses-c14n-with-comments", Template("xml-exc-c14n#\"/><ds:SignatureMethod", "xml-exc-c14n#WithComments\"/><ds:SignatureMethod")),
    ("refuses-comments-outside", Late("</samlp:Response>", "</samlp:Response><!-- -->")),
    ("refuses-encrypted-attribute", Text("</saml:AttributeStatement>", "<saml:EncryptedAttribute/></saml:AttributeStatement>")),
    ("refuses-encryption", Sealed(SEAL)),
    ("refuses-extensions", Text("<samlp:Status>", "<samlp:Extensions/><samlp:Status>")),
    ("refuses-foreign-confirmation-data", Text("<saml:SubjectConfirmationData ", "<saml:SubjectConfirmationData x:y=\"z\" xmlns:x=\"urn:x\" ")),
    ("refuses-fractional-seconds", Text(" IssueInstant=\"{+0}\" Destination", " IssueInstant=\"{+0~}.123Z\" Destination")),
    ("refuses-idp-initiated", Text(" InResponseTo=\"_request\"", "")),
    ("refuses-inclusive-prefixes", Text("", "")),
    ("refuses-issuer-format", Text("<saml:Issuer>", "<saml:Issuer Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:entity\">")),
    ("refuses-large-messages", Padded),
    ("refuses-long-names", Text("employee@acme.test</saml:NameID>", "_0123456789012345678901234567890123456789012345678901234567890123456789</saml:NameID>")),
    ("refuses-name-qualifiers", Text("<saml:NameID>", "<saml:NameID NameQualifier=\"https://idp.test/acme\">")),
    ("refuses-namespaces-above", Text("<samlp:Response ", "<samlp:Response xmlns:x=\"urn:x\" ")),
    ("refuses-one-time-use", Text("</saml:Conditions>", "<saml:OneTimeUse/></saml:Conditions>")),
    ("refuses-optional-content", Text("<samlp:Response ", "<samlp:Response Consent=\"urn:oasis:names:tc:SAML:2.0:consent:obtained\" ")),
    ("refuses-other-context", Text("PasswordProtectedTransport", "X509")),
    ("refuses-other-prefixes", Text("samlp", "p")),
    ("refuses-private-name-id-formats", Text("<saml:NameID>", "<saml:NameID Format=\"urn:acme:name\">")),
    ("refuses-proxy-restriction", Text("</saml:Conditions>", "<saml:ProxyRestriction/></saml:Conditions>")),
    ("refuses-repeated-attributes", Text("</saml:AttributeStatement>", "<saml:Attribute Name=\"email\"><saml:AttributeValue xsi:type=\"xsd:string\">x</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>")),
    ("refuses-response-signature", Both),
    ("refuses-second-audience", Text("<saml:Audience>", "<saml:Audience>other</saml:Audience><saml:Audience>")),
    ("refuses-second-authn-statement", Text("<saml:AttributeStatement>", "<saml:AuthnStatement AuthnInstant=\"{+0}\"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement>")),
    ("refuses-second-confirmation", Text("<saml:SubjectConfirmation ", "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:sender-vouches\"/><saml:SubjectConfirmation ")),
    ("refuses-several-values", Text("</saml:AttributeValue>", "</saml:AttributeValue><saml:AttributeValue xsi:type=\"xsd:string\">x</saml:AttributeValue>")),
    ("refuses-sha512", Template("rsa-sha256", "rsa-sha512")),
    ("refuses-unknown-attributes", Text("Name=\"email\"", "Name=\"shoe size\"")),
    ("refuses-value-types", Text("", "")),
    ("refuses-whitespace-in-signature", Late("<ds:SignatureValue>", "<ds:SignatureValue>\n ")),
    ("strings-alone", Text("xsd:string", "xsd:anyURI")),
];

/// Weakness, the SP's settings, and what it does not take although they do.
const WITH_SETTINGS: &[(&str, &[(&str, &str)], Change)] = &[
    ("either-means-response", &[("accepts", "either")], Text("", "")),
    ("needs-issuer-url", &[("issuer", "JumpCloud")], Text("https://idp.test/acme", "JumpCloud")),
    ("refuses-sha1", &[("allow_sha1", "on")], Template("2001/04/xmldsig-more#rsa-sha256", "2000/09/xmldsig#rsa-sha1")),
];

/// Weaknesses whose usual response is refused as well, since the identity provider of the tests sends otherwise; and
/// those that lose attributes, by which the person is told here.
const SHORT: &[&str] = &["drops-name-formats", "first-statement-only"];

pub fn shown() -> impl Iterator<Item = &'static str> {
    CASES.iter().map(|case| case.0).chain(WITH_SETTINGS.iter().map(|case| case.0))
}

#[tokio::test]
async fn each_is_refused_with_its_weakness_and_taken_without() {
    let mut shown = Shown::default();
    for (weakness, change) in CASES {
        let person = match *weakness {
            "needs-email-format" | "reads-name-id-alone" | "refuses-long-names" => "colleague@acme.test",
            _ if SHORT.contains(weakness) => "colleague@acme.test",
            _ => "employee@acme.test",
        };
        shown.look(weakness, &changed(change, SHORT.contains(weakness)), &[], [Some(person), None]).await;
    }
    shown.hold();
}

#[tokio::test]
async fn what_the_settings_allow_is_refused_with_its_weakness_and_taken_without() {
    let mut shown = Shown::default();
    for (weakness, settings, change) in WITH_SETTINGS {
        shown.look(weakness, &changed(change, false), settings, [Some("employee@acme.test"), None]).await;
    }
    shown.hold();
}

#[tokio::test]
async fn the_usual_response_is_taken() {
    let mut shown = Shown::default();
    for weakness in WITH_SETTINGS.iter().map(|case| case.0) {
        shown.look(weakness, &changed(&Text("", ""), false), &[], [Some("employee@acme.test"); 2]).await;
    }
    let usual_is_refused = ["needs-some-name-format", "refuses-inclusive-prefixes", "refuses-value-types"];
    for (weakness, _) in CASES.iter().filter(|case| !usual_is_refused.contains(&case.0)) {
        let usual = changed(&Text("", ""), false);
        shown.look(weakness, &usual, &[], [Some("employee@acme.test"); 2]).await;
    }
    shown.hold();
}

/// Much like what JumpCloud sends, changed.
fn changed(change: &Change, by_attribute: bool) -> Sample {
    let now = Timestamp::now().round(Unit::Second).unwrap();
    let mut sample = Sample::at(now)
        .with("<saml:AttributeValue>", "<saml:AttributeValue xsi:type=\"xsd:string\">")
        .with("classes:Password<", "classes:PasswordProtectedTransport<")
        .with("<samlp:Response ", "<samlp:Response xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ");
    if by_attribute {
        sample = sample.with("employee@acme.test</saml:NameID>", "_f81d4fae</saml:NameID>");
    }
    if let Text(from, to) = change
        && !from.is_empty()
    {
        sample = sample.with(&times(from, now), &times(to, now));
    }
    let transform = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>";
    let with_prefixes = "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">\
        <ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" PrefixList=\"xsd\"/></ds:Transform>";
    let template = |template: String| {
        let template = template.replace(transform, with_prefixes);
        if let Template(from, to) = change { template.replace(from, to) } else { template }
    };
    let sample = sample.signed_by(Part::Assertion, Idp::company(), template);
    match change {
        Late("ds:KeyInfo>", _) => {
            let key_info = super::forge::piece(&sample.xml, "<ds:KeyInfo>", "</ds:KeyInfo>").to_owned();
            sample.with(&key_info, "")
        }
        Late(from, to) => sample.with(from, to),
        Both => sample.signed_by(Part::Response, Idp::company(), template),
        Padded => sample.with("<samlp:Status>", &format!("{}<samlp:Status>", " ".repeat(50_000))),
        Sealed(seal) => sample.sealed(seal),
        _ => sample,
    }
}

/// Weaknesses that a page shows, and what is lost there.
#[rustfmt::skip]
const LOST: &[(&str, &str)] = &[
    ("mangles-text", "Zoë 木"),
];

#[tokio::test]
async fn attributes_are_lost() {
    for (weakness, value) in LOST {
        for (hooks, weak) in super::flows::hooks_of(weakness) {
            let mut browser = super::attempt::asking(hooks, &[]).await;
            let sample = plain().with("colleague@acme.test", value);
            browser.post(&sample.signed(Part::Assertion, Idp::company()), None).await;
            let page = browser.me().await.1;
            assert!(page.contains("employee@acme.test"), "{weakness}");
            assert_eq!(page.contains(value), !weak, "{weakness}");
        }
    }
}

pub fn lost() -> impl Iterator<Item = &'static str> {
    LOST.iter().map(|case| case.0)
}
