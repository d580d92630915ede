//! A response whose signature holds for one reading and which has another.

use super::attempt::Shown;
use super::forge::{assertion, held, of_victim, plain};
use crate::response::Part;
use crate::response::sample::{Idp, Sample};

const EVIL: &str = "victim@acme.test.evil.test";
const DOCTYPE: &str = "<!DOCTYPE samlp:Response [<!ENTITY e \"E\">]>";

/// Weakness, the name that the IdP signs, and how it is written then.
#[rustfmt::skip]
const NAMES: &[(&str, &str, &str)] = &[
    ("cdata-cuts-text", "victim@acme.test<![CDATA[.evil.test]]>", "victim@acme.test<![CDATA[.evil.test]]>"),
    ("cdata-is-dropped", "<![CDATA[not-]]>victim@acme.test", "<![CDATA[not-]]>victim@acme.test"),
    ("character-reference-cuts-text", EVIL, "victim@acme.test&#46;evil.test"),
    ("character-reference-drops-text", "not-victim@acme.test", "not&#45;victim@acme.test"),
    ("comment-cuts-text", EVIL, "victim@acme.test<!-- -->.evil.test"),
    ("comment-keeps-last-text", "not-victim@acme.test", "not-<!-- -->victim@acme.test"),
    ("entity-cuts-text", EVIL, "victim@acme.test&e;|.evil.test"),
    ("entity-drops-text", "not-victim@acme.test", "&e;victim@acme.test|not-"),
    ("expands-entities", "victim@acme.test", "victim&e;|@acme.test"),
    ("fetches-external-entities", "victim@acme.test", "victim&e;|@acme.test"),
    ("instruction-cuts-text", EVIL, "victim@acme.test<?x?>.evil.test"),
    ("instruction-drops-text", "not-victim@acme.test", "not-<?x?>victim@acme.test"),
    ("instruction-printed-as-text", "not-victim@acme.test", "<?x not-?>victim@acme.test"),
];

/// Weakness, and what the IdP signs.
#[rustfmt::skip]
const SIGNED: &[(&str, fn() -> Sample)] = &[
    ("last-name-id-counts", || plain().with("</saml:NameID>", "</saml:NameID><saml:NameID>victim@acme.test</saml:NameID>").signed(Part::Assertion, Idp::company())),
    ("name-id-may-be-repeated", || plain().with("<saml:NameID>", "<saml:NameID>victim@acme.test</saml:NameID><saml:NameID>").signed(Part::Assertion, Idp::company())),
];

/// Weakness, and a response that signs the employee in at the sound SP.
#[rustfmt::skip]
const OTHERS: &[(&str, fn() -> Sample)] = &[
    ("attribute-first-wins-anywhere", || beside(by_attribute())),
    ("foreign-attributes-shadow", || plain().with("<saml:NameID>employee@acme.test<", "<saml:NameID>employee<").with("colleague@", "employee@").with("<saml:AttributeStatement>", "<saml:AttributeStatement><saml:Attribute Name=\"other\" x:Name=\"email\" xmlns:x=\"urn:x\"><saml:AttributeValue>victim@acme.test</saml:AttributeValue></saml:Attribute>").with("<saml:Attribute Name=\"email\">", "<saml:Attribute Name=\"email\" y:Name=\"other\" xmlns:y=\"urn:y\">").signed(Part::Assertion, Idp::company())),
    ("cuts-comments-out-by-pattern", || held().with("</samlp:Status>", "<samlp:StatusMessage><![CDATA[x]]<!-- -->></samlp:StatusMessage><saml:NameID>victim@acme.test</saml:NameID><samlp:StatusMessage><![CDATA[ ]]></samlp:StatusMessage></samlp:Status>")),
    ("finds-name-by-pattern", || held().with("<samlp:Status>", "<!-- <NameID>victim@acme.test</NameID> --><samlp:Status>")),
    ("matches-local-names", in_another_namespace),
    ("matches-qualified-names", in_another_namespace),
    ("reads-as-declared", || held().with("<samlp:Status>", "<samlp:Extensions>+ADw-saml:NameID+AD4-victim@acme.test+ADw-/saml:NameID+AD4-</samlp:Extensions><samlp:Status>")),
    ("merges-attribute-statements", || beside(by_attribute())),
    ("reads-advice", advised),
    ("reads-subject-of-document", || held().with("<samlp:Status>", "<saml:Subject><saml:NameID>victim@acme.test</saml:NameID></saml:Subject><samlp:Status>")),
    ("reads-forged-subject-confirmation", || plain().with("cm:bearer\">", "cm:bearer\"><saml:NameID>victim@acme.test</saml:NameID>").signed(Part::Assertion, Idp::company())),
];

pub fn shown() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|case| case.0).chain(SIGNED.iter().chain(OTHERS).map(|case| case.0))
}

#[tokio::test]
async fn names_are_read_otherwise_than_they_were_signed() {
    let mut shown = Shown::default();
    for (weakness, signed, written) in NAMES {
        let (written, entity) = written.split_once('|').unwrap_or((written, ""));
        let sample = plain().with("employee@acme.test", signed).signed(Part::Assertion, Idp::company());
        let doctype = if entity.is_empty() { String::new() } else { DOCTYPE.replace("E\"", &format!("{entity}\"")) };
        let sample = Sample { xml: format!("{doctype}{}", sample.with(signed, written).xml) };
        shown.look(weakness, &sample, &[], [None, Some("victim@acme.test")]).await;
    }
    shown.hold();
}

#[tokio::test]
async fn others_are_refused_or_read_as_they_were_signed() {
    let mut shown = Shown::default();
    let refused = SIGNED.iter().map(|case| (case, None));
    for ((weakness, sample), person) in refused.chain(OTHERS.iter().map(|case| (case, Some("employee@acme.test")))) {
        shown.look(weakness, &sample(), &[], [person, Some("victim@acme.test")]).await;
    }
    shown.hold();
}

/// A response whose person is told by the attribute.
fn by_attribute() -> Sample {
    plain().with("employee@acme.test", "_f81d4fae").with("colleague@", "employee@")
}

/// With the victim's attribute outside the assertion.
fn beside(sample: Sample) -> Sample {
    let sample =
        if sample.xml.contains("ds:Signature") { sample } else { sample.signed(Part::Assertion, Idp::company()) };
    let statement = "<samlp:Extensions><saml:AttributeStatement><saml:Attribute Name=\"email\"><saml:AttributeValue>\
                     victim@acme.test</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></samlp:Extensions>";
    sample.with("<samlp:Status>", &format!("{statement}<samlp:Status>"))
}

fn advised() -> Sample {
    let evil = of_victim(plain()).with("_assertion", "_other").xml;
    let advice = format!("</saml:Conditions><saml:Advice>{}</saml:Advice>", assertion(&evil));
    plain().with("</saml:Conditions>", &advice).signed(Part::Assertion, Idp::company())
}

/// The victim's assertion in a namespace of its own before the signed one.
fn in_another_namespace() -> Sample {
    let held = held();
    let evil = of_victim(plain()).with("_assertion", "_forged").xml;
    let evil = assertion(&evil).replacen("<saml:Assertion", "<saml:Assertion xmlns:saml=\"urn:other\"", 1);
    held.with("<saml:Assertion", &format!("{evil}<saml:Assertion"))
}
