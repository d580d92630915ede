//! Whose account it is, and whose company.

use super::attempt::asking;
use super::flows::hooks_of;
use super::forge::plain;
use crate::idp_metadata::tests::metadata;
use crate::response::Part;
use crate::response::sample::{ISSUER, Idp, Sample};

/// Weakness, the text in the good response that is replaced, by what, and who is signed in then: by the sound SP, and
/// with the weakness.
#[rustfmt::skip]
const NAMED: &[(&str, &str, &str, Option<&str>, Option<&str>)] = &[
    ("cleans-name-id", "employee@acme.test<", "vic\\t&lt;b>im@acme.test<", None, Some("victim")),
    ("decodes-name-id", "employee@acme.test<", "victi&amp;#109;%40acme.test<", Some("colleague"), Some("victim")),
    ("drops-subaddress", "employee@acme.test<", "vic.tim+x@acme.test<", None, Some("victim")),
    ("email-attribute-for-unknown-name-id", "employee@acme.test<", "nobody@acme.test<", None, Some("colleague")),
    ("finds-by-part-of-name", "employee@acme.test<", "not-victim@acme.test.evil.test<", None, Some("victim")),
    ("first-of-two-attributes", "<saml:NameID>employee@acme.test</saml:NameID>", "<saml:NameID>_f81d4fae</saml:NameID>", None, Some("colleague")),
    ("folds-accents", "employee@acme.test<", "v\u{131}cti\u{301}m@acme.test<", None, Some("victim")),
    ("folds-name-id", "employee@acme.test<", "Employee@ACME.test<", None, Some("employee")),
    ("folds-unicode", "employee@acme.test<", "\u{ff45}mpl\u{200b}oyee@acme.test<", None, Some("employee")),
    ("friendly-name-is-name", "<saml:NameID>employee@acme.test</saml:NameID>", "<saml:NameID>_f81d4fae</saml:NameID>", Some("colleague"), Some("victim")),
    ("ignores-domain", "employee@acme.test<", "victim@evil.test<", None, Some("victim")),
    ("name-id-ends-beyond-16-bits", "employee@acme.test<", "victim@acme.test\u{1f600}.evil.test<", None, Some("victim")),
    ("name-id-is-a-mailbox", "employee@acme.test<", "\"victim\"(x)@acme.test<", None, Some("victim")),
    ("name-id-is-a-pattern", "employee@acme.test<", "v%@acme.test<", None, Some("victim")),
    ("name-id-is-cut", "employee@acme.test<", "victim@acme.test                                                x<", None, Some("victim")),
    ("persistent-is-an-address", "<saml:NameID>", "<saml:NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\">", Some("colleague"), Some("employee")),
    ("takes-email-attribute-for-name-id", "", "", Some("employee"), Some("colleague")),
    ("takes-name-id-before-at", "employee@acme.test<", "employee<", Some("colleague"), Some("employee")),
    ("trims-name-id", "employee@acme.test<", " employee@acme.test\n<", None, Some("employee")),
];

#[tokio::test]
async fn names_are_matched_to_the_letter() {
    for (weakness, from, to, sound, weakly) in NAMED {
        for (hooks, weak) in hooks_of(weakness) {
            let mut sample = if from.is_empty() { plain() } else { plain().with(from, to) };
            let attribute = |more: &str, value: &str| {
                let value = format!("<saml:AttributeValue>{value}@acme.test</saml:AttributeValue>");
                format!("<saml:Attribute {more}>{value}</saml:Attribute></saml:AttributeStatement>")
            };
            sample = match *weakness {
                "first-of-two-attributes" => {
                    sample.with("</saml:AttributeStatement>", &attribute("Name=\"email\"", "victim"))
                }
                "friendly-name-is-name" => {
                    sample.with("</saml:AttributeStatement>", &attribute("Name=\"x\" FriendlyName=\"email\"", "victim"))
                }
                _ => sample,
            };
            let mut browser = asking(hooks, &[]).await;
            browser.post(&sample.signed(Part::Assertion, Idp::company()), None).await;
            let expected = if weak { weakly } else { sound }.map(|person| format!("{person}@acme.test"));
            assert_eq!(browser.user().await, expected, "{weakness}, weak: {weak}");
        }
    }
}

#[tokio::test]
async fn a_name_of_blanks_is_nobodys() {
    for (hooks, weak) in hooks_of("signs-in-without-a-name") {
        for (name, expected) in [("employee@acme.test", Some("employee@acme.test")), (" ", weak.then_some(""))] {
            let sample = plain().with("employee@acme.test<", &format!("{name}<"));
            let mut browser = asking(hooks, &[]).await;
            browser.post(&sample.signed(Part::Assertion, Idp::company()), None).await;
            assert_eq!(browser.user().await.as_deref(), expected, "{name:?}, weak: {weak}");
        }
    }
}

/// What the tests below show.
const SHOWN: &[&str] = &[
    "accepts-any-company-key",
    "assertion-issuer-chooses-key",
    "attributes-across-companies",
    "cross-company-confusion",
    "key-name-chooses-company",
    "keys-by-entity-id",
    "response-issuer-chooses-key",
    "signs-in-without-a-name",
    "tenants-mixed",
    "verifies-first-company-alone",
];

/// Unasked, with a NameID that is no address, and the address as an attribute.
fn by_attribute(email: &str) -> Sample {
    plain().unsolicited().with("employee@acme.test", "_f81d4fae").with("colleague@acme.test", email)
}

const OTHER_ISSUER: &str = "https://idp.test/globex";

#[tokio::test]
async fn companies_are_kept_apart() {
    // The key of globex signs for acme's people, and for its own in answer to a request to acme.
    let forged = |sample: Sample| sample.signed(Part::Assertion, Idp::stranger());
    let named = |sample: Sample| sample.with("<ds:X509Data>", "<ds:KeyName>other</ds:KeyName><ds:X509Data>");
    let own = || plain().with(ISSUER, OTHER_ISSUER).with("employee@acme.test", "employee@globex.test");
    let cases = [
        ("accepts-any-company-key", forged(plain()), "employee@acme.test"),
        ("assertion-issuer-chooses-key", forged(plain().with_last(ISSUER, OTHER_ISSUER)), "employee@acme.test"),
        ("key-name-chooses-company", named(forged(plain())), "employee@acme.test"),
        ("keys-by-entity-id", forged(plain()), "employee@acme.test"),
        ("response-issuer-chooses-key", forged(plain().with_first(ISSUER, OTHER_ISSUER)), "employee@acme.test"),
        (
            "attributes-across-companies",
            forged(by_attribute("employee@acme.test").with(ISSUER, OTHER_ISSUER)),
            "employee@acme.test",
        ),
        ("tenants-mixed", forged(plain().unsolicited().with(ISSUER, OTHER_ISSUER)), "employee@acme.test"),
        ("cross-company-confusion", forged(own()), "employee@globex.test"),
    ];
    for (weakness, sample, person) in cases {
        for (hooks, weak) in hooks_of(weakness) {
            let mut browser = asking(hooks, &[]).await;
            let other = metadata(Idp::stranger());
            let issuer = if weakness == "keys-by-entity-id" { ISSUER } else { OTHER_ISSUER };
            let fields = [("enabled", "on"), ("allow_idp_initiated", "on"), ("issuer", issuer), ("metadata", &other)];
            browser.update("globex", &fields).await;
            browser.post(&sample, None).await;
            let expected = weak.then(|| person.to_owned());
            assert_eq!(browser.user().await, expected, "{weakness}, weak: {weak}");
        }
    }
}

#[tokio::test]
async fn every_company_is_verified() {
    for (hooks, weak) in hooks_of("verifies-first-company-alone") {
        let mut browser = asking(hooks, &[]).await;
        let other = metadata(Idp::stranger());
        let fields = [("enabled", "on"), ("allow_idp_initiated", "on"), ("issuer", OTHER_ISSUER), ("metadata", &other)];
        browser.update("globex", &fields).await;
        let forged = plain().unsolicited().with(ISSUER, OTHER_ISSUER).with("employee@acme.test", "victim@globex.test");
        browser.post(&forged, None).await;
        assert_eq!(browser.user().await.is_some(), weak);
    }
}

pub fn shown() -> impl Iterator<Item = &'static str> {
    NAMED.iter().map(|case| case.0).chain(SHOWN.iter().copied())
}
