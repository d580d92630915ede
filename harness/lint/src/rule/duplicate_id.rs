//! `duplicate-id`: The same ID twice.

use super::{Context, Found, Rule};
use crate::finding::Severity;
use crate::lines::short;

pub(super) const RULE: Rule = Rule {
    id: "duplicate-id",
    severity: Severity::Error,
    finds: "The same ID twice.",
    why: "A signature names what it covers by ID. With two of the same, one is verified and the other is read.",
    mend: "Do not accept the message.",
    step: None,
    refs: &["SAML core 1.3.4", "XML signature 8"],
    check,
};

fn check(c: &Context<'_>) -> Vec<Found> {
    let Some(document) = &c.input.document else { return Vec::new() };
    let mut seen = std::collections::HashSet::new();
    let ids = document.all().filter_map(|element| Some((element.value("ID")?, element.attribute("ID")?)));
    let again = ids.filter(|(id, _)| !seen.insert(id.clone()));
    again
        .map(|(id, place)| Found::at(place.value, format!("the ID `{}` is there twice", short(&id))))
        .take(20)
        .collect()
}
