//! `bad-id`: An ID that XML does not allow.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "bad-id",
    severity: Severity::Warning,
    finds: "An ID that XML does not allow.",
    why: "An ID begins with a letter or `_`. Parsers that validate refuse a digit.",
    mend: "Let IDs begin with `_`.",
    step: None,
    refs: &["SAML core 1.3.4", "XML Schema part 2, 3.3.8"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    const NAMES: [&str; 5] = ["Response", "Assertion", "AuthnRequest", "EntityDescriptor", "EntitiesDescriptor"];
    let Some(document) = &c.input.document else { return Vec::new() };
    let of_saml = document.all().filter(|element| NAMES.contains(&element.local()));
    let ids = of_saml.filter_map(|element| Some((element.value("ID")?, element.attribute("ID")?)));
    let bad = ids.filter(|(id, _)| !id.starts_with(|c: char| c.is_alphabetic() || c == '_') || id.contains([':', ' ']));
    bad.map(|(id, place)| Found::at(place.value, format!("`{}` is no ID of XML", short(&id)))).take(20).collect()
}
